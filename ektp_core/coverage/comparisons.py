"""Places beside each other, and the place of one among its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ektp_core.areas import Area
from ektp_core.coverage.figure import Figure
from ektp_core.coverage.side_by_side import Apart, Measured, NoFigures, SideBySide, newest_of, shared, with_newer


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places of one date and one definition, the highest first; the points between first and last, and the people that the last lacks."""

    rows: tuple[Measured, ...]
    without_figure: tuple[Area, ...]
    points: Fraction
    people: int | None
    newer: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """An area's place among its neighbours (equal values share one), and the gaps to those just before and behind, all that tie.

    `people` is what it lacks to those before, `people_behind` what those behind lack to it (None: unknown, or several of them).
    """

    table: SideBySide
    here: Measured
    place: int
    beside: tuple[Measured, ...]
    before: tuple[Measured, ...]
    behind: tuple[Measured, ...]
    people: int | None
    people_behind: int | None


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """The area's figure is of another date or definition than its neighbours', or there is none: it has no place."""

    table: SideBySide
    area: Area
    here: Measured | None


def compare(areas: Sequence[Area], figures: Sequence[Figure]) -> Comparison | Apart | NoFigures:
    """Places side by side on the newest date and definition that all of them share who have a figure; else each with its own, unordered."""
    chosen = tuple(dict.fromkeys(areas))
    known = tuple(row for area in chosen if (row := newest_of(area, figures)))
    without = tuple(area for area in chosen if area not in {row.area for row in known})
    if not known:
        return NoFigures(chosen)
    rows = sorted(shared([row.area for row in known], figures), key=lambda row: -row.percent) if len(known) > 1 else []
    if not rows:
        return Apart(known, without)
    first, last = rows[0], rows[-1]
    is_equal = first.percent == last.percent
    people = None if is_equal else last.people_to(first.parts.total)
    return Comparison(tuple(rows), without, first.percent - last.percent, people, with_newer(rows, known))


def position(area: Area, table: SideBySide, figures: Sequence[Figure]) -> Position | NotPlaced:
    """Which place an area has, 1 + those ahead of it, and how far it is to the next (`ranking.rank` counts the same)."""
    at = next((number for number, rows in enumerate(table.by_value) if area in {row.area for row in rows}), None)
    if at is None:
        return NotPlaced(table, area, newest_of(area, figures))
    before = table.by_value[at - 1] if at else ()
    behind = table.by_value[at + 1] if at + 1 < len(table.by_value) else ()
    here = next(row for row in table.by_value[at] if row.area == area)
    return Position(
        table,
        here,
        1 + sum(len(rows) for rows in table.by_value[:at]),
        tuple(row for row in table.by_value[at] if row.area != area),
        before,
        behind,
        here.people_to(min(row.parts.total for row in before)) if before else None,
        behind[0].people_to(here.parts.total) if len(behind) == 1 else None,
    )
