"""How quickly an announcement is sent, as measured: only the time in which it was being sent counts."""

from collections import deque
from dataclasses import dataclass

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.delivery import DeliveryCounts

LOOKS_OF_A_RATE = 15
"""The rate that is shown is that of the last looks."""


@dataclass(frozen=True, slots=True)
class Look:
    """How far an announcement had come at a moment of the pace's clock, which stands still while Telegram makes everybody wait."""

    moment: float
    state: AnnouncementState
    counts: DeliveryCounts


class Rate:
    """Of one announcement. A pause, the night, a turn that is another's: between two looks at which nothing was sent no time is counted."""

    def __init__(self) -> None:
        self._last: Look | None = None
        self._sent: deque[tuple[float, int]] = deque(maxlen=LOOKS_OF_A_RATE)

    def note(self, look: Look) -> None:
        """Count what was sent since the last look, and the time that it took."""
        before, self._last = self._last, look
        if before and _was_sending(before, look):
            self._sent.append((look.moment - before.moment, look.counts.ended - before.counts.ended))

    @property
    def a_second(self) -> float | None:
        """Copies a second; None before anything was counted."""
        seconds = sum(taken for taken, _ in self._sent)
        return sum(copies for _, copies in self._sent) / seconds if seconds > 0 else None


def _was_sending(before: Look, after: Look) -> bool:
    """Whether it was sent from one look to the other: copies have ended, or were under way and Telegram took its time."""
    in_state = before.state is after.state is AnnouncementState.SENDING
    return in_state and (after.counts.ended > before.counts.ended or bool(before.counts.sending and after.counts.sending))
