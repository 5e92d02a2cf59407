"""Beginning and editing an announcement: one audited act each, of the version that was seen."""

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience
from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import announcements as store
from handlers.request import Request


async def begin(request: Request, office: Office, audience: Audience | None = None, text: str = "", **values: object) -> Announcement:
    """A new draft, which any member of staff may go on with; the same tap again goes on with the draft that it began."""
    columns = {"audience": audience.to_json() if audience else None, "text": text, **values}
    async with office.acting(request, Act.ANNOUNCE) as doing:
        begun = await store.begun_already(doing.connection, request.person, request.now, **columns)
        number = begun or await store.begin(doing.connection, request.person, request.now, **columns)
        doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, number), {"act": "begin"}
        return await store.one_in(doing.connection, number)


async def change(announcement: Announcement, what: str, request: Request, office: Office, **values: object) -> Announcement:
    """One audited edit of the version that was seen; a time that is over becomes "at once". Raises Changed."""
    if announcement.due and announcement.due <= request.now:
        values = {"due": None, **values}
    async with office.acting(request, Act.ANNOUNCE) as doing:
        await store.edit(doing.connection, announcement.id, announcement.version, **values)
        doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, announcement.id), {"act": what}
        return await store.one_in(doing.connection, announcement.id)
