"""How the outbox stands, for whoever looks after the bot: what may go now, and how many copies stand where."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from ektp_core.announcements.announcement import AUTOMATIC, AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, delivery, lead

WAITING = (DeliveryState.PENDING, DeliveryState.DEFERRED)


async def has_due_copies(store: Store, now: datetime, *, by_night: bool, passing_over: Collection[int] = ()) -> bool:
    """Whether copies wait that may go at this moment, to other chats than those to pass over.

    Nothing automatic goes by night, nothing whose time is over, nothing of a held copy.
    """
    may_go = [
        announcement.c.state == AnnouncementState.SENDING,
        announcement.c.expires.is_(None) | (announcement.c.expires > now),
        delivery.c.state.in_(WAITING),
        delivery.c.chat.is_not(None),
        ~select(lead.c.id).where(lead.c.held_since.is_not(None)).exists(),
    ]
    if passing_over:
        may_go.append(delivery.c.chat.not_in(passing_over))
    if by_night:
        may_go.append(announcement.c.kind.not_in(AUTOMATIC))
    waiting = select(delivery.c.id).join(announcement, announcement.c.id == delivery.c.announcement).where(*may_go).limit(1)
    async with store.reading() as connection:
        return await connection.scalar(waiting) is not None


async def copies_by_state(store: Store) -> dict[str, int]:
    """How many copies of what is being sent stand in each state."""
    of_running = select(announcement.c.id).where(announcement.c.state == AnnouncementState.SENDING)
    counted = select(delivery.c.state, func.count()).where(delivery.c.announcement.in_(of_running)).group_by(delivery.c.state)
    async with store.reading() as connection:
        return {str(state): int(count) for state, count in await connection.execute(counted)}
