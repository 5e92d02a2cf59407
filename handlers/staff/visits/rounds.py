"""A whole round from a sheet or several lines, and the schools that a round has not reached."""

import hashlib
import json
from collections.abc import Mapping
from functools import partial

import msgspec

from ektp_core.audit import Change, Changed, Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.planning import Doubt, doubts
from ektp_core.roles import Act, may
from ektp_core.sheets.people import ListOfPeople
from ektp_core.store import visits as store
from ektp_core.store.drafts import Mark, mark_of
from ektp_core.visits.changes import planned
from ektp_core.visits.line import read_visit_line
from ektp_core.visits.rounds import Round, unreached
from ektp_core.visits.row import RoundRow
from ektp_core.visits.schedule import Visit
from ektp_core.visits.sheet import NoVisitsSheet, VisitSheet, read_visit_sheet
from ektp_core.visits.told import told
from handlers.paging import page_among
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request, SentFile
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.sheets import read_sheet
from handlers.staff.visits import recaps
from handlers.staff.visits.acts import (
    DISCARD,
    PLAN_AT_SCHOOL,
    REMOVE_ROUND,
    ROUND_PAGE,
    SAVE_ROUND,
    UNREACHED,
    VISITS,
    WAIT_FOR_SHEET,
    WEEK,
    Week,
)
from handlers.staff.visits.drafts import DRAFTS, SHEET, AwaitSheet, PlanRound, SavedRound, SaveRecaps
from handlers.staff.visits.places import places_of
from handlers.staff.visits.sizes import DOUBTS_SHOWN, SKIPPED_SHOWN, UNUSED_SHOWN, of_days, pages_of, room_of

ROWS_A_PAGE, BAD_ROWS_A_PAGE = 6, 3
"""Of a round with errors fewer, so that all that is wrong with a row fits."""

MOST_LINES = 200
SCHOOLS_OFFERED = 12


@WAIT_FOR_SHEET.does
async def _wait_for_sheet(_: None, request: Request, office: Office) -> Reply:
    return await wait_for_sheet(request, office)


async def wait_for_sheet(request: Request, office: Office) -> Reply:
    """The next file, or several lines, is a round or recaps."""
    draft = AwaitSheet()
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=SHEET)
    return reply("staff/visits/sheet_wanted", [DISCARD.button("visit_discard", mark_of(draft))])


async def received(file: SentFile, request: Request, office: Office) -> Reply:
    """A sheet of visits: what it holds is told by its header. A file that cannot be read leaves the draft that waits for it."""
    read = partial(read_visit_sheet, places=places_of(office), today=request.today)
    sheet = await read_sheet(file, read, request, no_sheet_of_ours=(NoVisitsSheet, ListOfPeople))
    return await shown(sheet, request, office)


async def shown(sheet: VisitSheet, request: Request, office: Office) -> Reply:
    """What a sheet would plan or close. Raises NoVisitsSheet where it holds neither."""
    if sheet.recaps:
        return await recaps.show(SaveRecaps(sheet.recaps, sheet.unused, sheet.skipped), request, office)
    if not sheet.round:
        raise NoVisitsSheet(rows=None, sheets=())
    return await keep(PlanRound(sheet.round, unused=sheet.unused, skipped=sheet.skipped), request, office)


async def from_lines(request: Request, office: Office) -> Reply:
    """A round typed or pasted, one visit a line."""
    lines = [line for line in request.argument.splitlines() if line.strip()][:MOST_LINES]
    if not lines:
        raise NoVisitsSheet(rows=None, sheets=())
    rows = (RoundRow(number, read_visit_line(line, places_of(office), request.today)) for number, line in enumerate(lines, 1))
    return await keep(PlanRound(tuple(rows)), request, office)


async def keep(draft: PlanRound, request: Request, office: Office, *, anew: bool = False) -> Reply:
    """Keep a round and show it, with what speaks against each row."""
    against = _against(draft, request, office)
    draft = msgspec.structs.replace(draft, doubts=_fingerprint(against))
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=SHEET if _bad(draft) else None)
    return _preview(draft, against, 1, anew=anew)


def _bad(draft: PlanRound) -> list[int]:
    """The rows that cannot be planned as they are."""
    return [each.row for each in draft.rows if each.line.wrongs or each.line.lacks]


def _plans(draft: PlanRound, request: Request, office: Office) -> dict[int, Visit]:
    """The visits of the good rows by row; not saved yet, so their numbers are below zero."""
    source, bad = office.board.office_name, _bad(draft)
    return {each.row: planned(each.line, request.now, source, -each.row) for each in draft.rows if each.row not in bad}


def _against(draft: PlanRound, request: Request, office: Office) -> dict[int, tuple[Doubt, ...]]:
    """What speaks against each row, the other rows of the same round included."""
    plans = _plans(draft, request, office)
    every = [*office.board.schedule, *plans.values()]
    return {row: doubts(visit, office.board.loans, every, request.today) for row, visit in plans.items()}


def _fingerprint(against: Mapping[int, tuple[Doubt, ...]]) -> str:
    """Short enough for a draft, however many rows."""
    keys = [[row, [doubt.key for doubt in of_row]] for row, of_row in against.items()]
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()


def _preview(draft: PlanRound, against: Mapping[int, tuple[Doubt, ...]], wanted: int, *, anew: bool) -> Reply:
    count, bad = len(draft.rows), _bad(draft)
    pages = pages_of(
        draft.rows, lambda each: room_of(each.line, each.note, against.get(each.row, ())), BAD_ROWS_A_PAGE if bad else ROWS_A_PAGE
    )
    page = page_among(pages, wanted)
    doubted = [row for row, of_row in against.items() if of_row]
    label = "round_save_anyway" if doubted else "round_save"
    return reply(
        "staff/visits/round",
        [] if bad else [SAVE_ROUND.button(label, mark_of(draft), count=count)],
        page.onward(lambda number: ROUND_PAGE.button("visits_more", number)),
        [DISCARD.button("visit_discard", mark_of(draft))],
        lines=[(each.row, each.line, each.note) for each in page.items],
        unused=draft.unused[:UNUSED_SHOWN],
        more_unused=len(draft.unused) > UNUSED_SHOWN,
        skipped=draft.skipped[:SKIPPED_SHOWN],
        more_skipped=max(0, len(draft.skipped) - SKIPPED_SHOWN),
        against={row: of_days(of_row)[:DOUBTS_SHOWN] for row, of_row in against.items()},
        count=count,
        bad=bad,
        doubted=doubted,
        anew=anew,
    )


@ROUND_PAGE.does
async def _page(number: int, request: Request, office: Office) -> Reply:
    draft = await DRAFTS.of_kind(office.store, request.person, PlanRound)
    return _preview(draft, _against(draft, request, office), number, anew=False)


@SAVE_ROUND.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    """All rows or none."""
    draft = await DRAFTS.previewed_as(PlanRound, office.store, request.person, mark)
    if _bad(draft) or _fingerprint(_against(draft, request, office)) != draft.doubts:
        return await keep(draft, request, office, anew=True)
    plans = _plans(draft, request, office)
    try:
        async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, Subject(Thing.VISITS, len(plans))) as doing:
            await store.hold_board(doing.connection, office.board.version)
            numbers = [await store.plan_visit(doing.connection, visit) for visit in plans.values()]
            doing.details = {"act": "round", "visits": numbers}
            doing.changes = [change_of(visit.place.name, {}, told(visit)) for visit in plans.values()]
    except store.BoardMoved:
        return await keep(draft, request, office, anew=True)
    saved = SavedRound(tuple(numbers))
    await DRAFTS.keep(office.store, request.person, saved, request.now)
    first = min(visit.first_day for visit in plans.values())
    rows = [WEEK.button("visits", Week(first)), REMOVE_ROUND.button("round_remove", mark_of(saved))]
    return reply("staff/visits/round_saved", rows, count=len(numbers), removed=False)


@REMOVE_ROUND.does
async def _remove(mark: Mark, request: Request, office: Office) -> Reply:
    """Take the round out again, as long as nobody has touched any of its visits."""
    draft = await DRAFTS.previewed_as(SavedRound, office.store, request.person, mark)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, Subject(Thing.VISITS)) as doing:
        removed: list[Change] = []
        for number in draft.visits:
            visit = office.board.schedule.find(number)
            if visit is None:
                raise Changed(Subject(Thing.VISIT, number))
            await store.remove_plan(doing.connection, visit, request.person, request.now)
            removed.append(change_of(visit.place.name, told(visit), {}))
        doing.details, doing.changes = {"act": "remove", "visits": draft.visits}, removed
    return reply("staff/visits/round_saved", [button(VISITS, label="visits")], count=len(draft.visits), removed=True)


# The schools that a round has not reached


@UNREACHED.does
async def _unreached(wanted: Round, request: Request, office: Office) -> Reply:
    """The schools without a visit in a round, by subdistrict."""
    board = office.board
    schools = unreached(board.schools, board.schedule, wanted)
    of_areas = [(area, [each for each in schools if each.subdistrict == area.code]) for area in (*board.subdistricts, board.home)]
    steps = [UNREACHED.button("round_of", each, half=each.half, year=str(each.year)) for each in (wanted.before, wanted.after) if each]
    may_plan = may(request.member, Act.CHANGE_VISITS)
    offered = schools[:SCHOOLS_OFFERED] if may_plan else ()
    return reply(
        "staff/visits/unreached",
        *in_rows([PLAN_AT_SCHOOL.button("visit_plan", school.npsn, name=school.name) for school in offered]),
        steps,
        [button(VISITS, label="back")],
        round=wanted,
        schools=schools,
        total=len([*board.schools]),
        may_plan=may_plan,
        subdistricts=[(area, of_area) for area, of_area in of_areas if of_area],
    )
