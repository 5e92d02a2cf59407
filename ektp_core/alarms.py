"""What the admins must hear of, as soon as Telegram lets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class AlarmKind(StrEnum):
    """Why the admins are woken."""

    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- a kind of alarm
    """401: nothing can be sent until there is another token."""

    HELD = "held"
    """The database is a restored copy: nothing is sent until an admin says so."""

    LONG_WAIT = "long_wait"
    """Telegram asked to wait for more than a minute."""

    TEXT_REFUSED = "text_refused"
    """Telegram refused an announcement's text."""

    SECOND_PERSON = "second_person"
    """An announcement's audience has grown past what one person may send to (docs/reliability.md#a-large-announcement-needs-two-people)."""

    SILENCE = "silence"
    """Telegram was not heard for longer than it keeps what people write (docs/reliability.md#no-update-is-lost)."""


class Fault(StrEnum):
    """What keeps the bot from serving as it should (docs/reliability.md#health-tells-the-truth). Told when it begins, and when it is over.

    Kept in memory, unlike an alarm: the database may be what is at fault.
    """

    NO_UPDATES = "no_updates"
    """Telegram has given no updates for too long: people are not heard."""

    DATABASE = "database"
    """Nothing can be written: a dead server, a lock, a failing or read-only disk."""

    DISK_FULL = "disk_full"
    """The disk of the database has no room left."""

    TOKEN = "token"  # noqa: S105 -- a kind of fault
    """Telegram does not know the token."""

    OUTBOX = "outbox"
    """Copies are due, and none of them comes to an end."""

    CLOCK = "clock"
    """The machine's clock is far beside Telegram's: days, reminders and deadlines would be wrong."""

    OTHER_POLLER = "other_poller"
    """Another process fetches this bot's updates."""

    WEBHOOK_MOVED = "webhook_moved"
    """Telegram posts to another address, or to none."""

    WEBHOOK_FAILING = "webhook_failing"
    """Telegram cannot post to our address: the proxy, the name or the certificate."""


@dataclass(frozen=True, slots=True)
class Present:
    """A fault that holds now, and since when."""

    fault: Fault
    since: datetime


TELEGRAM_KEEPS = timedelta(hours=24)
"""Incoming updates are stored until the bot receives them, but not longer than 24 hours (https://core.telegram.org/bots/api#getting-updates)."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which Telegram was not heard, from the last updates that were fetched to the next; whatever was down."""

    since: datetime
    until: datetime

    @property
    def loses(self) -> bool:
        """Whether Telegram may have forgotten some of what people wrote in it."""
        return self.until - self.since > TELEGRAM_KEEPS

    @property
    def lost_until(self) -> datetime:
        """What was written before may be lost; what came later has been answered since."""
        return self.until - TELEGRAM_KEEPS

    def details(self) -> Mapping[str, str]:
        """As an alarm keeps it."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}

    @classmethod
    def of(cls, details: Mapping[str, str]) -> "Silence":
        return cls(datetime.fromisoformat(details["since"]), datetime.fromisoformat(details["until"]))
