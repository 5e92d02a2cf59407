"""A sentence that may be about several things: the tapped one is meant, and the words are those that the message replied to."""

from dataclasses import dataclass

from handlers.staff.unanswered import ACTS


@dataclass(frozen=True, slots=True)
class About:
    """A thing by its number: the visit or request that an order is about."""

    number: int


ABOUT = ACTS.act("about", About)
