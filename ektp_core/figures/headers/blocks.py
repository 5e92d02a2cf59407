"""The columns that belong together in a table, and which of several counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ektp_core.figures.headers.columns import Column, ColumnPart, ColumnRole
from ektp_core.figures.headers.competing import decided
from ektp_core.figures.headers.measures import Measure, header_words, said_more


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: where the area stands, and what is counted there. `as_recorded` is a misleading JML_WKTP."""

    keys: tuple[Column, ...]
    counts: tuple[Column, ...]
    percent: Column | None
    as_recorded: Column | None = None
    left_out: tuple[Column, ...] = ()
    """Measures that another column was taken for."""

    unread: tuple[Column, ...] = ()
    """Columns behind the area whose header says nothing that the reader knows."""


NEVER_CONTESTED = frozenset({Measure.BARE, Measure.POPULATION, Measure.UNPRINTED})
"""Counted for no figure: of several the first is as good as any."""


def blocks_of(columns: Sequence[Column], about: str) -> Iterator[Block]:
    """One block for each repetition of the area column, and in it one for each month that the groups name."""
    starts = _block_starts(columns)
    shared = [column for column in columns if starts and column.index < starts[0] and column.role is ColumnRole.CODE]
    for position, first in enumerate(starts or [0]):
        end = starts[position + 1] if position + 1 < len(starts) else None
        part = [column for column in columns if column.index >= first and (end is None or column.index < end)]
        keys = tuple(shared + [column for column in part if column.role not in {ColumnRole.COUNT, ColumnRole.PERCENT}])
        measured = [column for column in (columns if len(starts) <= 1 else part) if column.role in {ColumnRole.COUNT, ColumnRole.PERCENT}]
        for period in dict.fromkeys(column.period for column in measured):
            if any(column.period for column in measured) and period is None:
                continue
            block = _block(keys, [column for column in measured if column.period in {period, None}], about)
            if block.counts or block.percent:
                yield block


def _block_starts(columns: Sequence[Column]) -> list[int]:
    """Where a block begins: each second time that the same kind of area column stands after numbers."""
    names = [column for column in columns if column.role is ColumnRole.NAME]
    if not names:
        return []
    again = [
        column.index
        for before, column in pairwise(names)
        if any(before.index < other.index < column.index and other.role is ColumnRole.COUNT for other in columns)
    ]
    first = [column.index for column in columns if column.role in {ColumnRole.NAME, ColumnRole.CODE, ColumnRole.PERIOD, ColumnRole.LEVEL}]
    return [min(first), *again]


def _block(keys: tuple[Column, ...], measured: Sequence[Column], about: str) -> Block:
    counts, as_recorded = _named([column for column in measured if column.role is ColumnRole.COUNT], about)
    counts = _without_some_of_the_missing(counts)
    alike: dict[tuple[Measure | None, ColumnPart], list[Column]] = {}
    for column in counts:
        alike.setdefault((column.measure, column.part), []).append(column)
    has_early = any(column.measure is Measure.EARLY for column in counts)
    taken = [
        column
        for (measure, _), several in alike.items()
        for column in (several[:1] if measure in NEVER_CONTESTED else decided(several, beside_early=has_early))
    ]
    top = {column.means: max(each.rank for each in taken if each.means is column.means) for column in taken}
    kept = tuple(column for column in taken if column.rank == top[column.means])
    used = {at for column in kept for at in (column.index, *column.also)}
    left_out = tuple(column for column in counts if column.index not in used and column.measure not in NEVER_CONTESTED)
    return Block(keys, kept, _percent([column for column in measured if column.role is ColumnRole.PERCENT]), as_recorded, left_out)


def _without_some_of_the_missing(counts: list[Column]) -> list[Column]:
    """Beside the obliged and the recorded the missing are all who are left: "belum rekam lansia" are some of them."""
    if not {Measure.OBLIGED, Measure.RECORDED} <= {column.measure for column in counts}:
        return counts
    return [column for column in counts if column.measure is not Measure.MISSING or not said_more(column.text)]


def _percent(columns: Sequence[Column]) -> Column | None:
    """The percentage of those recorded, of both sexes; none where several may be it: it only checks what was counted."""
    whole = [column for column in columns if column.part is ColumnPart.TOTAL] or columns
    recorded = [column for column in whole if "rekam" in column.text.casefold()] or whole
    several = decided(recorded) if recorded else []
    return several[0] if len(several) == 1 else None


def _named(counts: list[Column], about: str) -> tuple[list[Column], Column | None]:
    """The counts with bare L, P and JML named: the obliged where a JML_WKTP that means recorded stands beside them.

    See docs/domain.md#jml_wktp-may-mean-recorded.
    """
    bare = [column for column in counts if column.measure is Measure.BARE]
    rest = [column for column in counts if column.measure is not Measure.BARE]
    obliged = [column for column in rest if column.measure is Measure.OBLIGED]
    recorded = any(column.measure is Measure.RECORDED for column in rest)
    misleading = obliged[0] if len(obliged) == 1 and _is_misleading(obliged[0]) and bare and not recorded else None
    if misleading:
        rest = [replace(column, measure=Measure.RECORDED) if column is misleading else column for column in rest]
    if misleading or (bare and not obliged and recorded and any(word in about.lower() for word in ("wktp", "wajib"))):
        return rest + [replace(column, measure=Measure.OBLIGED) for column in bare], misleading
    return rest, None


def _is_misleading(column: Column) -> bool:
    return column.part is ColumnPart.TOTAL and "".join(header_words(column.text)) in {"jmlwktp", "jumlahwktp"}
