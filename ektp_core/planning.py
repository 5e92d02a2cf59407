"""What speaks against a visit as it is planned, with its day and causes; nothing forbids (docs/domain.md#what-speaks-against-a-visit)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ektp_core.holidays import holiday_on
from ektp_core.kits.loans import ConflictKind, Loan, conflicts, kits_lent
from ektp_core.visits.rounds import round_of
from ektp_core.visits.schedule import Visit, VisitState

SUNDAY = 6
FAR_DAYS = 366
"""Loans, and with them visits, are planned within a year."""

NEAR_DAYS = 14
"""So near that two visits to one place may be one visit, planned twice."""


class DoubtKind(StrEnum):
    """Why a planned visit may not work out."""

    OUTSIDE_LOAN = "outside_loan"
    TOO_MANY_KITS = "too_many_kits"
    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    PAST = "past"
    FAR = "far"
    """So far ahead that its year may be a slip."""

    DOUBLE_BOOKED = "double_booked"
    SATURDAY = "saturday"
    """No workday: a visit may be on one, but none is suggested."""

    TODAY = "today"
    """Too near for a visit that is still being asked for."""


_OF_KITS = {ConflictKind.OUTSIDE_LOAN: DoubtKind.OUTSIDE_LOAN, ConflictKind.TOO_MANY_KITS: DoubtKind.TOO_MANY_KITS}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One day that does not fit: why, the kits lent on it, and the other visits that cause it."""

    day: date
    kind: DoubtKind
    lent: int
    causes: tuple[Visit, ...] = ()

    @property
    def key(self) -> str:
        """Tells whether the same doubt was shown before."""
        return f"{self.day.isoformat()} {self.kind} {self.lent} {' '.join(str(cause.id) for cause in self.causes)}"


def doubts(visit: Visit, loans: Iterable[Loan], visits: Iterable[Visit], today: date) -> tuple[Doubt, ...]:
    """Everything against a visit, by day: loans, kits, holidays, Sundays, days that are over or far ahead, the same place booked twice."""
    lent, others = tuple(loans), [other for other in visits if other.id != visit.id]
    return tuple(sorted(_doubts(visit, lent, others, today), key=lambda doubt: (doubt.day, doubt.kind)))


def _doubts(visit: Visit, loans: tuple[Loan, ...], others: list[Visit], today: date) -> Iterator[Doubt]:
    yield from _of_kits(visit, loans, others)
    for day in visit.days:
        if day < today:
            yield Doubt(day, DoubtKind.PAST, 0)
        elif (day - today).days > FAR_DAYS:
            yield Doubt(day, DoubtKind.FAR, 0)
        if holiday_on(day):
            yield Doubt(day, DoubtKind.HOLIDAY, 0)
        elif day.weekday() == SUNDAY:
            yield Doubt(day, DoubtKind.SUNDAY, 0)
        if same := [other for other in others if _is_same_place(other, visit) and day in other.days]:
            yield Doubt(day, DoubtKind.DOUBLE_BOOKED, 0, tuple(same))


def _of_kits(visit: Visit, loans: tuple[Loan, ...], visits: Iterable[Visit]) -> Iterator[Doubt]:
    for conflict in conflicts(visit, loans, visits):
        yield Doubt(conflict.day, _OF_KITS[conflict.kind], kits_lent(conflict.day, loans), conflict.causes)


def _is_same_place(other: Visit, visit: Visit) -> bool:
    if other.state is VisitState.CANCELLED:
        return False
    if visit.place.npsn or other.place.npsn:
        return other.place.npsn == visit.place.npsn
    return (other.place.name.casefold(), other.place.subdistrict) == (visit.place.name.casefold(), visit.place.subdistrict)


def booked_near(visit: Visit, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Other visits to the same place within days of this one, or in the same round, by day; those on the very day are a doubt already.

    Nothing speaks against a second visit, so it is no doubt: whoever plans it may not know of the first.
    """
    return tuple(
        other
        for other in visits
        if other.id != visit.id and _is_same_place(other, visit) and not {*other.days} & {*visit.days} and _is_near(other, visit)
    )


def _is_near(other: Visit, visit: Visit) -> bool:
    apart = min(abs((one - day).days) for one in other.days for day in visit.days)
    return apart <= NEAR_DAYS or round_of(other.first_day) == round_of(visit.first_day)


def without_closed_days(days: Sequence[date]) -> tuple[date, ...]:
    """The days that are no Sunday and no holiday."""
    return tuple(day for day in days if day.weekday() != SUNDAY and not holiday_on(day))


def stranded(loans: Iterable[Loan], visits: Iterable[Visit], today: date) -> tuple[tuple[Visit, tuple[Doubt, ...]], ...]:
    """The visits to come whose kits are not there: no loan on a day, or too few kits lent; a loan that ends before its visits."""
    lent, every = tuple(loans), tuple(visits)
    found = []
    for visit in every:
        if visit.is_upcoming(today):
            missing = tuple(doubt for doubt in _of_kits(visit, lent, every) if doubt.day >= today)
            if missing:
                found.append((visit, missing))
    return tuple(found)


def newly_stranded(
    before: Iterable[Loan], after: Iterable[Loan], visits: Iterable[Visit], today: date
) -> tuple[tuple[Visit, tuple[Doubt, ...]], ...]:
    """The visits that had their kits and lose them by a change of loans: a loan that ends before its visits."""
    every = tuple(visits)
    lacked = {(visit.id, doubt.day) for visit, found in stranded(before, every, today) for doubt in found}
    now = [
        (visit, tuple(doubt for doubt in found if (visit.id, doubt.day) not in lacked)) for visit, found in stranded(after, every, today)
    ]
    return tuple((visit, found) for visit, found in now if found)
