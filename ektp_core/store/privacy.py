"""All that is kept of one chat, to be shown and to be erased."""

from datetime import datetime

from sqlalchemy import Column, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import NEW_MESSAGES, AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.announcements.text import excerpt
from ektp_core.privacy import OPENING, ChatData, LastNotice, NamedContact, OfStaff, Unreachable
from ektp_core.profile import Language
from ektp_core.roles import Role
from ektp_core.store.connection import Store
from ektp_core.store.endings import note_erased
from ektp_core.store.outbox import skip_copies
from ektp_core.store.retention import NO_CONTACT, forget_contacts, forget_tries
from ektp_core.store.schema import (
    announcement,
    announcement_template,
    announcement_text,
    audit,
    delivery,
    draft,
    figure_set,
    gone,
    invitation,
    member,
    old_version,
    preference,
    subscriber,
    tally,
    tally_watch,
    unanswered_text,
    visit_request,
    watch,
    wrong_try,
)
from ektp_core.store.subscriptions import reminders_in, subscriber_in
from ektp_core.store.unanswered import texts_in
from ektp_core.subscriptions.subscribers import UnreachableReason

LIVE = (watch, tally_watch)

SIGNED = (
    announcement.c.made_by,
    announcement.c.confirmed_by,
    announcement.c.approved_by,
    announcement_template.c.made_by,
    figure_set.c.made_by,
    invitation.c.inviter,
    old_version.c.replaced_by,
    tally.c.person,
    visit_request.c.asked_by,
    visit_request.c.proposed_by,
)
"""Where the office's own business bears the number of who of the staff did it."""


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
            contacts=await _contacts(connection, chat),
            tries=sum([await _bearing(connection, column, chat) for column in (invitation.c.person, wrong_try.c.person)]),
            staff=await _of_staff(connection, chat),
        )


async def _count_in(connection: AsyncConnection, table: Table, chat: int) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table).where(table.c.chat == chat)) or 0)


async def _bearing(connection: AsyncConnection, column: Column[int], person: int) -> int:
    return int(await connection.scalar(select(func.count()).select_from(column.table).where(column == person)) or 0)


async def _contacts(connection: AsyncConnection, person: int) -> tuple[NamedContact, ...]:
    theirs = visit_request.c.asked_by == person, visit_request.c.contact != NO_CONTACT
    rows = await connection.execute(select(visit_request.c.id, visit_request.c.contact).where(*theirs).order_by(visit_request.c.id))
    return tuple(NamedContact(row.id, row.contact) for row in rows)


async def _of_staff(connection: AsyncConnection, person: int) -> OfStaff:
    row = (await connection.execute(select(member).where(member.c.person == person))).first()
    acts = await _bearing(connection, audit.c.person, person)
    signed = sum([await _bearing(connection, column, person) for column in SIGNED])
    if row is None:
        return OfStaff(acts=acts, signed=signed)
    return OfStaff(Role(row.role), row.name, row.since, acts, signed)


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


async def forget(store: Store, chat: int, now: datetime) -> bool:
    """Erase everything kept about a chat; True when there was something (UU 27/2022 arts. 42-44).

    What waits for it is skipped. Its copies keep their state and lose the chat, so that the sums of each announcement stay. Of staff the
    office's own record stays: the role, which an admin takes away, and who did what, which lasts as long as the audit
    (docs/privacy/processing-register.md#what-stays-of-staff).
    """
    async with store.erasing() as connection:
        if had_data := await forget_in(connection, chat):
            await note_erased(connection, chat, now)
        return had_data


async def forget_in(connection: AsyncConnection, chat: int) -> bool:
    """`forget` in a transaction that does more."""
    await skip_copies(connection, chat, AnnouncementKind)
    theirs = [delete(table).where(table.c.chat == chat) for table in (preference, subscriber, gone, unanswered_text, *LIVE)]
    theirs.append(delete(draft).where(draft.c.person == chat))
    theirs_and_copies = (*theirs, update(delivery).where(delivery.c.chat == chat).values(chat=None))
    erased = [await connection.execute(statement) for statement in theirs_and_copies]
    named = await forget_contacts(connection, chat) + await forget_tries(connection, chat)
    return bool(named) or any(each.rowcount for each in erased)
