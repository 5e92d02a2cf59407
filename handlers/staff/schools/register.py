"""/sekolah: the register of schools; a change is found by citizens at once."""

from collections.abc import Sequence

from ektp_core.audit import Changed, Subject, Thing, change_of
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.schools.numbers import NpsnUnclear, schools_named
from ektp_core.schools.register import School
from ektp_core.store import schools as store
from ektp_core.store.drafts import Mark
from handlers.acts import OldButton
from handlers.reply import Button, DraftName, Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.drafts.carrying_out import drop_overtaken
from handlers.staff.drafts.going_on import continuing
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.schools import closing, confirming, placing, sheet, typed
from handlers.staff.schools.acts import (
    ACTS,
    ASK_REMOVE,
    ASK_SHEET,
    CLOSED,
    IN_SUBDISTRICT,
    NEW,
    OPEN,
    REMOVE,
    ROUTE,
    SchoolSeen,
)
from handlers.staff.schools.card import card, school_of, told
from handlers.staff.schools.drafts import DRAFTS, FORMS, CloseSchool, Draft, EditSchool, SchoolSheet

COMMAS_OF_A_LINE = 3


def _draft_name(draft: Draft, request: Request, office: Office) -> DraftName:
    match draft:
        case SchoolSheet():
            return DraftName("draft_school_sheet")
        case CloseSchool():
            return closing.draft_name(draft, office)
        case EditSchool(name=str(name)):
            return DraftName("draft_school", name)
    return DraftName("draft_school_new")


def _fit(text: str, draft: Draft, awaits: str | None, request: Request, office: Office) -> Fit:
    return Fit.MISREADS if isinstance(draft, SchoolSheet) else FORMS.fit(text, draft, awaits, request, office)


async def _show(draft: Draft, request: Request, office: Office) -> Reply:
    return await (sheet.show(draft, request, office) if isinstance(draft, SchoolSheet) else FORMS.show(draft, request, office))


offer(DraftTool(DRAFTS, _draft_name, _fit, _show))


async def schools(request: Request, office: Office) -> Reply:
    """The register by subdistrict; one school by name; a new one typed on one line or step by step; a sheet of them."""
    try:
        if request.act:
            return await ACTS.answer(request, office)
        if request.file or request.awaited == sheet.FILE:
            return await sheet.received(request, office)
        if request.awaited:
            return await FORMS.answered(request, office)
    except Changed as changed:
        await drop_overtaken(DRAFTS, changed, request, office)
        school = office.board.schools.get(str(changed.subject.thing))
        if school is None:
            raise
        return card(school, office, changed_by=changed.by or "")
    return await _named(request, office) if request.argument else await _overview(request, office)


async def _overview(request: Request, office: Office) -> Reply:
    board = office.board
    areas = board.subdistricts_with_schools
    counts = [(area, len(board.schools.in_subdistrict(area.code))) for area in areas]
    unplaced, closed = len(board.schools.unplaced), len(board.schools.closed)
    rows = in_rows([IN_SUBDISTRICT.button("place", area.code, name=area.name) for area in areas], 3)
    others = [
        *placing.to_be_placed(unplaced),
        *([CLOSED.button("schools_closed", count=closed)] if closed else []),
    ]
    waiting = await continuing(request, office, ROUTE)
    add = in_rows([NEW.button("school_add"), ASK_SHEET.button("school_sheet")])
    return reply(
        "staff/schools/overview",
        *waiting,
        *rows,
        others,
        confirming.whole_list(office),
        *add,
        [button("staff")],
        counts=counts,
        total=len([*board.schools]),
        unplaced=unplaced,
        closed=closed,
        listed=confirming.years_of(board.schools),
    )


@FORMS.discard.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return await _overview(request, office)


@IN_SUBDISTRICT.does
async def _in_subdistrict(code: str, request: Request, office: Office) -> Reply:
    if code not in {area.code for area in office.board.subdistricts_with_schools}:
        raise OldButton
    known, area = office.board.schools.in_subdistrict(code), office.board.areas[code]
    rows = in_rows(list(map(_open_button, known)))
    confirm = confirming.all_of(code, known)
    listed = confirming.years_of(known)
    return reply("staff/schools/in_subdistrict", *rows, confirm, [button(ROUTE, label="back")], schools=known, area=area, listed=listed)


@CLOSED.does
async def _closed(_: None, request: Request, office: Office) -> Reply:
    """Those that have closed; whoever looks for one opens it here or by its name."""
    closed = office.board.schools.closed
    return reply("staff/schools/closed_list", *in_rows(list(map(_open_button, closed))), [button(ROUTE, label="back")], count=len(closed))


def _open_button(school: School) -> Button:
    """A school by its name; with the year of the register that it was taken from, while nobody has confirmed it."""
    if school.awaits_confirmation:
        return OPEN.button("school_listed", school.npsn, name=school.name, year=school.register_year)
    return OPEN.button("place", school.npsn, name=school.name)


async def _named(request: Request, office: Office) -> Reply:
    """`/sekolah SMAN 1 Koba` shows a school; a line with commas adds one."""
    if request.argument.count(",") >= COMMAS_OF_A_LINE:
        return await FORMS.begin(typed.with_line(request.argument, EditSchool(begun=request.message_id), office), request, office)
    known = office.board.schools
    one = known.get(request.argument.strip())
    try:
        meant = (one,) if one else schools_named(request.argument, known) or known.of_kind(request.argument)
    except NpsnUnclear as unclear:
        return reply(f"refusal/{unclear.key}", *_choices(unclear.near), **unclear.values)
    if len(meant) == 1:
        return card(meant[0], office)
    return reply("staff/schools/found", *_choices(meant), schools=meant)


def _choices(meant: Sequence[School]) -> list[Row]:
    """The schools that may be meant, and the way to add another."""
    return [*in_rows(list(map(_open_button, meant))), [NEW.button("school_add"), button(ROUTE, label="back")]]


@OPEN.does
async def _open(npsn: str, request: Request, office: Office) -> Reply:
    return card(school_of(npsn, office), office)


@ASK_REMOVE.does
async def _ask_remove(npsn: str, request: Request, office: Office) -> Reply:
    school = school_of(npsn, office)
    rows = [REMOVE.button("school_remove_now", SchoolSeen(npsn, school.version))], [OPEN.button("keep", npsn)]
    return reply("staff/schools/remove", *rows, school=school)


@REMOVE.does
async def _remove(seen: SchoolSeen, request: Request, office: Office) -> Reply:
    """Only what never was a school: with anything that hangs on it, it can be closed. Raises SchoolInUse."""
    school = school_of(seen.npsn, office)
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOL, seen.npsn)) as doing:
        await store.remove_school(doing.connection, seen.npsn, seen.version, request.person, request.now)
        doing.details = {"name": school.name, "answer": "removed"}
        doing.changes = [change_of(school.name, told(school, office), {})]
    return reply("staff/schools/removed", [button(ROUTE, label="back")], school=school)
