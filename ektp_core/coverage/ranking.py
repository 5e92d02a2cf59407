"""Who leads: only for one date and one definition; awards are not ranks (docs/domain.md#one-date-and-one-definition)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ektp_core.areas import Area
from ektp_core.coverage.figure import Definition, Figure, Fragment, are_comparable, newest
from ektp_core.coverage.parts import CoverageParts, coverage, shown_hundredths
from ektp_core.reading.calendar import AsOf
from ektp_core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Placed:
    """An area's place and its coverage."""

    place: int
    area: Area
    figure: Figure

    @property
    def parts(self) -> CoverageParts:
        """What its figure comes to, reckoned for those that are shown."""
        return coverage(self.figure)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The placed areas, first to last, and those without a figure, which have no place."""

    as_of: AsOf
    definition: Definition
    placed: tuple[Placed, ...]
    without_figure: tuple[Area, ...]
    source: str
    example: bool


class NotComparable(Refusal):
    """Dates or definitions differ, or there are not two figures. Value: found, the figures."""

    key = "ranking_not_comparable"


def rank(figures: Sequence[Figure], areas: Sequence[Area]) -> Ranking:
    """Order areas by coverage, highest first, for one date and one definition; equal values share a place (1, 2, 2, 4).

    One figure an area at most. Areas without a figure come after, unranked. Raises NotComparable with the figures found when their
    dates or definitions differ, or when fewer than two areas have one.
    """
    by_area = {figure.area: figure for figure in figures if not isinstance(figure.measure, Fragment)}
    ranked = [(area, by_area[area.code]) for area in areas if area.code in by_area]
    if not are_comparable(figure for _, figure in ranked) or len(ranked) < 2:
        raise NotComparable(found=tuple(figure for _, figure in ranked))
    order = sorted(((shown_hundredths(figure), area, figure) for area, figure in ranked), key=lambda each: -each[0])
    places: dict[int, int] = {}
    for place, (total, _, _) in enumerate(order, 1):
        places.setdefault(total, place)
    first = ranked[0][1]
    return Ranking(
        first.as_of,
        first.definition,
        tuple(Placed(places[total], area, figure) for total, area, figure in order),
        tuple(area for area in areas if area.code not in by_area),
        source="; ".join(dict.fromkeys(figure.source for _, figure in ranked)),
        example=any(figure.example for _, figure in ranked),
    )


def latest(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The newest figure of each area (`figure.newest`)."""
    by_area: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_area[figure.area].append(figure)
    return tuple(found for found in map(newest, by_area.values()) if found)


def latest_comparable(figures: Iterable[Figure], areas: Sequence[Area]) -> tuple[Figure, ...]:
    """The figures of the newest date and definition that most of the areas share; where no date has that many, the newest of each area.

    Cards held count only where nothing else is shared; of two definitions on one date the one of more areas, of as many what was applied
    last. Two districts that happen to share an old date say nothing of the province.
    """
    codes = {area.code for area in areas}
    ours = [figure for figure in figures if figure.area in codes and not isinstance(figure.measure, Fragment)]
    shared: dict[tuple[AsOf, Definition], dict[str, Figure]] = defaultdict(dict)
    applied: dict[tuple[AsOf, Definition], int] = {}
    for position, figure in enumerate(ours):
        shared[figure.as_of, figure.definition][figure.area] = figure
        applied[figure.as_of, figure.definition] = position
    comparable = [(as_of, definition) for (as_of, definition), found in shared.items() if len(found) * 2 > len(areas)]
    if not comparable:
        return latest(ours)
    best = max(comparable, key=lambda each: (each[1] is not Definition.OWNED, each[0], len(shared[each]), applied[each]))
    return tuple(shared[best].values())
