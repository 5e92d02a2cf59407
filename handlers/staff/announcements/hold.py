"""Letting a restored copy send again: an admin says so, once, knowing what it means (docs/reliability.md#a-restored-copy-sends-nothing)."""

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import leadership
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import RESUME_SENDING, ROUTE


@RESUME_SENDING.does
async def _resume_sending(_: None, request: Request, office: Office) -> Reply:
    """Send again from now on; what is paused stays paused. Raises NotAllowed."""
    async with office.acting(request, Act.RESUME_SENDING, Subject(Thing.SENDING, "resume")) as doing:
        doing.details = {"was_held": await leadership.release_hold(doing.connection, request.now)}
    office.outbox_changed.set()
    return reply("staff/announcements/sending_resumed", [button(ROUTE)])
