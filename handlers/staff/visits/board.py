"""The count board of a visit: what was counted so far, its buttons, and what it shows once the visit is closed."""

from dataclasses import replace
from datetime import date

from ektp_core.office import Office
from ektp_core.store.audit import name_of
from ektp_core.store.tallies import TallyClosed, counts_of, tally_of
from ektp_core.store.visits import last_change
from ektp_core.store.watches import Live, LiveKind, Watch, board_message
from ektp_core.visits.recaps import VisitTally, may_close, own_day
from ektp_core.visits.schedule import Visit, VisitState
from handlers.refusals import refused
from handlers.reply import Button, Reply, button, reply
from handlers.request import Request
from handlers.staff.visits.acts import ASK_CLOSE, ASK_CORRECT, VISITS, on_screen
from handlers.staff.visits.acts import OPEN as OPEN_VISIT
from handlers.staff.visits.tally_acts import CHOOSE, COUNT, OPEN, TAKE_BACK, TALLY, Counting, EarlierTap, TallyStep
from handlers.staff.way_to_desk import TO_DESK


async def show(visit: Visit, request: Request, office: Office, *, undo: str | None = None) -> Reply:
    """The board, which from now on changes by itself in the message that shows it: an older one of the same visit is removed."""
    shown = await _board(visit, await tally_of(office.store, visit.id), request.person, request.today, office, undo=undo)
    earlier = await board_message(office.store, request.chat, visit.id)
    is_here = request.tap is not None and earlier == request.message_id
    return replace(shown, live=Live(LiveKind.TALLY, visit.id, request.today, undo), removes=None if is_here else earlier)


async def live_board(visit: Visit, counted: VisitTally, watch: Watch, office: Office) -> Reply:
    """What a board that somebody looks at shows now: the count, or how it ended."""
    if visit.state is VisitState.DONE:
        return await closed_board(visit, office)
    if visit.state is VisitState.CANCELLED:
        return replace(refused(TallyClosed(visit=visit.id), None), buttons=[[button(TALLY), button(VISITS, label="visits")], [TO_DESK]])
    return await _board(visit, counted, watch.chat, watch.live.day or office.today(), office, undo=watch.live.undo)


async def _board(visit: Visit, counted: VisitTally, person: int, today: date, office: Office, *, undo: str | None) -> Reply:
    day = own_day(visit, today)
    total = counted.total
    others = [each for each in office.board.schedule if each.id != visit.id and may_close(each, today)]
    return reply(
        "staff/visits/tally_count",
        [_step("tally_one", visit, TallyStep.RECORDED), _step("tally_five", visit, TallyStep.FIVE_RECORDED)],
        [_step("tally_absent", visit, TallyStep.ABSENT), _step("tally_failed", visit, TallyStep.FAILED)],
        await _undo(visit, undo, person, office),
        [OPEN.button("tally_renew", visit.id), ASK_CLOSE.button("visit_close", on_screen(visit))],
        [*([CHOOSE.button("tally_others")] if others else []), TO_DESK],
        visit=visit,
        tally=counted.on(day),
        total=total if day else None,
        left=total.left(visit.expected),
        today=today,
    )


def _step(label: str, visit: Visit, step: TallyStep) -> Button:
    return COUNT.button(label, Counting(visit.id, step))


async def _undo(visit: Visit, undo: str | None, person: int, office: Office) -> list[Button]:
    """A button that takes back what the person counted last, while it stands."""
    if undo is None or not TAKE_BACK.fits(earlier := EarlierTap(visit.id, undo)):
        return []
    counts = await counts_of(office.store, visit.id, undo, person)
    if len(counts) > 1 or any(amount < 0 for amount in counts.values()):
        return [TAKE_BACK.button("tally_undo", earlier)]
    return [TAKE_BACK.button(f"tally_undo_{kind}", earlier, amount=amount) for kind, amount in counts.items() if amount]


async def closed_board(visit: Visit, office: Office) -> Reply:
    """Who closed a visit with what, and the way to correct it."""
    change = await last_change(office.store, visit.id)
    moment = (change.moment if change else visit.updated).astimezone(office.zone)
    return reply(
        "staff/visits/closed",
        [ASK_CORRECT.button("visit_correct", on_screen(visit)), OPEN_VISIT.button("visit_open", visit.id)],
        [button(VISITS, label="visits"), TO_DESK],
        visit=visit,
        by=await name_in(change.person if change else 0, office),
        at=moment.time(),
        day=None if moment.date() == office.today() else moment.date(),
    )


async def name_in(person: int, office: Office) -> str:
    """The name of somebody who did something here, also when they have no role any more; "" when nobody knows it."""
    member = office.public.member(person)
    return member.name if member else await name_of(office.store, person) or ""
