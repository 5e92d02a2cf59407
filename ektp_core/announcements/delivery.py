"""What becomes of one copy: the rule that a sender follows for its own, and the store after a crash for all that were under way."""

from ektp_core.announcements.announcement import DeliveryState

MOST_AMBIGUOUS = 2
"""Requests whose fate nobody knows: after the second a copy is uncertain and never sent again (RELIABILITY promise 2)."""


def unsent(ambiguous: int) -> DeliveryState:
    """Where a copy goes back to when its request surely did not arrive; `ambiguous` of those before it nobody is sure of."""
    return DeliveryState.DEFERRED if ambiguous else DeliveryState.PENDING


def after_doubt(ambiguous: int) -> DeliveryState:
    """Where a copy stands after one more request whose fate nobody knows; `ambiguous` counts those before it."""
    return DeliveryState.DEFERRED if ambiguous + 1 < MOST_AMBIGUOUS else DeliveryState.UNCERTAIN
