"""Each copy of an announcement: where it stands, and what becomes of one whose request nobody is sure of.

The same rule serves a sender for its own copy, and the store after a crash for all that were under way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class DeliveryState(StrEnum):
    """Where one copy stands; the last four are ends, and add up to the audience (docs/reliability.md#nobody-is-silently-missed)."""

    PENDING = "pending"
    SENDING = "sending"
    """Claimed and committed before the request: after a crash, it may have arrived."""

    DEFERRED = "deferred"
    """It may have arrived: sent once more, last and silently."""

    DELIVERED = "delivered"
    UNREACHABLE = "unreachable"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"
    """It may have arrived, twice; it is not sent again."""


OPEN = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.DEFERRED})
"""A copy that has not ended: an announcement is closed once it has none of these."""


CALLED_BACK: Mapping[DeliveryState, DeliveryState] = MappingProxyType(
    {
        DeliveryState.PENDING: DeliveryState.SKIPPED,
        DeliveryState.DEFERRED: DeliveryState.UNCERTAIN,
        DeliveryState.SENDING: DeliveryState.SENDING,
    }
)
"""What becomes of a copy whose reader left, or whose announcement was ended. One under way ends by itself, and is not sent again."""

MOST_AMBIGUOUS = 2
"""Requests whose fate nobody knows: after the second a copy is uncertain and never sent again (docs/reliability.md#two-copies-at-most)."""


def unsent(ambiguous: int) -> DeliveryState:
    """Where a copy goes back to when its request surely did not arrive; `ambiguous` of those before it nobody is sure of."""
    return DeliveryState.DEFERRED if ambiguous else DeliveryState.PENDING


def after_doubt(ambiguous: int) -> DeliveryState:
    """Where a copy stands after one more request whose fate nobody knows; `ambiguous` counts those before it."""
    return DeliveryState.DEFERRED if ambiguous + 1 < MOST_AMBIGUOUS else DeliveryState.UNCERTAIN


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """How many copies stand where; `audience` is what they add up to."""

    pending: int = 0
    sending: int = 0
    deferred: int = 0
    delivered: int = 0
    unreachable: int = 0
    skipped: int = 0
    uncertain: int = 0

    @property
    def audience(self) -> int:
        return self.open + self.ended

    @property
    def open(self) -> int:
        return self.pending + self.sending + self.deferred

    @property
    def ended(self) -> int:
        return self.delivered + self.unreachable + self.skipped + self.uncertain
