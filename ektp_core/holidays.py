"""Public holidays of Indonesia: a visit on one is flagged, not forbidden (docs/domain.md#what-speaks-against-a-visit)."""

from collections.abc import Mapping
from datetime import date
from functools import cache

SATURDAY = 5


@cache
def _holidays(year: int) -> Mapping[date, str]:
    # Imported when first needed: answering most questions does not, and it takes memory.
    from holidays import country_holidays

    return dict(country_holidays("ID", years=year, language="id").items())


def holiday_on(day: date) -> str | None:
    """The Indonesian name of the holiday on a day, if it is one."""
    return _holidays(day.year).get(day)


def is_workday(day: date) -> bool:
    """Monday to Friday, and no holiday: the office's working days."""
    return day.weekday() < SATURDAY and holiday_on(day) is None
