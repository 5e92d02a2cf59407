"""Figures in versions: a whole upload counts or does not; the last ten can be taken back (docs/reliability.md#figures-count-whole)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Changed, Subject, Thing
from ektp_core.coverage.figure import Definition
from ektp_core.coverage.sources import is_file_name
from ektp_core.coverage.versions import FigureSet, SetState
from ektp_core.figures.counts import Counts
from ektp_core.reading.calendar import AsOf
from ektp_core.store.connection import Store
from ektp_core.store.schema import figure, figure_set

KEPT_WITHIN_REACH = 10
"""So many of the newest sets can be taken back."""


@dataclass(frozen=True, slots=True)
class NewSet:
    """Figures that are about to count: all of one date and one source, which citizens read."""

    as_of: AsOf
    source: str
    fingerprint: str
    counts: Mapping[str, Counts]
    file: str | None = None
    """Of what name, where they were read in one: for staff alone."""


async def apply_figures(connection: AsyncConnection, new: NewSet, person: int, now: datetime, *, seen: int) -> int:
    """Put a set in force, whole; its id. Raises Changed unless `seen` is still the newest set."""
    if await newest_set(connection) != seen:
        raise Changed(Subject(Thing.FIGURES))
    head = {"as_of": new.as_of.iso(), "source": new.source, "fingerprint": new.fingerprint, "areas": len(new.counts), "file": new.file}
    made = {"made_by": person, "made_at": now, "state": SetState.IN_FORCE}
    inserted = await connection.execute(insert(figure_set).values(**head, **made).returning(figure_set.c.id))
    set_id = int(inserted.scalar_one())
    await connection.execute(insert(figure), [_row(set_id, code, counts, new) for code, counts in new.counts.items()])
    return set_id


async def move_set(connection: AsyncConnection, set_id: int, state: SetState) -> None:
    """Take a set back, or put it in force again. Raises Changed when it is in that state already, or out of reach."""
    reach = select(figure_set.c.id).order_by(figure_set.c.id.desc()).limit(KEPT_WITHIN_REACH)
    moved = await connection.execute(
        update(figure_set).where(figure_set.c.id == set_id, figure_set.c.state != state, figure_set.c.id.in_(reach)).values(state=state)
    )
    if not moved.rowcount:
        raise Changed(Subject(Thing.FIGURES))


async def newest_set(connection: AsyncConnection) -> int:
    """The newest set's id, 0 when there is none."""
    return int(await connection.scalar(select(func.coalesce(func.max(figure_set.c.id), 0))) or 0)


async def figure_sets(store: Store) -> tuple[FigureSet, ...]:
    """The newest sets, newest first, as far as they can be taken back."""
    async with store.reading() as connection:
        rows = await connection.execute(select(figure_set).order_by(figure_set.c.id.desc()).limit(KEPT_WITHIN_REACH))
        return tuple(_set(row) for row in rows)


async def seen_now(store: Store) -> int:
    """What `apply_figures` compares: the newest set at this moment."""
    async with store.reading() as connection:
        return await newest_set(connection)


def definition_of(counts: Counts) -> Definition:
    """Recorded with the early ones where these are known; a bare percentage does not say what it counts."""
    if counts.obliged is None or counts.recorded is None:
        return Definition.UNSTATED
    return Definition.RECORDED if counts.early is None else Definition.WITH_EARLY


def _row(set_id: int, code: str, counts: Counts, new: NewSet) -> dict[str, Any]:
    counted = counts.obliged is not None and counts.recorded is not None
    return {
        "set_id": set_id,
        "area": code,
        "as_of": new.as_of.iso(),
        "definition": definition_of(counts),
        "obliged": counts.obliged,
        "recorded": counts.recorded,
        "early": counts.early,
        "printed": counts.printed,
        "percent_total": None if counted else counts.percent,
        "source": new.source,
        "approximate": False,
        "example": False,
    }


def _set(row: Any) -> FigureSet:
    """Earlier the name of the file was the source."""
    source, file = (None, row.source) if row.file is None and is_file_name(row.source) else (row.source, row.file)
    made = row.fingerprint, row.areas, row.made_by, row.made_at
    return FigureSet(row.id, AsOf.parse(row.as_of), source, *made, SetState(row.state), file)
