"""The kits day by day: how many are lent and free in this week and the next ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ektp_core.holidays import holiday_on
from ektp_core.kits.loans import Loan, kits_free, kits_lent, out_on
from ektp_core.reading.calendar import Days
from ektp_core.visits.rounds import monday_of
from ektp_core.visits.schedule import Visit

WEEKS = 5
DAYS = 6  # Monday to Saturday


@dataclass(frozen=True, slots=True)
class KitDay:
    """One day: kits lent and free (below zero when too many are promised), and whether it is a holiday or over."""

    day: date
    lent: int
    free: int
    closed: bool


def calendar(loans: Iterable[Loan], visits: Iterable[Visit], today: date) -> tuple[tuple[KitDay, ...], ...]:
    """This week and the following ones, Monday to Saturday."""
    lent, every, monday = tuple(loans), tuple(visits), monday_of(today)
    days = [[monday + timedelta(weeks=week, days=day) for day in range(DAYS)] for week in range(WEEKS)]
    return tuple(tuple(_day(day, lent, every, today) for day in week) for week in days)


@dataclass(frozen=True, slots=True)
class KitsOfDays:
    """Days on end that are alike, and the visits that have kits on them; `kits` are those of the first."""

    days: Days
    kits: KitDay
    visits: tuple[Visit, ...]


def kits_of_days(days: Iterable[date], loans: Iterable[Loan], visits: Iterable[Visit], today: date) -> tuple[KitsOfDays, ...]:
    """The kits of some days, in their order, with who has those that are not free; days on end that are alike are told together."""
    lent, every = tuple(loans), tuple(visits)
    found: list[KitsOfDays] = []
    for day in days:
        here = KitsOfDays(Days(day, day), _day(day, lent, every, today), tuple(out_on(day, every)))
        before = found[-1] if found else None
        if before and before.days.last + timedelta(1) == day and _alike(before) == _alike(here):
            found[-1] = replace(before, days=Days(before.days.first, day))
        else:
            found.append(here)
    return tuple(found)


def _alike(kits: KitsOfDays) -> tuple[int, int, bool, tuple[Visit, ...]]:
    return kits.kits.lent, kits.kits.free, kits.kits.closed, kits.visits


def _day(day: date, loans: tuple[Loan, ...], visits: tuple[Visit, ...], today: date) -> KitDay:
    return KitDay(day, kits_lent(day, loans), kits_free(day, loans, visits), day < today or holiday_on(day) is not None)
