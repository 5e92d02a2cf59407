"""/hitung: the tally of the day, tapped by several officers at once; each tap counts once however often it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import visits as store
from ektp_core.visits.recaps import may_close
from ektp_core.visits.schedule import TallyKind, Visit
from handlers.acts import Acts
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.visits.acts import ASK_CLOSE, VISITS, on_screen

TALLY = "tally"
MOST_OFFERED = 8


class TallyStep(StrEnum):
    """What one tap counts."""

    RECORDED = "recorded"
    FIVE_RECORDED = "five_recorded"
    ABSENT = "absent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of which kind."""

    kind: TallyKind
    amount: int


COUNTS: Mapping[TallyStep, Counted] = MappingProxyType(
    {
        TallyStep.RECORDED: Counted(TallyKind.RECORDED, 1),
        TallyStep.FIVE_RECORDED: Counted(TallyKind.RECORDED, 5),
        TallyStep.ABSENT: Counted(TallyKind.ABSENT, 1),
        TallyStep.FAILED: Counted(TallyKind.FAILED, 1),
    }
)


@dataclass(frozen=True, slots=True)
class Counting:
    """A visit, and what a tap counts there."""

    visit: int
    step: TallyStep


@dataclass(frozen=True, slots=True)
class EarlierTap:
    """A visit, and a tap that was counted there, by Telegram's id of it."""

    visit: int
    tap: str


ACTS = Acts(TALLY)
OPEN = ACTS.act("open", int)
COUNT = ACTS.act("count", Counting)
TAKE_BACK = ACTS.act("take_back", EarlierTap)


async def tally(request: Request, office: Office) -> Reply:
    """The visits of today, one visit's tally, or a tap."""
    if request.act:
        return await ACTS.answer(request, office)
    return _choose(request, office)


def _choose(request: Request, office: Office) -> Reply:
    """The visits that have begun and are not closed: usually the one of today."""
    begun = [visit for visit in office.board.schedule if may_close(visit, request.today)]
    coming = [visit for visit in office.board.schedule.upcoming(request.today) if visit not in begun]
    return reply(
        "staff/visits/tally",
        *in_rows([OPEN.button("place", visit.id, name=visit.place.name) for visit in begun[-MOST_OFFERED:]], 1),
        [button(VISITS)],
        begun=begun,
        next=coming[0] if coming else None,
        today=request.today,
        example=any(visit.example for visit in [*begun, *coming[:1]]),
    )


@COUNT.does
async def _count(counting: Counting, request: Request, office: Office) -> Reply:
    visit = _begun(counting.visit, request, office)
    counted, tap = COUNTS[counting.step], request.tap
    if tap is None:
        return await _show(visit.id, request, office)  # what is no tap of somebody's hand cannot be counted once
    try:
        async with office.acting(request, Act.TALLY, Subject(Thing.TALLY, visit.id)) as doing:
            await store.count_tap(doing.connection, visit.id, tap, counted.kind, counted.amount, request.person, request.now)
            doing.details = {"kind": counted.kind, "amount": counted.amount, "place": visit.place.name}
    except store.TapCounted:
        pass  # Telegram sends a tap again until it is confirmed; it counts already
    return await _show(visit.id, request, office, undo=_undo_button(EarlierTap(visit.id, tap), counted))


@TAKE_BACK.does
async def _take_back(earlier: EarlierTap, request: Request, office: Office) -> Reply:
    """Undo the tap that the button names: one's own, once."""
    visit = _begun(earlier.visit, request, office)
    try:
        async with office.acting(request, Act.TALLY, Subject(Thing.TALLY, visit.id)) as doing:
            await store.take_back_tap(doing.connection, visit.id, earlier.tap, request.person, request.now)
            doing.details = {"act": "undo", "tap": earlier.tap, "place": visit.place.name}
    except store.TapCounted:
        pass
    return await _show(visit.id, request, office)


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    return await _show(number, request, office)


async def _show(number: int, request: Request, office: Office, *, undo: Button | None = None) -> Reply:
    visit = _begun(number, request, office)
    counted = await store.tally_of(office.store, visit.id)
    return reply(
        "staff/visits/tally_count",
        [_step("tally_one", visit, TallyStep.RECORDED), _step("tally_five", visit, TallyStep.FIVE_RECORDED)],
        [_step("tally_absent", visit, TallyStep.ABSENT), _step("tally_failed", visit, TallyStep.FAILED)],
        [undo] if undo else [],
        [OPEN.button("tally_renew", visit.id), ASK_CLOSE.button("visit_close", on_screen(visit))],
        visit=visit,
        tally=counted,
        left=counted.left(visit.expected),
        today=request.today,
        example=visit.example,
    )


def _step(label: str, visit: Visit, step: TallyStep) -> Button:
    return COUNT.button(label, Counting(visit.id, step))


def _undo_button(earlier: EarlierTap, counted: Counted) -> Button | None:
    if not TAKE_BACK.fits(earlier):
        return None
    return TAKE_BACK.button(f"tally_undo_{counted.kind}", earlier, amount=counted.amount)


def _begun(number: int, request: Request, office: Office) -> Visit:
    """The visit that is counted. Raises TallyClosed when it is closed, cancelled, gone, or has not begun."""
    visit = office.board.schedule.find(number)
    if visit is None or not may_close(visit, request.today):
        raise store.TallyClosed()
    return visit


def counted_now(request: Request, office: Office) -> Visit | None:
    """The visit to a school's own account that is being counted, or may be; None when nothing is counted there now."""
    npsn = request.member.school if request.member else None
    ours = [visit for visit in office.board.schedule if npsn and visit.place.npsn == npsn and may_close(visit, request.today)]
    return ours[-1] if ours else None


async def at_school(visit: Visit, office: Office) -> Reply:
    """What a school's own account sees on its day: how many are done and left."""
    counted = await store.tally_of(office.store, visit.id)
    left = counted.left(visit.expected)
    return reply("staff/visits/tally_school", [button("staff")], visit=visit, tally=counted, left=left, example=visit.example)
