"""What a member of the team asks or orders in a sentence (docs/understanding.md#what-staff-ask)."""

from dataclasses import dataclass

from ektp_core.office import Office
from ektp_core.reading.corrections import takes_back
from ektp_core.reading.masking import mask_numbers
from ektp_core.understanding.staff.reading import StaffReading, read_staff
from ektp_core.understanding.staff.slots import StaffSlots
from ektp_core.understanding.staff_intents import CHANGING, LOOKING, StaffIntent
from handlers.request import OWN_HAND, ChatKind, Request
from handlers.routes import Route

FILLED = frozenset(
    {
        StaffIntent.VISIT_ADD,
        StaffIntent.VISIT_MOVE,
        StaffIntent.VISIT_CANCEL,
        StaffIntent.VISIT_CONFIRM,
        StaffIntent.VISIT_CLOSE,
        StaffIntent.VISIT_AGENDA,
        StaffIntent.VISIT_UNREACHED,
        StaffIntent.ANNOUNCE,
        StaffIntent.FIGURES_UPDATE,
        StaffIntent.OFFICE_EDIT,
        StaffIntent.SCHOOL_ADD,
    }
)

SURE = 0.5
"""Probability from which a sentence opens a tool; below, it is answered as a citizen's, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence of a member that asks for a tool: which one, and all that it says."""

    intent: StaffIntent
    slots: StaffSlots
    about: int | None = None
    """The number of the visit or request that it was said to be about, by a tap or a reply to its card."""


def order_of(request: Request, office: Office) -> Order | None:
    """The order of a sentence; None for what asks nothing of a tool, for people outside the team, and for words of another's hand.

    A citizen's words never come so far.
    """
    member = request.member
    is_own = request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND
    if member is None or not is_own or takes_back(request.argument) or not any(map(str.isalpha, request.argument)):
        return None
    reader = office.public.reader
    question = reader.read(mask_numbers(request.argument).text, request.today)
    best = read_staff(request.argument, question, reader, member.role, request.today)[0]
    return Order(best.intent, best.slots) if is_order(best) and best.intent in FILLED else None


OF_COMMANDS = frozenset(
    {
        StaffIntent.VISIT_ADD,
        StaffIntent.FIGURES_UPDATE,
        StaffIntent.KITS_BORROW,
        StaffIntent.REQUEST_NEW,
        StaffIntent.ANNOUNCE,
        StaffIntent.OFFICE_EDIT,
        StaffIntent.SCHOOL_ADD,
    }
)
"""What the words behind a command's name order by themselves: its tool reads them with a reader of its own."""


def is_commanded(route: Route | None, behind: str, order: Order) -> bool:
    """Whether a sentence that begins with a command's word is that command rather than the order that it reads as."""
    if route is None:
        return False
    return not behind or (route.act is not None and order.intent in OF_COMMANDS)


def is_order(reading: StaffReading) -> bool:
    """Whether a reading is sure enough to open a tool."""
    return reading.probability >= SURE and reading.intent in CHANGING | LOOKING
