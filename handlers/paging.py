"""A list in pages, and the buttons that turn them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.reply import Button

T = TypeVar("T")

Turn = Callable[[int], Button]
"""The button that opens the page of this number."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: what is on it, its number (from 1), and the number of the last page that is known of."""

    items: Sequence[T]
    number: int
    last: int

    def onward(self, turn: Turn) -> list[Button]:
        """The button to the next page, after the last to the first; none where one page holds everything."""
        return [turn(self.number % self.last + 1)] if self.last > 1 else []

    def around(self, before: Turn, after: Turn) -> list[Button]:
        """The buttons to the page before and to the page after, as far as there are any."""
        return [
            *([before(self.number - 1)] if self.number > 1 else []),
            *([after(self.number + 1)] if self.number < self.last else []),
        ]


def page_of(everything: Sequence[T], size: int, number: int) -> Page[T]:
    """A page of a list that is at hand; of one that has become shorter since the nearest page there is."""
    return page_among([everything[first : first + size] for first in range(0, len(everything), size)], number)


def page_among(pages: Sequence[Sequence[T]], number: int) -> Page[T]:
    """A page of a list that is cut into pages already, the nearest there is; an empty list is one empty page."""
    last = max(1, len(pages))
    number = min(max(number, 1), last)
    return Page(pages[number - 1] if pages else (), number, last)


def page_read(found: Sequence[T], size: int, number: int) -> Page[T]:
    """A page that was read from the store with one item more than it shows, where there are more."""
    return Page(found[:size], number, number + (len(found) > size))
