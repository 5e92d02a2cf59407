"""Before an announcement is sent: one person confirms it, a second agrees when it is for many."""

from dataclasses import replace
from datetime import datetime

from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.approval import needs_second_person
from ektp_core.announcements.contradictions import mark_of
from ektp_core.announcements.text import AnnouncementRefused, TextFault
from ektp_core.audit import Changed
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.roles import Act
from ektp_core.store import Transaction
from ektp_core.store import announcements as store
from handlers.outgoing.contradicted import contradicted
from handlers.outgoing.wordings import check_earlier_copies, how_many, wordings
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, ReplyTo
from handlers.request import Request
from handlers.staff.announcements.acts import APPROVE, CONFIRM, Decision
from handlers.staff.announcements.asking import ask_time
from handlers.staff.announcements.awaited import await_nothing, seen_now, seen_of, subject_of
from handlers.staff.announcements.progress import NothingDone, progress_now, second_people
from handlers.staff.announcements.screen import asked, look, show


@CONFIRM.does
async def _confirm(decision: Decision, request: Request, office: Office) -> Reply:
    """Send it, or have it wait for a second person. Everything that the preview checked is checked again in the transaction that decides.

    What contradicts the schedule has to be what the tapped button named, or it is shown first.

    Raises Changed for whoever comes second; AnnouncementRefused, VisitGone when it stopped being fit to send just now.
    """
    seen = decision.seen
    announcement = await seen_now(seen, office)
    if announcement.state is not AnnouncementState.DRAFT:
        return await _decided_before(announcement, announcement.confirmed_by, request, office)
    if announcement.due and announcement.due <= request.now:
        return await ask_time(announcement, request, office, in_a_sentence(WrongValue("announcement_past"), request.language))
    looks = await look(announcement, office)
    if looks.problem or mark_of(looks.contradictions) != decision.despite:
        return await show(seen.id, request, office)
    async with office.acting(request, Act.ANNOUNCE, subject_of(seen), seen=seen) as doing:
        people = await _people(doing.connection, announcement, office)
        alone = not needs_second_person(people, office.settings.second_person_over)
        due = announcement.due or (request.now if alone else None)
        await store.confirm(doing.connection, seen.id, seen.version, request.person, due, alone=alone, despite=decision.despite)
        doing.details = {"act": "confirm", "people": people}
    await await_nothing(request, office)
    office.outbox_changed.set()
    return await progress_now(seen.id, office) if alone else await _asked_to_agree(seen.id, request, office)


async def _people(connection: Transaction, announcement: Announcement, office: Office) -> int:
    """How many it is for, counted as it is decided. Raises AnnouncementRefused, VisitGone."""
    await wordings(connection, announcement, office.board, office.today())
    await check_earlier_copies(connection, announcement, office.board, office.today())
    people = await how_many(connection, announcement, office.board, office.today())
    # A forged button may confirm a draft whose audience was never chosen: that is nobody, not everyone.
    if not people or (announcement.audience is None and announcement.mends is None):
        raise AnnouncementRefused(TextFault.NOBODY)
    return people


async def _asked_to_agree(number: int, request: Request, office: Office) -> Reply:
    """What the first person sees; everybody who may agree to it gets what they saw before."""
    announcement = await store.one(office.store, number)
    question = asked(announcement, await look(announcement, office), office)
    notices = [ReplyTo(member.person, question) for member in second_people(request.person, office)]
    return replace(await progress_now(number, office, asked_to_agree=len(notices)), notices=notices)


@APPROVE.does
async def _approve(decision: Decision, request: Request, office: Office) -> Reply:
    """The second person agrees to the very version that they saw; whoever proposed it hears that another must. Raises like `_confirm`.

    See docs/reliability.md#a-large-announcement-needs-two-people.
    """
    seen = decision.seen
    announcement = await seen_now(seen, office)
    if announcement.state is not AnnouncementState.WAITING:
        return await _decided_before(announcement, announcement.approved_by, request, office)
    if announcement.confirmed_by != request.person and mark_of(contradicted(announcement, office)) != decision.despite:
        return await show(seen.id, request, office)
    try:
        async with office.acting(request, Act.ANNOUNCE, subject_of(seen), seen=seen) as doing:
            people = await _people(doing.connection, announcement, office)
            due = _not_before(announcement.due, request.now)
            agreed = await store.approve(doing.connection, seen.id, seen.version, request.person, due)
            doing.details = {"act": "approve" if agreed else "confirm", "people": people}
    except store.SamePerson:
        return await progress_now(seen.id, office, nothing_done=NothingDone.OWN_PROPOSAL)
    office.outbox_changed.set()
    return await progress_now(seen.id, office) if agreed else await _asked_to_agree(seen.id, request, office)


async def _decided_before(announcement: Announcement, decided_by: int | None, request: Request, office: Office) -> Reply:
    """A second tap says what became of the first. Raises Changed for whoever comes after somebody else."""
    if decided_by != request.person or announcement.state is AnnouncementState.DISCARDED:
        raise Changed(subject_of(seen_of(announcement)))
    return await progress_now(announcement.id, office, nothing_done=NothingDone.DONE_BEFORE)


def _not_before(due: datetime | None, now: datetime) -> datetime:
    return max(due, now) if due else now
