"""Who is told how an announcement comes along, and which message shows its progress, until something else is written in it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.roles import RIGHTS, Act
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement, member, watch


@dataclass(frozen=True, slots=True)
class Watch:
    """A chat that is told how an announcement ends, and its message that shows the progress; None when none does."""

    announcement: int
    chat: int
    message_id: int | None


async def watches(store: Store) -> list[Watch]:
    """Everybody who watches an announcement, and may announce at this moment."""
    columns = watch.c.announcement, watch.c.chat, watch.c.message_id
    query = select(*columns).join(member, member.c.person == watch.c.chat).where(member.c.role.in_(RIGHTS[Act.ANNOUNCE]))
    async with store.reading() as connection:
        return [Watch(*row) for row in await connection.execute(query.order_by(watch.c.announcement, watch.c.chat))]


async def note_written(store: Store, chat: int, message_id: int, progress_of: int | None) -> None:
    """A message was written anew: it shows the progress of this announcement from now on, or of none.

    Whoever wrote a message last owns it; a progress that stood in it before moves it no more, and its end is told in a new one.
    """
    stood_in_it = and_(watch.c.chat == chat, watch.c.message_id == message_id)
    async with store.changing() as connection:
        if progress_of is not None:
            await connection.execute(delete(watch).where(watch.c.announcement == progress_of, watch.c.chat == chat))
        await connection.execute(update(watch).where(stood_in_it).values(message_id=None))
        if progress_of is not None:
            await connection.execute(insert(watch).values(announcement=progress_of, chat=chat, message_id=message_id))


async def still_shows(store: Store, seen: Watch, state: AnnouncementState) -> bool:
    """Whether the message still shows the progress, and the announcement is still in the state that it is to be shown in."""
    query = select(watch.c.message_id).join(announcement, announcement.c.id == watch.c.announcement)
    query = query.where(*_of(seen), announcement.c.state == state)
    async with store.reading() as connection:
        found = await connection.scalar(query)
    return found is not None and found == seen.message_id


async def let_go(store: Store, seen: Watch) -> None:
    """The message is there no more; the chat is still told the end."""
    async with store.changing() as connection:
        await connection.execute(update(watch).where(*_of(seen), watch.c.message_id == seen.message_id).values(message_id=None))


async def unwatch(store: Store, seen: Watch) -> None:
    """The chat was told the end."""
    async with store.changing() as connection:
        await connection.execute(delete(watch).where(*_of(seen)))


def _of(seen: Watch) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return watch.c.announcement == seen.announcement, watch.c.chat == seen.chat
