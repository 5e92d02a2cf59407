"""What is done about an announcement that is over: correct its copies, delete them, or send it to those who got none."""

from collections.abc import Callable
from dataclasses import replace

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.corrections import CorrectionState, may_correct, may_retract, may_send_rest, whose_copies
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.announcements.text import placeholders_in
from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.corrections import correction_state_of, newest_words
from ektp_core.store.outbox import counts_now
from ektp_core.understanding.announced import said_in
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.announcements.acts import CORRECT, EDIT_QUIETLY, RETRACT, SEND_REST, TELL_AGAIN
from handlers.staff.announcements.asking import ask_text, go_on
from handlers.staff.announcements.awaited import editable_now, seen_now
from handlers.staff.announcements.draft_changes import begin, change

MayChange = Callable[[Announcement, DeliveryCounts, CorrectionState], bool]
"""Whether the copies of an announcement may be changed so."""


@CORRECT.does
async def _correct(seen: Seen, request: Request, office: Office) -> Reply:
    """A draft whose words will stand in every copy that arrived; it keeps the audience's places, and the picture or file.

    It begins with the caption of a picture, which would be emptied where only the picture was seen to; the words are asked for anyway.
    """
    first = await _first_sent(seen, may_correct, office)
    audience = replace(first.audience, without=None) if first.audience else None
    words = await newest_words(office.store, first.id) if first.file else ""
    begun = await begin(request, office, audience, words, first.file, kind=AnnouncementKind.CORRECTION, corrects=first.id)
    return await ask_text(begun, request, office)


@RETRACT.does
async def _retract(seen: Seen, request: Request, office: Office) -> Reply:
    """A draft that will delete every copy that Telegram still lets the bot delete."""
    first = await _first_sent(seen, may_retract, office)
    begun = await begin(request, office, file=first.file, kind=AnnouncementKind.RETRACTION, corrects=first.id)
    return await go_on(begun, request, office)


@SEND_REST.does
async def _send_rest(seen: Seen, request: Request, office: Office) -> Reply:
    """A draft with the words as they stand now, for everybody of the audience who got no copy."""
    ended = await seen_now(seen, office)
    if ended.audience is None or not may_send_rest(ended):
        raise Changed(Subject(Thing.ANNOUNCEMENT, ended.id))
    words = await newest_words(office.store, ended.id)
    begun = await begin(request, office, replace(ended.audience, without=ended.id), words, ended.file)
    return await go_on(begun, request, office)


async def _first_sent(seen: Seen, may_change: MayChange, office: Office) -> Announcement:
    """The announcement of a button as it was first sent. Raises Changed when its copies may not be changed so any more."""
    announcement = await seen_now(seen, office)
    first = whose_copies(announcement)
    if not may_change(announcement, await counts_now(office.store, announcement), await correction_state_of(office.store, first)):
        raise Changed(Subject(Thing.ANNOUNCEMENT, announcement.id))
    return await store.one(office.store, first)


# How a correction is heard


@TELL_AGAIN.does
async def _tell_again(seen: Seen, request: Request, office: Office) -> Reply:
    """A new message for whoever has the old one."""
    return await _heard(seen, "tell_again", told_again, request, office)


@EDIT_QUIETLY.does
async def _edit_quietly(seen: Seen, request: Request, office: Office) -> Reply:
    """The old message with other words."""
    return await _heard(seen, "edit_quietly", edited_quietly, request, office)


async def _heard(seen: Seen, act: str, columns: Callable[[int], dict[str, object]], request: Request, office: Office) -> Reply:
    announcement = await editable_now(seen, office)
    if announcement.mends is None or announcement.kind is AnnouncementKind.RETRACTION:
        raise Changed(Subject(Thing.ANNOUNCEMENT, announcement.id))
    return await go_on(await change(announcement, act, request, office, **columns(announcement.mends)), request, office)


def told_again(first: int) -> dict[str, object]:
    """The columns of a correction that comes as a new message."""
    return {"kind": AnnouncementKind.ANNOUNCEMENT, "retells": first, "corrects": None}


def edited_quietly(first: int) -> dict[str, object]:
    """The columns of a correction that changes the old message; it goes as soon as it is confirmed."""
    return {"kind": AnnouncementKind.CORRECTION, "retells": None, "corrects": first, "due": None}


async def heard_by_default(announcement: Announcement, html: str, office: Office) -> dict[str, object]:
    """Told again where the new words name another day, hour or place than those that were sent, each read on its own day."""
    if announcement.mends is None or announcement.kind is AnnouncementKind.RETRACTION:
        return {}
    first = await store.one(office.store, announcement.mends)
    sent = (first.started or office.now()).astimezone(office.zone).date()
    before = await newest_words(office.store, first.id)
    reader, board = office.public.reader, office.board
    is_so = said_in(before, board, reader, sent) == said_in(html, board, reader, office.today())
    is_filled_so = set(placeholders_in(before)) == set(placeholders_in(html))
    return edited_quietly(first.id) if is_so and is_filled_so else told_again(first.id)
