"""All that is kept of one chat, to be shown and to be erased."""

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import NEW_MESSAGES, AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.announcements.text import excerpt
from ektp_core.privacy import OPENING, ChatData, LastNotice, Unreachable
from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.outbox import skip_copies
from ektp_core.store.reminders import reminders_in
from ektp_core.store.schema import (
    announcement,
    announcement_text,
    delivery,
    draft,
    gone,
    preference,
    subscriber,
    tally_watch,
    unanswered_text,
    watch,
)
from ektp_core.store.subscriptions import subscriber_in
from ektp_core.store.unanswered import texts_in
from ektp_core.subscriptions.subscribers import UnreachableReason

LIVE = (watch, tally_watch)


async def chat_data(store: Store, chat: int) -> ChatData:
    """Everything kept about a chat, at one moment (UU 27/2022 art. 32). A test compares it with the whole database."""
    async with store.reading() as connection:
        language = (await connection.execute(select(preference).where(preference.c.chat == chat))).first()
        shut = (await connection.execute(select(gone).where(gone.c.chat == chat))).first()
        return ChatData(
            language=Language(language.language) if language else None,
            language_since=language.since if language else None,
            subscriber=await subscriber_in(connection, chat),
            reminders=await reminders_in(connection, chat),
            gone=Unreachable(UnreachableReason(shut.reason), shut.since) if shut else None,
            copies=await _count_in(connection, delivery, chat),
            last=await _last_notice(connection, chat),
            texts=await texts_in(connection, chat),
            drafts=int(await connection.scalar(select(func.count()).select_from(draft).where(draft.c.person == chat)) or 0),
            live=sum([await _count_in(connection, table, chat) for table in LIVE]),
        )


async def _count_in(connection: AsyncConnection, table: Table, chat: int) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(table.c.chat == chat)) or 0)


async def _last_notice(connection: AsyncConnection, chat: int) -> LastNotice | None:
    """The newest message that reached a chat unasked and was not deleted, in its corrected words; copies are kept for 30 days."""
    change, mended = announcement.alias(), delivery.alias()
    changes = (
        select(mended.c.text)
        .join(change, change.c.id == mended.c.announcement)
        .where(change.c.corrects == announcement.c.id, mended.c.chat == chat, mended.c.state == DeliveryState.DELIVERED)
        .correlate(announcement)
    )
    corrected = changes.where(change.c.kind == AnnouncementKind.CORRECTION).order_by(change.c.id.desc()).limit(1).scalar_subquery()
    query = (
        select(announcement.c.started, announcement_text.c.html)
        .join(delivery, delivery.c.announcement == announcement.c.id)
        .join(announcement_text, announcement_text.c.id == func.coalesce(corrected, delivery.c.text))
        .where(delivery.c.chat == chat, delivery.c.state == DeliveryState.DELIVERED)
        .where(announcement.c.kind.in_(NEW_MESSAGES), ~changes.where(change.c.kind == AnnouncementKind.RETRACTION).exists())
        .order_by(announcement.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).first()
    return LastNotice(row.started, excerpt(row.html, OPENING)) if row else None


async def forget(store: Store, chat: int) -> bool:
    """Erase everything kept about a chat; True when there was something (UU 27/2022 arts. 42-44).

    What waits for it is skipped. Its copies keep their state and lose the chat, so that the sums of each announcement stay.
    """
    async with store.changing() as connection:
        await skip_copies(connection, chat, AnnouncementKind)
        theirs = [delete(table).where(table.c.chat == chat) for table in (preference, subscriber, gone, unanswered_text, *LIVE)]
        theirs.append(delete(draft).where(draft.c.person == chat))
        erased = [
            await connection.execute(statement)
            for statement in (*theirs, update(delivery).where(delivery.c.chat == chat).values(chat=None))
        ]
        return any(each.rowcount for each in erased)
