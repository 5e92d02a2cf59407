"""Visits as JSON values: the versions that can be taken back, and what followers were told."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from ektp_core.visits.schedule import Hours, Place, PlaceKind, Recap, Visit, VisitState


def visit_to_json(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "place": _place_to_json(visit.place),
        "days": _days_to_json(visit.days),
        "hours": _hours_to_json(visit.hours),
        "kits": visit.kits,
        "state": visit.state,
        "updated": visit.updated.isoformat(),
        "source": visit.source,
        "moved_from": _days_to_json(visit.moved_from),
        "catch_up": visit.catch_up,
        "note": visit.note,
        "example": visit.example,
        "expected": visit.expected,
        "recap": [visit.recap.recorded, visit.recap.absent, visit.recap.failed] if visit.recap else None,
        "version": visit.version,
    }


def visit_from_json(body: Mapping[str, Any]) -> Visit:
    return Visit(
        body["id"],
        _place(body["place"]),
        _days(body["days"]),
        _hours(body["hours"]),
        body["kits"],
        VisitState(body["state"]),
        datetime.fromisoformat(body["updated"]),
        body["source"],
        _days(body["moved_from"]),
        body["catch_up"],
        body["note"],
        body["example"],
        body["expected"],
        Recap(*body["recap"]) if body["recap"] else None,
        body["version"],
    )


def _place_to_json(place: Place) -> list[str | None]:
    return [place.kind, place.name, place.subdistrict, place.npsn]


def _place(body: list[Any]) -> Place:
    kind, name, subdistrict, npsn = body
    return Place(PlaceKind(kind), name, subdistrict, npsn)


def _days_to_json(days: tuple[date, ...]) -> list[str]:
    return [day.isoformat() for day in days]


def _days(body: list[str]) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, body))


def _hours_to_json(hours: tuple[Hours, ...]) -> list[list[str | None]]:
    return [[slot.start.isoformat("minutes"), slot.end.isoformat("minutes"), slot.group] for slot in hours]


def _hours(body: list[list[Any]]) -> tuple[Hours, ...]:
    return tuple(Hours(time.fromisoformat(start), time.fromisoformat(end), group) for start, end, group in body)
