"""Who may be recorded on a visit's day, as births: what a poster can say to everybody who reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.eligibility import Rules, Verdict, judge_range
from ektp_core.reading.births.birth import BirthYear

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Births:
    """From the first birth date to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RecordableBirths:
    """Born until `obliged`: must be recorded. Born in one of `early`, in order: may be recorded before the obliged age."""

    obliged: date
    early: tuple[Births, ...]

    @property
    def until(self) -> date:
        """Everybody born until this day may be recorded."""
        return self.early[0].last if self.early and self.early[0].first == self.obliged + _DAY else self.obliged

    @property
    def apart(self) -> tuple[Births, ...]:
        """The births after `until` that may be recorded as well: younger ones, whom a rule names."""
        return tuple(births for births in self.early if births.first > self.until)


def recordable_births(day: date, rules: Rules) -> RecordableBirths:
    """The births that `eligibility.judge` lets record on a day, of citizens who never married (docs/domain.md#who-is-recorded-and-when)."""
    obliged, early = date.min, list[Births]()
    for births, verdict in _judged(day, rules):
        if verdict is Verdict.OBLIGED:
            obliged = births.last
        elif verdict is Verdict.MAY_PRE_RECORD and early and early[-1].last + _DAY == births.first:
            early[-1] = Births(early[-1].first, births.last)
        elif verdict is Verdict.MAY_PRE_RECORD:
            early.append(births)
    return RecordableBirths(obliged, tuple(early))


def _judged(day: date, rules: Rules) -> Iterator[tuple[Births, Verdict]]:
    """Births with their verdict, from those who are surely obliged to those who are born on the day."""
    for year in range(day.year - rules.obliged_age - 1, day.year + 1):
        first = date(year, 1, 1)
        for part in judge_range(BirthYear(year), day, rules).parts:
            yield Births(first, part.last), part.verdict
            first = part.last + _DAY
