"""A birth as far as it is known: a day, a month, a year, or an age; and why one cannot be."""

from dataclasses import dataclass
from datetime import date

from ektp_core.refusal import Refusal

OLDEST_AGE = 120


class FutureDate(Refusal):
    """A birth after today. Value: day, as precise as it was named (a date, or an AsOf of a month or a year)."""

    key = "future_date"


class DistantBirth(Refusal):
    """A year of which nobody lives any more: all of it is more than 120 years ago. Values: year, oldest (years)."""

    key = "distant_birth"


class ImpossibleAge(Refusal):
    """Nobody is older than 120. Value: years."""

    key = "impossible_age"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A day of birth."""

    day: date


@dataclass(frozen=True, slots=True)
class BirthMonth:
    """A month of birth, its day unknown."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class BirthYear:
    """A year of birth, its day unknown."""

    year: int


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years, and completed months of the next year when they were said."""

    years: int
    months: int | None = None


Birth = BirthDate | BirthMonth | BirthYear | Age
