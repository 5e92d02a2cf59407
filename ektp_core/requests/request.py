"""A school asks for a visit; staff accept it, decline it, or propose other days (docs/domain.md#requests-from-schools)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


class RequestState(StrEnum):
    """Where a request stands. `proposed`: staff offer other days and the school answers."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_OPEN = frozenset({RequestState.PROPOSED, RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN})

MOVES: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {
        RequestState.WAITING: _OPEN,
        RequestState.PROPOSED: _OPEN | {RequestState.WAITING},
        RequestState.ACCEPTED: frozenset(),
        RequestState.DECLINED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    }
)
"""The allowed moves. Back to waiting: the school cannot come on the proposed days and asks for others."""


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """What a school asks: pupils, visit days wanted, days it would like, whom to call; `version` grows with every change."""

    id: int
    school: str
    pupils: int
    days: int
    wishes: tuple[date, ...]
    contact: str
    state: RequestState
    asked_by: int
    asked_at: datetime
    version: int
    reason: str | None = None
    proposed: tuple[date, ...] = ()
    visit: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to answer."""
        return bool(MOVES[self.state])
