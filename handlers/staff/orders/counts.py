"""What was counted at a visit, in a sentence: asked with the buttons that a typed number is, on the board of the visit that is meant."""

from collections.abc import Mapping

from ektp_core.office import Office
from ektp_core.reading.words.text import Text
from ektp_core.store.watches import open_board
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.visits.changes import days_left
from ektp_core.visits.recaps import RecapUnclear, may_close
from ektp_core.visits.said_counts import LARGEST, SaidCount, said_way
from ektp_core.visits.schedule import Recap, TallyKind, Visit
from handlers.free_text.orders import Order
from handlers.reply import Reply, reply
from handlers.request import Request
from handlers.staff.orders.meant import meant, which
from handlers.staff.orders.tapping import asked
from handlers.staff.visits import closing
from handlers.staff.visits.acts import ASK_CLOSE, on_screen
from handlers.staff.visits.replied import replied_visits
from handlers.staff.visits.tally_acts import OPEN, TALLY
from handlers.staff.visits.typed_counts import count as count_typed
from handlers.staff.visits.typed_counts import visit_of_today

KINDS: Mapping[TallyKind, Measured] = {
    TallyKind.RECORDED: Measured.RECORDED,
    TallyKind.ABSENT: Measured.ABSENT,
    TallyKind.FAILED: Measured.FAILED,
}


async def count(order: Order, request: Request, office: Office) -> Reply:
    """The counts for the one visit that is meant, to be added or to be what it comes to; nothing counts before the tap.

    With "selesai" they are the recap that closes it, on its last day. Raises RecapUnclear for numbers that no visit comes to.
    """
    counts = {kind: amount for kind, measured in KINDS.items() if (amount := order.slots.amount(measured)) is not None}
    if any(amount > LARGEST for amount in counts.values()):
        raise RecapUnclear
    found = await _visits(order, request, office)
    if len(found) != 1:
        return which(found, order, request, office)
    visit = found[0]
    if _is_of_another_day(order.slots, visit, request):
        ways = [OPEN.button("tally_open", visit.id), ASK_CLOSE.button("visit_close", on_screen(visit))]
        return reply("staff/orders/other_day", ways, visit=visit, said=order.slots.days)
    if not counts:
        return await asked(TALLY, "", request, office)
    if order.slots.is_finished and not days_left(visit, request.today):
        recap = Recap(*(counts.get(kind, 0) for kind in KINDS))
        return await closing.begin_close(on_screen(visit), recap, request, office)
    return await count_typed(SaidCount(counts, said_way(Text(order.words))), visit, request, office, may_count=False)


async def _visits(order: Order, request: Request, office: Office) -> list[Visit]:
    """The visits that may be meant: named, replied to, on the board that lies open, the only one of today, else all that have begun."""
    slots = order.slots
    found = meant(order, slots.days, may_close, request, office)
    is_named = order.about or slots.schools or slots.unclear_schools or slots.areas or slots.unknown or slots.days
    if is_named or len(found) < 2 or replied_visits(request.replied, office):
        return found
    number = await open_board(office.store, request.chat, request.today)
    on_board = [visit for visit in found if visit.id == number]
    today = visit_of_today(request, office)
    return on_board or ([today] if today else found)


def _is_of_another_day(slots: StaffSlots, visit: Visit, request: Request) -> bool:
    """Whether the counts are said to be of a day that is counted by itself and is not today."""
    return len(visit.days) > 1 and bool(slots.days) and not any(request.today in each for each in slots.days)
