"""While an announcement is sent: paused, resumed, cancelled, at once; and drafts thrown away."""

from collections.abc import Awaitable, Callable

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.contradictions import mark_of
from ektp_core.audit import Changed, Seen
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import Transaction
from ektp_core.store import announcements as store
from ektp_core.store.outbox import counts_of
from handlers.outgoing.contradicted import contradicted
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import ASK_CANCEL, CANCEL, DISCARD, OPEN, PAUSE, RESUME, ROUTE
from handlers.staff.announcements.awaited import await_nothing, seen_now, seen_of, subject_of
from handlers.staff.announcements.progress import NothingDone, progress_now


@PAUSE.does
async def _pause(seen: Seen, request: Request, office: Office) -> Reply:
    """Nothing more goes out until somebody resumes it."""
    return await _steer("pause", seen, lambda connection: store.pause(connection, seen.id, seen.version), request, office)


@RESUME.does
async def _resume(seen: Seen, request: Request, office: Office) -> Reply:
    """It goes on where it stopped; whoever lets it go on has read why it was held back."""
    despite = mark_of(contradicted(await seen_now(seen, office), office))

    def resume(connection: Transaction) -> Awaitable[None]:
        return store.resume(connection, seen.id, seen.version, request.now, despite=despite)

    return await _steer("resume", seen, resume, request, office)


@CANCEL.does
async def _cancel(seen: Seen, request: Request, office: Office) -> Reply:
    """End it: what was not sent is not sent. When all was sent while the question stood, that is said."""
    try:
        return await _steer("cancel", seen, lambda connection: store.cancel(connection, seen.id, seen.version), request, office)
    except Changed:
        if (await store.one(office.store, seen.id)).state is not AnnouncementState.CLOSED:
            raise
        return await progress_now(seen.id, office, nothing_done=NothingDone.TOO_LATE)


async def _steer(act: str, seen: Seen, move: Callable[[Transaction], Awaitable[None]], request: Request, office: Office) -> Reply:
    async with office.acting(request, Act.ANNOUNCE, subject_of(seen), seen=seen) as doing:
        await move(doing.connection)
        doing.details = {"act": act}
    office.outbox_changed.set()
    return await progress_now(seen.id, office)


@ASK_CANCEL.does
async def _ask_cancel(seen: Seen, request: Request, office: Office) -> Reply:
    """Once more: what was not sent will not be sent. Raises Changed when it was ended already."""
    announcement = (await seen_now(seen, office)).as_of(office.now())
    if announcement.state is AnnouncementState.CLOSED:
        return await progress_now(announcement.id, office, nothing_done=NothingDone.TOO_LATE)
    if announcement.state not in store.UNDER_WAY:
        raise Changed(subject_of(seen))
    counts = await counts_of(office.store, announcement.id)
    rows = [CANCEL.button("announcement_cancel_now", seen_of(announcement)), OPEN.button("keep", announcement.id)]
    return reply("staff/announcements/cancel", rows, announcement=announcement, counts=counts)


@DISCARD.does
async def _discard(seen: Seen, request: Request, office: Office) -> Reply:
    """Throw a draft away. Raises Changed."""
    announcement = await seen_now(seen, office)
    async with office.acting(request, Act.ANNOUNCE, subject_of(seen), seen=seen) as doing:
        await store.discard(doing.connection, seen.id, seen.version)
        doing.details = {"act": "discard"}
    await await_nothing(request, office)
    return reply("staff/announcements/discarded", [button(ROUTE, label="announcements")], announcement=announcement)
