"""Which figures a question about coverage lacked, and whether they are there by now."""

from collections.abc import Iterable, Iterator, Mapping

from ektp_core.areas import Area, Areas, Level
from ektp_core.coverage.comparisons import Comparison, NotPlaced
from ektp_core.coverage.figure import Figure
from ektp_core.coverage.questions import Answer
from ektp_core.coverage.side_by_side import Apart, Group, NoFigures, group_of, known_among
from ektp_core.unanswered import Lack, Unmet

OF_ONE_LEVEL: Mapping[Lack, Level] = {
    Lack.DISTRICT_FIGURES: Level.DISTRICT,
    Lack.SUBDISTRICT_FIGURES: Level.SUBDISTRICT,
    Lack.VILLAGE_FIGURES: Level.VILLAGE,
}


def figures_lacking(answer: Answer) -> Iterator[Unmet]:
    """The figures that were asked for and that nobody has: of each area that was named, or of every area of a level inside one.

    Of a group of which some have figures nothing is counted: nobody asked for those that have none.
    """
    match answer:
        case NoFigures(group=Group(level=level, inside=inside)):
            yield from (Unmet(lack, inside.code) for lack, of in OF_ONE_LEVEL.items() if of is level)
        case NoFigures(areas=without) | Comparison(without_figure=without) | Apart(without_figure=without, group=None):
            yield from (Unmet(Lack.FIGURE, area.code) for area in without)
        case NotPlaced(area=area, here=None):
            yield Unmet(Lack.FIGURE, area.code)


def still_lacks_figures(lack: Lack, area: Area, areas: Areas, figures: Iterable[Figure]) -> bool:
    """Whether an area, or every area of a level inside it, is without a figure; one that is closed lacks none."""
    if area.closed:
        return False
    return not known_among(group_of(areas, area, OF_ONE_LEVEL[lack]).areas if lack in OF_ONE_LEVEL else (area,), figures)
