"""/hitung: the tally of the day, tapped by several officers at once; each tap counts once however often it arrives."""

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.visits.recaps import Tally, may_close
from ektp_core.visits.schedule import TallyKind, Visit
from handlers.reply import CALLBACK_BYTES, Button, Reply, button, in_rows, reply
from handlers.request import Origin, Request
from handlers.staff.visits.buttons import VISITS, number_of, visit_at

TALLY = "tally"
TAPS = {"a": (TallyKind.RECORDED, 1), "b": (TallyKind.RECORDED, 5), "c": (TallyKind.ABSENT, 1), "d": (TallyKind.FAILED, 1)}
"""The buttons of the tally: what one tap counts."""


async def tally(request: Request, office: Office) -> Reply:
    """The visits of today, one visit's tally, or a tap."""
    act, _, rest = request.argument.partition("=")
    if act in TAPS and request.origin is Origin.TAPPED and request.tap:
        return await _count(act, rest, request.tap, request, office)
    if act == "u" and request.origin is Origin.TAPPED:
        return await _take_back(rest, request, office)
    if act in ("v", *TAPS):
        return await _show(number_of(rest), request, office)
    return _choose(request, office)


def _choose(request: Request, office: Office) -> Reply:
    """The visits that have begun and are not closed: usually the one of today."""
    begun = [visit for visit in office.board.schedule if may_close(visit, request.today)]
    rows = in_rows([button(TALLY, f"v={visit.id}", "place", name=visit.place.name) for visit in begun[-8:]], 1)
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if visit not in begun]
    values = {"begun": begun, "next": coming[0] if coming else None, "today": request.today}
    return reply("staff/visits/tally", *rows, [button(VISITS)], **values, example=any(visit.example for visit in [*begun, *coming[:1]]))


async def _count(act: str, wanted: str, tap: str, request: Request, office: Office) -> Reply:
    visit = _begun(number_of(wanted), request, office)
    kind, amount = TAPS[act]
    try:
        async with office.acting(request, Act.TALLY) as doing:
            await store.count_tap(doing.connection, visit.id, tap, kind, amount, request.person, request.now)
            doing.subject, doing.details = Subject(Thing.TALLY, visit.id), {"kind": kind, "amount": amount}
    except store.TapCounted:
        pass  # Telegram sends a tap again until it is confirmed; it counts already
    return await _show(visit.id, request, office, last=(act, tap))


async def _take_back(wanted: str, request: Request, office: Office) -> Reply:
    """Undo the tap that the button names: one's own, once."""
    number, _, tap = wanted.partition(".")
    visit = _begun(number_of(number), request, office)
    try:
        async with office.acting(request, Act.TALLY) as doing:
            await store.take_back_tap(doing.connection, visit.id, tap, request.person, request.now)
            doing.subject, doing.details = Subject(Thing.TALLY, visit.id), {"undo": tap}
    except store.TapCounted:
        pass
    return await _show(visit.id, request, office)


async def _show(number: int, request: Request, office: Office, *, last: tuple[str, str] | None = None) -> Reply:
    visit = _begun(number, request, office)
    found = await store.tally_of(office.store, visit.id)
    undo = _undo_button(visit, *last) if last else None
    return reply(
        "staff/visits/tally_count",
        [button(TALLY, f"a={visit.id}", "tally_one"), button(TALLY, f"b={visit.id}", "tally_five")],
        [button(TALLY, f"c={visit.id}", "tally_absent"), button(TALLY, f"d={visit.id}", "tally_failed")],
        [undo] if undo else [],
        [button(TALLY, f"v={visit.id}", "tally_renew"), button(VISITS, f"r={visit.id}.{visit.version}", "visit_close")],
        **_values(visit, found),
        today=request.today,
    )


def _undo_button(visit: Visit, act: str, tap: str) -> Button | None:
    kind, amount = TAPS[act]
    argument = f"u={visit.id}.{tap}"
    fits = len(f"1:{TALLY}:{argument}") <= CALLBACK_BYTES
    return button(TALLY, argument, f"tally_undo_{kind}", amount=amount) if fits else None


def _values(visit: Visit, found: Tally) -> dict[str, object]:
    return {"visit": visit, "tally": found, "left": found.left(visit.expected), "example": visit.example}


def _begun(number: int, request: Request, office: Office) -> Visit:
    """The visit that is counted. Raises TallyClosed when it is closed, cancelled, gone, or has not begun."""
    visit = visit_at(number, office)
    if visit is None or not may_close(visit, request.today):
        raise store.TallyClosed()
    return visit


async def at_school(request: Request, office: Office) -> Reply | None:
    """What a school's own account sees on its day: how many are done and left. None when nothing is counted there now."""
    npsn = request.member.school if request.member else None
    ours = [visit for visit in office.board.schedule if npsn and visit.place.npsn == npsn and may_close(visit, request.today)]
    if not ours:
        return None
    visit = ours[-1]
    return reply("staff/visits/tally_school", [button("staff")], **_values(visit, await store.tally_of(office.store, visit.id)))
