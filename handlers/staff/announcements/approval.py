"""Confirming and steering: one person sends it, a second agrees when it is for many; pause, resume and cancel take effect at once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.text import AnnouncementRefused, TextFault
from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.roles import Act
from ektp_core.store import Transaction
from ektp_core.store import announcements as store
from ektp_core.store.outbox import counts_of
from handlers.outgoing.wordings import how_many, wordings
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, ReplyTo, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import APPROVE, ASK_CANCEL, CANCEL, CONFIRM, DISCARD, OPEN, PAUSE, RESUME, ROUTE
from handlers.staff.announcements.asking import ask_time
from handlers.staff.announcements.awaited import await_nothing, seen_now, seen_of
from handlers.staff.announcements.progress import progress_now, second_people
from handlers.staff.announcements.screen import asked, look, show


@CONFIRM.does
async def _confirm(seen: Seen, request: Request, office: Office) -> Reply:
    """Send it, or have it wait for a second person. Everything that the preview checked is checked again in the transaction that decides.

    Raises Changed for whoever comes second; AnnouncementRefused, VisitGone when it stopped being fit to send just now.
    """
    announcement = await seen_now(seen, office)
    if announcement.due and announcement.due <= request.now:
        return await ask_time(announcement, request, office, in_a_sentence(WrongValue("announcement_past"), request.language))
    if (await look(announcement, office)).problem:
        return await show(seen.id, request, office)
    async with office.acting(request, Act.ANNOUNCE, _subject(seen), seen=seen) as doing:
        people = await _people(doing.connection, announcement, office)
        alone = people <= office.settings.second_person_over
        due = announcement.due or (request.now if alone else None)
        await store.confirm(doing.connection, seen.id, seen.version, request.person, due, alone=alone)
        await _watch(doing.connection, seen.id, request)
        doing.details = {"act": "confirm", "people": people}
    await await_nothing(request, office)
    office.outbox_changed.set()
    return await progress_now(seen.id, office) if alone else await _asked_to_agree(seen.id, request, office)


def _subject(seen: Seen) -> Subject:
    return Subject(Thing.ANNOUNCEMENT, seen.id)


async def _people(connection: Transaction, announcement: Announcement, office: Office) -> int:
    """How many it is for, counted as it is decided. Raises AnnouncementRefused, VisitGone."""
    await wordings(connection, announcement, office.board, office.today())
    people = await how_many(connection, announcement, office.board, office.today())
    # A forged button may confirm a draft whose audience was never chosen: that is nobody, not everyone.
    if not people or (announcement.audience is None and announcement.corrects is None):
        raise AnnouncementRefused(TextFault.NOBODY)
    return people


async def _asked_to_agree(number: int, request: Request, office: Office) -> Reply:
    """What the first person sees; everybody who may agree to it gets what they saw before."""
    announcement = await store.one(office.store, number)
    question = asked(announcement, await look(announcement, office), office)
    notices = [ReplyTo(member.person, question) for member in second_people(request.person, office)]
    return replace(await progress_now(number, office, asked_to_agree=len(notices)), notices=notices)


@APPROVE.does
async def _approve(seen: Seen, request: Request, office: Office) -> Reply:
    """The second person agrees to the very version that they saw. Raises like `_confirm`.

    See docs/reliability.md#a-large-announcement-needs-two-people.
    """
    announcement = await seen_now(seen, office)
    try:
        async with office.acting(request, Act.ANNOUNCE, _subject(seen), seen=seen) as doing:
            people = await _people(doing.connection, announcement, office)
            due = _not_before(announcement.due, request.now)
            agreed = await store.approve(doing.connection, seen.id, seen.version, request.person, due)
            await _watch(doing.connection, seen.id, request)
            doing.details = {"act": "approve" if agreed else "confirm", "people": people}
    except store.SamePerson:
        return await show(seen.id, request, office)
    office.outbox_changed.set()
    return await progress_now(seen.id, office) if agreed else await _asked_to_agree(seen.id, request, office)


def _not_before(due: datetime | None, now: datetime) -> datetime:
    return max(due, now) if due else now


async def _watch(connection: Transaction, number: int, request: Request) -> None:
    """The tapped message shows the progress from now on."""
    if request.tap:
        await store.keep_watching(connection, number, request.chat, request.message_id)


# While it is sent


@PAUSE.does
async def _pause(seen: Seen, request: Request, office: Office) -> Reply:
    """Nothing more goes out until somebody resumes it."""
    return await _steer("pause", seen, lambda connection: store.pause(connection, seen.id, seen.version), request, office)


@RESUME.does
async def _resume(seen: Seen, request: Request, office: Office) -> Reply:
    """It goes on where it stopped."""
    return await _steer("resume", seen, lambda connection: store.resume(connection, seen.id, seen.version, request.now), request, office)


@CANCEL.does
async def _cancel(seen: Seen, request: Request, office: Office) -> Reply:
    """End it: what was not sent is not sent. When all was sent while the question stood, that is said."""
    try:
        return await _steer("cancel", seen, lambda connection: store.cancel(connection, seen.id, seen.version), request, office)
    except Changed:
        if (await store.one(office.store, seen.id)).state is not AnnouncementState.CLOSED:
            raise
        return await progress_now(seen.id, office, too_late=True)


async def _steer(act: str, seen: Seen, move: Callable[[Transaction], Awaitable[None]], request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ANNOUNCE, _subject(seen), seen=seen) as doing:
        await move(doing.connection)
        await _watch(doing.connection, seen.id, request)
        doing.details = {"act": act}
    office.outbox_changed.set()
    return await progress_now(seen.id, office)


@ASK_CANCEL.does
async def _ask_cancel(seen: Seen, request: Request, office: Office) -> Reply:
    """Once more: what was not sent will not be sent."""
    announcement = await seen_now(seen, office)
    if announcement.state not in store.UNDER_WAY:
        return await progress_now(announcement.id, office, too_late=True)
    counts = await counts_of(office.store, announcement.id)
    rows = [CANCEL.button("announcement_cancel_now", seen_of(announcement)), OPEN.button("keep", announcement.id)]
    return reply("staff/announcements/cancel", rows, announcement=announcement, counts=counts)


@DISCARD.does
async def _discard(seen: Seen, request: Request, office: Office) -> Reply:
    """Throw a draft away. Raises Changed."""
    announcement = await seen_now(seen, office)
    async with office.acting(request, Act.ANNOUNCE, _subject(seen), seen=seen) as doing:
        await store.discard(doing.connection, seen.id, seen.version)
        doing.details = {"act": "discard"}
    await await_nothing(request, office)
    return reply("staff/announcements/discarded", [button(ROUTE, label="announcements")], announcement=announcement)
