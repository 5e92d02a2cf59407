"""The answers of /cakupan and /peringkat as pictures, made of the very values that their words show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ektp_core.areas import Area
from ektp_core.board import Board
from ektp_core.coverage.figure import Definition, Figure
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

Lines = Sequence[tuple[Area, Figure | None, CoverageParts | None]]


def pictured(words: Reply, board: Board, language: Language) -> Reply:
    """An answer with its picture; as it is where there is nothing to draw: a refusal, a question back, an area without figures."""
    draws, said = _DRAWS.get(words.view), Words(language)
    picture = draws(words, board, said) if draws else None
    return with_picture(words, said.label("file_coverage"), picture) if picture else words


def _of_area(words: Reply, board: Board, said: Words) -> Drawable | None:
    """One area: its parts in one bar."""
    area, figure, parts = words.values["area"], words.values["figure"], words.values["parts"]
    return _bars(said.label("coverage_of", area=area.short_name), [(area, figure, parts)], board, said)


def _below(words: Reply, board: Board, said: Words) -> Drawable | None:
    """The areas inside another one, in the order of the words."""
    return _bars(said.label("coverage_below", area=words.values["area"].short_name), words.values["lines"], board, said)


def _not_comparable(words: Reply, board: Board, said: Words) -> Drawable | None:
    """Districts whose figures make no ranking: what there is, each with its date, and no places."""
    return _bars(said.label("not_comparable"), words.values["lines"], board, said)


def _ranking(words: Reply, board: Board, said: Words) -> Drawable | None:
    """Districts in the order of their places."""
    table: Ranking = words.values["table"]
    places = {placed.area.code: f"{placed.place}. " for placed in table.placed}
    lines = [(placed.area, placed.figure, placed.parts) for placed in table.placed]
    without = [(area, None, None) for area in table.without_figure]
    return _bars(said.label("ranking"), [*lines, *without], board, said, places, source=table.source)


def _bars(
    title: str, lines: Lines, board: Board, said: Words, places: Mapping[str, str] = MappingProxyType({}), *, source: str = ""
) -> CoverageBars | None:
    figures = [figure for _, figure, _ in lines if figure]
    if not figures:
        return None
    is_of_one = len({(figure.as_of, figure.definition) for figure in figures}) == 1
    every = [_bar(line, board, said, places.get(line[0].code, ""), with_date=not is_of_one) for line in lines]
    shown = chosen(every)
    left_out = (said.label("left_out", count=shown.left_out, all=len(every)),) if shown.left_out else ()
    corner = (*_corner(figures, said, source=source), *left_out)
    legend = BarWords(*(said.label(key) for key in ("recorded", "early", "early_unknown", "held", "full")))
    return CoverageBars(said.frame(title, corner, board), shown.bars, legend)


def _corner(figures: Sequence[Figure], said: Words, *, source: str = "") -> tuple[str, ...]:
    """Date, definition and source; where they differ, that they do."""
    one = figures[0] if len({(figure.as_of, figure.definition) for figure in figures}) == 1 else None
    return said.lines("pictures/corner", figure=one, sources=_few([source] if source else [figure.source for figure in figures]))


def _few(sources: Sequence[str]) -> Sequence[str]:
    """Each source once; none where they are too many for a corner."""
    each = [*dict.fromkeys(sources)]
    return each if len(each) <= SOURCES_SHOWN else ()


def _bar(line: tuple[Area, Figure | None, CoverageParts | None], board: Board, said: Words, place: str, *, with_date: bool) -> Bar:
    area, figure, parts = line
    name, is_home = f"{place}{area.short_name}", area.code == board.home.code
    if figure is None or parts is None:
        return Bar(name, said.label("no_data"), is_home=is_home)
    shown, is_held = parts.shown, figure.definition is Definition.OWNED
    bar = Bar(name, _total(figure, parts, said), float(parts.total), is_home=is_home, is_held=is_held)
    if with_date:
        bar = replace(bar, note=said.label("dated_held" if is_held else "dated", day=said.as_of(figure.as_of)))
    if parts.recorded is None or parts.early is None or shown.recorded is None or shown.early is None:
        return bar
    bar = replace(bar, said_recorded=said.percent(shown.recorded), said_early=said.label("plus", percent=said.percent(shown.early)))
    return replace(bar, recorded=float(parts.recorded), early=float(parts.early))


def _total(figure: Figure, parts: CoverageParts, said: Words) -> str:
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
    return Point(float(parts.total), days.first, days.last, _total(figure, parts, said), said.as_of(figure.as_of), joined, note)


_DRAWS: Mapping[str, Callable[[Reply, Board, Words], Drawable | None]] = MappingProxyType(
    {
        "coverage": _of_area,
        "coverage_below": _below,
        "coverage_trend": _trend,
        "ranking": _ranking,
        "ranking_not_comparable": _not_comparable,
    }
)
"""What each view is drawn as."""
