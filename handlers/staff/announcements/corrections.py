"""What is done about an announcement that is over: correct its copies, delete them, or send it to those who got none."""

from dataclasses import replace

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.announcement_files import file_columns
from ektp_core.store.corrections import fate_of, newest_words
from handlers.request import Request
from handlers.staff.announcements.buttons import Seen, seen_now
from handlers.staff.announcements.editing import begin

UNFINISHED = (AnnouncementState.STOPPED, AnnouncementState.CANCELLED)


async def correct(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft whose words will stand in every copy that arrived; it keeps the audience's places, and the picture or file."""
    root = await _over(wanted, office)
    audience = replace(root.audience, without=None) if root.audience else None
    columns = file_columns(root.file)
    return await begin(request, office, audience, kind=AnnouncementKind.CORRECTION, corrects=root.id, **columns)


async def retract(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft that will delete every copy that Telegram still lets the bot delete."""
    root = await _over(wanted, office)
    return await begin(request, office, kind=AnnouncementKind.RETRACTION, corrects=root.id, **file_columns(root.file))


async def rest(wanted: str, request: Request, office: Office) -> Announcement:
    """A draft with the words as they stand now, for everybody of the audience who got no copy."""
    ended = await seen_now(Seen.parse(wanted), office)
    if ended.state not in UNFINISHED or ended.audience is None or ended.started is None:
        raise Changed(Subject(Thing.ANNOUNCEMENT, ended.id))
    words = await newest_words(office.store, ended.id)
    return await begin(request, office, replace(ended.audience, without=ended.id), words, **file_columns(ended.file))


async def _over(wanted: str, office: Office) -> Announcement:
    """What is over, as it was first sent: while copies are still under way, none can be corrected for all. Raises Changed."""
    found = await seen_now(Seen.parse(wanted), office)
    if not found.is_over or found.state is AnnouncementState.DISCARDED:
        raise Changed(Subject(Thing.ANNOUNCEMENT, found.id))
    root = await store.one(office.store, found.corrects) if found.corrects else found
    if (await fate_of(office.store, root.id)).is_gone:
        raise Changed(Subject(Thing.ANNOUNCEMENT, found.id))
    return root
