"""The day of the practice room: the real clock, moved by whole days, so that a visit day can be rehearsed on any other."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

FARTHEST = timedelta(days=731)
"""From the real day: rounds are planned a year ahead."""


class TooFar(Exception):
    """A day further from the real one than anything is planned."""


class Calendar:
    """A clock for whoever rehearses, in the office's `zone`; it goes on from the hour that it really is."""

    def __init__(self, zone: tzinfo, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._zone = zone
        self._real = real
        self._moved = timedelta()

    def now(self) -> datetime:
        """This moment, on the day that was chosen."""
        return self._real() + self._moved

    @property
    def today(self) -> date:
        """The day in the office's zone."""
        return self.now().astimezone(self._zone).date()

    @property
    def is_moved(self) -> bool:
        """Whether it is another day than the real one."""
        return bool(self._moved)

    def choose(self, day: date | None) -> None:
        """Make it this day, None: the real one. Raises TooFar."""
        moved = day - self._real().astimezone(self._zone).date() if day else timedelta()
        if abs(moved) > FARTHEST:
            raise TooFar
        self._moved = moved
