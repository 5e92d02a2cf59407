"""The slots of a staff's sentence as plain values, as `understand --as ROLE` prints them (docs/understanding.md#names-in-the-output)."""

from collections.abc import Iterable, Sequence
from typing import Any

from ektp_core.areas import Area, Level
from ektp_core.reading.calendar import Days
from ektp_core.understanding.schools import SaidSchool
from ektp_core.understanding.staff.slots import Measured, StaffSlots
from ektp_core.understanding.staff_intents import COVERAGE, StaffIntent

LISTS = frozenset({StaffIntent.COVERAGE_LOWEST, StaffIntent.COVERAGE_HIGHEST, StaffIntent.COVERAGE_BELOW, StaffIntent.COVERAGE_ABOVE})
OF_PLACES = frozenset({StaffIntent.VISIT_ADD, StaffIntent.SUBSCRIBERS_COUNT})
FREE_WORDS = {
    StaffIntent.ANNOUNCE: "text",
    StaffIntent.VISIT_CANCEL: "reason",
    StaffIntent.REQUEST_DECLINE: "reason",
    StaffIntent.KITS_BORROW: "note",
    StaffIntent.OFFICE_EDIT: "value",
    StaffIntent.SCHOOL_ADD: "name",
}
"""What the words that are no slot are called."""

WITHOUT_SCHOOL = COVERAGE | {StaffIntent.SCHOOL_ADD, StaffIntent.TEAM_INVITE, StaffIntent.FIGURES_UPDATE}


def plain(intent: StaffIntent, slots: StaffSlots) -> dict[str, Any]:
    """Each slot by its name; a list where several are named."""
    found: dict[str, Any] = {}
    if intent is StaffIntent.ANNOUNCE:
        found["audience"] = "all" if slots.for_everyone else _one([*_schools(slots.schools), *map(_name, slots.areas)])
    elif intent not in WITHOUT_SCHOOL:
        found["school"] = _one(_schools(slots.schools))
    _put_areas(found, intent, slots)
    if intent in LISTS or intent is StaffIntent.VISIT_UNREACHED:
        found["level"] = slots.level
    elif intent in COVERAGE and any(area.level is Level.VILLAGE for area in slots.areas):
        found["level"] = Level.VILLAGE
    if intent not in (StaffIntent.TALLY_ADD, StaffIntent.REQUEST_ACCEPT):
        found["when" if intent is StaffIntent.AUDIT_WHO else "days"] = _one(_iso(slots.days))
    found |= {"from": _one(_iso(slots.origin)), "since": slots.since and slots.since.iso(), "as_of": slots.as_of and slots.as_of.iso()}
    if slots.hours:
        found["hours"] = f"{slots.hours.start:%H:%M}-{slots.hours.end:%H:%M}"
    elif slots.starts:
        found["hours"] = slots.starts.value
    found |= {measured.value: _number(slots.amounts[measured]) for measured in Measured if measured in slots.amounts}
    target = slots.target
    found["target"] = _name(target) if isinstance(target, Area) else _number(target) if isinstance(target, float | int) else target
    found |= {"what": slots.what, "fact": slots.fact, "role": slots.role, "contact": slots.contact}
    if intent in FREE_WORDS:
        found[FREE_WORDS[intent]] = slots.text
    return {name: value for name, value in found.items() if value or value == 0}


def _put_areas(found: dict[str, Any], intent: StaffIntent, slots: StaffSlots) -> None:
    names = _most_exact(slots.areas)
    if intent is StaffIntent.COVERAGE_COMPARE:
        found["areas"] = [_name(area) for area in slots.areas]
    elif intent in COVERAGE or intent is StaffIntent.FIGURES_UPDATE:
        found["area"] = _one(map(_name, names))
    elif intent in OF_PLACES and not any(each.name for each in slots.schools):
        for name, level in (("subdistrict", Level.SUBDISTRICT), ("village", Level.VILLAGE)):
            found[name] = _one(_name(area) for area in names if area.level is level)


def _most_exact(areas: Sequence[Area]) -> list[Area]:
    """Without those that others lie in: "desa Guntung, Koba" is Guntung."""
    return [area for area in areas if not any(other.code.startswith(f"{area.code}.") for other in areas)]


def _schools(schools: Iterable[SaidSchool]) -> list[str]:
    return [each.name for each in schools if each.name]


def _iso(days: Iterable[Days]) -> list[str]:
    return [each.iso() for each in days]


def _name(area: Area) -> str:
    return area.own_name.removeprefix("Kepulauan ")


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _one(values: Iterable[Any]) -> Any:
    several = list(dict.fromkeys(values))
    return (several[0] if len(several) == 1 else several) or None
