"""/cakupan: how far recording has come in an area, in parts, with its date, definition and source."""

from collections.abc import Sequence
from dataclasses import replace

from ektp_core.areas import Area, Level
from ektp_core.board import Board
from ektp_core.coverage.figure import Figure, Fragment, HeadCounts, newest, shared_statement
from ektp_core.coverage.gaps import office_target
from ektp_core.coverage.parts import NoCoverage, people_to
from ektp_core.coverage.parts import coverage as parts_of
from ektp_core.coverage.questions import CoverageQuestion
from ektp_core.coverage.ranking import latest
from ektp_core.coverage.trend import trend
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.periods import within
from ektp_core.reading.names import pieces_of, repeatable
from ektp_core.refusal import Refusal
from ektp_core.schools.numbers import NpsnUnclear, schools_named
from ektp_core.schools.register import School
from ektp_core.unanswered import Lack, Unmet
from handlers.coverage_questions.answers import answered
from handlers.coverage_questions.argument import PARTS_OF, QUESTION, NotAQuestion, parsed
from handlers.pictures.coverage import pictured
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import Request

OF = "@"
"""Before the period of the figures that are asked for: `19.04.01@2024`."""

TREND = "t="
PICTURE = "g="
"""Before what is shown as a picture, too: `g=k=19.04`."""

SUBDISTRICTS = PARTS_OF
LINES = 8
CODES_APART = ","
"""Between the codes of areas of which one is meant."""

MOST_OFFERED, MOST_NEAR = 8, 3


class UnknownArea(Refusal):
    """No area of the province was recognised. Values: districts, name (as typed, or ""), near_areas (what may have been meant)."""

    key = "unknown_area"


async def coverage(request: Request, office: Office) -> Reply:
    """The newest figure of an area, the home district when none is named; its trend and its subdistricts by button, any question of it.

    Each comes with its picture where that is asked for.
    """
    argument = request.argument.strip()
    words = _words(argument.removeprefix(PICTURE), request, office)
    return pictured(words, office.board, request.language) if argument.startswith(PICTURE) else words


def _words(argument: str, request: Request, office: Office) -> Reply:
    if argument.startswith(QUESTION):
        return answered(_question(argument, office), office.board, request.today)
    if argument.startswith(TREND):
        return _trend(office, _chosen(argument.removeprefix(TREND), office))
    if argument.startswith(SUBDISTRICTS):
        return _subdistricts(office, _chosen(argument.removeprefix(SUBDISTRICTS), office))
    names, _, asked = argument.partition(OF)
    areas = _find(names, office)
    if len(areas) > 1:
        rows = in_rows(
            [button("coverage", area.code, "place", name=office.board.areas.told_apart(area)) for area in areas[:MOST_OFFERED]], 1
        )
        return reply("coverage_which", *rows, count=len(areas))
    return _area(office, areas[0], _period(asked))


def _question(argument: str, office: Office) -> CoverageQuestion:
    """What a sentence or a button asks, forged ones included."""
    try:
        return parsed(argument, office.board.areas)
    except NotAQuestion:
        raise UnknownArea(districts=office.board.districts, name="", near_areas=()) from None


def _period(text: str) -> AsOf | None:
    """The year, month or day of which figures are asked for; None for none, and for a forged one."""
    try:
        return AsOf.parse(text) if text else None
    except ValueError:
        return None


def _chosen(code: str, office: Office) -> Area:
    """The area of a button, forged ones included."""
    if code not in office.board.areas:
        raise UnknownArea(districts=office.board.districts, name="", near_areas=())
    return office.board.areas[code]


def _find(text: str, office: Office) -> Sequence[Area]:
    """The area that is asked about, by name or by a button's codes; of several of one name those that have figures are meant."""
    board = office.board
    if not text:
        return [board.home]
    if codes := [code for code in text.split(CODES_APART) if code in board.areas]:
        return [board.areas[code] for code in codes]
    found = board.areas.meant(text, board.home.code) or board.areas.closed_named(text)
    if not found:
        schools = [board.areas[school.subdistrict] for school in _schools(text, board)]
        near = tuple(dict.fromkeys(schools or board.areas.near(pieces_of(text))))[:MOST_NEAR]
        raise UnknownArea(districts=board.districts, name=repeatable(text), near_areas=near)
    return [area for area in found if board.figures_of(area.code)] or found


def _schools(text: str, board: Board) -> tuple[School, ...]:
    """The schools that a text means, or may have meant."""
    try:
        return schools_named(text, board.schools)
    except NpsnUnclear as unclear:
        return unclear.near


def _area(office: Office, area: Area, asked: AsOf | None) -> Reply:
    """The newest figure, of the period that is `asked` for where there is one; else it is said that there is none of it."""
    board = office.board
    figures = [figure for figure in board.figures_of(area.code) if not isinstance(figure.measure, Fragment)]
    of_period = [figure for figure in figures if asked and within(figure.as_of, asked)]
    lacking = None if of_period else asked
    rows = [_of_the_same_name(area, office), *_next_steps(area, figures, asked)]
    shown = newest(of_period or figures)
    if shown is None:
        around = board.areas[area.parent] if area.level is Level.VILLAGE and area.parent else None
        above = [button("coverage", around.code, "place", name=around.full_name)] if around else []
        none = reply("coverage_none", above, *rows, area=area, around=around, home=board.home, lacking=lacking)
        return replace(none, lacks=(Unmet(Lack.FIGURE, area.code),))
    published = newest(figure for figure in figures if not figure.example) if shown.example else None
    values = {
        "area": area,
        "lacking": lacking,
        "figure": shown,
        "parts": parts_of(shown),
        "target": office_target(board.profile),
        "missing": people_to(office_target(board.profile), shown) if isinstance(shown.measure, HeadCounts) else None,
        "ahead": _next_above(shown, office),
        "published": published,
        "published_parts": parts_of(published) if published else None,
    }
    return reply("coverage", *rows, **values)


def _of_the_same_name(area: Area, office: Office) -> Row:
    """The villages of a subdistrict's name inside it that have figures of their own."""
    children = office.board.areas.children(area.code) if area.level is Level.SUBDISTRICT else ()
    same = [child for child in children if child.name == area.name and office.board.figures_of(child.code)]
    return [button("coverage", child.code, "place", name=child.full_name) for child in same]


def _next_above(figure: Figure, office: Office) -> tuple[Area, int] | None:
    """The next district above on the same date and definition, and how many recordings reach it."""
    if not isinstance(figure.measure, HeadCounts):
        return None
    own = parts_of(figure).shown.total
    area = office.board.areas[figure.area]
    peers = [
        peer
        for peer in latest(office.board.figures)
        if (peer.as_of, peer.definition) == (figure.as_of, figure.definition)
        and office.board.areas[peer.area].parent == area.parent
        and not office.board.areas[peer.area].closed
        and not isinstance(peer.measure, Fragment)
        and parts_of(peer).shown.total > own
    ]
    if not peers:
        return None
    nearest = min(peers, key=lambda peer: parts_of(peer).total)
    return office.board.areas[nearest.area], people_to(parts_of(nearest).total, figure)


def _next_steps(area: Area, figures: list[Figure], asked: AsOf | None) -> list[Row]:
    more = [button("coverage", TREND + area.code, "trend")] if len(figures) > 1 else []
    below = [button("coverage", SUBDISTRICTS + area.code, "subdistricts")] if area.level in (Level.PROVINCE, Level.DISTRICT) else []
    seen = [_picture_of(f"{area.code}{OF}{asked.iso()}" if asked else area.code)] if figures else []
    return [[*more, *below, *seen], [button("ranking"), button("awards")]]


def _picture_of(argument: str) -> Button:
    """The same answer with its picture."""
    return button("coverage", PICTURE + argument, "picture")


def _trend(office: Office, area: Area) -> Reply:
    figures = office.board.figures_of(area.code)
    measured = [figure for figure in figures if not isinstance(figure.measure, Fragment)]
    if not measured:
        raise NoCoverage(area=area)
    back = [button("coverage", area.code, "newest"), _picture_of(TREND + area.code)]
    lines = [(figure, parts_of(figure)) for figure in measured[-LINES:]]
    return reply("coverage_trend", back, area=area, lines=lines, trend=trend(measured))


def _subdistricts(office: Office, area: Area) -> Reply:
    board = office.board
    newest_of = {figure.area: figure for figure in latest(board.figures)}
    children = board.areas.children(area.code)
    lines = [(child, newest_of.get(child.code), parts_of(newest_of[child.code]) if child.code in newest_of else None) for child in children]
    buttons = in_rows([button("coverage", child.code, "place", name=child.short_name) for child, figure, _ in lines if figure], 3)
    seen = [_picture_of(SUBDISTRICTS + area.code)] if any(figure for _, figure, _ in lines) else []
    return reply(
        "coverage_below",
        *buttons,
        [button("coverage", area.code, "back_to", name=area.short_name), *seen],
        area=area,
        lines=lines,
        shared_date=shared_statement([figure for _, figure, _ in lines if figure]),
    )
