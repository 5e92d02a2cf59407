"""The poster on A4: everything that a notice says, to hang up."""

from collections.abc import Sequence
from functools import partial

from ektp_core.pictures.style import FAINT, INK, PAPER
from ektp_core.posters import code
from ektp_core.posters.figure import A4
from ektp_core.posters.layout import ACCENT, MM, Code, Column, Fit, Placed, Style, largest
from ektp_core.posters.letters import drawable
from ektp_core.posters.notice import Notice

MARGIN = 15 * MM
WIDTH = A4.width - 2 * MARGIN
CODE_SIDE = 34 * MM
"""Without its white: read at arm's length from a wall."""

FITS = [Fit(1.3 - 0.04 * step) for step in range(23)]
OFFICE = Style(13.5, bold=True, colour=ACCENT, most_lines=1, smallest=8.5)
TITLE = Style(21, most_lines=1, smallest=15)
PLACE = Style(43, bold=True, most_lines=3, smallest=20)
MOVED = Style(14, bold=True)
DAY = Style(28, bold=True, colour=PAPER, most_lines=1, smallest=15)
HOURS = Style(17, colour=PAPER)
HEADING = Style(12.5, bold=True, colour=ACCENT)
BORN = Style(23, bold=True, most_lines=2, smallest=16)
BODY = Style(12.5)
ROW = Style(13)
SCAN, CONTACT, SMALL = Style(14, bold=True), Style(11), Style(8.2, colour=FAINT)
MANY_DAYS, FEW_CLASSES = 2, 5


def laid_out(notice: Notice, link: str) -> list[Placed]:
    """The foot at the bottom, and the rest as large as the sheet above it allows."""
    foot = _foot(notice, link, 0)
    top = A4.height - MARGIN - foot.y
    foot = _foot(notice, link, top)
    found = largest(partial(_main, notice), top - 6 * MM, FITS)
    return [*found.placed, *foot.placed]


def _main(notice: Notice, fit: Fit, stretch: float) -> Column:
    sheet = Column(MARGIN, MARGIN, WIDTH, fit, stretch)
    head(sheet, notice.example, notice.office, OFFICE)
    sheet.gap(16)
    sheet.words(notice.title, TITLE)
    sheet.words(drawable(notice.place) or notice.number, PLACE)
    sheet.gap(10)
    if notice.moved:
        sheet.panel(8, lambda box: box.words(notice.moved, MOVED), edge=INK)
        sheet.space(8)
    sheet.panel(15, partial(days, notice.days, notice.hours, DAY, HOURS), ground=ACCENT)
    for warning in notice.warnings:
        sheet.space(5)
        sheet.words(warning, MOVED)
    sheet.gap(18)
    if len(notice.classes) > FEW_CLASSES:
        sheet.beside((1.45, 1), 26, partial(_who_and_what, notice), partial(_classes, notice))
        return sheet
    if notice.classes:
        sheet.beside((1.45, 1), 26, partial(_who, notice), partial(_classes, notice))
    else:
        _who(notice, sheet)
    sheet.gap(16)
    _what(notice, sheet)
    return sheet


def head(sheet: Column, example: str, office: str, style: Style) -> None:
    """Who invites; and that it is an example."""
    if example:
        sheet.words(example, Style(style.size * 0.9, bold=True, most_lines=1, smallest=style.size * 0.6))
        sheet.space(4)
    sheet.words(office, style)
    sheet.space(5)
    sheet.rule(2.2, ACCENT)


def days(shown: Sequence[str], at: str, day: Style, hours: Style, box: Column) -> None:
    """The days, smaller where there are many, and the hours below them."""
    size = day.size if len(shown) <= MANY_DAYS else day.size * 0.74
    for each in shown:
        box.words(each, Style(size, day.bold, day.colour, day.most_lines, day.smallest * 0.74))
    box.space(4)
    box.words(at, hours)


def _who_and_what(notice: Notice, column: Column) -> None:
    _who(notice, column)
    column.space(15)
    _what(notice, column)


def _who(notice: Notice, column: Column) -> None:
    column.words(notice.who_title, HEADING)
    column.space(2)
    column.words(notice.born, BORN)
    column.space(3)
    for sentence in notice.who:
        column.words(sentence, BODY)


def _what(notice: Notice, column: Column) -> None:
    column.words(notice.bring_title, HEADING)
    column.space(3)
    column.bullets(notice.bring, BODY)
    column.space(4)
    column.words(notice.after, BODY)
    column.space(4)
    column.words(notice.free, Style(BODY.size, bold=True))


def _classes(notice: Notice, column: Column) -> None:
    column.words(notice.classes_title, HEADING)
    column.space(3)
    column.rule(1.2, INK)
    column.space(2)
    column.pairs(notice.classes, ROW)


def _foot(notice: Notice, link: str, top: float) -> Column:
    """The code with what it opens, whom to ask, and of which day all of it is."""
    foot = Column(MARGIN, top, WIDTH)
    module = CODE_SIDE / len(code.modules(link))
    white = code.QUIET * module
    foot.rule(1.2, ACCENT)
    foot.y += white + 1
    foot.placed.append(Code(MARGIN - white, foot.y - white, module, link))
    beside = Column(MARGIN + CODE_SIDE + white + 2 * MM, foot.y, WIDTH - CODE_SIDE - white - 2 * MM)
    beside.words(notice.scan, SCAN)
    beside.words(link.removeprefix("https://").partition("?")[0], CONTACT)
    beside.y += 5
    for line in notice.contact:
        beside.words(line, CONTACT)
    foot.placed += beside.placed
    foot.y = max(foot.y + CODE_SIDE + white, beside.y + 3 * MM)
    foot.words(notice.as_of, SMALL)
    for source in notice.sources:
        foot.words(source, SMALL)
    return foot
