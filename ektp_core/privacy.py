"""All that is kept about one chat, in one value: /dataku shows it, /hapus erases it, and a test compares both with the database."""

from dataclasses import dataclass
from datetime import datetime

from ektp_core.profile import Language
from ektp_core.subscriptions.reminders import Reminder
from ektp_core.subscriptions.subscribers import Subscriber, UnreachableReason
from ektp_core.unanswered import KeptText

OPENING = 60
"""Characters by which a message is known again."""

COPIES_KEPT_DAYS = 30
"""How long it is kept which chat got a copy of what: corrections need it, and staff's reports of what did not arrive."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """That a chat cannot be written to, why, and since when."""

    reason: UnreachableReason
    since: datetime


@dataclass(frozen=True, slots=True)
class LastNotice:
    """The newest message that came unasked: when, and how it began."""

    moment: datetime
    opening: str


@dataclass(frozen=True, slots=True)
class ChatData:
    """Everything about one chat; `copies` counts what was sent to it in the last 30 days, `texts` are sentences it let us keep.

    `drafts` counts what a member of staff has begun there and not confirmed, `live` the things that a message there follows by itself.
    """

    language: Language | None = None
    language_since: datetime | None = None
    subscriber: Subscriber | None = None
    reminders: tuple[Reminder, ...] = ()
    gone: Unreachable | None = None
    copies: int = 0
    last: LastNotice | None = None
    texts: tuple[KeptText, ...] = ()
    drafts: int = 0
    live: int = 0

    @property
    def is_nothing(self) -> bool:
        said = self.language or self.subscriber or self.reminders or self.gone or self.copies or self.texts
        return not (said or self.drafts or self.live)
