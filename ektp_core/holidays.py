"""Public holidays of Indonesia: a visit on one is flagged, not forbidden (docs/domain.md#what-speaks-against-a-visit)."""

from collections.abc import Mapping
from datetime import date
from functools import cache

SATURDAY = 5


NAMES = {"id": "id", "en": "en_US"}
"""What the library calls the languages in which we name a holiday."""


@cache
def _holidays(year: int, language: str) -> Mapping[date, str]:
    # Imported when first needed: answering most questions does not, and it takes memory.
    from holidays import country_holidays

    return dict(country_holidays("ID", years=year, language=NAMES[language]).items())


def holiday_on(day: date, language: str = "id") -> str | None:
    """The name of the holiday on a day, if it is one, in Indonesian ("id") or English ("en")."""
    return _holidays(day.year, language).get(day)


def is_workday(day: date) -> bool:
    """Monday to Friday, and no holiday: the office's working days."""
    return day.weekday() < SATURDAY and holiday_on(day) is None
