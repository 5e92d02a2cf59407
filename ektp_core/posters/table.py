"""The list of hours on A4: rows as high as the sheet allows, so that the last column can be written in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ektp_core.pictures.style import FAINT, RULE
from ektp_core.posters.figure import A4
from ektp_core.posters.layout import ACCENT, MM, PALE, Box, Column, Fit, Placed, Style, Words, largest
from ektp_core.posters.letters import drawable, fitted
from ektp_core.posters.notice import ClassHours
from ektp_core.posters.paper import head

MARGIN = 15 * MM
WIDTH = A4.width - 2 * MARGIN
COLUMNS = (0.22, 0.24, 0.18, 0.36)
"""Class, hours, pupils, remarks: shares of the width."""

BLANK_ROWS = 3
PADDING, LINE = 6.0, 0.8
LOWEST_ROW, HIGHEST_ROW = 8 * MM, 15 * MM
FITS = [Fit(1.0 - 0.04 * step) for step in range(14)]
OFFICE = Style(12.5, bold=True, colour=ACCENT, most_lines=1, smallest=8.5)
TITLE = Style(19, most_lines=1, smallest=14)
PLACE = Style(30, bold=True, most_lines=2, smallest=16)
DAYS, HEADING, CELL = Style(14, bold=True), Style(11, bold=True, most_lines=2, smallest=8), Style(16, bold=True, most_lines=1, smallest=7)
SMALL = Style(8.2, colour=FAINT)


def laid_out(hours: ClassHours) -> list[Placed]:
    """The head, a row for each class, blank ones after them, and of which day it is."""
    top = A4.height - MARGIN - _foot(hours, 0).y
    count = len(hours.rows) + BLANK_ROWS + 1
    head = largest(partial(_head, hours), top - count * LOWEST_ROW, FITS)
    height = min(HIGHEST_ROW, (top - head.y) / count)
    return [*head.placed, *_rows(hours, head.y, height), *_foot(hours, top).placed]


def _head(hours: ClassHours, fit: Fit, stretch: float) -> Column:
    sheet = Column(MARGIN, MARGIN, WIDTH, fit, min(stretch, 4))
    head(sheet, hours.example, hours.office, OFFICE)
    sheet.gap(12)
    sheet.words(hours.title, TITLE)
    sheet.words(drawable(hours.place) or hours.number, PLACE)
    if hours.moved:
        sheet.space(4)
        sheet.words(hours.moved, DAYS)
    sheet.space(4)
    for day in hours.days:
        sheet.words(day, DAYS)
    sheet.words(hours.expected, DAYS)
    sheet.gap(12)
    return sheet


def _rows(hours: ClassHours, top: float, height: float) -> Iterator[Placed]:
    """The headings on a pale ground, then every row with a line below it."""
    yield Box(MARGIN, top, WIDTH, height, fill=PALE)
    yield from _row(hours.columns, HEADING, top, height)
    blank = [("", "", "")] * BLANK_ROWS
    cell = _cell(hours.rows)
    for number, row in enumerate((*hours.rows, *blank), start=1):
        yield from _row(row, cell, top + number * height, height)
        yield Box(MARGIN, top + (number + 1) * height - LINE, WIDTH, LINE, fill=RULE)
    x = MARGIN
    for share in (0.0, *COLUMNS):
        x += share * WIDTH
        yield Box(x - LINE / 2, top, LINE, height * (len(hours.rows) + BLANK_ROWS + 1), fill=RULE)


def _cell(rows: Sequence[Sequence[str]]) -> Style:
    """All rows in the size that the longest allows."""
    rooms = [share * WIDTH - 2 * PADDING for share in COLUMNS]
    cells = [(drawable(words), room) for row in rows for words, room in zip(row, rooms, strict=False) if words]
    return replace(CELL, size=min(fitted(words, CELL.size, room, 1, CELL.smallest, bold=True)[1] for words, room in cells))


def _row(cells: Sequence[str], style: Style, top: float, height: float) -> Iterator[Placed]:
    x = MARGIN
    for words, share in zip(cells, COLUMNS, strict=False):
        cell = Column(x + PADDING, 0, share * WIDTH - 2 * PADDING)
        cell.words(words, style)
        lower = top + (height - cell.y) / 2
        yield from (replace(line, baseline=line.baseline + lower) for line in cell.placed if isinstance(line, Words))
        x += share * WIDTH


def _foot(hours: ClassHours, top: float) -> Column:
    foot = Column(MARGIN, top, WIDTH)
    foot.y += 3 * MM
    foot.words(hours.as_of, SMALL)
    return foot
