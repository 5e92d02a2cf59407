"""A year of true time: when the bot ran, and what its clock showed then. Everything happens on a grid of one tick."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from bot.sending.clockwork import TICK_SECONDS

TICK = timedelta(seconds=TICK_SECONDS)
START, END = datetime(2027, 7, 1, tzinfo=UTC), datetime(2028, 7, 1, tzinfo=UTC)
"""Holds a 29 February."""

SHORTEST_OUTAGE, LONGEST_OUTAGE = timedelta(minutes=1), timedelta(days=3)
JUMPS = tuple(timedelta(seconds=seconds) for seconds in (20, -20, 40, -40, 300, -300, 3600, -3600, 7200, -7200))


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` until `end` the bot ran, and its clock was `ahead` of the true time."""

    start: datetime
    end: datetime
    ahead: timedelta

    @property
    def shows_from(self) -> datetime:
        return self.start + self.ahead

    @property
    def shows_until(self) -> datetime:
        return self.end + self.ahead


def a_year(random: Random, outages: int, jumps: int) -> list[Stretch]:
    """The stretches in which the bot ran: between outages of a minute to three days, its clock jumping and being put right again."""
    ahead = {START: timedelta()}
    for _ in range(jumps):
        jump = _moment(random)
        ahead |= {jump: random.choice(JUMPS), jump + _on_grid(timedelta(hours=random.uniform(0.1, 48))): timedelta()}
    down = [(start, start + _length(random)) for start in (_moment(random) for _ in range(outages))]
    edges = sorted({*ahead, *(edge for outage in down for edge in outage), END})
    stretches, offset = [], timedelta()
    for start, end in pairwise(edges):
        offset = ahead.get(start, offset)
        if end <= END and not any(first <= start < last for first, last in down):
            stretches.append(Stretch(start, end, offset))
    return stretches


def stretch_at(stretches: list[Stretch], moment: datetime) -> Stretch | None:
    """Where a true moment lies; None in an outage."""
    return next((stretch for stretch in stretches if stretch.start <= moment < stretch.end), None)


def shown(stretches: list[Stretch], reading: datetime) -> Iterator[datetime]:
    """The true moments at which the clock of a running bot shows something: none, one, or two where it was put back."""
    return (reading - stretch.ahead for stretch in stretches if stretch.shows_from <= reading < stretch.shows_until)


def _moment(random: Random) -> datetime:
    return START + _on_grid(random.random() * (END - START))


def _length(random: Random) -> timedelta:
    """Short outages are more frequent than long ones."""
    return max(SHORTEST_OUTAGE, _on_grid(LONGEST_OUTAGE * random.random() ** 2))


def _on_grid(length: timedelta) -> timedelta:
    return length // TICK * TICK
