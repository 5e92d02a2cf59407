"""Confirming and steering: one person sends it, a second agrees when it is for many; pause, resume and cancel take effect at once."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.text import AnnouncementRefused, TextFault
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.reading.fields import WrongValue
from ektp_core.roles import Act
from ektp_core.store import Transaction
from ektp_core.store import announcements as store
from ektp_core.store.outbox import counts_of
from handlers.outgoing.wordings import how_many, wordings
from handlers.refusals import in_a_sentence
from handlers.reply import Notice, Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.buttons import ROUTE, Seen, act_button, await_nothing, open_button, seen_now
from handlers.staff.announcements.drafts import ask_time
from handlers.staff.announcements.progress import progress_now, second_people
from handlers.staff.announcements.screen import asked, look, show


async def confirm(wanted: str, request: Request, office: Office) -> Reply:
    """Send it, or have it wait for a second person. Everything that the preview checked is checked again in the transaction that decides.

    Raises Changed for whoever comes second; AnnouncementRefused, VisitGone when it stopped being fit to send just now.
    """
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    if announcement.due and announcement.due <= request.now:
        return await ask_time(announcement, request, office, in_a_sentence(WrongValue("announcement_past"), request.language))
    if (await look(announcement, office)).problem:
        return await show(seen.number, request, office)
    async with office.acting(request, Act.ANNOUNCE) as doing:
        people = await _people(doing.connection, announcement, office)
        alone = people <= office.settings.second_person_over
        due = announcement.due or (request.now if alone else None)
        await store.confirm(doing.connection, seen.number, seen.version, request.person, due, alone=alone)
        await _watch(doing.connection, seen.number, request)
        doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, seen.number), {"act": "confirm", "people": people}
    await await_nothing(request, office)
    office.outbox_changed.set()
    shown = await progress_now(seen.number, office)
    return shown if alone else await _told(shown, seen.number, request, office)


async def _people(connection: Transaction, announcement: Announcement, office: Office) -> int:
    """How many it is for, counted as it is decided. Raises AnnouncementRefused, VisitGone."""
    await wordings(connection, announcement, office.board, office.today())
    people = await how_many(connection, announcement, office.board, office.today())
    # A forged button may confirm a draft whose audience was never chosen: that is nobody, not everyone.
    if not people or (announcement.audience is None and announcement.corrects is None):
        raise AnnouncementRefused(TextFault.NOBODY)
    return people


async def _told(confirmed: Reply, number: int, request: Request, office: Office) -> Reply:
    """What the first person sees; everybody who may agree to it gets what they saw before."""
    notices = await _second_people(number, request, office)
    return replace(confirmed, values=dict(confirmed.values, told=len(notices)), notices=notices)


async def _second_people(number: int, request: Request, office: Office) -> list[Notice]:
    found = await store.one(office.store, number)
    shown = asked(found, await look(found, office), office)
    return [Notice(member.person, shown) for member in second_people(request.person, office)]


async def approve(wanted: str, request: Request, office: Office) -> Reply:
    """The second person agrees to the very version that they saw. Raises like `confirm`.

    See docs/reliability.md#a-large-announcement-needs-two-people.
    """
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    try:
        async with office.acting(request, Act.ANNOUNCE) as doing:
            people = await _people(doing.connection, announcement, office)
            due = _not_before(announcement.due, request.now)
            agreed = await store.approve(doing.connection, seen.number, seen.version, request.person, due)
            await _watch(doing.connection, seen.number, request)
            doing.subject = Subject(Thing.ANNOUNCEMENT, seen.number)
            doing.details = {"act": "approve" if agreed else "confirm", "people": people}
    except store.SamePerson:
        return await show(seen.number, request, office)
    office.outbox_changed.set()
    shown = await progress_now(seen.number, office)
    return shown if agreed else await _told(shown, seen.number, request, office)


def _not_before(due: datetime | None, now: datetime) -> datetime:
    return max(due, now) if due else now


async def _watch(connection: Transaction, number: int, request: Request) -> None:
    """The tapped message shows the progress from now on."""
    if request.tap:
        await store.keep_watching(connection, number, request.chat, request.message_id)


# While it is sent

Move = Callable[[Transaction, Seen, datetime], Awaitable[None]]


def _step(name: str, move: Move) -> Callable[[str, Request, Office], Awaitable[Reply]]:
    async def step(wanted: str, request: Request, office: Office) -> Reply:
        seen = Seen.parse(wanted)
        await seen_now(seen, office)
        async with office.acting(request, Act.ANNOUNCE) as doing:
            await move(doing.connection, seen, request.now)
            await _watch(doing.connection, seen.number, request)
            doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, seen.number), {"act": name}
        office.outbox_changed.set()
        return await progress_now(seen.number, office)

    return step


pause = _step("pause", lambda connection, seen, _: store.pause(connection, seen.number, seen.version))
resume = _step("resume", lambda connection, seen, now: store.resume(connection, seen.number, seen.version, now))
_cancel = _step("cancel", lambda connection, seen, _: store.cancel(connection, seen.number, seen.version))


async def cancel(wanted: str, request: Request, office: Office) -> Reply:
    """End it: what was not sent is not sent. When all was sent while the question stood, that is said."""
    try:
        return await _cancel(wanted, request, office)
    except Changed:
        number = Seen.parse(wanted).number
        if (await store.one(office.store, number)).state is not AnnouncementState.CLOSED:
            raise
        return await _too_late(number, office)


async def _too_late(number: int, office: Office) -> Reply:
    shown = await progress_now(number, office)
    return replace(shown, values=dict(shown.values, too_late=True))


async def ask_cancel(wanted: str, request: Request, office: Office) -> Reply:
    """Once more: what was not sent will not be sent."""
    announcement = await seen_now(Seen.parse(wanted), office)
    if announcement.state not in store.UNDER_WAY:
        return await _too_late(announcement.id, office)
    counts = await counts_of(office.store, announcement.id)
    rows = [act_button("X", announcement, "announcement_cancel_now"), open_button(announcement.id, "keep")]
    return reply("staff/announcements/cancel", rows, announcement=announcement, counts=counts)


async def discard(wanted: str, request: Request, office: Office) -> Reply:
    """Throw a draft away. Raises Changed."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    async with office.acting(request, Act.ANNOUNCE) as doing:
        await store.discard(doing.connection, seen.number, seen.version)
        doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, seen.number), {"act": "discard"}
    await await_nothing(request, office)
    return reply("staff/announcements/discarded", [button(ROUTE, label="announcements")], announcement=announcement)
