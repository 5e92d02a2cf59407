"""How it stands with the backups, for the desk, the metrics and whoever else must know."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE = timedelta(minutes=30)


class Concern(StrEnum):
    """What is wrong with the backups, the worst first."""

    NONE_MADE = "none_made"
    """Nobody makes any."""

    LATE = "late"
    """The last good one is too old, or there is none yet."""

    OFF_SITE_FAILED = "off_site_failed"
    """The command that takes them elsewhere fails."""

    PLAIN = "plain"
    """Not encrypted, so that they may not leave this machine: lost with it."""

    ONLY_HERE = "only_here"
    """Encrypted, but nobody has said how they leave the machine: lost with it as well."""


@dataclass(frozen=True, slots=True)
class BackupStand:
    """What the schedule knows: how often it makes a backup (None: never), when the last good one was made, and whether it leaves.

    `drilled` is when somebody last checked one, or put one in force; None where nobody ever did.
    """

    every: timedelta | None
    last: datetime | None = None
    is_encrypted: bool = False
    leaves: bool = False
    off_site_failed: bool = False
    drilled: datetime | None = None

    def age(self, now: datetime) -> timedelta | None:
        """Of the last good backup; None while there is none. A clock that was put back makes none younger than nothing."""
        return max(now - self.last, timedelta()) if self.last else None

    def drill_age(self, now: datetime) -> timedelta | None:
        """Since somebody last tried whether a backup can be restored."""
        return max(now - self.drilled, timedelta()) if self.drilled else None

    def concern(self, now: datetime) -> Concern | None:
        """The worst thing that is wrong; None when all is well."""
        if self.every is None:
            return Concern.NONE_MADE
        age = self.age(now)
        if age is None or age > max(LATE, 2 * self.every):
            return Concern.LATE
        if self.off_site_failed:
            return Concern.OFF_SITE_FAILED
        if not self.is_encrypted:
            return Concern.PLAIN
        return None if self.leaves else Concern.ONLY_HERE
