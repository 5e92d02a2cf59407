"""A round as a calendar: its months with the days of visits, holidays and kits, and below them where the team is on each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ektp_core.pictures.frame import Frame
from ektp_core.pictures.style import EARLY, FAINT, HATCH, INK, LENT, MISSING, OBLIGED, ON_EARLY, ON_OBLIGED, PAPER, PLAIN, SMALL

if TYPE_CHECKING:
    from ektp_core.pictures.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month: its number, its column (0: Monday), the visits on it, and the kits that are out and lent."""

    number: int
    column: int
    visits: int = 0
    out: int = 0
    lent: int = 0
    is_holiday: bool = False

    @property
    def is_short(self) -> bool:
        """Whether more kits are out than are lent."""
        return self.out > self.lent


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its name, and its days."""

    name: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Where the team is: the days, the places, and the kits out of those lent, in words. A place may be shortened, nothing else is."""

    when: str
    where: str
    kits: str
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class DayWords:
    """What the legend calls the colours."""

    visit: str
    short: str
    lent: str
    holiday: str


@dataclass(frozen=True, slots=True)
class VisitDays:
    """The months of a round and its days of visits; `empty` is said where there are none, `more` of those that do not fit."""

    frame: Frame
    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    lines: tuple[Line, ...]
    words: DayWords
    empty: str = ""
    more: str = ""

    def draw(self) -> bytes:
        return drawn(self).png()


MOST_LINES = 26
"""Days with visits in one picture; of more, it is said how many there are besides."""

SUNDAY = 6
BESIDE = 2
APART = 60
AFTER = 24
NAME, HEAD, CELL = 78, 48, 62
LEGEND, SAMPLE = 54, 34
LINE = 52
STRIP = 8
"""At the foot of a day on which the office has kits."""

INSIDE = 14
KITS = 130
"""The column of kits; that of the days is as wide as they are, since a day is never cut."""


def drawn(picture: VisitDays) -> "Sheet":
    """The sheet with its months and its lines."""
    from ektp_core.pictures.measuring import width_of
    from ektp_core.pictures.sheet import Sheet

    legend = _legend(picture)
    rows = [picture.months[at : at + BESIDE] for at in range(0, len(picture.months), BESIDE)]
    heights = [NAME + HEAD + max(map(_weeks, beside)) * CELL for beside in rows]
    below = len(picture.lines) + bool(picture.more) or 1
    sheet = Sheet(picture.frame, len(legend) * LEGEND + sum(heights) + AFTER + below * LINE)
    _draw_legend(sheet, legend)
    y = sheet.top + len(legend) * LEGEND
    width = (sheet.width - APART) / BESIDE
    for beside, height in zip(rows, heights, strict=True):
        for number, month in enumerate(beside):
            _month(sheet, picture, month, sheet.left + number * (width + APART), y, width)
        y += height
    y += AFTER
    days = max((width_of(line.when, SMALL, bold=True) for line in picture.lines), default=0) + 2 * INSIDE
    for line in picture.lines:
        _line(sheet, line, y + LINE / 2, days)
        y += LINE
    if rest := picture.more or ("" if picture.lines else picture.empty):
        sheet.text(rest, sheet.left, y + LINE / 2, SMALL, colour=FAINT)
    return sheet


def _weeks(month: Month) -> int:
    return 1 + sum(day.column == 0 and day.number > 1 for day in month.days)


def _month(sheet: "Sheet", picture: VisitDays, month: Month, x: float, y: float, width: float) -> None:
    sheet.text(month.name, x, y + NAME / 2, PLAIN, bold=True)
    column = width / len(picture.weekdays)
    for number, name in enumerate(picture.weekdays):
        sheet.text(name, x + (number + 0.5) * column, y + NAME + HEAD / 2, SMALL, colour=FAINT, anchor="center")
    row = 0
    for day in month.days:
        row += day.column == 0 and day.number > 1
        _day(sheet, day, x + day.column * column + 2, y + NAME + HEAD + row * CELL + 2, column - 4)


def _day(sheet: "Sheet", day: Day, x: float, y: float, width: float) -> None:
    """Its number on the colour of what is on it; kits on loan are a strip below."""
    height = CELL - 4
    colour, ink = PAPER, FAINT if day.column == SUNDAY else INK
    if day.visits:
        colour, ink = (EARLY, ON_EARLY) if day.is_short else (OBLIGED, ON_OBLIGED)
    if day.is_holiday or day.visits:
        ground = colour if day.visits else MISSING
        sheet.box(x, y, width, height, ground, hatch=HATCH if day.is_holiday else "", edge=FAINT if day.is_holiday else "none")
    if day.lent:
        sheet.box(x, y + height - STRIP, width, STRIP, LENT)
    sheet.text(str(day.number), x + width / 2, y + (height - STRIP) / 2, SMALL, bold=bool(day.visits), colour=ink, anchor="center")


def _line(sheet: "Sheet", line: Line, y: float, days: float) -> None:
    from ektp_core.pictures.measuring import fits

    sheet.text(line.when, sheet.left, y, SMALL, bold=True)
    where = fits(line.where, sheet.width - days - KITS - INSIDE, SMALL)
    sheet.text(where.words, sheet.left + days, y, where.size)
    if line.is_short:
        sheet.box(sheet.right - KITS, y - LINE / 2 + 1, KITS, LINE - 2, EARLY)
    sheet.text(line.kits, sheet.right - INSIDE / 2, y, SMALL, bold=True, anchor="right")


def _legend(picture: VisitDays) -> list[tuple[str, str, float, str]]:
    """Colour, hatch, height and words of what is in the picture."""
    words, days = picture.words, [day for month in picture.months for day in month.days]
    kinds = [
        (OBLIGED, "", SAMPLE, words.visit, any(day.visits and not day.is_short for day in days)),
        (EARLY, "", SAMPLE, words.short, any(day.visits and day.is_short for day in days)),
        (LENT, "", STRIP, words.lent, any(day.lent for day in days)),
        (MISSING, HATCH, SAMPLE, words.holiday, any(day.is_holiday for day in days)),
    ]
    return [(colour, hatch, height, said) for colour, hatch, height, said, is_there in kinds if is_there]


def _draw_legend(sheet: "Sheet", legend: Sequence[tuple[str, str, float, str]]) -> None:
    from ektp_core.pictures.measuring import fits

    for number, (colour, hatch, height, said) in enumerate(legend):
        middle = sheet.top + (number + 0.5) * LEGEND
        sheet.box(sheet.left, middle - height / 2, SAMPLE, height, colour, hatch=hatch, edge=FAINT if hatch else "none")
        words = fits(said, sheet.width - SAMPLE - INSIDE, SMALL)
        sheet.text(words.words, sheet.left + SAMPLE + INSIDE, middle, words.size, colour=FAINT)
