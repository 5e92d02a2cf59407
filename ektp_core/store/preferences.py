"""What people asked to be kept: the language of a chat; and all that is kept of one, to be shown and to be erased."""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcement import AnnouncementKind, DeliveryState
from ektp_core.kept import Gone, Kept, LastNotice, opening_of
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.reminders import reminders_in
from ektp_core.store.schema import announcement, announcement_text, delivery, gone, preference, subscriber
from ektp_core.store.subscriptions import skip_copies, subscriber_in
from ektp_core.subscriptions import GoneReason


async def languages(store: Store) -> dict[int, Language]:
    """The chosen language of every chat that chose one."""
    async with store.reading() as connection:
        rows = await connection.execute(select(preference.c.chat, preference.c.language))
        return {row.chat: Language(row.language) for row in rows}


async def choose_language(store: Store, chat: int, language: Language, now: datetime) -> None:
    """Keep the language of a chat; the last choice counts."""
    async with store.changing() as connection:
        await connection.execute(delete(preference).where(preference.c.chat == chat))
        await connection.execute(insert(preference).values(chat=chat, language=language, since=now))


async def kept_about(store: Store, chat: int) -> Kept:
    """Everything kept about a chat, at one moment (UU 27/2022 art. 32). A test compares it with the whole database."""
    async with store.reading() as connection:
        language = (await connection.execute(select(preference).where(preference.c.chat == chat))).first()
        shut = (await connection.execute(select(gone).where(gone.c.chat == chat))).first()
        return Kept(
            language=Language(language.language) if language else None,
            language_since=language.since if language else None,
            subscriber=await subscriber_in(connection, chat),
            reminders=await reminders_in(connection, chat),
            gone=Gone(GoneReason(shut.reason), shut.since) if shut else None,
            copies=int(await connection.scalar(select(func.count()).select_from(delivery).where(delivery.c.chat == chat)) or 0),
            last=await _last_notice(connection, chat),
        )


async def _last_notice(connection: AsyncConnection, chat: int) -> LastNotice | None:
    """The newest message that reached a chat unasked; copies are kept for 30 days."""
    new = announcement.c.kind.in_((AnnouncementKind.ANNOUNCEMENT, AnnouncementKind.NOTICE, AnnouncementKind.REMINDER))
    query = (
        select(announcement.c.started, announcement_text.c.html)
        .join(delivery, delivery.c.announcement == announcement.c.id)
        .join(announcement_text, announcement_text.c.id == delivery.c.text)
        .where(delivery.c.chat == chat, delivery.c.state == DeliveryState.DELIVERED, new)
        .order_by(announcement.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).first()
    return LastNotice(row.started, opening_of(row.html)) if row else None


async def forget(store: Store, chat: int) -> bool:
    """Erase everything kept about a chat; True when there was something (UU 27/2022 arts. 42-44).

    What waits for it is skipped. Its copies keep their state and lose the chat, so that the sums of each announcement stay.
    """
    async with store.changing() as connection:
        await skip_copies(connection, chat, AnnouncementKind)
        theirs = [delete(table).where(table.c.chat == chat) for table in (preference, subscriber, gone)]
        erased = [
            await connection.execute(statement)
            for statement in (*theirs, update(delivery).where(delivery.c.chat == chat).values(chat=None))
        ]
        return any(each.rowcount for each in erased)
