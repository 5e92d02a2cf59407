"""Coverage as bars, one below the other: the obliged who are recorded, the early ones after them, and the line of 100 percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ektp_core.pictures.frame import Frame
from ektp_core.pictures.style import (
    EARLY,
    FAINT,
    FULL,
    HATCH,
    HELD,
    INK,
    LARGE,
    OBLIGED,
    ON_OBLIGED,
    PALE,
    PLAIN,
    RULE,
    SMALL,
)

if TYPE_CHECKING:
    from ektp_core.pictures.sheet import Sheet

MOST, MOST_NOTED = 40, 14
"""Bars in one picture: with more, or with a line below each, a phone could not show them."""

MOST_ROOMY = 12
"""Bars that have their name above them; of more, it stands beside."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An area and its coverage in percent, with the words for it; the total is None without a figure, a part where nobody tells it."""

    name: str
    said: str
    total: float | None = None
    recorded: float | None = None
    early: float | None = None
    said_recorded: str = ""
    said_early: str = ""
    note: str = ""
    """Below the bar: of when it is, where bars differ in that."""

    is_home: bool = False
    is_held: bool = False
    """Cards held, not recordings."""

    @property
    def is_hatched(self) -> bool:
        """Whether its length is known and its parts are not."""
        return self.total is not None and not self.is_held and self.early is None


@dataclass(frozen=True, slots=True)
class BarWords:
    """What the legend calls the colours and the line."""

    recorded: str
    early: str
    unknown: str
    held: str
    full: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The bars that are drawn, in their order, and how many are left out."""

    bars: tuple[Bar, ...]
    left_out: int


def chosen(bars: Sequence[Bar]) -> Chosen:
    """All bars; of too many the highest, the lowest and home, and those without a figure only where there is room."""
    most = MOST_NOTED if any(bar.note for bar in bars) else MOST
    if len(bars) <= most:
        return Chosen(tuple(bars), 0)
    by_height = sorted(range(len(bars)), key=lambda at: (bars[at].total is None, -(bars[at].total or 0)))
    measured = [at for at in by_height if bars[at].total is not None]
    kept = {at for at in measured if bars[at].is_home}
    ends = [at for pair in zip(measured, reversed(measured), strict=True) for at in pair]
    for at in [*ends, *by_height]:
        if len(kept) < most:
            kept.add(at)
    return Chosen(tuple(bars[at] for at in sorted(kept)), len(bars) - len(kept))


@dataclass(frozen=True, slots=True)
class CoverageBars:
    """Bars of coverage in the order of the words beside them; `empty` is said where there are none."""

    frame: Frame
    bars: tuple[Bar, ...]
    words: BarWords
    empty: str = ""

    def draw(self) -> bytes:
        return drawn(self).png()


ABOVE, HIGH, BELOW, NOTE = 76, 56, 24, 50
"""Of a roomy row: the name, the bar, the gap, and the line below it."""

BESIDE, LOW = 64, 44
"""Of a tight row, and of its bar."""

NAMES, NUMBERS = 400, 180
"""Of a tight row: the columns of names and of totals."""

INSIDE = 14
LEGEND = 54
SAMPLE = 34
OVERHANG = 7
"""By which the line of 100 percent is longer than a bar is high."""


def drawn(picture: CoverageBars) -> "Sheet":
    """The sheet with its bars."""
    from ektp_core.pictures.sheet import Sheet

    legend, bars = _legend(picture), picture.bars
    is_roomy = len(bars) <= MOST_ROOMY or any(bar.note for bar in bars)
    heights = [_height(bar, is_roomy=is_roomy) for bar in bars] or [BESIDE]
    sheet = Sheet(picture.frame, len(legend) * LEGEND + BELOW + sum(heights))
    _draw_legend(sheet, legend)
    y: float = sheet.top + len(legend) * LEGEND + BELOW
    if not bars:
        sheet.text(picture.empty, sheet.left, y + BESIDE / 2, PLAIN, colour=FAINT)
        return sheet
    left, room = (sheet.left, sheet.width) if is_roomy else (sheet.left + NAMES, sheet.width - NAMES - NUMBERS)
    scale = (room - (_aside(bars) if is_roomy else 0)) / max([FULL, *(bar.total or 0 for bar in bars)])
    for bar, height in zip(bars, heights, strict=True):
        if is_roomy:
            _roomy(sheet, bar, y, scale)
        else:
            _tight(sheet, bar, y, left, scale)
        y += height
    return sheet


def _height(bar: Bar, *, is_roomy: bool) -> float:
    if not is_roomy:
        return BESIDE
    return ABOVE + BELOW + (HIGH if bar.total is not None else 0) + (NOTE if bar.note and bar.total is not None else 0)


def _aside(bars: Sequence[Bar]) -> float:
    """The room behind the longest bar for the number of its early part."""
    from ektp_core.pictures.measuring import width_of

    return max((width_of(bar.said_early, SMALL) + 2 * INSIDE for bar in bars if bar.early), default=OVERHANG)


def _roomy(sheet: "Sheet", bar: Bar, y: float, scale: float) -> None:
    """The name and the total above, the numbers of the parts in the bar or behind it."""
    from ektp_core.pictures.measuring import fits, width_of

    size = LARGE if bar.total is not None else SMALL
    sheet.text(
        bar.said,
        sheet.right,
        y + ABOVE / 2,
        size,
        bold=bar.total is not None,
        colour=INK if bar.total is not None else FAINT,
        anchor="right",
    )
    name = fits(bar.name, sheet.width - width_of(bar.said, size, bold=True) - 2 * INSIDE, PLAIN, bold=bar.is_home)
    sheet.text(name.words, sheet.left, y + ABOVE / 2, name.size, bold=bar.is_home)
    if bar.total is None:
        return
    ends = _bar(sheet, bar, sheet.left, y + ABOVE, HIGH, scale)
    middle = y + ABOVE + HIGH / 2
    if bar.said_recorded and width_of(bar.said_recorded, SMALL) + 2 * INSIDE < min((bar.recorded or 0), FULL) * scale:
        sheet.text(bar.said_recorded, sheet.left + INSIDE, middle, SMALL, colour=ON_OBLIGED)
    if bar.said_early and bar.early:
        sheet.text(
            bar.said_early,
            _clear_of_line(sheet.left, ends + INSIDE, width_of(bar.said_early, SMALL), scale),
            middle,
            SMALL,
            colour=INK,
        )
    if bar.note:
        note = fits(bar.note, sheet.width, SMALL)
        sheet.text(note.words, sheet.left, y + ABOVE + HIGH + NOTE / 2 + OVERHANG / 2, note.size, colour=FAINT)


def _clear_of_line(left: float, x: float, width: float, scale: float) -> float:
    """Where a number behind a bar begins: behind the line of 100 percent, where it would stand on it."""
    line = left + FULL * scale
    return line + INSIDE if x - INSIDE / 2 < line < x + width + INSIDE / 2 else x


def _tight(sheet: "Sheet", bar: Bar, y: float, left: float, scale: float) -> None:
    """Name, bar and total side by side."""
    from ektp_core.pictures.measuring import fits

    middle = y + BESIDE / 2
    name = fits(bar.name, NAMES - INSIDE, SMALL, bold=bar.is_home)
    sheet.text(name.words, sheet.left, middle, name.size, bold=bar.is_home)
    if bar.total is None:
        sheet.text(bar.said, left, middle, SMALL, colour=FAINT)
        return
    _bar(sheet, bar, left, y + (BESIDE - LOW) / 2, LOW, scale)
    sheet.text(bar.said, sheet.right, middle, SMALL, bold=True, anchor="right")


def _bar(sheet: "Sheet", bar: Bar, x: float, y: float, height: float, scale: float) -> float:
    """The bar, from 0, and the line of 100 percent across it; where the bar ends."""
    total = (bar.total or 0) * scale
    if bar.is_held:
        sheet.box(x, y, total, height, HELD)
    elif bar.is_hatched:
        sheet.box(x, y, total, height, PALE, hatch=HATCH, edge=OBLIGED)
    elif bar.total is not None:
        recorded = (bar.recorded if bar.recorded is not None else bar.total - (bar.early or 0)) * scale
        sheet.box(x, y, recorded, height, OBLIGED)
        sheet.box(x + recorded, y, total - recorded, height, EARLY)
    line = x + FULL * scale
    sheet.line((x, y), (x, y + height), RULE, 3)
    sheet.line((line, y - OVERHANG), (line, y + height + OVERHANG), INK, 3)
    return x + total


def _legend(picture: CoverageBars) -> list[tuple[str, str, str]]:
    """Colour, hatch and words of what is in the picture; the line last."""
    words, bars = picture.words, [bar for bar in picture.bars if bar.total is not None]
    parts = [bar for bar in bars if not bar.is_held and not bar.is_hatched]
    kinds = [
        (OBLIGED, "", words.recorded, parts),
        (EARLY, "", words.early, parts),
        (PALE, HATCH, words.unknown, [bar for bar in bars if bar.is_hatched]),
        (HELD, "", words.held, [bar for bar in bars if bar.is_held]),
        ("", "", words.full, bars),
    ]
    return [(colour, hatch, said) for colour, hatch, said, which in kinds if which]


def _draw_legend(sheet: "Sheet", legend: Sequence[tuple[str, str, str]]) -> None:
    from ektp_core.pictures.measuring import fits

    for number, (colour, hatch, said) in enumerate(legend):
        y = sheet.top + number * LEGEND + (LEGEND - SAMPLE) / 2
        if colour:
            sheet.box(sheet.left, y, SAMPLE, SAMPLE, colour, hatch=hatch, edge=OBLIGED if hatch else "none")
        else:
            sheet.line((sheet.left + SAMPLE / 2, y), (sheet.left + SAMPLE / 2, y + SAMPLE), INK, 3)
        words = fits(said, sheet.width - SAMPLE - INSIDE, SMALL)
        sheet.text(words.words, sheet.left + SAMPLE + INSIDE, y + SAMPLE / 2, words.size, colour=FAINT)
