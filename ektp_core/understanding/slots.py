"""The slots of a message from its details: those of its intent, by their canonical names (docs/understanding.md#names-in-the-output)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ektp_core.areas import Area, Level
from ektp_core.eligibility import Marriage
from ektp_core.reading.births.birth import Age, BirthDate, BirthMonth, BirthYear
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import Intent

FIGURES = frozenset({Intent.COVERAGE, Intent.RANKING, Intent.UPDATE_FIGURES})
"""Asked about an area; elsewhere a place is a subdistrict."""

WITHOUT = frozenset({Intent.GREETING, Intent.THANKS, Intent.HELP, Intent.OUT_OF_SCOPE})
"""Name nothing that counts."""


def slots_of(intent: Intent, details: Details, today: date) -> dict[str, Any]:
    """The slots as plain values, as `python -m bot understand` prints them; a list where several are named.

    A recording lies ahead: a day that is over is one only for figures, which are of that day.
    """
    if intent in WITHOUT:
        return {}
    found = _births(details)
    if details.status.marriage is not None:
        found["married"] = details.status.marriage is not Marriage.NONE
    _put(found, "school", (school.name for school in details.schools if school.name))
    if intent in FIGURES:
        _put(found, "area", _asked_areas(details.areas))
    else:
        _put(found, "kecamatan", (area.name for area in details.areas if area.level is Level.SUBDISTRICT))
    figures_of = details.as_of
    days = figures_of if intent is Intent.UPDATE_FIGURES else [each for each in details.days if each.last >= today]
    _put(found, "date", (each.iso() for each in days))
    return found


def _put(found: dict[str, Any], name: str, values: Iterable[Any]) -> None:
    several = list(dict.fromkeys(values))
    if several:
        found[name] = several[0] if len(several) == 1 else several


def _births(details: Details) -> dict[str, Any]:
    found: dict[str, Any] = {}
    readers: Mapping[str, Callable[[Any], Any]] = {
        "birth_date": lambda birth: birth.day.isoformat() if isinstance(birth, BirthDate) else None,
        "birth_year": lambda birth: birth.year if isinstance(birth, BirthYear | BirthMonth) else None,
        "birth_month": lambda birth: birth.month if isinstance(birth, BirthMonth) else None,
        "age": lambda birth: birth.years if isinstance(birth, Age) else None,
        "age_months": lambda birth: birth.months if isinstance(birth, Age) else None,
    }
    for name, read in readers.items():
        _put(found, name, (value for birth in details.births if (value := read(birth)) is not None))
    return found


def _asked_areas(areas: tuple[Area, ...]) -> list[str]:
    """The names; what they are compared within counts only where nothing smaller is named (docs/understanding.md#schools-and-places)."""
    around = {area.parent for area in areas if area.level is Level.SUBDISTRICT}
    smaller = [area for area in areas if area.level in (Level.DISTRICT, Level.SUBDISTRICT) and area.code not in around]
    return [_name(area) for area in smaller or [area for area in areas if area.level is Level.PROVINCE]]


def _name(area: Area) -> str:
    return area.own_name.removeprefix("Kepulauan ")
