"""How a sheet lies on A4 paper, so that its letters can be read: on one page's breadth, or its columns spread over several."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LETTER_POINTS = 11
"""Of the letters on a sheet at its own size."""

LEAST_POINTS = 8
"""Of letters that are read without a glass: what would get smaller is spread over several pages."""

LEAST_SCALE, MOST_SCALE = -(-100 * LEAST_POINTS // LETTER_POINTS), 140
"""Percent of the sheet's own size at which it is printed; few columns are enlarged, to be read at arm's length."""

SIDE_MM, TOP_MM, BOTTOM_MM = 12, 20, 16
"""Margins; the heading and the page's number stand above and below."""

ROOM = int((297 - 2 * SIDE_MM) / 25.4 * 96 * 0.92)
"""Pixels of a landscape page at the sheet's own size, less what columns grow by on paper: a digit is 7 pixels wide on a screen, and 7.4
in print; and a little to spare, since a column that does not fit would have a page to itself."""

STEPS = 20
"""In which columns are made narrower, from as wide as they like to as narrow as they can be."""


@dataclass(frozen=True, slots=True)
class Column:
    """Pixels that a column takes at the least, and those at which nothing in it is folded more than it should be."""

    least: int
    liked: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Each column's pixels, the columns at which another page begins, and the percent of its own size at which the sheet is printed."""

    widths: tuple[int, ...]
    breaks: tuple[int, ...]
    scale: int

    @property
    def points(self) -> float:
        """Of the letters on paper."""
        return LETTER_POINTS * self.scale / 100


def laid_out(columns: Sequence[Column], keys: int, second: int = 0) -> Layout:
    """On as few pages side by side as letters of LEAST_POINTS allow, the first `keys` columns on each; then as wide, then as large as fits.

    Where one page is not enough, the column number `second` begins another, so that what belongs together stays so.
    """

    def laid(widths: Sequence[int], scale: int) -> Layout:
        return Layout(tuple(widths), _breaks(widths, keys, second, ROOM * 100 // scale), scale)

    fewest = len(laid([column.least for column in columns], LEAST_SCALE).breaks)
    for step in range(STEPS, -1, -1):
        smallest = laid([column.least + (column.liked - column.least) * step // STEPS for column in columns], LEAST_SCALE)
        if len(smallest.breaks) == fewest:
            break
    larger = (laid(smallest.widths, scale) for scale in range(MOST_SCALE, LEAST_SCALE, -1))
    fitting = (each for each in larger if len(each.breaks) == fewest and max(pages(each, keys)) * each.scale <= ROOM * 100)
    return next(fitting, smallest)


def pages(layout: Layout, keys: int) -> list[int]:
    """Pixels of each page side by side, at the sheet's own size, with the columns that stand on every one."""
    repeated = sum(layout.widths[:keys])
    edges = [0, *layout.breaks, len(layout.widths)]
    return [sum(layout.widths[first:last]) + (repeated if first else 0) for first, last in pairwise(edges)]


def _breaks(widths: Sequence[int], keys: int, second: int, room: int) -> tuple[int, ...]:
    """Where a page is full, and at the second part of what does not fit on one."""
    if sum(widths) <= room:
        return ()
    repeated = taken = sum(widths[:keys])
    breaks = list[int]()
    for place, width in enumerate(widths[keys:], keys):
        if (taken + width > room and taken > repeated) or place == second:
            breaks.append(place)
            taken = repeated
        taken += width
    return tuple(breaks)
