"""What is sent to many: its states, the state of each copy, and what both add up to (docs/reliability.md#nobody-is-silently-missed)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from ektp_core.announcements.audience import Audience
from ektp_core.announcements.delivery import DeliveryCounts

LONGEST_TEXT = 4096
"""Telegram's limit of a message, in UTF-16 units after its formatting is taken out."""

LONGEST_CAPTION = 1024
"""The same for the words under a picture or a file."""


BULK_RATE = 28.0
"""Messages a second to many: Telegram's 30, with room for answers; a setting."""


class AnnouncementKind(StrEnum):
    """Why something is sent. A correction edits, a retraction deletes the copies that an earlier one has delivered."""

    ANNOUNCEMENT = "announcement"
    NOTICE = "notice"
    REMINDER = "reminder"
    CORRECTION = "correction"
    RETRACTION = "retraction"


AUTOMATIC = frozenset({AnnouncementKind.NOTICE, AnnouncementKind.REMINDER})
"""What nobody sends by hand: never at night, and before everything else."""

BY_HAND = frozenset({AnnouncementKind.ANNOUNCEMENT, AnnouncementKind.CORRECTION, AnnouncementKind.RETRACTION})
"""What staff write and confirm."""

FOLLOWED = frozenset({AnnouncementKind.ANNOUNCEMENT, AnnouncementKind.NOTICE})
"""What comes because something is followed."""

NEW_MESSAGES = FOLLOWED | {AnnouncementKind.REMINDER}
"""What arrives as a message of its own. Corrections only mend one that is there: a wrong date is put right for those who left, too."""


class AnnouncementState(StrEnum):
    """Where an announcement stands. Copies exist from SENDING on; the last four are ends."""

    DRAFT = "draft"
    WAITING = "waiting"
    """Confirmed by one, and too large to go without a second: at once, or because its audience has grown until its time came."""

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
        AnnouncementState.DRAFT: frozenset({AnnouncementState.WAITING, AnnouncementState.SCHEDULED, AnnouncementState.DISCARDED}),
        AnnouncementState.WAITING: frozenset({AnnouncementState.DRAFT, AnnouncementState.SCHEDULED, AnnouncementState.DISCARDED}),
        AnnouncementState.SCHEDULED: frozenset(
            {
                AnnouncementState.DRAFT,
                AnnouncementState.WAITING,
                AnnouncementState.SENDING,
                AnnouncementState.PAUSED,
                AnnouncementState.CANCELLED,
            }
        ),
        AnnouncementState.SENDING: frozenset(
            {AnnouncementState.PAUSED, AnnouncementState.STOPPED, AnnouncementState.CANCELLED, AnnouncementState.CLOSED}
        ),
        AnnouncementState.PAUSED: frozenset(
            {AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.STOPPED, AnnouncementState.CANCELLED}
        ),
        AnnouncementState.STOPPED: frozenset(),
        AnnouncementState.CANCELLED: frozenset(),
        AnnouncementState.CLOSED: frozenset(),
        AnnouncementState.DISCARDED: frozenset(),
    }
)
"""The allowed moves. An edit brings what waits or is scheduled back to DRAFT: an approval is for one text."""


def before(state: AnnouncementState) -> tuple[AnnouncementState, ...]:
    """The states from which an announcement may come to this one."""
    return tuple(earlier for earlier, later in MOVES.items() if state in later)


class Reason(StrEnum):
    """Why an announcement does not go on, or a copy did not arrive. Why a chat is gone says `UnreachableReason`."""

    STAFF = "staff"
    """Somebody of the office paused or cancelled it."""

    TEXT_REFUSED = "text_refused"
    """Telegram takes these words for nobody; the alarm tells what it said."""

    RESTORED = "restored"
    """The database is a restored copy: others may have been sent since it was made."""

    CONTRADICTS = "contradicts"
    """The schedule has changed since it was confirmed, and its text says otherwise now."""

    CANNOT_FILL = "cannot_fill"
    """The schedule has changed since it was confirmed, and its placeholders or its audience are gone."""

    VISIT_CHANGED = "visit_changed"
    """What an automatic notice says of a visit is not so any more."""

    TOO_LATE = "too_late"
    """Its time is over."""

    LEFT = "left"
    """The reader left before their turn."""

    CRASH = "crash"
    """The bot ended while the request was under way."""

    UNKNOWN_MESSAGE = "unknown_message"
    """Nobody knows whether the copy arrived, nor as which message: it cannot be corrected."""

    ERASED = "erased"
    """The reader had their data erased: nobody knows any more where the copy is."""

    MOVED = "moved"
    """The group moved after it got the copy, whose number means another message there."""

    LATE = "late"
    """An outage held it up for more than an hour past its time: somebody must say whether it still goes."""

    FAILED = "failed"
    """It could not be started because of a fault of the bot, which is in its log."""

    UNCHANGEABLE = "unchangeable"
    """Telegram does not let the bot change or delete this message any more."""


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
class Announcement:
    """One announcement. `text` is Telegram HTML with placeholders; `version` grows with each edit, and buttons name the one they showed.

    `due` is None for at once; `counts` are those it was closed with. A correction `corrects` the copies of an announcement where they
    are, or `retells` it in a new message. `part_of` is what staff have confirmed, where this changes further copies for it.
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
    made_by: int
    confirmed_by: int | None = None
    approved_by: int | None = None
    started: datetime | None = None
    closed: datetime | None = None
    reason: Reason | None = None
    counts: DeliveryCounts = DeliveryCounts()
    despite: int = 0
    """The mark of the contradictions to the schedule that it was confirmed with."""

    retells: int | None = None
    part_of: int | None = None

    @property
    def mends(self) -> int | None:
        """The announcement that it corrects, retells or retracts."""
        return self.corrects or self.retells

    @property
    def reference(self) -> str:
        """How people name it: "A-17"."""
        return f"A-{self.id}"

    @property
    def is_over(self) -> bool:
        return not MOVES[self.state]

    def as_of(self, now: datetime) -> "Announcement":
        """As people call it at a moment: what was confirmed for a moment that has come is being sent, though its copies are yet made."""
        has_come = self.state is AnnouncementState.SCHEDULED and self.due is not None and self.due <= now
        return replace(self, state=AnnouncementState.SENDING) if has_come else self

    @property
    def is_settled(self) -> bool:
        """Whether its numbers stay as they are: every copy has ended, or none will be made."""
        return self.closed is not None or self.state is AnnouncementState.DISCARDED
