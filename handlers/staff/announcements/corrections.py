"""What is done about an announcement that is over: correct its copies, delete them, or send it to those who got none."""

from collections.abc import Callable
from dataclasses import replace

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.corrections import CorrectionState, may_correct, may_retract, may_send_rest, whose_copies
from ektp_core.announcements.delivery import Counts
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.announcement_files import file_columns
from ektp_core.store.corrections import correction_state_of, newest_words
from ektp_core.store.outbox import counts_now
from handlers.request import Request
from handlers.staff.announcements.buttons import Seen, seen_now
from handlers.staff.announcements.editing import begin

Rule = Callable[[Announcement, Counts, CorrectionState], bool]
"""Whether the copies of an announcement may be changed so."""


async def correct(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft whose words will stand in every copy that arrived; it keeps the audience's places, and the picture or file."""
    root = await _root(wanted, may_correct, office)
    audience = replace(root.audience, without=None) if root.audience else None
    columns = file_columns(root.file)
    return await begin(request, office, audience, kind=AnnouncementKind.CORRECTION, corrects=root.id, **columns)


async def retract(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft that will delete every copy that Telegram still lets the bot delete."""
    root = await _root(wanted, may_retract, office)
    return await begin(request, office, kind=AnnouncementKind.RETRACTION, corrects=root.id, **file_columns(root.file))


async def rest(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft with the words as they stand now, for everybody of the audience who got no copy."""
    ended = await seen_now(Seen.parse(wanted), office)
    if ended.audience is None or not may_send_rest(ended):
        raise Changed(Subject(Thing.ANNOUNCEMENT, ended.id))
    words = await newest_words(office.store, ended.id)
    return await begin(request, office, replace(ended.audience, without=ended.id), words, **file_columns(ended.file))


async def _root(wanted: str, rule: Rule, office: Office) -> Announcement:
    """The announcement of a button as it was first sent. Raises Changed when the rule does not let its copies be changed any more."""
    seen = await seen_now(Seen.parse(wanted), office)
    corrections = await correction_state_of(office.store, whose_copies(seen))
    if not rule(seen, await counts_now(office.store, seen), corrections):
        raise Changed(Subject(Thing.ANNOUNCEMENT, seen.id))
    return await store.one(office.store, whose_copies(seen))
