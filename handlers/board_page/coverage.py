"""What the page says of coverage: the home district's newest figure, those of its subdistricts and of the province's districts."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ektp_core.areas import Area
from ektp_core.board import Board
from ektp_core.country.outlines import OutlineMap
from ektp_core.coverage.figure import Figure, HeadCounts, newest, shared_statement
from ektp_core.coverage.gaps import office_target
from ektp_core.coverage.parts import CoverageParts, NoCoverage, people_to
from ektp_core.coverage.parts import coverage as parts_of
from ektp_core.coverage.ranking import NotComparable, Ranking, latest, latest_comparable, rank
from ektp_core.pictures.style import SCALE
from handlers.board_page.bars import Bar, axis_of, bar_of

SHADES = tuple(sorted((0, *(below for below, _ in SCALE if below)), reverse=True))
"""The percentages from which on an area has its shade, as in the pictures of the chat; an area without a figure has none."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The newest figure of the home district, as /cakupan says it; `published` is the newest that is no example, where it is one."""

    area: Area
    figure: Figure
    parts: CoverageParts
    bar: Bar
    target: Fraction | float
    missing: int | None
    published: tuple[Figure, CoverageParts] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One area in a list: its place where there are places, its figure where there is one."""

    area: Area
    place: int | None = None
    figure: Figure | None = None
    parts: CoverageParts | None = None
    bar: Bar | None = None

    @property
    def shade(self) -> int | None:
        """The index of its shade: 99.996 % is below 100, though it reads 100."""
        if self.parts is None:
            return None
        return next(number for number, least in enumerate(SHADES) if self.parts.total >= least)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area on a map."""

    line: Line
    path: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map in its frame, home last, so that its edge lies above its neighbours'."""

    width: int
    height: int
    areas: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class AreasShown:
    """The parts of an area in order: with places where one date and one definition make them comparable, else without and undrawn."""

    lines: tuple[Line, ...]
    statement: Ranking | None
    shared: Figure | None
    drawing: Drawing | None


def headline(board: Board) -> Headline | None:
    """None where no figure of the home district says how far recording has come."""
    figures = board.figures_of(board.home.code)
    shown = newest(figures)
    parts = _parts(shown)
    if shown is None or parts is None:
        return None
    published = newest(figure for figure in figures if not figure.example) if shown.example else None
    published_parts = _parts(published)
    target = office_target(board.profile)
    return Headline(
        board.home,
        shown,
        parts,
        bar_of(parts, axis_of([parts])),
        target,
        people_to(target, shown) if isinstance(shown.measure, HeadCounts) else None,
        (published, published_parts) if published and published_parts else None,
    )


def areas_of(board: Board, whole: str, outlines: OutlineMap) -> AreasShown:
    """The parts of an area as /peringkat orders them, or as /cakupan lists them where they cannot be ordered."""
    areas = board.areas.children(whole)
    figures = tuple(figure for figure in board.figures if _parts(figure) is not None)
    try:
        table = rank(latest_comparable(figures, areas), areas)
    except NotComparable:
        newest_of = {figure.area: figure for figure in latest(figures)}
        lines = _with_bars([Line(area, None, newest_of.get(area.code)) for area in areas])
        return AreasShown(lines, None, shared_statement([line.figure for line in lines if line.figure]), None)
    placed = [Line(each.area, each.place, each.figure) for each in table.placed]
    lines = _with_bars([*placed, *map(Line, table.without_figure)])
    return AreasShown(lines, table, table.placed[0].figure, _drawn(lines, outlines, board.home))


def _with_bars(lines: Sequence[Line]) -> tuple[Line, ...]:
    """All on one axis."""
    parts = {line.area.code: found for line in lines if (found := _parts(line.figure))}
    axis = axis_of(parts.values())
    return tuple(
        Line(line.area, line.place, line.figure, found, bar_of(found, axis)) if (found := parts.get(line.area.code)) else line
        for line in lines
    )


def _drawn(lines: Sequence[Line], outlines: OutlineMap, home: Area) -> Drawing | None:
    """None where an area has no outline: a map that lacks one is of another edition of the area codes."""
    if not lines or not all(line.area.code in outlines.paths for line in lines):
        return None
    drawn = [Drawn(line, outlines.paths[line.area.code], line.area.code == home.code) for line in lines]
    return Drawing(outlines.width, outlines.height, tuple(sorted(drawn, key=lambda each: each.is_home)))


def _parts(figure: Figure | None) -> CoverageParts | None:
    """None for a statement from which no coverage follows."""
    try:
        return parts_of(figure) if figure else None
    except NoCoverage:
        return None
