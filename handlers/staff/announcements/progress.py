"""How far an announcement has come, and the report once it is over: the message that staff watch."""

from collections.abc import Mapping
from types import MappingProxyType

from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.corrections import CorrectionState, may_correct, may_retract, may_send_rest, whose_copies
from ektp_core.announcements.delivery import Counts
from ektp_core.office import Office
from ektp_core.roles import Act, Member, may
from ektp_core.store import announcements as store
from ektp_core.store.corrections import correction_state_of
from ektp_core.store.outbox import counts_now
from handlers.reply import Reply, Row, button, reply
from handlers.staff.announcements.buttons import ROUTE, act_button, open_button

CELLS = 10
NAMES = 5
NO_REASONS: Mapping[str, int] = MappingProxyType({})
UNCORRECTED = CorrectionState()


def progress(
    announcement: Announcement,
    counts: Counts,
    rate: float | None,
    office: Office,
    reasons: Mapping[str, int] = NO_REASONS,
    corrections: CorrectionState = UNCORRECTED,
) -> Reply:
    """The bar and the numbers while it runs, the four that add up when it is over; `reasons` say why copies did not arrive.

    `corrections` are what was made of the copies afterwards.

    `rate` is in copies a second as measured; None for the one that the office has set.
    """
    audience = counts.audience
    speed = rate if rate and rate > 0 else office.settings.bulk_rate
    return reply(
        "staff/announcements/progress",
        *_rows(announcement, counts, corrections),
        announcement=announcement,
        counts=counts,
        corrections=corrections,
        share=counts.ended * 100 // audience if audience else 0,
        filled=counts.ended * CELLS // audience if audience else 0,
        cells=CELLS,
        rate=rate,
        minutes=minutes(counts.open, speed),
        reasons=reasons,
        due=announcement.due and announcement.due.astimezone(office.zone),
        begun=announcement.started and announcement.started.astimezone(office.zone),
        ended=announcement.closed and announcement.closed.astimezone(office.zone),
        people={member.person: member.name for member in office.public.members},
        may_agree=[member.name for member in second_people(announcement.confirmed_by, office)][:NAMES],
    )


def second_people(first: int | None, office: Office) -> list[Member]:
    """Who may agree to what the first person has confirmed."""
    return [member for member in office.public.members if may(member, Act.ANNOUNCE) and member.person != first]


async def progress_now(number: int, office: Office) -> Reply:
    """`progress` with the numbers of this moment. Raises AnnouncementGone."""
    found = await store.one(office.store, number)
    counts = await counts_now(office.store, found)
    reasons = await store.reasons_of(office.store, number) if found.is_over else NO_REASONS
    corrections = await correction_state_of(office.store, whose_copies(found)) if found.is_over else UNCORRECTED
    return progress(found, counts, None, office, reasons, corrections)


def minutes(people: int, rate: float) -> int:
    """How many minutes so many people take, rounded up; 0 when it is less than one."""
    seconds = people / rate
    return 0 if seconds < 60 else -int(-seconds // 60)


def _rows(announcement: Announcement, counts: Counts, corrections: CorrectionState) -> list[Row]:
    """What may be done with it in this state."""
    cancel = act_button("C", announcement, "announcement_cancel")
    open_it = open_button(announcement.id, "announcement_open")
    back = [button(ROUTE, label="announcements")]
    match announcement.state:
        case AnnouncementState.SENDING:
            return [[act_button("P", announcement, "announcement_pause"), cancel], back]
        case AnnouncementState.PAUSED:
            return [[act_button("R", announcement, "announcement_resume"), cancel], back]
        case AnnouncementState.SCHEDULED:
            return [[open_it, cancel], back]
        case AnnouncementState.DRAFT | AnnouncementState.WAITING:
            return [[open_it], back]
    return [*_afterwards(announcement, counts, corrections), back]


def _afterwards(announcement: Announcement, counts: Counts, corrections: CorrectionState) -> list[Row]:
    """What can still be done about copies that arrived, and about people who got none."""
    correct = [act_button("o", announcement, "announcement_correct")] if may_correct(announcement, counts, corrections) else []
    retract = [act_button("z", announcement, "announcement_retract")] if may_retract(announcement, counts, corrections) else []
    rest = [act_button("y", announcement, "announcement_rest")] if may_send_rest(announcement) else []
    return [row for row in ([*correct, *retract], rest) if row]
