"""The answers of /cakupan and /peringkat as pictures, made of the very values that their words show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ektp_core.areas import Area
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, Figure, are_comparable
from ektp_core.coverage.parts import CoverageParts
from ektp_core.coverage.ranking import Ranking
from ektp_core.coverage.trend import Trend
from ektp_core.drawing import Drawable
from ektp_core.pictures.bars import Bar, BarWords, CoverageBars, chosen
from ektp_core.pictures.trend import CoverageTrend, Point
from ektp_core.profile import Language
from handlers.pictures.words import Words, with_picture
from handlers.reply import Reply

SOURCES_SHOWN = 3
"""In a corner; of more, each stands at its area's own answer."""

Line = tuple[Area, Figure | None, CoverageParts | None]
"""An area, its figure and the parts of that, where there is one."""


def pictured(words: Reply, board: Board, language: Language) -> Reply:
    """An answer with its picture; as it is where there is nothing to draw: a refusal, a question back, an area without figures."""
    draws, said = _DRAWS.get(words.view), Words(language)
    picture = draws(words, board, said) if draws else None
    return with_picture(words, said.label("file_coverage"), picture) if picture else words


def lines_of(words: Reply) -> Sequence[Line]:
    """The areas of an answer in the order of its words; () for an answer that is not about areas side by side."""
    if words.view == "ranking":
        table: Ranking = words.values["table"]
        placed = [(each.area, each.figure, each.parts) for each in table.placed]
        return [*placed, *((area, None, None) for area in table.without_figure)]
    if words.view == "coverage":
        return [(words.values["area"], words.values["figure"], words.values["parts"])]
    return words.values["lines"] if words.view in ("coverage_below", "ranking_not_comparable") else ()


def title_of(words: Reply, said: Words) -> str:
    """The heading of a picture of an answer about areas."""
    if words.view == "ranking":
        return said.label("ranking")
    if words.view == "ranking_not_comparable":
        return said.label("not_comparable")
    return said.label("coverage_below" if words.view == "coverage_below" else "coverage_of", area=words.values["area"].short_name)


def _areas(words: Reply, board: Board, said: Words) -> Drawable | None:
    """One area's parts in one bar, or several areas in the order of the words, with their places where they have some."""
    lines = lines_of(words)
    figures = [figure for _, figure, _ in lines if figure]
    if not figures:
        return None
    is_of_one = are_comparable(figures)
    places = {each.area.code: f"{each.place}. " for each in words.values["table"].placed} if words.view == "ranking" else {}
    every = [_bar(line, board, said, places.get(line[0].code, ""), with_date=not is_of_one) for line in lines]
    shown = chosen(every)
    left_out = (said.label("left_out", count=shown.left_out, all=len(every)),) if shown.left_out else ()
    legend = BarWords(*(said.label(key) for key in ("recorded", "early", "early_unknown", "held", "full")))
    return CoverageBars(said.frame(title_of(words, said), (*corner_of(words, said), *left_out), board), shown.bars, legend)


def corner_of(words: Reply, said: Words, *, on_map: bool = False) -> tuple[str, ...]:
    """Date, definition and source of an answer about areas; where they differ, that they do."""
    figures = [figure for _, figure, _ in lines_of(words) if figure]
    one = figures[0] if are_comparable(figures) else None
    sources = [words.values["table"].source] if words.view == "ranking" else [figure.source for figure in figures]
    return said.lines("pictures/corner", figure=one, sources=_few(sources), on_map=on_map)


def _few(sources: Sequence[str]) -> Sequence[str]:
    """Each source once; none where they are too many for a corner."""
    each = [*dict.fromkeys(sources)]
    return each if len(each) <= SOURCES_SHOWN else ()


def _bar(line: Line, board: Board, said: Words, place: str, *, with_date: bool) -> Bar:
    area, figure, parts = line
    name, is_home = f"{place}{area.short_name}", area.code == board.home.code
    if figure is None or parts is None:
        return Bar(name, said.label("no_data"), is_home=is_home)
    shown, is_held = parts.shown, figure.definition is Definition.OWNED
    bar = Bar(name, total_said(figure, parts, said), float(parts.total), is_home=is_home, is_held=is_held)
    if with_date:
        bar = replace(bar, note=said.label("dated_held" if is_held else "dated", day=said.as_of(figure.as_of)))
    if parts.recorded is None or parts.early is None or shown.recorded is None or shown.early is None:
        return bar
    bar = replace(bar, said_recorded=said.percent(shown.recorded), said_early=said.label("plus", percent=said.percent(shown.early)))
    return replace(bar, recorded=float(parts.recorded), early=float(parts.early))


def total_said(figure: Figure, parts: CoverageParts, said: Words) -> str:
    percent = said.percent(parts.total)
    return said.label("about", percent=percent) if figure.approximate else percent


def _trend(words: Reply, board: Board, said: Words) -> Drawable | None:
    """The figures of the words, those of one definition joined."""
    lines: Sequence[tuple[Figure, CoverageParts]] = words.values["lines"]
    course: Trend = words.values["trend"]
    points = tuple(_point(figure, parts, course, said) for figure, parts in lines)
    corner = said.lines(
        "pictures/trend_corner",
        first=lines[0][0],
        last=lines[-1][0],
        falls=any(change.half_yearly_fall for change in course.changes),
        compared=len(course.figures) > 1,
        figure=course.figures[-1],
        sources=_few([figure.source for figure, _ in lines]),
    )
    frame = said.frame(said.label("trend", area=words.values["area"].short_name), corner, board)
    return CoverageTrend(frame, points, said.percent(100))


def _point(figure: Figure, parts: CoverageParts, course: Trend, said: Words) -> Point:
    days, joined = figure.as_of.days, figure in course.figures
    note = said.label("held") if figure.definition is Definition.OWNED else "" if joined else said.label("other_definition")
    return Point(float(parts.total), days.first, days.last, total_said(figure, parts, said), said.as_of(figure.as_of), joined, note)


_DRAWS: Mapping[str, Callable[[Reply, Board, Words], Drawable | None]] = MappingProxyType(
    {
        "coverage": _areas,
        "coverage_below": _areas,
        "coverage_trend": _trend,
        "ranking": _areas,
        "ranking_not_comparable": _areas,
    }
)
"""What each view is drawn as."""
