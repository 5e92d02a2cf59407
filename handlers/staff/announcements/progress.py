"""How far an announcement has come, and the report once it is over: the message that staff watch."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.corrections import CorrectionState, may_correct, may_retract, may_send_rest, whose_copies
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.office import Office
from ektp_core.roles import Act, Member, may
from ektp_core.store import announcements as store
from ektp_core.store.corrections import correction_state_of
from ektp_core.store.outbox import counts_now
from ektp_core.store.watches import Live, LiveKind
from handlers.reply import Reply, Row, button, reply
from handlers.staff.announcements.acts import ASK_CANCEL, CORRECT, OPEN, PAUSE, RESUME, RETRACT, ROUTE, SEND_REST
from handlers.staff.announcements.awaited import seen_of
from handlers.staff.way_to_desk import TO_DESK

CELLS = 10
NAMES = 5
NO_REASONS: Mapping[str, int] = MappingProxyType({})
UNCORRECTED = CorrectionState()


Part = tuple[Announcement, DeliveryCounts]
"""Further copies that are changed with an announcement, and how many stand where."""


class NothingDone(StrEnum):
    """Why a button did nothing, where that is nobody else's doing."""

    TOO_LATE = "too_late"
    """All of it was sent while the question stood."""

    DONE_BEFORE = "done_before"
    """The first tap of the same person did it."""

    OWN_PROPOSAL = "own_proposal"
    """Nobody is their own second person."""


def progress(
    announcement: Announcement,
    counts: DeliveryCounts,
    office: Office,
    *,
    rate: float | None = None,
    reasons: Mapping[str, int] = NO_REASONS,
    corrections: CorrectionState = UNCORRECTED,
    parts: Sequence[Part] = (),
    changed_by: str | None = None,
    asked_to_agree: int | None = None,
    nothing_done: NothingDone | None = None,
) -> Reply:
    """The bar and the numbers while it runs, the four that add up when it is over; `reasons` say why copies did not arrive.

    `corrections` are what was made of the copies afterwards, `parts` the further copies that it changes itself. `rate` is in copies a
    second as measured; None for the one that the office has set. `changed_by` is who was first where a button did nothing, "" for the
    person themselves; `asked_to_agree` how many people were sent it for their agreement just now; `nothing_done` says why the tapped
    button did nothing.
    """
    audience, announcement = counts.audience, announcement.as_of(office.now())
    shown = reply(
        "staff/announcements/progress",
        *_rows(announcement, counts, corrections),
        announcement=announcement,
        counts=counts,
        corrections=corrections,
        parts=parts,
        share=counts.ended * 100 // audience if audience else 0,
        filled=counts.ended * CELLS // audience if audience else 0,
        cells=CELLS,
        rate=rate,
        minutes=minutes(counts.open, rate if rate and rate > 0 else office.settings.bulk_rate),
        reasons=reasons,
        now=office.now().astimezone(office.zone),
        due=announcement.due and announcement.due.astimezone(office.zone),
        begun=announcement.started and announcement.started.astimezone(office.zone),
        ended=announcement.closed and announcement.closed.astimezone(office.zone),
        people={member.person: member.name for member in office.public.members},
        may_agree=[member.name for member in second_people(announcement.confirmed_by, office)][:NAMES],
        changed_by=changed_by,
        asked_to_agree=asked_to_agree,
        nothing_done=nothing_done,
    )
    return shown if announcement.is_settled else replace(shown, live=Live(LiveKind.ANNOUNCEMENT, announcement.id))


def second_people(first: int | None, office: Office) -> list[Member]:
    """Who may agree to what the first person has confirmed."""
    return [member for member in office.public.members if may(member, Act.ANNOUNCE) and member.person != first]


async def progress_now(
    number: int,
    office: Office,
    *,
    changed_by: str | None = None,
    asked_to_agree: int | None = None,
    nothing_done: NothingDone | None = None,
) -> Reply:
    """`progress` with the numbers of this moment. Raises AnnouncementGone."""
    announcement = await store.one(office.store, number)
    if announcement.part_of:
        announcement = await store.one(office.store, announcement.part_of)
    number = announcement.id
    is_over = announcement.is_over
    return progress(
        announcement,
        await counts_now(office.store, announcement),
        office,
        reasons=await store.reasons_of(office.store, number) if is_over else NO_REASONS,
        corrections=await correction_state_of(office.store, whose_copies(announcement)) if is_over else UNCORRECTED,
        parts=await parts_now(announcement, office),
        changed_by=changed_by,
        asked_to_agree=asked_to_agree,
        nothing_done=nothing_done,
    )


async def parts_now(announcement: Announcement, office: Office) -> list[Part]:
    """The further copies that a correction or retraction changes, with their numbers of this moment."""
    if announcement.mends is None or announcement.started is None:
        return []
    parts = await store.parts_of(office.store, announcement.id)
    return [(each, await counts_now(office.store, each)) for each in reversed(parts)]


def minutes(people: int, rate: float) -> int:
    """How many minutes so many people take, rounded up; 0 when it is less than one."""
    seconds = people / rate
    return 0 if seconds < 60 else -int(-seconds // 60)


def _rows(announcement: Announcement, counts: DeliveryCounts, corrections: CorrectionState) -> list[Row]:
    """What may be done with it in this state."""
    seen = seen_of(announcement)
    cancel = ASK_CANCEL.button("announcement_cancel", seen)
    open_it = OPEN.button("announcement_open", announcement.id)
    back = [button(ROUTE, label="announcements"), TO_DESK]
    match announcement.state:
        case AnnouncementState.SENDING:
            return [[PAUSE.button("announcement_pause", seen), cancel], back]
        case AnnouncementState.PAUSED:
            return [[RESUME.button("announcement_resume", seen), cancel], back]
        case AnnouncementState.SCHEDULED:
            return [[open_it, cancel], back]
        case AnnouncementState.DRAFT | AnnouncementState.WAITING:
            return [[open_it], back]
    return [*_afterwards(announcement, counts, corrections), back]


def _afterwards(announcement: Announcement, counts: DeliveryCounts, corrections: CorrectionState) -> list[Row]:
    """What can still be done about copies that arrived, and about people who got none."""
    seen = seen_of(announcement)
    correct = [CORRECT.button("announcement_correct", seen)] if may_correct(announcement, counts, corrections) else []
    retract = [RETRACT.button("announcement_retract", seen)] if may_retract(announcement, counts, corrections) else []
    rest = [SEND_REST.button("announcement_rest", seen)] if may_send_rest(announcement) else []
    return [row for row in ([*correct, *retract], rest) if row]
