"""What may be done about an announcement that is over: correct it where it stands or anew, delete it, or send it to those who got none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.delivery import DeliveryCounts

DELETABLE = timedelta(hours=48)
"""Telegram lets bots delete their messages for so long."""

CORRECTABLE = frozenset({AnnouncementKind.ANNOUNCEMENT, AnnouncementKind.CORRECTION})
"""Only words that staff wrote are written anew; what was told automatically follows its visit."""

RETRACTABLE = CORRECTABLE | {AnnouncementKind.NOTICE}

CHANGING_COPIES = frozenset({AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.PAUSED})
"""Confirmed and not over: a correction or retraction in these states changes copies, or will."""

UNFINISHED = frozenset({AnnouncementState.STOPPED, AnnouncementState.CANCELLED})
"""Ends before everybody had a copy."""


@dataclass(frozen=True, slots=True)
class CopiesChange:
    """A correction or retraction of an announcement: where it stands, and how many copies it did not change."""

    id: int
    kind: AnnouncementKind
    state: AnnouncementState
    missed: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionState:
    """What became of the copies of an announcement: the correction whose words they show, and the retraction that deleted them."""

    corrected_by: int | None = None
    retracted_by: int | None = None
    all_deleted: bool = False
    """There is nothing left to correct."""


class OtherUnderWay(Exception):
    """Another correction or retraction of the same copies is under way: the older could win. `number` waits, `other` goes on."""

    def __init__(self, number: int, other: int) -> None:
        super().__init__(number, other)
        self.number = number
        self.other = other


class Heading(StrEnum):
    """What stands above the words of a copy, of an announcement that was told again."""

    CORRECTION = "correction"
    """The newest telling: what it corrects."""

    CORRECTED = "corrected"
    """An earlier copy, which says the same words by now: where it was told again."""


def whose_copies(announcement: Announcement) -> int:
    """The announcement whose copies are meant: a correction of a correction changes those that were sent first."""
    return announcement.mends or announcement.id


def heading_of(copies_of: int, tellings: Sequence[int]) -> tuple[Heading, int] | None:
    """What stands above the copies of one of the `tellings` of an announcement (the first and each retelling), and which other it names."""
    first, newest = tellings[0], tellings[-1]
    if newest == first:
        return None
    return (Heading.CORRECTION, first) if copies_of == newest else (Heading.CORRECTED, newest)


def correction_state(changes: Iterable[CopiesChange]) -> CorrectionState:
    """What the changes of an announcement, oldest first, have made of its copies. Only what ended as it should has changed them all."""
    closed = [change for change in changes if change.state is AnnouncementState.CLOSED]
    corrections = [change.id for change in closed if change.kind is AnnouncementKind.CORRECTION]
    retractions = [change for change in closed if change.kind is AnnouncementKind.RETRACTION]
    return CorrectionState(
        corrected_by=corrections[-1] if corrections else None,
        retracted_by=retractions[-1].id if retractions else None,
        all_deleted=any(not change.missed for change in retractions),
    )


def keep_apart(number: int, changes: Iterable[CopiesChange]) -> None:
    """One change of the same copies at a time may be under way. Raises OtherUnderWay for this one while another is."""
    for change in changes:
        if change.id != number and change.state in CHANGING_COPIES:
            raise OtherUnderWay(number, change.id)


def may_correct(announcement: Announcement, counts: DeliveryCounts, state: CorrectionState) -> bool:
    """Whether its copies may get other words: once it is over (no copy is under way any more), some arrived, and some are left."""
    return announcement.kind in CORRECTABLE and _has_copies(announcement, counts, state)


def may_retract(announcement: Announcement, counts: DeliveryCounts, state: CorrectionState) -> bool:
    """Whether its copies may be deleted: once. What a retraction has missed cannot be deleted any more."""
    return announcement.kind in RETRACTABLE and state.retracted_by is None and _has_copies(announcement, counts, state)


def may_send_rest(announcement: Announcement) -> bool:
    """Whether those of its audience who got no copy may get it after all: when it began and was stopped or cancelled."""
    is_unfinished = announcement.started is not None and announcement.state in UNFINISHED
    return is_unfinished and announcement.audience is not None and announcement.mends is None


def is_too_old_to_delete(sent: Announcement, now: datetime) -> bool:
    """Whether Telegram lets the bot delete none of its copies any more: the last went out too long ago."""
    return sent.closed is not None and sent.closed <= now - DELETABLE


def some_too_old_to_delete(sent: Announcement, now: datetime) -> bool:
    """Whether its first copies can no longer be deleted."""
    return sent.started is not None and sent.started <= now - DELETABLE


def _has_copies(announcement: Announcement, counts: DeliveryCounts, state: CorrectionState) -> bool:
    return announcement.is_over and counts.delivered > 0 and not state.all_deleted
