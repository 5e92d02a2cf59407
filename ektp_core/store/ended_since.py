"""What a copy that is restored takes over of the office's newest other database: what people have ended since the copy was made.

Their words of after the copy are lost with that database; that they wanted to be told no more, or forgotten, is not.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.backups.endings import EndedAgain, EndingKind, mark_of
from ektp_core.roles import Role
from ektp_core.store.copies import look_into
from ektp_core.store.endings import HeldRole, written
from ektp_core.store.leadership import LEASE
from ektp_core.store.privacy import forget_in
from ektp_core.store.reminders import cancel_in
from ektp_core.store.schema import (
    delivery,
    draft,
    ending,
    gone,
    invitation,
    lead,
    member,
    preference,
    reminder,
    subscriber,
    subscription,
    tally_watch,
    unanswered_text,
    visit_request,
    watch,
    wrong_try,
)
from ektp_core.store.subscriptions import unfollow_in
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import Scope, Subscription

PEOPLE = (
    preference.c.chat,
    subscriber.c.chat,
    gone.c.chat,
    unanswered_text.c.chat,
    watch.c.chat,
    tally_watch.c.chat,
    delivery.c.chat,
    draft.c.person,
    invitation.c.person,
    wrong_try.c.person,
    visit_request.c.asked_by,
)
"""Where somebody is kept whom /hapus erases; a test compares it with what that takes away."""

ENDINGS = f"SELECT mark, salt, kind, moment FROM {ending.name}"  # noqa: S608 -- names of ours
LAST_LED = f"SELECT until FROM {lead.name}"  # noqa: S608 -- names of ours


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that somebody has ended, as it is noted."""

    mark: str
    salt: str
    kind: EndingKind
    moment: datetime


@dataclass(frozen=True, slots=True)
class Endings:
    """All that a database knows of, and until when somebody was served from it; None where nobody ever was."""

    until: datetime | None
    noted: frozenset[Ending]


def endings_of(database: Path) -> Endings | None:
    """What a settled database knows, whichever version wrote it; None when it cannot be read, or is of before these were noted."""
    try:
        with closing(look_into(database)) as connection:
            rows = [(*row, datetime.fromisoformat(moment)) for *row, moment in connection.execute(ENDINGS)]
            led = connection.execute(LAST_LED).fetchone()
            noted = frozenset(Ending(mark, salt, EndingKind(kind), moment) for mark, salt, kind, moment in rows)
            return Endings(datetime.fromisoformat(led[0]) - LEASE if led else None, noted)
    except (sqlite3.Error, ValueError):
        return None


async def end_again(connection: AsyncConnection, copy: Endings, newer: Endings | None) -> EndedAgain:
    """End in a copy what was ended since it was made, as the newest other database knows it, whose notes it goes on with."""
    if newer is None:
        return EndedAgain(copy.until)
    marks = _Marks(newer.noted - copy.noted)
    erased = [chat for chat in await _people(connection) if marks.hold(EndingKind.ERASED, chat)]
    for chat in erased:
        await forget_in(connection, chat)
    unfollowed, roles = await _unfollow(connection, marks), await _take_roles(connection, marks)
    await connection.execute(delete(ending))
    rows = [{"mark": each.mark, "salt": each.salt, "kind": each.kind, "moment": each.moment} for each in newer.noted]
    if rows:
        await connection.execute(insert(ending), rows)
    admins = await connection.scalar(select(func.count()).select_from(member).where(member.c.role == Role.ADMIN))
    return EndedAgain(newer.until, len(erased), unfollowed, roles, leaves_admin=bool(admins))


class _Marks:
    """The marks to look for, each with the salt that it was made with: few salts, so that everybody is hashed a few times only."""

    def __init__(self, noted: Iterable[Ending]) -> None:
        self._marks: dict[EndingKind, dict[str, set[str]]] = {}
        for each in noted:
            self._marks.setdefault(each.kind, {}).setdefault(each.salt, set()).add(each.mark)

    def hold(self, kind: EndingKind, whom: int, what: str = "") -> bool:
        return any(mark_of(salt, kind, whom, what) in marks for salt, marks in self._marks.get(kind, {}).items())


async def _people(connection: AsyncConnection) -> list[int]:
    found: set[int] = set()
    for column in PEOPLE:
        found.update(await connection.scalars(select(column).where(column.is_not(None)).distinct()))
    return sorted(found)


async def _unfollow(connection: AsyncConnection, marks: _Marks) -> int:
    """How many things chats were told of, and are not any more."""
    things = (await connection.execute(select(subscription.c.chat, subscription.c.scope, subscription.c.target))).all()
    followed = [(row.chat, Subscription(Scope(row.scope), row.target)) for row in things]
    days = (await connection.execute(select(reminder))).all()
    awaited = [Reminder(row.chat, ReminderKind(row.kind), row.day) for row in days]
    ended = [(chat, thing) for chat, thing in followed if marks.hold(EndingKind.UNFOLLOWED, chat, written(thing))]
    for chat, thing in ended:
        await unfollow_in(connection, chat, thing)
    cancelled = [each for each in awaited if marks.hold(EndingKind.UNFOLLOWED, each.chat, written(each))]
    for day in cancelled:
        await cancel_in(connection, day)
    return len(ended) + len(cancelled)


async def _take_roles(connection: AsyncConnection, marks: _Marks) -> int:
    rows = (await connection.execute(select(member))).all()
    lost = [row.person for row in rows if marks.hold(EndingKind.ROLE, row.person, HeldRole(Role(row.role), row.school).written)]
    for table, column in ((draft, draft.c.person), (member, member.c.person)):
        await connection.execute(delete(table).where(column.in_(lost)))
    return len(lost)
