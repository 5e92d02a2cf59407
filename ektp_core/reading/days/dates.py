"""What is wrong with a day as written, said with what may have been meant (docs/domain.md#days-are-read-day-month-year)."""

from datetime import date

from ektp_core.reading.calendar import exists
from ektp_core.refusal import Refusal


class NotADate(Refusal):
    """The text holds no date, or something else as well."""

    key = "not_a_date"


class ImpossibleDate(Refusal):
    """No such day. Values: day, month, year, suggestion (date | None): 03/25/2010 suggests 25 March."""

    key = "impossible_date"


class TwoReadings(Refusal):
    """Several dates may be meant: "12 atau 13 maret", a month's name that may be two. Value: readings (dates, or births)."""

    key = "two_readings"


class ShortYear(Refusal):
    """A year of two digits that may be another or none: the nearest reading is asked back. Value: readings (dates)."""

    key = "short_year"


class WrongWeekday(Refusal):
    """The weekday said with a date is not its weekday. Values: day, weekday (0 for Monday), readings (the date as written)."""

    key = "wrong_weekday"


class BackwardDays(Refusal):
    """The last day comes before the first: "14-12 Januari"."""

    key = "backward_days"


class TooManyDays(Refusal):
    """A run longer than any visit: a slip of the year. Value: most."""

    key = "too_many_days"


class DaysOfPeriod(Refusal):
    """A week or a month is named where its days are needed."""

    key = "days_of_period"


def calendar_day(day: int, month: int, year: int, latest: date = date.max) -> date:
    """The day, or ImpossibleDate that suggests day and month swapped where this gives a day up to `latest`."""
    if exists(day, month, year):
        return date(year, month, day)
    swapped = date(year, day, month) if exists(month, day, year) else None
    raise ImpossibleDate(day=day, month=month, year=year, suggestion=swapped if swapped and swapped <= latest else None)
