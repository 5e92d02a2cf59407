"""A whole round from a sheet or several lines, and the schools that a round has not reached."""

import asyncio
import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.planning import Doubt, doubts
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.store.drafts import keep_draft, take_draft
from ektp_core.visits.as_json import line_from_json, line_to_json
from ektp_core.visits.changes import planned
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.rounds import Round, round_of, unreached
from ektp_core.visits.schedule import Visit
from ektp_core.visits.sheet import NoVisitsSheet, RoundRow, VisitSheet, read_visit_sheet
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request, SentFile
from handlers.staff.findings import sentence
from handlers.staff.visits import recaps
from handlers.staff.visits.buttons import SHEET, VISITS, Body, body_of, number_of, places_of, source_of, visit_at

ROUND, SAVED = "round", "saved_round"
PAGE = 6
MOST_LINES = 200
SCHOOLS_OFFERED = 12


class SheetUnreadable(Refusal):
    """The file is harmful, damaged or no sheet. Value: reason, the sentence of the reader."""

    key = "staff/file_unreadable"


async def _wait_for_sheet(_: str, request: Request, office: Office) -> Reply:
    """The next file, or several lines, is a round or recaps."""
    await keep_draft(office.store, request.person, VISITS, {"what": SHEET}, request.now, awaits=SHEET)
    return reply("staff/visits/sheet_wanted", [button(VISITS, "q=", "visit_discard")])


async def received(request: Request, office: Office) -> Reply:
    """A sheet of visits: what it holds is told by its header. A file that cannot be read leaves the draft that waits for it."""
    if request.file is None:
        raise NoVisitsSheet(rows=None)
    sheet = await _read(request.file, request, office)
    if sheet.recaps:
        return await recaps.show(sheet.recaps, request, office)
    return await _show_round(sheet.round, request, office)


async def _read(file: SentFile, request: Request, office: Office) -> VisitSheet:
    with tempfile.TemporaryDirectory() as folder:
        path = await file.fetch(Path(folder))
        named = path.with_suffix(Path(file.name).suffix)
        path.rename(named)
        try:
            found = await asyncio.to_thread(read_visit_sheet, named, places_of(office), request.today)
        except NoVisitsSheet:
            raise
        except Refusal as refusal:
            raise SheetUnreadable(reason=sentence(refusal, request.language)) from None
    if not (found.round or found.recaps):
        raise NoVisitsSheet(rows=None)
    return found


async def from_lines(request: Request, office: Office) -> Reply:
    """A round typed or pasted, one visit a line."""
    lines = [line for line in request.argument.splitlines() if line.strip()][:MOST_LINES]
    if not lines:
        raise NoVisitsSheet(rows=None)
    rows = [RoundRow(number, read_visit_line(line, places_of(office), request.today)) for number, line in enumerate(lines, 1)]
    return await _show_round(tuple(rows), request, office)


async def _show_round(rows: tuple[RoundRow, ...], request: Request, office: Office) -> Reply:
    body = {"what": ROUND, "rows": [[row.row, line_to_json(row.line)] for row in rows]}
    return await _keep_round(body, 1, request, office)


async def _keep_round(body: Body, page: int, request: Request, office: Office, *, anew: bool = False) -> Reply:
    against = _against(body, request, office)
    body = {**body, "seen": _fingerprint(against)}
    await keep_draft(office.store, request.person, VISITS, body, request.now, awaits=SHEET if _bad(body) else None)
    return _round_preview(body, against, page, office, anew=anew)


def _lines(body: Body) -> list[tuple[int, VisitLine]]:
    return [(row, line_from_json(line)) for row, line in body["rows"]]


def _bad(body: Body) -> list[int]:
    """The rows that cannot be planned as they are."""
    return [row for row, line in _lines(body) if line.wrongs or line.lacks]


def _plans(body: Body, request: Request, office: Office) -> dict[int, Visit]:
    """The visits of the good rows by row; not saved yet, so their numbers are below zero."""
    source = source_of(office)
    return {row: planned(line, request.now, source, -row) for row, line in _lines(body) if not (line.wrongs or line.lacks)}


def _against(body: Body, request: Request, office: Office) -> dict[int, tuple[Doubt, ...]]:
    """What speaks against each row, the other rows of the same round included."""
    plans = _plans(body, request, office)
    every = [*office.board.schedule, *plans.values()]
    return {row: doubts(visit, office.board.loans, every, request.today) for row, visit in plans.items()}


def _fingerprint(against: Mapping[int, tuple[Doubt, ...]]) -> str:
    """Short enough for a draft, however many rows."""
    keys = [[row, [doubt.key for doubt in found]] for row, found in against.items()]
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()


def _round_preview(body: Body, against: Mapping[int, tuple[Doubt, ...]], page: int, office: Office, *, anew: bool) -> Reply:
    lines, bad = _lines(body), _bad(body)
    last = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 1), last)
    doubted = [row for row, found in against.items() if found]
    save = [] if bad else [button(VISITS, "s=", "round_save_anyway" if doubted else "round_save", count=len(lines))]
    shown = lines[(page - 1) * PAGE : page * PAGE]
    return reply(
        "staff/visits/round",
        save,
        [button(VISITS, f"g={page % last + 1}", "visits_more")] if last > 1 else [],
        [button(VISITS, "q=", "visit_discard")],
        lines=shown,
        against=against,
        count=len(lines),
        bad=bad,
        doubted=doubted,
        anew=anew,
        example=any(cause.example for row, _ in shown for doubt in against.get(row, ()) for cause in doubt.causes),
    )


async def _page(wanted: str, request: Request, office: Office) -> Reply:
    body = await body_of(request, office, ROUND)
    return _round_preview(body, _against(body, request, office), number_of(wanted), office, anew=False)


async def save(body: Body, request: Request, office: Office) -> Reply:
    """All rows or none."""
    if _bad(body) or _fingerprint(_against(body, request, office)) != body["seen"]:
        return await _keep_round(body, 1, request, office, anew=True)
    plans = _plans(body, request, office)
    try:
        async with office.acting(request, Act.CHANGE_VISITS) as doing:
            if (await take_draft(doing.connection, request.person, VISITS)).body != body:
                raise store.BoardMoved
            await store.hold_board(doing.connection, office.board.version)
            numbers = [await store.plan_visit(doing.connection, visit) for visit in plans.values()]
            doing.subject, doing.details = Subject(Thing.VISITS, len(numbers)), {"act": "round", "visits": numbers}
    except store.BoardMoved:
        return await _keep_round(body, 1, request, office, anew=True)
    await keep_draft(office.store, request.person, VISITS, {"what": SAVED, "visits": numbers}, request.now)
    first = min(visit.first_day for visit in plans.values())
    rows = [button(VISITS, f"w={first}", "visits"), button(VISITS, "B=", "round_remove")]
    return reply("staff/visits/round_saved", rows, count=len(numbers), removed=False)


async def _remove_round(_: str, request: Request, office: Office) -> Reply:
    """Take the round out again, as long as nobody has touched any of its visits."""
    body = await body_of(request, office, SAVED)
    async with office.acting(request, Act.CHANGE_VISITS) as doing:
        await take_draft(doing.connection, request.person, VISITS)
        for number in body["visits"]:
            visit = visit_at(number, office)
            if visit is None:
                raise Changed(Subject(Thing.VISIT, number))
            await store.remove_plan(doing.connection, visit, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.VISITS), {"act": "remove", "visits": body["visits"]}
    return reply("staff/visits/round_saved", [button(VISITS, label="visits")], count=len(body["visits"]), removed=True)


# The schools that a round has not reached


async def missing(wanted: str, request: Request, office: Office) -> Reply:
    """The schools without a visit in a round, by subdistrict."""
    year, _, half = wanted.partition(".")
    current = round_of(request.today)
    asked = Round(number_of(year), number_of(half))
    shown = asked if asked.half in (1, 2) and 2000 < asked.year < 2200 else current
    schools = unreached(office.board.schools, office.board.schedule, shown)
    subdistricts = [
        (area, [each for each in schools if each.subdistrict == area.code]) for area in office.board.areas.children(office.board.home.code)
    ]
    steps = [
        button(VISITS, f"b={each.year}.{each.half}", "round_of", half=each.half, year=str(each.year))
        for each in (shown.before, shown.after)
    ]
    plan = in_rows([button(VISITS, f"a={school.npsn}", "visit_plan", name=school.name) for school in schools[:SCHOOLS_OFFERED]])
    return reply(
        "staff/visits/unreached",
        *plan,
        steps,
        [button(VISITS, label="back")],
        round=shown,
        schools=schools,
        total=len([*office.board.schools]),
        subdistricts=[(area, found) for area, found in subdistricts if found],
        example=any(visit.example for visit in office.board.schedule),
    )


ACTS = {"l": _wait_for_sheet, "g": _page, "B": _remove_round}
