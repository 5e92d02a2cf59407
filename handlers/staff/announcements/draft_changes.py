"""Beginning a draft and changing it: one audited act each, of the version that was seen. What was sent is changed by `corrections`."""

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, SentBefore
from ektp_core.announcements.audience import Audience
from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import announcements as store
from ektp_core.store.announcement_files import file_columns
from handlers.request import Request
from handlers.staff.announcements.awaited import seen_of


async def begin(
    request: Request,
    office: Office,
    audience: Audience | None = None,
    text: str = "",
    file: SentBefore | None = None,
    *,
    kind: AnnouncementKind = AnnouncementKind.ANNOUNCEMENT,
    visit: int | None = None,
    corrects: int | None = None,
) -> Announcement:
    """A new draft, which any member of staff may go on with; the same tap again goes on with the draft that it began.

    Of a visit that was changed there is one, whoever begins it.
    """
    columns = {"audience": audience.to_json() if audience else None, "text": text, **file_columns(file)}
    columns |= {"kind": kind, "visit": visit, "corrects": corrects}
    async with office.acting(request, Act.ANNOUNCE) as doing:
        begun = await store.begun_already(doing.connection, request.person, request.now, **columns)
        if begun is None and visit is not None:
            begun = await store.draft_for_visit(doing.connection, visit, text)
        number = begun or await store.begin(doing.connection, request.person, request.now, **columns)
        doing.has_effect = begun is None
        doing.subject, doing.details = Subject(Thing.ANNOUNCEMENT, number), {"act": "begin"}
        return await store.one_in(doing.connection, number)


async def change(announcement: Announcement, what: str, request: Request, office: Office, **columns: object) -> Announcement:
    """One audited edit of the version that was seen; a time that is over becomes "at once". Raises Changed."""
    if announcement.due and announcement.due <= request.now:
        columns = {"due": None, **columns}
    about, seen = Subject(Thing.ANNOUNCEMENT, announcement.id), seen_of(announcement)
    async with office.acting(request, Act.ANNOUNCE, about, seen=seen) as doing:
        await store.edit(doing.connection, seen.id, seen.version, **columns)
        doing.details = {"act": what}
        return await store.one_in(doing.connection, seen.id)
