"""How far a round is: bars from nothing to what was planned, for the whole and for each of its parts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ektp_core.pictures.frame import Frame
from ektp_core.pictures.style import FAINT, INK, LARGE, MISSING, OBLIGED, PLAIN, SMALL

if TYPE_CHECKING:
    from ektp_core.pictures.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was begun: what it is, how much of it is done ("12 dari 30"), both as numbers, and lines below.

    `planned` is None where nobody knows how many: then there is no bar.
    """

    name: str
    said: str
    done: int
    planned: int | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundDone:
    """The whole of a round first, then its parts; `empty` is said where nothing is planned."""

    frame: Frame
    whole: tuple[Done, ...]
    parts: tuple[Done, ...] = ()
    empty: str = ""

    def draw(self) -> bytes:
        return drawn(self).png()


NAME, HIGH, NOTE, AFTER = 82, 64, 54, 40
PART, LOW = 64, 36
NAMES, NUMBERS = 400, 200
INSIDE = 14


def drawn(picture: RoundDone) -> "Sheet":
    """The sheet with its bars."""
    from ektp_core.pictures.sheet import Sheet

    heights = [NAME + (HIGH if each.planned else 0) + len(each.notes) * NOTE + AFTER for each in picture.whole]
    sheet = Sheet(picture.frame, sum(heights) + len(picture.parts) * PART or PART)
    y: float = sheet.top
    if not picture.whole:
        sheet.text(picture.empty, sheet.left, y + PART / 2, PLAIN, colour=FAINT)
    for each, height in zip(picture.whole, heights, strict=True):
        _whole(sheet, each, y)
        y += height
    for each in picture.parts:
        _part(sheet, each, y + PART / 2)
        y += PART
    return sheet


def _whole(sheet: "Sheet", each: Done, y: float) -> None:
    """Name and numbers above a bar as wide as the paper."""
    from ektp_core.pictures.measuring import fits, width_of

    said = fits(each.said, sheet.width * 0.6, LARGE, bold=True)
    sheet.text(said.words, sheet.right, y + NAME / 2, said.size, bold=True, anchor="right")
    name = fits(each.name, sheet.width - width_of(said.words, said.size, bold=True) - 2 * INSIDE, PLAIN)
    sheet.text(name.words, sheet.left, y + NAME / 2, name.size)
    y += NAME
    if each.planned:
        _bar(sheet, each, sheet.left, y, sheet.width, HIGH)
        y += HIGH
    for number, words in enumerate(each.notes):
        note = fits(words, sheet.width, SMALL)
        sheet.text(note.words, sheet.left, y + (number + 0.5) * NOTE, note.size, colour=FAINT)


def _part(sheet: "Sheet", each: Done, y: float) -> None:
    """Name, bar and numbers side by side."""
    from ektp_core.pictures.measuring import fits

    name = fits(each.name, NAMES - INSIDE, SMALL)
    sheet.text(name.words, sheet.left, y, name.size)
    if each.planned:
        _bar(sheet, each, sheet.left + NAMES, y - LOW / 2, sheet.width - NAMES - NUMBERS, LOW)
    said = fits(each.said, NUMBERS - INSIDE, SMALL, bold=True)
    sheet.text(said.words, sheet.right, y, said.size, bold=True, anchor="right")


def _bar(sheet: "Sheet", each: Done, x: float, y: float, width: float, height: float) -> None:
    """From 0: what is done on what is planned, a line where the plan ends; more than planned goes past it."""
    planned = each.planned or 1
    scale = width / max(planned, each.done)
    sheet.box(x, y, planned * scale, height, MISSING)
    sheet.box(x, y, each.done * scale, height, OBLIGED)
    sheet.line((x + planned * scale, y - 4), (x + planned * scale, y + height + 4), INK, 3)
