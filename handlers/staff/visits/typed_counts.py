"""A number typed before a count board counts: what is clear at once, what may be added or be the whole count by one of two buttons."""

from collections.abc import Mapping
from dataclasses import replace

from ektp_core.audit import Change, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.births.birth import BirthYear
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from ektp_core.requests.days import room_in_a_day
from ektp_core.roles import Act
from ektp_core.store import tallies as store
from ektp_core.store.watches import open_board
from ektp_core.visits.recaps import VisitTally, may_close, own_day
from ektp_core.visits.said_counts import LARGEST, Doubt, SaidCount, Way, WayOpen, read_said_count, ways_open
from ektp_core.visits.schedule import TallyKind, Visit
from handlers.acts import OldButton
from handlers.reply import Button, Reply, button, reply
from handlers.request import Request
from handlers.staff.drafts.fitting import is_birth
from handlers.staff.visits.board import name_in, show
from handlers.staff.visits.tally_acts import ADD, MAKE, OPEN, TypedCount

ACT_OF = {Way.ADD: ADD, Way.MAKE: MAKE}


async def typed(request: Request, office: Office) -> Reply | None:
    """What a number comes to on the board that lies open, else at today's only visit; None where it is no number, or no board is meant."""
    said = read_said_count(request.argument) if request.argument else None
    if said is None:
        return None
    number = await open_board(office.store, request.chat, request.today)
    visit = visit_of_today(request, office) if number is None else begun(number, request, office)
    if visit is None:
        return None
    return await count(said, visit, request, office, may_count=not _may_be_year(request))


async def count(said: SaidCount, visit: Visit, request: Request, office: Office, *, may_count: bool) -> Reply:
    """What typed counts come to at a visit: counted at once where that is allowed and nothing is to be asked, else asked."""
    counted = await store.tally_of(office.store, visit.id)
    own = counted.on(own_day(visit, request.today))
    ways = ways_open(said, own, counted.total.seen, visit.expected, room_in_a_day(visit, office.board.profile))
    wanted = _typed_count(visit, request.message_id, own.seen, said.counts)
    if await _is_counted(wanted, request, office):
        return await show(visit, request, office, undo=_tap_of(wanted, request))
    if may_count and len(ways) == 1 and not ways[0].doubts:
        return await _carry_out(ways[0].way, wanted, visit, request, office)
    return await _ask(wanted, ways, visit, counted, request, office)


def visit_of_today(request: Request, office: Office) -> Visit | None:
    """The visit that is counted today, where there is exactly one: nobody is asked which."""
    today = [visit for visit in office.board.schedule if request.today in visit.days and may_close(visit, request.today)]
    return today[0] if len(today) == 1 else None


def begun(number: int, request: Request, office: Office) -> Visit:
    """The visit that is counted. Raises TallyClosed when it is closed, cancelled, gone, or has not begun."""
    visit = office.board.schedule.find(number)
    if visit is None or not may_close(visit, request.today):
        raise store.TallyClosed(visit=number)
    return visit


def _typed_count(visit: Visit, message: int, seen: int, counts: Mapping[TallyKind, int]) -> TypedCount:
    recorded, absent, failed = (counts.get(kind) for kind in (TallyKind.RECORDED, TallyKind.ABSENT, TallyKind.FAILED))
    return TypedCount(visit.id, message, seen, recorded, absent, failed)


@ADD.does
async def _add(wanted: TypedCount, request: Request, office: Office) -> Reply:
    return await _chosen(Way.ADD, wanted, request, office)


@MAKE.does
async def _make(wanted: TypedCount, request: Request, office: Office) -> Reply:
    return await _chosen(Way.MAKE, wanted, request, office)


async def _chosen(way: Way, wanted: TypedCount, request: Request, office: Office) -> Reply:
    """One of the two ways; asked again when somebody has counted since, for it would come to something else."""
    if not wanted.counts or not all(0 <= amount <= LARGEST for amount in wanted.counts.values()):
        raise OldButton
    visit = begun(wanted.visit, request, office)
    counted = await store.tally_of(office.store, visit.id)
    own = counted.on(own_day(visit, request.today))
    if own.seen == wanted.seen or await _is_counted(wanted, request, office):
        return await _carry_out(way, wanted, visit, request, office)
    ways = ways_open(SaidCount(wanted.counts), own, counted.total.seen, visit.expected, room_in_a_day(visit, office.board.profile))
    return await _ask(replace(wanted, seen=own.seen), ways, visit, counted, request, office, anew=True)


def _tap_of(wanted: TypedCount, request: Request) -> str:
    """What a typed number is counted as: once, by its message, whichever button is tapped how often."""
    return f"m{request.person}.{wanted.message}"


async def _is_counted(wanted: TypedCount, request: Request, office: Office) -> bool:
    """Whether the number counts already: Telegram has sent it again."""
    return bool(await store.counts_of(office.store, wanted.visit, _tap_of(wanted, request), request.person))


async def _carry_out(way: Way, wanted: TypedCount, visit: Visit, request: Request, office: Office) -> Reply:
    tap = store.Tap(_tap_of(wanted, request), request.person, request.now, request.today)
    counts = wanted.counts
    try:
        async with office.acting(request, Act.TALLY, Subject(Thing.TALLY, visit.id)) as doing:
            if way is Way.ADD:
                await store.count_tap(doing.connection, visit.id, tap, counts)
            else:
                await store.make_counts(doing.connection, visit.id, tap, counts, own_day(visit, request.today))
            doing.details = {"act": way, "place": visit.place.name}
            doing.changes = [Change(visit.place.name, {}, {kind.value: amount for kind, amount in counts.items()})]
    except store.TapCounted:
        pass  # Telegram sends it again until it is confirmed, and people tap twice; it counts already
    return await show(visit, request, office, undo=tap.id)


async def _ask(
    wanted: TypedCount,
    ways: tuple[WayOpen, ...],
    visit: Visit,
    counted: VisitTally,
    request: Request,
    office: Office,
    *,
    anew: bool = False,
) -> Reply:
    """What may be meant, and what speaks against it; nothing counts until a button is tapped."""
    day = own_day(visit, request.today)
    parts = VisitTally(tuple(part for part in counted.parts if day in (None, part.day)))
    doubts = {doubt for each in ways for doubt in each.doubts}
    shown = reply(
        "staff/visits/typed_count",
        [_button(each.way, wanted) for each in ways],
        [OPEN.button("tally_not", visit.id), *_as_birth(request)],
        visit=visit,
        counts={kind.value: amount for kind, amount in wanted.counts.items()},
        ways=[each.way for each in ways],
        over=Doubt.OVER in doubts,
        room=room_in_a_day(visit, office.board.profile) if Doubt.BEYOND_KITS in doubts else None,
        lower=Doubt.LOWER in doubts,
        tally=counted.on(day),
        by=[(await name_in(person, office), tally) for person, tally in parts.by_person().items()],
        today=day,
        anew=anew,
    )
    return replace(shown, keeps_board=True)


def _button(way: Way, wanted: TypedCount) -> Button:
    (kind, amount), *more = wanted.counts.items()
    act = ACT_OF[way]
    return act.button(f"tally_{way}", wanted) if more else act.button(f"tally_{way}_{kind}", wanted, amount=amount)


def _may_be_year(request: Request) -> bool:
    """Whether it is a year in which somebody was born: never so many pupils at once, however few are expected."""
    try:
        return isinstance(read_birth(request.argument, request.today), BirthYear)
    except Refusal:
        return False


def _as_birth(request: Request) -> list[Button]:
    """A number may be an age or a year as well: then it can still be asked about."""
    if request.act or not is_birth(request):
        return []
    return [button("eligibility", one_line(request.argument), "tally_as_birth")]
