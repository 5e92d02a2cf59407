"""The kits day by day: how many are lent and free in this week and the next ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.holidays import holiday_on
from ektp_core.kits.loans import Loan, kits_free, kits_lent
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
    return tuple(
        tuple(KitDay(day, kits_lent(day, lent), kits_free(day, lent, every), day < today or holiday_on(day) is not None) for day in week)
        for week in days
    )
