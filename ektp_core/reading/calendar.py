"""Days of the calendar as values: a day as precisely as its source tells it, several days, and the office's day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering
from typing import Self
from zoneinfo import ZoneInfo

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@total_ordering
@dataclass(frozen=True, slots=True)
class AsOf:
    """A date as precise as its source: 2018, 2018-02 or 2018-02-14. Ordered by first day, the vaguer first; never equal to a vaguer one."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of_days(cls, days: "Days") -> Self:
        """A day, a whole month or a whole year; the last day of any other days."""
        if days == Days(date(days.first.year, 1, 1), date(days.first.year, 12, 31)):
            return cls(days.first.year)
        if days == Days.of_month(days.first.year, days.first.month):
            return cls(days.first.year, days.first.month)
        return cls(days.last.year, days.last.month, days.last.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reverse of `iso`; ValueError for anything else, since sources are data, not what people type."""
        if not _ISO.fullmatch(text):
            raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        return cls(*map(int, text.split("-")))

    def iso(self) -> str:
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)])

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def days(self) -> "Days":
        """Every day that it may mean."""
        if self.month is None:
            return Days(date(self.year, 1, 1), date(self.year, 12, 31))
        return Days.of_month(self.year, self.month) if self.day is None else Days(self.first_day, self.first_day)

    def __lt__(self, other: "AsOf") -> bool:
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included; equal for one day."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reverse of `iso`. Raises ValueError, also for days in the wrong order."""
        first, _, last = text.partition("/")
        days = cls(date.fromisoformat(first), date.fromisoformat(last or first))
        if days.first > days.last:
            raise ValueError(f"not in order: {text!r}")
        return days

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """A whole month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def hold(self, others: "Days") -> bool:
        """Whether every one of other days is among them."""
        return self.first <= others.first and others.last <= self.last

    @property
    def each(self) -> tuple[date, ...]:
        """Every day of them."""
        return tuple(date.fromordinal(number) for number in range(self.first.toordinal(), self.last.toordinal() + 1))

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month."""
        return self == Days.of_month(self.first.year, self.first.month)

    def iso(self) -> str:
        """ "2026-12-11", or "2026-11-30/2026-12-06" for several."""
        return self.first.isoformat() if self.first == self.last else f"{self.first.isoformat()}/{self.last.isoformat()}"


def office_day(moment: datetime, zone: ZoneInfo) -> date:
    """The office's day at a moment: it changes at 00:00 in the office's zone (docs/domain.md#a-birthday-begins-at-midnight).

    ValueError without a time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(zone).date()


def exists(day: int, month: int, year: int) -> bool:
    """Whether the calendar has such a day."""
    return date.min.year <= year <= date.max.year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def months_later(day: date, count: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def coming(day: int, month: int, today: date) -> Iterator[date]:
    """A day of the year in this year, unless it is over, and in those that follow."""
    years = range(today.year, today.year + 9)  # eight years pass between two leap days around 2100
    return (found for year in years if exists(day, month, year) and (found := date(year, month, day)) >= today)
