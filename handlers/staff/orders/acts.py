"""A sentence that may be about several things, or is several orders: the tapped one is meant, and the words are those that the message
replied to."""

from dataclasses import dataclass

from handlers.free_text.orders import Extent
from handlers.staff.unanswered import ACTS


@dataclass(frozen=True, slots=True)
class About:
    """A thing by its number, the visit or request that an order is about; which order of the message, and how much of the thing."""

    number: int
    part: int = 0
    extent: Extent = Extent.UNSAID


ABOUT = ACTS.act("about", About)
NEXT = ACTS.act("next_order", int)
"""Another order of the same message, by its position."""
