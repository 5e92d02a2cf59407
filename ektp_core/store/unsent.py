"""What may still be sent: held back, let go on, or ended as visits and time go (docs/reliability.md#reminders-come-once)."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, Reason
from ektp_core.notices.unsent import Unsent, UnsentStep
from ektp_core.store import outbox
from ektp_core.store.schema import announcement

ENDED: Mapping[UnsentStep, Reason] = MappingProxyType({UnsentStep.END_LATE: Reason.TOO_LATE, UnsentStep.END_CHANGED: Reason.VISIT_CHANGED})


async def unsent(connection: AsyncConnection) -> list[Unsent]:
    """What may still be sent and depends on the time or on a visit."""
    waiting = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.PAUSED)
    columns = (announcement.c.id, announcement.c.key, announcement.c.state, announcement.c.reason, announcement.c.expires)
    query = select(*columns, announcement.c.visit, announcement.c.kind).where(announcement.c.state.in_(waiting))
    return [
        Unsent(
            row.id,
            row.key if row.kind == AnnouncementKind.NOTICE else None,
            AnnouncementState(row.state),
            Reason(row.reason) if row.reason else None,
            row.expires,
            row.visit,
        )
        for row in (await connection.execute(query)).all()
    ]


async def take_step(connection: AsyncConnection, seen: Unsent, step: UnsentStep) -> None:
    """Hold something back, let it go on, or end it: what was not sent is skipped."""
    if step in ENDED:
        await outbox.withdraw(connection, seen.id, AnnouncementState.CANCELLED, ENDED[step])
        return
    after, reason = (AnnouncementState.PAUSED, Reason.VISIT_CHANGED) if step is UnsentStep.HOLD_BACK else (AnnouncementState.SENDING, None)
    as_seen = announcement.c.id == seen.id, announcement.c.state == seen.state
    await connection.execute(update(announcement).where(*as_seen).values(state=after, reason=reason))
