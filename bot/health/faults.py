"""Which faults follow from what was observed: one pure function, so that a virtual clock can show each of them come and go."""

from bot.health.clock import is_clock_wrong
from bot.health.vitals import CONFLICT_SECONDS, Vitals
from ektp_core.alarms import Fault

FETCH_SECONDS = 120.0
"""A long poll takes 50 seconds at most, and the longest pause after a failure 30."""

WRITE_SECONDS = 25.0
"""A beat is due every 5 seconds."""

WRITE_FAILURES = 2
"""In a row: one may be a server that restarts."""

OUTBOX_SECONDS = 120.0
OVERLAP_SECONDS = 10.0
"""Conflicts for less than this come from a process of ours that is just ending."""

POST_SECONDS = 300.0
"""Telegram tries a post that failed again within minutes: without a newer failure nothing more waits."""

LEAST_BYTES = 16 * 1024 * 1024
"""Below this the next backup, checkpoint or import would not fit."""


def faults(seen: Vitals, now: float, *, webhook: str | None) -> tuple[Fault, ...]:
    """What is at fault at a moment of the steady clock; `webhook` is the address that Telegram is to post to, None when we poll."""
    begun = seen.begun if seen.begun is not None else now
    own = _webhook_faults(seen, begun, now, webhook) if webhook else _polling_faults(seen, begun, now)
    found = {
        Fault.DATABASE: _cannot_write(seen, begun, now),
        Fault.DISK_FULL: seen.free_bytes is not None and seen.free_bytes < LEAST_BYTES,
        Fault.TOKEN: seen.token_refused,
        Fault.OUTBOX: _stalled(seen, now),
        Fault.CLOCK: is_clock_wrong(seen),
        **own,
    }
    return tuple(fault for fault in Fault if found.get(fault))


def is_fetching(seen: Vitals, now: float) -> bool:
    """Whether the poller is at work, successfully or not: one that hangs is helped by a new start, a network that is away is not."""
    return now - max(seen.fetching.attempted or 0.0, seen.begun or 0.0) <= FETCH_SECONDS


def _polling_faults(seen: Vitals, begun: float, now: float) -> dict[Fault, bool]:
    fetching = seen.fetching
    lasted = fetching.conflict_last - fetching.conflict_began
    conflict = lasted >= OVERLAP_SECONDS and now - fetching.conflict_last <= CONFLICT_SECONDS
    silent = now - max(seen.fetching.completed or begun, begun) > FETCH_SECONDS
    return {Fault.NO_UPDATES: silent, Fault.OTHER_POLLER: conflict, Fault.WEBHOOK_MOVED: bool(seen.webhook.address)}


def _webhook_faults(seen: Vitals, begun: float, now: float, expected: str) -> dict[Fault, bool]:
    state = seen.webhook
    since = max(state.taken, seen.wall() - (now - begun))  # what failed before our start, or was taken by another of us, is mended
    failing = state.failed is not None and state.waiting > 0 and state.failed > since and seen.wall() - state.failed <= POST_SECONDS
    moved = state.registered and state.address is not None and state.address != expected
    silent = now - max(seen.answered, begun) > FETCH_SECONDS
    return {Fault.NO_UPDATES: silent, Fault.WEBHOOK_MOVED: moved, Fault.WEBHOOK_FAILING: failing}


def _cannot_write(seen: Vitals, begun: float, now: float) -> bool:
    silent = now - max(seen.writing.completed or begun, begun) > WRITE_SECONDS
    return silent or seen.writing.failures >= WRITE_FAILURES


def _stalled(seen: Vitals, now: float) -> bool:
    """Copies that may go, and none that ends, beyond the waits that Telegram asked for."""
    sending = seen.sending
    if not sending.leads or sending.due_since is None:
        return False
    return now - max(sending.due_since, sending.settled or 0.0, sending.waits_until) > OUTBOX_SECONDS
