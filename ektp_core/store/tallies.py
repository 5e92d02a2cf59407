"""What is counted at visits: each tap and each typed number once, added up by who counted and on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.refusal import Refusal
from ektp_core.store.connection import Store
from ektp_core.store.schema import tally, visit
from ektp_core.visits.recaps import Counted, VisitTally
from ektp_core.visits.schedule import TallyKind, VisitState

UNDO = "u"
OPEN_STATES = (VisitState.PLANNED, VisitState.CONFIRMED, VisitState.MOVED)


class TallyClosed(Refusal):
    """The visit is not counted now: it has not begun, is closed, or cancelled. Values: visit, its number."""

    key = "staff/tally_closed"


class TapCounted(Exception):
    """This tap is counted already: Telegram has sent it again."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One act of counting, by an id that is the same however often Telegram sends it; who counted, when, and on which day of the office."""

    id: str
    person: int
    moment: datetime
    day: date


async def count_tap(connection: AsyncConnection, number: int, tap: Tap, counts: Mapping[TallyKind, int]) -> None:
    """Count one tap. Raises TapCounted when Telegram sends it again, TallyClosed when the visit no longer counts."""
    if not await connection.scalar(select(visit.c.id).where(visit.c.id == number, visit.c.state.in_(OPEN_STATES))):
        raise TallyClosed(visit=number)
    by = {"visit": number, "person": tap.person, "moment": tap.moment, "day": tap.day}
    rows = [by | {"tap": name, "kind": kind, "amount": counts[kind]} for name, kind in zip(_names(tap.id), counts, strict=False)]
    try:
        async with connection.begin_nested():
            await connection.execute(insert(tally), rows)
    except IntegrityError:
        raise TapCounted from None


async def make_counts(connection: AsyncConnection, number: int, tap: Tap, wanted: Mapping[TallyKind, int], day: date | None) -> None:
    """Make the counts of a day, or of all days, what was said: the difference is counted. Raises TapCounted, TallyClosed."""
    counted = (await tally_in(connection, number)).on(day)
    await count_tap(connection, number, tap, {kind: amount - counted.of(kind) for kind, amount in wanted.items()})


async def take_back_tap(connection: AsyncConnection, number: int, earlier: str, tap: Tap) -> None:
    """Undo one's own earlier tap, once. Raises TapCounted when it is undone already or never was."""
    counts = await _counts_of(connection, number, earlier, tap.person)
    if not counts:
        raise TapCounted
    undo = Tap(UNDO + earlier, tap.person, tap.moment, tap.day)
    await count_tap(connection, number, undo, {kind: -amount for kind, amount in counts.items()})


async def counts_of(store: Store, number: int, earlier: str, person: int) -> Mapping[TallyKind, int]:
    """What somebody's tap counted; nothing when it is taken back, or was another's."""
    async with store.reading() as connection:
        undone = select(tally.c.tap).where(tally.c.visit == number, tally.c.tap == UNDO + earlier)
        return {} if await connection.scalar(undone) else await _counts_of(connection, number, earlier, person)


async def tally_of(store: Store, number: int) -> VisitTally:
    """What was counted at a visit so far."""
    async with store.reading() as connection:
        return await tally_in(connection, number)


async def tally_in(connection: AsyncConnection, number: int) -> VisitTally:
    """`tally_of` in a transaction that does more."""
    return (await _tallies(connection, [number]))[number]


async def tallies_of(store: Store, numbers: Iterable[int]) -> Mapping[int, VisitTally]:
    """`tally_of` of several visits at one moment."""
    async with store.reading() as connection:
        return await _tallies(connection, list(numbers))


async def _tallies(connection: AsyncConnection, numbers: list[int]) -> Mapping[int, VisitTally]:
    columns = tally.c.visit, tally.c.person, tally.c.day, tally.c.kind
    query = select(*columns, func.sum(tally.c.amount).label("amount")).where(tally.c.visit.in_(numbers)).group_by(*columns)
    found: dict[int, list[Counted]] = {number: [] for number in numbers}
    for row in await connection.execute(query.order_by(*columns)):
        found[row.visit].append(Counted(row.person, row.day, TallyKind(row.kind), int(row.amount)))
    return {number: VisitTally(tuple(parts)) for number, parts in found.items()}


async def _counts_of(connection: AsyncConnection, number: int, earlier: str, person: int) -> dict[TallyKind, int]:
    its_rows = tally.c.visit == number, tally.c.tap.in_(_names(earlier)), tally.c.person == person
    rows = await connection.execute(select(tally.c.kind, tally.c.amount).where(*its_rows).order_by(tally.c.tap))
    return {TallyKind(row.kind): int(row.amount) for row in rows}


def _names(tap: str) -> tuple[str, ...]:
    """The rows of one tap: what counts one thing has the tap's own name."""
    return (tap, *(f"{tap}+{more}" for more in range(1, len(TallyKind))))
