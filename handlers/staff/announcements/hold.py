"""Letting a restored copy send again: an admin says so, once, knowing what it means (docs/reliability.md#a-restored-copy-sends-nothing)."""

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import leadership
from handlers.reply import Reply, button, reply
from handlers.request import Request


async def resume(_: str, request: Request, office: Office) -> Reply:
    """Send again from now on; what is paused stays paused. Raises NotAllowed."""
    async with office.acting(request, Act.RESUME_SENDING) as doing:
        released = await leadership.release_hold(doing.connection, request.now)
        doing.subject, doing.details = Subject(Thing.SENDING, "resume"), {"was_held": released}
    office.outbox_changed.set()
    return reply("staff/announcements/sending_resumed", [button("announcements")])
