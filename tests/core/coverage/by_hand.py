"""200 sets of figures of every kind, and what follows from them worked out by hand.

Nothing of the rules is called to know what is right: rows are plain, percentages whole hundredths, and every step is written out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from ektp_core.areas import Area, Level
from ektp_core.coverage.figure import Definition, Figure, Fragment, HeadCounts, Percentages
from ektp_core.coverage.side_by_side import Apart, NoFigures
from ektp_core.reading.calendar import AsOf, Days
from tests.core.builders import HOME, published_board

SEEDS = range(200)
DATES = ("2025", "2025-06-30", "2025-12-31", "2026-03-31", "2026-06", "2026-06-30", "2026-10-31")
COUNTED = ("with_early", "recorded", "unstated")


@dataclass(frozen=True)
class Row:
    """One statement: people, or hundredths of a per cent, or a fragment (neither)."""

    code: str
    day: str
    definition: str
    obliged: int | None = None
    recorded: int = 0
    early: int | None = None
    hundredths: int | None = None
    recorded_hundredths: int | None = None

    @property
    def tells(self) -> bool:
        return self.hundredths is not None or bool(self.obliged)

    @property
    def people(self) -> int:
        return self.recorded + (self.early or 0)

    @property
    def shown(self) -> int:
        """In hundredths of a per cent; half a hundredth goes to the even one."""
        if self.hundredths is not None:
            return self.hundredths
        assert self.obliged
        whole, rest = divmod(self.people * 10000, self.obliged)
        return whole + (2 * rest > self.obliged or (2 * rest == self.obliged and whole % 2 == 1))

    @property
    def key(self) -> tuple[int, ...]:
        parts = [int(part) for part in self.day.split("-")]
        return tuple(parts + [0] * (3 - len(parts)))

    @property
    def first(self) -> date:
        return date(self.key[0], self.key[1] or 1, self.key[2] or 1)

    @property
    def last(self) -> date:
        year, month, day = self.key
        if day:
            return date(year, month, day)
        return date(year, 12, 31) if not month else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    def missing_to(self, hundredths_up: int, of: int = 1) -> int | None:
        """People to a percentage, given as hundredths over `of`; None where people are unknown."""
        if self.obliged is None:
            return None
        needed = -(-hundredths_up * self.obliged // (10000 * of))
        return max(0, needed - self.people)

    @property
    def figure(self) -> Figure:
        measure: HeadCounts | Percentages | Fragment = Fragment(None, 17, None)
        if self.obliged is not None:
            measure = HeadCounts(self.obliged, self.recorded, self.early)
        elif self.hundredths is not None:
            parts = self.recorded_hundredths
            early = None if parts is None else (self.hundredths - parts) / 100
            measure = Percentages(self.hundredths / 100, None if parts is None else parts / 100, early)
        return Figure(self.code, AsOf.parse(self.day), Definition(self.definition), measure, f"source {self.day}")


# The sets


@cache
def rows_of(seed: int) -> tuple[Row, ...]:
    """Areas without a figure, mixed dates and definitions, percentages only, more than 100 %, fragments, and nobody obliged."""
    chance = Random(seed)
    mostly, definition = chance.sample(DATES[1:], 2), chance.choice(COUNTED)
    rows: list[Row] = []
    for area in areas_of(Level.DISTRICT) + areas_of(Level.SUBDISTRICT) + areas_of(Level.VILLAGE):
        if area.level is Level.VILLAGE and seed % 3:
            continue
        for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
            day = chance.choice(DATES if chance.random() < (0.1 if seed % 2 else 0.5) else mostly)
            said = definition if chance.random() < 0.85 else chance.choice((*COUNTED, "owned"))
            rows.append(a_row(area.code, day, said, chance))
    return tuple(rows)


def a_row(code: str, day: str, definition: str, chance: Random) -> Row:
    kind = chance.random()
    if kind < 0.06:
        return Row(code, day, definition)
    if kind < 0.1:
        return Row(code, day, definition, obliged=0)
    if kind < 0.35:
        total = chance.choice((9500, 10000, chance.randrange(8000, 11000)))
        return Row(code, day, definition, hundredths=total, recorded_hundredths=chance.choice((None, total - chance.randrange(800))))
    obliged = chance.choice((200, 1000, chance.randrange(1, 40_000)))
    recorded = obliged * chance.choice((90, 95, 100, chance.randrange(80, 107))) // 100
    return Row(code, day, definition, obliged, recorded, chance.choice((None, 0, chance.randrange(obliged // 12 + 1))))


@cache
def areas_of(level: Level) -> tuple[Area, ...]:
    around = {Level.DISTRICT: "19", Level.SUBDISTRICT: HOME, Level.VILLAGE: f"{HOME}.01"}[level]
    return published_board().areas.children(around)


def area_in(seed: int, nth: int = 0) -> Area:
    everywhere = areas_of(Level.DISTRICT) + areas_of(Level.SUBDISTRICT)
    return everywhere[(seed * 5 + nth * 7 + nth) % len(everywhere)]


# Worked out by hand


def latest(seed: int, code: str) -> Row | None:
    """The newest that tells something, of one date what came last; cards held only where there is nothing else."""
    mine = [row for row in rows_of(seed) if row.code == code and row.tells]
    counted = [row for row in mine if row.definition != "owned"] or mine
    best = None
    for row in counted:
        if best is None or row.key >= best.key:
            best = row
    return best


def by_statement(seed: int, codes: Sequence[str]) -> dict[tuple[str, str], dict[str, tuple[int, Row]]]:
    found: dict[tuple[str, str], dict[str, tuple[int, Row]]] = {}
    for place, row in enumerate(rows_of(seed)):
        if row.code in codes and row.tells:
            found.setdefault((row.day, row.definition), {})[row.code] = (place, row)
    return found


def comparable(seed: int, codes: Sequence[str]) -> dict[str, Row]:
    """The rows of the date and definition that more than half share; else nothing."""
    best: tuple[object, ...] = ()
    chosen: dict[str, Row] = {}
    for (_, definition), rows in by_statement(seed, codes).items():
        if 2 * len(rows) > len(codes):
            some = next(iter(rows.values()))[1]
            order = (definition != "owned", some.key, len(rows), max(place for place, _ in rows.values()))
            if order > best:
                best, chosen = order, {code: row for code, (_, row) in rows.items()}
    return chosen


def side_by_side(seed: int, codes: Sequence[str]) -> dict[str, Row] | type[Apart | NoFigures]:
    last = {code: row for code in codes if (row := latest(seed, code))}
    if not last:
        return NoFigures
    taken = comparable(seed, codes) or last
    same = len({(row.day, row.definition) for row in taken.values()}) == 1
    return taken if same and len(taken) > 1 else Apart


def all_sharing(seed: int, codes: Sequence[str]) -> dict[str, Row]:
    """The rows of the newest date and definition that all have."""
    best: tuple[object, ...] = ()
    chosen: dict[str, Row] = {}
    for (_, definition), rows in by_statement(seed, codes).items():
        if len(rows) == len(codes):
            order = (definition != "owned", next(iter(rows.values()))[1].key, max(place for place, _ in rows.values()))
            if order > best:
                best, chosen = order, {code: row for code, (_, row) in rows.items()}
    return chosen


def before(seed: int, here: Row) -> list[Row]:
    """Earlier ones of the same definition, one a date, none whose days overlap the newest's."""
    dated: dict[str, Row] = {}
    for row in rows_of(seed):
        if row.code == here.code and row.tells and row.definition == here.definition and row.last < here.first:
            dated[row.day] = row
    return sorted(dated.values(), key=lambda row: row.key)


def tables(seed: int) -> Iterator[tuple[Level, Area | None, list[str], dict[str, Row] | type]]:
    for level in (Level.DISTRICT, Level.SUBDISTRICT, Level.VILLAGE):
        codes = [area.code for area in areas_of(level)]
        around = published_board().areas[f"{HOME}.01"] if level is Level.VILLAGE else None
        yield level, around, codes, side_by_side(seed, codes)


def to_reach(here: Row, goal: Row) -> int | None:
    """People to the exact value of another row."""
    return here.missing_to(goal.hundredths) if goal.hundredths is not None else here.missing_to(goal.people * 10000, goal.obliged or 1)


def start_of(rows: list[Row], here: Row, period: Days | None) -> tuple[Row, bool]:
    if period is None:
        return rows[-1], True
    earlier = [row for row in rows if row.last < period.first]
    if period.first <= here.first and here.last <= period.last:
        return (earlier[-1] if earlier else rows[0]), True
    inside = [row for row in rows if period.first <= row.first and row.last <= period.last]
    if inside:
        return inside[-1], True
    return (earlier[-1] if earlier else rows[0]), False
