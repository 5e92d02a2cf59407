"""How wide the columns of a sheet have to be, in pixels of a screen: by what stands in them, as it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from heapq import nlargest

from ektp_core.reading.calendar import AsOf
from ektp_core.sheets.sheet import Cell, Degrees, Note, Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.sheets.writing.paper import Column

PADDING = 20
"""Beside a text, its indent among it; and for programs without Excel's letters, whose own are wider."""

BESIDE = 14
"""Of it, what the letters never take."""

SPACE = 4
FILTER_ARROW = 18
BOLD = 1.08
"""Of a letter's width."""

FOLDED_FROM, NARROWEST_FOLDED, WIDEST = 190, 150, 430
"""Texts wider than the first are folded, at the narrowest to the second, some twenty letters, and at the latest at the third."""

MEASURED = 5
"""Of the texts with the most letters in a column: one of them is the widest, as near as it matters."""


def columns_of(sheet: Sheet, words: Mapping[str, str]) -> list[Column]:
    """The columns of a sheet, each from its header and its cells. Numbers and days are never folded or cut."""
    cells = zip(*sheet.rows, strict=True) if sheet.rows else [()] * len(sheet.columns)
    return [_column(words[f"column_{name}"], column, words) for name, column in zip(sheet.columns, cells, strict=True)]


def text_of(cell: str | Word, words: Mapping[str, str]) -> str:
    """A cell of words, as its reader has them."""
    return cell.said(words) if isinstance(cell, Word) else cell


def title_of(sheet: Sheet, words: Mapping[str, str]) -> str:
    """What a sheet is, where it stands above it."""
    return sheet.title.said(words) if sheet.title else words[f"sheet_{sheet.name}"]


def note_text(note: Note, words: Mapping[str, str]) -> str:
    """What is said below a table, with its column's name."""
    return f"{words[f'column_{note.column}']}: {text_of(note.value, words)}"


@lru_cache(maxsize=1024)
def text_width(text: str) -> int:
    """Pixels of its widest line."""
    from xlsxwriter.utility import xl_pixel_width

    return max((int(xl_pixel_width(line)) for line in text.splitlines()), default=0)


@lru_cache(maxsize=1024)
def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many pixels."""
    room = width - BESIDE
    return sum(_folded(line.split(), room) if text_width(line) > room else 1 for line in text.splitlines()) or 1


def header_lines(header: str, width: int) -> int:
    """The same of a header, whose letters are bold."""
    return lines_of(header, int((width - BESIDE) / BOLD) + BESIDE)


def _folded(words: Sequence[str], room: int) -> int:
    """Lines that words take; one that is longer than a line goes on in the next."""
    lines, taken = 1, 0
    for word in words:
        width = text_width(word)
        if taken and taken + SPACE + width > room:
            lines, taken = lines + 1, 0
        taken += width + (SPACE if taken else 0)
        lines, taken = lines + taken // room, taken % room
    return lines


def _column(header: str, cells: Sequence[Cell], words: Mapping[str, str]) -> Column:
    different = set(cells)
    texts = _longest(text_of(cell, words) for cell in different if isinstance(cell, str | Word))
    widest = max(map(text_width, texts), default=0) + PADDING
    fixed = max((_shown_width(cell) for cell in different if not isinstance(cell, str | Word)), default=0)
    title = int(BOLD * (_widest_word(header) + PADDING)) + FILTER_ARROW
    if widest <= FOLDED_FROM:
        width = max(widest, fixed, title)
        return Column(width, width)
    narrowest = max(NARROWEST_FOLDED, min(max(_widest_word(text) for text in texts) + PADDING, WIDEST), fixed, title)
    return Column(narrowest, max(narrowest, min(widest, WIDEST)))


def _longest(texts: Iterable[str]) -> list[str]:
    return nlargest(MEASURED, texts, key=len)


def _widest_word(text: str) -> int:
    return max(map(text_width, text.split()), default=0)


def _shown_width(cell: Cell) -> int:
    """Of a cell that is no text, as its format shows it."""
    match cell:
        case None | bool():
            return 0
        case datetime():
            shown = "22 September 2026 12:00"
        case date() | AsOf():
            shown = "22 September 2026"
        case Degrees():
            shown = f"{cell.value:.5f}"
        case Percent():
            shown = f"{float(cell.value):,.2f}%"
        case _:
            shown = f"{cell:,}"
    return text_width(shown) + PADDING
