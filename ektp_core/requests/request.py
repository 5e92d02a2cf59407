"""A school asks for a visit; staff accept it, decline it, or propose other days (docs/domain.md#requests-from-schools)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from ektp_core.reading.calendar import Days


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
    """What a school asks: pupils, visit days wanted, days or a period it would like, whom to call; `version` grows with every change.

    `refused` are the days that the school has said it cannot take, `replaced` those of an offer that the office itself has replaced before
    the school answered.
    """

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
    proposed_kits: int | None = None
    proposed_by: int | None = None
    visit: int | None = None
    within: Days | None = None
    refused: tuple[date, ...] = ()
    replaced: tuple[date, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to answer."""
        return bool(MOVES[self.state])

    def is_as_wished(self, days: tuple[date, ...]) -> bool:
        """Whether days are those that the school asked for, and as many: some of its wishes, all of them and more, or in its period."""
        if self.within:
            return len(days) == self.days and all(day in self.within for day in days)
        if self.wishes:
            return len(days) == self.days and (set(days) <= set(self.wishes) or set(self.wishes) <= set(days))
        return True
