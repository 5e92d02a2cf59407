"""How an area's coverage went: its figures where they lie in time, and each with its date below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from ektp_core.pictures.frame import Frame
from ektp_core.pictures.style import FAINT, FULL, HELD, INK, OBLIGED, PLAIN, SMALL

if TYPE_CHECKING:
    from ektp_core.pictures.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: in percent, from when to when its date may be (a year only: all of it), and both in words.

    Those that are `joined` share a definition and may be compared; `note` says of the others what they are.
    """

    percent: float
    first: date
    last: date
    said: str
    when: str
    joined: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageTrend:
    """Figures of one area, oldest first; `full` names the line of 100 percent, `empty` is said where there is no figure."""

    frame: Frame
    points: tuple[Point, ...]
    full: str
    empty: str = ""

    def draw(self) -> bytes:
        return drawn(self).png()


HEIGHT = 620
ROW = 54
AXIS = 64
"""Below the plot, for the years."""

SCALE = 116
"""Left of the plot, for the percentages."""

GAP = 26
DOT = 11
MOST_YEARS = 6
"""Years that are named on the axis; of more, every second, third …"""


@dataclass(frozen=True, slots=True)
class Plot:
    """The room of the curve in pixels, and what it shows: whole years, and percent from the lowest to the highest."""

    left: float
    right: float
    top: float
    bottom: float
    years: tuple[int, int]
    percent: tuple[float, float]

    def x(self, day: date) -> float:
        """Where a day lies."""
        first, last = date(self.years[0], 1, 1).toordinal(), date(self.years[1] + 1, 1, 1).toordinal()
        return self.left + (day.toordinal() - first) / (last - first) * (self.right - self.left)

    def y(self, percent: float) -> float:
        """Where a percentage lies."""
        low, high = self.percent
        return self.bottom - (percent - low) / (high - low) * (self.bottom - self.top)

    def at(self, point: Point) -> tuple[float, float]:
        """The middle of a figure's dot."""
        return (self.x(point.first) + self.x(point.last)) / 2, self.y(point.percent)


def drawn(picture: CoverageTrend) -> "Sheet":
    """The sheet with the curve and its figures."""
    from ektp_core.pictures.sheet import Sheet

    points = picture.points
    if not points:
        sheet = Sheet(picture.frame, ROW)
        sheet.text(picture.empty, sheet.left, sheet.top + ROW / 2, PLAIN, colour=FAINT)
        return sheet
    sheet = Sheet(picture.frame, HEIGHT + AXIS + GAP + len(points) * ROW)
    plot = _plot(sheet, points)
    _axes(sheet, plot, picture.full)
    _curve(sheet, plot, points)
    _numbers(sheet, plot, points)
    for number, point in enumerate(points):
        _row(sheet, point, sheet.top + HEIGHT + AXIS + GAP + (number + 0.5) * ROW)
    return sheet


def _plot(sheet: "Sheet", points: Sequence[Point]) -> Plot:
    values = [point.percent for point in points]
    low, high = min([FULL, *values]), max([FULL, *values])
    room = max(high - low, 4.0) * 0.22
    years = min(point.first for point in points).year, max(point.last for point in points).year
    return Plot(sheet.left + SCALE, sheet.right, sheet.top, sheet.top + HEIGHT, years, (max(0.0, low - room) if low else 0.0, high + room))


def _axes(sheet: "Sheet", plot: Plot, full: str) -> None:
    """Percentages at the left, whole years below, and the line of 100 percent."""
    from matplotlib.ticker import MaxNLocator

    low, high = plot.percent
    for value in MaxNLocator(5, integer=True).tick_values(low, high):
        if low <= value <= high and abs(plot.y(value) - plot.y(FULL)) > SMALL * 1.2:
            sheet.line((plot.left, plot.y(value)), (plot.left + DOT, plot.y(value)), FAINT, 2)
            sheet.text(f"{value:.10g}", plot.left - DOT, plot.y(value), SMALL, colour=FAINT, anchor="right")
    sheet.line((plot.left, plot.y(FULL)), (plot.right, plot.y(FULL)), INK, 3)
    sheet.text(full, plot.left - DOT, plot.y(FULL), SMALL, bold=True, anchor="right")
    first, last = plot.years
    step = -(-(last - first + 1) // MOST_YEARS)
    for year in range(first, last + 1):
        begins, ends = plot.x(date(year, 1, 1)), plot.x(date(year + 1, 1, 1))
        sheet.line((begins, plot.bottom), (begins, plot.bottom + DOT), FAINT, 2)
        if (year - first) % step == 0:
            sheet.text(
                str(year),
                (begins + ends) / 2 if step == 1 else begins + SMALL * 1.3,
                plot.bottom + AXIS / 2 + DOT / 2,
                SMALL,
                colour=FAINT,
                anchor="center",
            )
    sheet.line((plot.left, plot.bottom), (plot.right, plot.bottom), FAINT, 2)


def _curve(sheet: "Sheet", plot: Plot, points: Sequence[Point]) -> None:
    """Dots, joined where they may be compared; a figure of a whole year is as wide as the year."""
    from matplotlib.lines import Line2D

    for before, after in pairwise(point for point in points if point.joined):
        sheet.line(plot.at(before), plot.at(after), OBLIGED, 5)
    for point in points:
        colour, (x, y) = OBLIGED if point.joined else HELD, plot.at(point)
        if point.last > point.first:
            sheet.line((plot.x(point.first), y), (plot.x(point.last), y), colour, 3)
        sheet.place(Line2D([x], [y], marker="o" if point.joined else "D", markersize=2 * DOT, color=colour, linestyle="None"))


def _numbers(sheet: "Sheet", plot: Plot, points: Sequence[Point]) -> None:
    """Each number near its dot, where nothing else is, the last figure first; one without room stands in its row below only."""
    from matplotlib.path import Path
    from matplotlib.transforms import Bbox

    from ektp_core.pictures.measuring import width_of

    joined = [plot.at(point) for point in points if point.joined]
    paths = [Path([one, other]) for one, other in pairwise(joined)]
    paths += [Path([(plot.x(p.first), plot.y(p.percent)), (plot.x(p.last), plot.y(p.percent))]) for p in points if p.last > p.first]
    paths += [Path([(plot.left, plot.y(FULL)), (plot.right, plot.y(FULL))])]
    taken = [Bbox.from_bounds(x - DOT, y - DOT, 2 * DOT, 2 * DOT) for x, y in map(plot.at, points)]
    for point in reversed(points):
        x, y = plot.at(point)
        width, height = width_of(point.said, SMALL, bold=True), SMALL * 1.5
        spots = (
            (min(max(x + aside * width, plot.left + 2 * DOT), plot.right - width), y + away)
            for away in (-2.2 * DOT - height, 2.2 * DOT, -height / 2, -75 - height, 75)
            for aside in (-0.5, 0.2, -1.2, 0.6, -1.6)
        )
        free = [
            box
            for box in (Bbox.from_bounds(left, top, width, height) for left, top in spots)
            if box.y0 >= plot.top
            and box.y1 <= plot.bottom - 4
            and not any(box.overlaps(other) for other in taken)
            and not any(path.intersects_bbox(box, filled=False) for path in paths)
        ]
        if free:
            box = free[0]
            taken.append(box)
            sheet.text(point.said, box.x0, (box.y0 + box.y1) / 2, SMALL, bold=True, colour=OBLIGED if point.joined else FAINT)


def _row(sheet: "Sheet", point: Point, y: float) -> None:
    """Date and number below the curve, as in the words."""
    from ektp_core.pictures.measuring import fits, width_of

    sheet.text(point.said, sheet.right, y, PLAIN, bold=True, anchor="right")
    when = f"{point.when} ({point.note})" if point.note else point.when
    words = fits(when, sheet.width - width_of(point.said, PLAIN, bold=True) - GAP, SMALL)
    sheet.text(words.words, sheet.left, y, words.size)
