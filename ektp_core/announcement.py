"""What is sent to many: its states, the state of each copy, and what both add up to (RELIABILITY 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ektp_core.audience import Audience

LONGEST_TEXT = 4096
"""Telegram's limit of a message, in UTF-16 units after its formatting is taken out."""

LONGEST_CAPTION = 1024
"""The same for the words under a picture or a file."""

SECOND_PERSON_OVER = 5_000
"""More people than this need a second member of staff (RELIABILITY promise 20); a setting."""


class AnnouncementKind(StrEnum):
    """Why something is sent. A correction edits, a retraction deletes the copies that an earlier one has delivered."""

    ANNOUNCEMENT = "announcement"
    NOTICE = "notice"
    REMINDER = "reminder"
    CORRECTION = "correction"
    RETRACTION = "retraction"


class AnnouncementState(StrEnum):
    """Where an announcement stands. Copies exist from SENDING on; the last four are ends."""

    DRAFT = "draft"
    WAITING = "waiting"
    """Confirmed by one, and too large to go without a second."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    """Telegram refuses the text; what was not sent is skipped."""

    CANCELLED = "cancelled"
    CLOSED = "closed"
    DISCARDED = "discarded"


MOVES: Mapping[AnnouncementState, frozenset[AnnouncementState]] = MappingProxyType(
    {
        AnnouncementState.DRAFT: frozenset(
            {AnnouncementState.WAITING, AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.DISCARDED}
        ),
        AnnouncementState.WAITING: frozenset(
            {AnnouncementState.DRAFT, AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.DISCARDED}
        ),
        AnnouncementState.SCHEDULED: frozenset(
            {AnnouncementState.DRAFT, AnnouncementState.SENDING, AnnouncementState.PAUSED, AnnouncementState.CANCELLED}
        ),
        AnnouncementState.SENDING: frozenset(
            {AnnouncementState.PAUSED, AnnouncementState.STOPPED, AnnouncementState.CANCELLED, AnnouncementState.CLOSED}
        ),
        AnnouncementState.PAUSED: frozenset({AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.CANCELLED}),
        AnnouncementState.STOPPED: frozenset(),
        AnnouncementState.CANCELLED: frozenset(),
        AnnouncementState.CLOSED: frozenset(),
        AnnouncementState.DISCARDED: frozenset(),
    }
)
"""The allowed moves. An edit brings what waits or is scheduled back to DRAFT: an approval is for one text."""


class DeliveryState(StrEnum):
    """Where one copy stands; the last four are ends, and add up to the audience (RELIABILITY promise 1)."""

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


CALLED_BACK: Mapping[DeliveryState, DeliveryState] = MappingProxyType(
    {
        DeliveryState.PENDING: DeliveryState.SKIPPED,
        DeliveryState.DEFERRED: DeliveryState.UNCERTAIN,
        DeliveryState.SENDING: DeliveryState.SENDING,
    }
)
"""What becomes of a copy whose reader left, or whose announcement was ended. One under way ends by itself, and is not sent again."""


class FileKind(StrEnum):
    """What goes with the text."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A picture or file that Telegram holds, by the id under which the bot may send it again."""

    kind: FileKind
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
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


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement. `text` is Telegram HTML with placeholders; `version` grows with each edit, and buttons name the one they showed.

    `people` is the number of copies once sending began; `due` is None for at once; `expires` is the moment after which an unsent copy
    would come too late.
    """

    id: int
    kind: AnnouncementKind
    state: AnnouncementState
    version: int
    audience: Audience | None
    text: str
    file: SentBefore | None
    visit: int | None
    corrects: int | None
    due: datetime | None
    expires: datetime | None
    made_by: int
    made_at: datetime
    confirmed_by: int | None = None
    approved_by: int | None = None
    started: datetime | None = None
    closed: datetime | None = None
    reason: str | None = None
    counts: Counts = Counts()

    @property
    def reference(self) -> str:
        """How people name it: "A-17"."""
        return f"A-{self.id}"

    @property
    def is_over(self) -> bool:
        return not MOVES[self.state]
