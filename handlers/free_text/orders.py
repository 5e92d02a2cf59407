"""What a member of the team asks or orders in a sentence (docs/understanding.md#what-staff-ask)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from msgspec.structs import replace

from ektp_core.office import Office
from ektp_core.reading.corrections import takes_back
from ektp_core.reading.masking import mask_numbers
from ektp_core.roles import Role
from ektp_core.understanding.reader import Question
from ektp_core.understanding.staff.filling import slots_for
from ektp_core.understanding.staff.reading import SURE, StaffReading, read_staff
from ektp_core.understanding.staff.slots import StaffSlots
from ektp_core.understanding.staff_intents import CHANGING, LOOKING, StaffIntent
from handlers.free_text.several import Part, told_apart
from handlers.request import OWN_HAND, ChatKind, Request
from handlers.routes import Route

CLEAR = 0.9
"""Probability from which a part of a message is an order of its own; below, it belongs to the order before it."""

ABOUT_VISITS = frozenset({"visits", "tally"})
"""The routes of messages about visits."""

OF_VISIT = frozenset(
    {
        StaffIntent.VISIT_MOVE,
        StaffIntent.VISIT_CANCEL,
        StaffIntent.VISIT_CONFIRM,
        StaffIntent.VISIT_CLOSE,
        StaffIntent.TALLY_ADD,
    }
)
FAINT = 0.2
"""Probability from which words that order nothing by themselves are an order as a reply to a visit's message."""


class Extent(StrEnum):
    """How much of a thing an order is about, where it names only a part of it."""

    UNSAID = "unsaid"
    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence of a member that asks for a tool: which one, and all that it says."""

    intent: StaffIntent
    slots: StaffSlots
    about: int | None = None
    """The number of the visit or request that it was said to be about, by a tap."""

    extent: Extent = Extent.UNSAID

    words: str = ""
    """What of the message says it."""

    probability: float = 1.0
    """How sure it is that this is ordered, 0 to 1."""

    part: int = 0
    following: str = ""
    """Which of the orders of one message it is, and the words of the next."""


def order_of(request: Request, office: Office, part: int = 0) -> Order | None:
    """The order of a sentence, of several the one at a position; None for what asks nothing of a tool, and for words of another's hand.

    A citizen's words never come so far.
    """
    member = request.member
    is_own = request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND
    if member is None or not is_own or not any(map(str.isalpha, request.argument)):
        return None
    if takes_back(request.argument) and not request.replied:
        return None
    orders = _several(member.role, request, office)
    if orders:
        return orders[part] if 0 <= part < len(orders) else None
    best = _read(request.argument, member.role, request, office)
    found = Order(best.intent, best.slots, words=request.argument, probability=best.probability)
    return found if is_order(best) and part == 0 else None


def _several(role: Role, request: Request, office: Office) -> list[Order]:
    """The orders of a message that has several, each clear by itself; none of one that is a single order.

    What stands behind an order and is none belongs to it: why a visit is off, the text of an announcement.
    """
    parts = told_apart(request.argument)
    read = [_read(part.words, role, request, office) for part in parts] if len(parts) > 1 else []
    starts = [at for at, each in enumerate(read) if _is_one_alone(each, parts[at])]
    telling = next((at for at in starts if read[at].intent is StaffIntent.ANNOUNCE), len(read))
    starts = [at for at in starts if at <= telling]
    if len(starts) < 2:
        return []
    firsts, ends = [0, *starts[1:]], [*starts[1:], len(parts)]
    words = [request.argument[parts[first].start : parts[end - 1].end].strip() for first, end in zip(firsts, ends, strict=True)]
    following = [*words[1:], ""]
    return [
        Order(
            read[start].intent,
            slots_for(read[start].intent, words[number], office.public.reader, request.today),
            words=words[number],
            part=number,
            following=following[number],
        )
        for number, start in enumerate(starts)
    ]


def _is_one_alone(reading: StaffReading, part: Part) -> bool:
    """Whether a part of a message is an order of its own: one that is clear, or a question."""
    is_question = reading.intent in LOOKING and part.words.endswith("?")
    return is_order(reading) and (reading.probability >= CLEAR or is_question)


def _read(text: str, role: Role, request: Request, office: Office) -> StaffReading:
    """The most probable reading of a text of somebody with a role."""
    reader = office.public.reader
    question = reader.read(mask_numbers(text).text, request.today)
    readings = read_staff(text, question, reader, role, request.today)
    if any(tap.act and tap.route in ABOUT_VISITS for tap in request.replied):
        intent = _of_visit(readings)
        return StaffReading(intent, SURE, slots_for(intent, text, reader, request.today)) if intent else readings[0]
    return replace(readings[0], intent=StaffIntent.CITIZEN) if _names_alone(question) else readings[0]


def _names_alone(question: Question) -> bool:
    """Whether only a place is named, or only a day: together they plan a visit, alone they are asked about."""
    details = question.details
    return question.is_bare and not ((details.schools or details.areas) and (details.days or details.unclear_days))


def _of_visit(readings: Sequence[StaffReading]) -> StaffIntent | None:
    """What is ordered of the visit whose message was replied to, where the words alone say it faintly: "jadi tgl 9", "jam 9-12"."""
    best = readings[0]
    if best.intent is StaffIntent.OFFICE_EDIT and best.slots.fact == "hours":
        return StaffIntent.VISIT_MOVE
    if best.intent in OF_VISIT or (best.probability >= SURE and best.intent not in (StaffIntent.NONE, StaffIntent.VISIT_AGENDA)):
        return best.intent if best.intent in OF_VISIT else None
    return next((each.intent for each in readings if each.intent in OF_VISIT and each.probability >= FAINT), None)


OF_COMMANDS: Mapping[StaffIntent, str] = MappingProxyType(
    {
        StaffIntent.VISIT_ADD: "visits",
        StaffIntent.FIGURES_UPDATE: "figures",
        StaffIntent.KITS_BORROW: "kits",
        StaffIntent.REQUEST_NEW: "requests",
        StaffIntent.ANNOUNCE: "announcements",
        StaffIntent.SCHOOL_ADD: "schools",
        StaffIntent.OFFICE_EDIT: "office",
    }
)
"""What the words behind a command's name order by themselves, and that command: its tool reads them with a reader of its own.

Behind the word of another tool ("sekolah kami minta kunjungan") they are a sentence.
"""


def is_commanded(route: Route | None, behind: Request, order: Order, office: Office) -> bool:
    """Whether a sentence that begins with a command's word is that command rather than the order that it reads as.

    A name alone behind it orders nothing: "rekap SMAN 1 Koba".
    """
    if route is None:
        return False
    if not behind.argument or (route.act is not None and OF_COMMANDS.get(order.intent) == route.name):
        return True
    return order.intent in CHANGING and office.public.reader.read(behind.argument, behind.today).is_bare


def is_order(reading: StaffReading) -> bool:
    """Whether a reading is sure enough to open a tool."""
    return reading.probability >= SURE and reading.intent in CHANGING | LOOKING
