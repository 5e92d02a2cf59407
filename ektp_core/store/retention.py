"""What is kept no longer than its purpose needs (docs/privacy/processing-register.md#how-long): looked through every morning."""

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.privacy import (
    CONTACTS_KEPT_MONTHS,
    DRAFTS_KEPT,
    INVITATIONS_KEPT,
    LANGUAGES_KEPT_MONTHS,
    SCREENS_KEPT,
    audit_kept_from,
    months_before,
)
from ektp_core.store.connection import Store
from ektp_core.store.endings import forget_endings
from ektp_core.store.schema import (
    announcement,
    audit,
    draft,
    invitation,
    preference,
    subscriber,
    tally_watch,
    visit_request,
    watch,
    wrong_try,
)
from ektp_core.store.schema.team import APPEND_ONLY, AUDIT_LETS_GO
from ektp_core.store.team import TRIES_LAST

NO_CONTACT = ""
"""Of a request whose contact person was forgotten."""


async def forget_what_is_over(store: Store, now: datetime, today: date) -> list[int]:
    """Erase what is older than it may be; the chats whose choice of a language went. One transaction, the audit's in its own."""
    async with store.erasing() as connection:
        await connection.execute(delete(draft).where(draft.c.updated < now - DRAFTS_KEPT))
        await connection.execute(delete(wrong_try).where(wrong_try.c.moment <= now - TRIES_LAST))
        await connection.execute(delete(invitation).where(invitation.c.expires < now - INVITATIONS_KEPT))
        await forget_endings(connection, now)
        await _forget_screens(connection, now, today)
        asked_before = months_before(now, CONTACTS_KEPT_MONTHS)
        old_contacts = visit_request.c.asked_at < asked_before, visit_request.c.contact != NO_CONTACT
        await connection.execute(update(visit_request).where(*old_contacts).values(contact=NO_CONTACT))
        is_followed = select(subscriber.c.chat).where(subscriber.c.chat == preference.c.chat).exists()
        old_choices = preference.c.since < months_before(now, LANGUAGES_KEPT_MONTHS), ~is_followed
        chats = list(await connection.scalars(delete(preference).where(*old_choices).returning(preference.c.chat)))
    await _forget_old_acts(store, now)
    return chats


async def _forget_screens(connection: AsyncConnection, now: datetime, today: date) -> None:
    """Where a screen of staff stood that changes by itself, once what it shows is over."""
    await connection.execute(delete(tally_watch).where(tally_watch.c.day < today - SCREENS_KEPT))
    over = select(announcement.c.id).where(announcement.c.closed < now - SCREENS_KEPT)
    await connection.execute(delete(watch).where(watch.c.announcement.in_(over)))


async def _forget_old_acts(store: Store, now: datetime) -> None:
    """The audit lets nobody delete a line; its guard steps aside within the one transaction that takes the oldest away."""
    old = audit.c.moment < audit_kept_from(now)
    async with store.erasing() as connection:
        if await connection.scalar(select(audit.c.id).where(old).limit(1)) is None:
            return
        dialect = connection.dialect.name
        await connection.exec_driver_sql(AUDIT_LETS_GO[dialect])
        await connection.execute(delete(audit).where(old))
        await connection.exec_driver_sql(APPEND_ONLY[dialect][-1])


async def forget_contacts(connection: AsyncConnection, person: int) -> int:
    """Whom somebody named to be called: it goes from every request of theirs; how many there were."""
    theirs = visit_request.c.asked_by == person, visit_request.c.contact != NO_CONTACT
    return int((await connection.execute(update(visit_request).where(*theirs).values(contact=NO_CONTACT))).rowcount)


async def forget_tries(connection: AsyncConnection, person: int) -> int:
    """Invitations that somebody opened, and wrong ones that they tried; how many there were."""
    gone = [delete(invitation).where(invitation.c.person == person), delete(wrong_try).where(wrong_try.c.person == person)]
    return sum([int((await connection.execute(statement)).rowcount) for statement in gone])
