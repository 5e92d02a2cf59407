"""Which visits have a poster: paper is not taken back, so that only days that are sure are printed (docs/domain.md#what-is-hung-up)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ektp_core.refusal import Refusal
from ektp_core.visits.schedule import Visit, VisitState


class WhyNot(StrEnum):
    """Why a visit has no poster."""

    GONE = "gone"
    """There is no such visit (any more)."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    OVER = "over"


class NoPoster(Refusal):
    """The visit has no poster. Values: reason, visit (None when it is gone)."""

    key = "no_poster"


class NoClassHours(Refusal):
    """The visit has no hours by class to make a list of. Value: visit."""

    key = "staff/no_class_hours"


_BY_STATE: Mapping[VisitState, WhyNot] = MappingProxyType(
    {VisitState.PLANNED: WhyNot.PLANNED, VisitState.CANCELLED: WhyNot.CANCELLED, VisitState.DONE: WhyNot.OVER}
)
"""A moved visit has one, which says what its days no longer are."""


def why_not(visit: Visit | None, today: date) -> WhyNot | None:
    """Why a visit has no poster today; None when it has one."""
    if visit is None:
        return WhyNot.GONE
    return _BY_STATE.get(visit.state) or (None if visit.is_upcoming(today) else WhyNot.OVER)


def is_posted(visit: Visit, today: date) -> bool:
    """Whether a visit has a poster."""
    return why_not(visit, today) is None


def posted(visit: Visit | None, today: date) -> Visit:
    """The visit that a poster is about. Raises NoPoster."""
    reason = why_not(visit, today)
    if visit is None or reason:
        raise NoPoster(reason=reason, visit=visit)
    return visit


def has_class_hours(visit: Visit) -> bool:
    """Whether pupils come by class, so that a list at the door helps."""
    return any(slot.group for slot in visit.hours)
