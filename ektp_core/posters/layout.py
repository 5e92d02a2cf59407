"""Words, boxes and codes at their places, in points from the upper left corner: laid out first, drawn afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ektp_core.pictures.style import INK, LEADING, RULE, SCALE
from ektp_core.posters.letters import drawable, fitted, lines, width

MM = 72 / 25.4
ACCENT = SCALE[-1][1]
"""One colour beside black: the darkest of the house style, which a printer without colours prints nearly black."""

PALE = "#eef3f7"
"""The ground of a heading."""

ASCENT = 0.8
"""From a line's top to where its letters stand, by its height."""


class Align(StrEnum):
    """On which side of its place a word stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `baseline` is where the letters stand."""

    x: float
    baseline: float
    words: str
    size: float
    bold: bool = False
    colour: str = INK
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Box:
    """A filled or framed rectangle."""

    x: float
    top: float
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code to scan, with its white; `module` is the side of one of its squares."""

    x: float
    top: float
    module: float
    link: str


Placed = Words | Box | Code


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: their size, at most on how many lines, down to which size."""

    size: float
    bold: bool = False
    colour: str = INK
    most_lines: int = 99
    smallest: float = 0.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Fit:
    """By how much everything is made smaller, and the size below which no words become smaller with it."""

    scale: float = 1.0
    least: float = 0.0

    def size(self, points: float) -> float:
        return max(points * self.scale, min(points, self.least))


WHOLE = Fit()


class Column:
    """What stands below one another; `stretch` is added to each gap."""

    def __init__(self, x: float, top: float, width: float, fit: Fit = WHOLE, stretch: float = 0.0) -> None:
        self.x, self.y, self.width, self.fit, self.stretch = x, top, width, fit, stretch
        self.placed: list[Placed] = []
        self.gaps = 0

    def words(self, text: str, style: Style, indent: float = 0.0) -> None:
        """Words on as many lines as they need; nothing for none."""
        said, size, room = drawable(text), self.fit.size(style.size), self.width - indent
        if not said:
            return
        found = lines(said, size, room, bold=style.bold)
        if style.smallest:
            found, size = fitted(said, size, room, style.most_lines, self.fit.size(style.smallest), bold=style.bold)
        x = {Align.LEFT: self.x + indent, Align.CENTER: self.x + self.width / 2, Align.RIGHT: self.x + self.width}[style.align]
        for line in found:
            self.placed.append(Words(x, self.y + ASCENT * LEADING * size, line, size, style.bold, style.colour, style.align))
            self.y += LEADING * size

    def bullets(self, texts: Sequence[str], style: Style) -> None:
        """One below the other, each behind a square."""
        size = self.fit.size(style.size)
        for text in texts:
            side = 0.3 * size
            self.placed.append(Box(self.x + side / 2, self.y + LEADING * size / 2 - side / 2, side, side, fill=style.colour))
            self.words(text, style, indent=1.1 * size)
            self.y += 0.18 * size

    def gap(self, points: float) -> None:
        """White between two parts, which takes its share of what the sheet has left."""
        self.y += points * self.fit.scale + self.stretch
        self.gaps += 1

    def space(self, points: float) -> None:
        """White inside a part."""
        self.y += points * self.fit.scale

    def rule(self, thickness: float = 0.8, colour: str = RULE) -> None:
        """A line across."""
        self.placed.append(Box(self.x, self.y, self.width, thickness, fill=colour))
        self.y += thickness

    def panel(self, padding: float, fill: Callable[["Column"], None], *, ground: str | None = None, edge: str | None = None) -> None:
        """Something in a box of its own."""
        pad = padding * self.fit.scale
        inside = Column(self.x + pad, self.y + pad, self.width - 2 * pad, self.fit)
        fill(inside)
        self.placed += [Box(self.x, self.y, self.width, inside.y + pad - self.y, ground, edge), *inside.placed]
        self.y = inside.y + pad

    def beside(self, widths: Sequence[float], between: float, *fill: Callable[["Column"], None]) -> None:
        """Several columns next to one another, each as wide as its share."""
        x, room = self.x, self.width - between * (len(widths) - 1)
        columns = []
        for share, each in zip(widths, fill, strict=True):
            columns.append(Column(x, self.y, room * share / sum(widths), self.fit))
            each(columns[-1])
            x += columns[-1].width + between
        self.placed += [placed for column in columns for placed in column.placed]
        self.y = max(column.y for column in columns)

    def pairs(self, rows: Sequence[tuple[str, str]], style: Style) -> None:
        """A table of two columns, with a line below each row: what it is about, and on the right what is said of it."""
        size = self.fit.size(style.size)
        for name, said in rows:
            room = self.width - width(drawable(said), size) - size
            top = self.y
            name_column = Column(self.x, self.y, room, self.fit)
            name_column.words(name, replace(style, bold=True, most_lines=1, smallest=style.size * 0.75))
            self.placed += name_column.placed
            self.words(said, replace(style, align=Align.RIGHT))
            self.y = max(self.y, name_column.y, top) + 0.1 * size
            self.rule()
            self.y += 0.1 * size


Compose = Callable[[Fit, float], Column]
"""What is laid out so that it fits, with so much added to each gap."""

WIDEST_STRETCH = 22.0


def largest(compose: Compose, bottom: float, fits: Sequence[Fit]) -> Column:
    """The first of the fits, from the largest, at which everything stands above `bottom`, the white shared out among the gaps.

    The last is taken whatever it leads to: words are never cut off.
    """
    *larger, smallest = fits
    fit = next((each for each in larger if compose(each, 0.0).y <= bottom), smallest)
    found = compose(fit, 0.0)
    spare = max(0.0, bottom - found.y)
    return compose(fit, min(WIDEST_STRETCH, spare / max(1, found.gaps)))
