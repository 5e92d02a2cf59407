"""The poster on a phone: square for a chat, tall for a status. What has no room is behind the code."""

from collections.abc import Callable, Sequence
from functools import partial

from ektp_core.pictures import style
from ektp_core.pictures.style import FAINT, INK, PAPER
from ektp_core.posters import code
from ektp_core.posters.figure import PIXEL, SQUARE, TALL, Sheet
from ektp_core.posters.layout import ACCENT, Align, Code, Column, Compose, Fit, Placed, Style, largest
from ektp_core.posters.letters import drawable
from ektp_core.posters.notice import Notice
from ektp_core.posters.paper import days, head

MARGIN = 34.0
STATUS_TOP, STATUS_BOTTOM = 96.0, 110.0
"""What messengers write over a status, above and below."""

MODULE = 8 * PIXEL
"""Eight pixels a square of the code: more than two are left in a preview of 320."""

SMALLEST = style.SMALLEST * PIXEL
"""What a phone shows 11 pixels high."""

FITS = [*(Fit(1.1 - 0.03 * step, SMALLEST) for step in range(16)), *(Fit(0.94 - 0.04 * step) for step in range(16))]
"""Headings become smaller first; words that are small already only where even that does not help."""

OFFICE = Style(19, bold=True, colour=ACCENT, most_lines=1, smallest=14)
TITLE = Style(22, most_lines=1, smallest=16)
PLACE = Style(42, bold=True, most_lines=2, smallest=22)
MOVED = Style(19, bold=True)
DAY = Style(30, bold=True, colour=PAPER, most_lines=1, smallest=17)
HOURS = Style(21, colour=PAPER)
HEADING = Style(19, bold=True, colour=ACCENT)
BORN = Style(25, bold=True)
BODY = Style(19)
STRONG = Style(19, bold=True)
SCAN, CONTACT = Style(20, bold=True), Style(19)
SMALL = Style(SMALLEST, colour=FAINT, most_lines=2, smallest=13)
FEW_CLASSES = 4
ABOVE_FOOT = 15.0
MOST_DAYS = 2


def square(notice: Notice, link: str) -> list[Placed]:
    """1080 x 1080: the day, who may come and the code."""
    foot = partial(_square_foot, notice)
    return _laid_out(SQUARE, foot, partial(_square, notice, link), MARGIN)


def tall(notice: Notice, link: str) -> list[Placed]:
    """1080 x 1920: the same with what to bring and the hours of each class."""
    foot = partial(_tall_foot, notice, link)
    return _laid_out(TALL, foot, partial(_tall, notice), STATUS_BOTTOM)


def _laid_out(sheet: Sheet, foot: Callable[[float], Column], main: Compose, bottom: float) -> list[Placed]:
    top = sheet.height - bottom - foot(0).y
    return [*largest(main, top - ABOVE_FOOT, FITS).placed, *foot(top).placed]


def _beginning(sheet: Column, notice: Notice) -> None:
    """Who invites, what for, where, when."""
    head(sheet, notice.example, notice.office_short, OFFICE)
    sheet.gap(11)
    sheet.words(notice.title, TITLE)
    sheet.words(drawable(notice.place) or notice.number, PLACE)
    sheet.gap(8)
    if notice.moved:
        sheet.panel(7, lambda box: box.words(notice.moved, MOVED), edge=INK)
        sheet.space(7)
    shown = notice.days if len(notice.days) <= MOST_DAYS else (notice.period,)
    sheet.panel(13, partial(days, shown, notice.hours, DAY, HOURS), ground=ACCENT)
    for warning in notice.warnings:
        sheet.space(5)
        sheet.words(warning, MOVED)


def _square(notice: Notice, link: str, fit: Fit, stretch: float) -> Column:
    sheet = Column(MARGIN, MARGIN, SQUARE.width - 2 * MARGIN, fit, stretch)
    _beginning(sheet, notice)
    white = code.QUIET * MODULE
    side = code.side(link) * MODULE - white
    sheet.y += white
    room = sheet.width - side

    def who(column: Column) -> None:
        column.words(notice.who_title, HEADING)
        column.words(notice.born, BORN)
        column.words(notice.born_short, BODY)
        column.space(8)
        column.words(notice.bring_short, BODY)
        column.words(notice.free, STRONG)

    def scan(column: Column) -> None:
        column.placed.append(Code(column.x, column.y - white, MODULE, link))
        below = Column(column.x + white, column.y + side - 1, side - white, column.fit)
        below.words(notice.scan_short, Style(19, bold=True, align=Align.CENTER, most_lines=1, smallest=14))
        column.placed += below.placed
        column.y = below.y

    sheet.beside((room, side), 0, who, scan)
    return sheet


def _square_foot(notice: Notice, top: float) -> Column:
    foot = Column(MARGIN, top, SQUARE.width - 2 * MARGIN)
    foot.words(notice.as_of, SMALL)
    return foot


def _tall(notice: Notice, fit: Fit, stretch: float) -> Column:
    sheet = Column(MARGIN, STATUS_TOP, TALL.width - 2 * MARGIN, fit, stretch)
    _beginning(sheet, notice)
    sheet.gap(14)
    sheet.words(notice.who_title, HEADING)
    sheet.words(notice.born, BORN)
    sheet.words(notice.born_short, BODY)
    sheet.gap(10)
    if notice.classes:
        sheet.words(notice.classes_title, HEADING)
        sheet.space(3)
        half = (len(notice.classes) + 1) // 2 if len(notice.classes) > FEW_CLASSES else len(notice.classes)
        halves = [rows for rows in (notice.classes[:half], notice.classes[half:]) if rows]
        sheet.beside([1] * len(halves), 28, *(partial(_rows, rows) for rows in halves))
        sheet.gap(10)
    sheet.words(notice.bring_title, HEADING)
    sheet.space(3)
    sheet.bullets(notice.bring, BODY)
    sheet.words(notice.free, STRONG)
    return sheet


def _rows(rows: Sequence[tuple[str, str]], column: Column) -> None:
    column.pairs(rows, BODY)


def _tall_foot(notice: Notice, link: str, top: float) -> Column:
    foot = Column(MARGIN, top, TALL.width - 2 * MARGIN)
    white = code.QUIET * MODULE
    foot.rule(1.6, ACCENT)
    foot.y += white + 1
    side = code.side(link) * MODULE - white
    foot.placed.append(Code(MARGIN - white, foot.y - white, MODULE, link))
    beside = Column(MARGIN + side, foot.y, foot.width - side)
    beside.words(notice.scan, SCAN)
    beside.y += 8
    for line in notice.contact:
        beside.words(line, CONTACT)
    foot.placed += beside.placed
    foot.y = max(foot.y + side, beside.y + 12)
    foot.words(notice.as_of, SMALL)
    return foot
