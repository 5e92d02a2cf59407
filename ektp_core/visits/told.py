"""A visit as the audit tells it: when, how, and how it stands; nobody's name or number."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ektp_core.visits.schedule import Hours, Visit


def told(visit: Visit) -> Mapping[str, Any]:
    """Plain values, days as YYYY-MM-DD."""
    return {
        "days": [day.isoformat() for day in visit.days],
        "hours": [_hours(each) for each in visit.hours],
        "kits": visit.kits,
        "expected": visit.expected,
        "state": str(visit.state),
        **(asdict(visit.recap) if visit.recap else {}),
    }


def _hours(hours: Hours) -> str:
    return f"{hours.start:%H:%M}–{hours.end:%H:%M} {hours.group or ''}".strip()
