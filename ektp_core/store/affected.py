"""Whom it concerns when the database got into wrong hands (docs/operating.md#what-if-data-or-the-token-got-into-wrong-hands)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Column, select

from ektp_core.privacy import LeakedData
from ektp_core.store.connection import Store
from ektp_core.store.privacy import SIGNED
from ektp_core.store.retention import NO_CONTACT
from ektp_core.store.schema import (
    audit,
    delivery,
    draft,
    gone,
    invitation,
    member,
    preference,
    reminder,
    subscriber,
    tally_watch,
    unanswered_text,
    visit_request,
    watch,
    wrong_try,
)

WHERE: Mapping[LeakedData, tuple[Column[int], ...]] = MappingProxyType(
    {
        LeakedData.LANGUAGE: (preference.c.chat,),
        LeakedData.FOLLOWS: (subscriber.c.chat,),
        LeakedData.REMINDERS: (reminder.c.chat,),
        LeakedData.UNREACHABLE: (gone.c.chat,),
        LeakedData.MESSAGES: (delivery.c.chat,),
        LeakedData.SENTENCES: (unanswered_text.c.chat,),
        LeakedData.STAFF: (
            member.c.person,
            audit.c.person,
            draft.c.person,
            invitation.c.person,
            wrong_try.c.person,
            watch.c.chat,
            tally_watch.c.chat,
            *SIGNED,
        ),
    }
)
"""Where the number of a chat stands, by the kind of data that it stands beside. What hangs on a subscriber stands for it."""


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody whose data the database holds: by the number of a chat, or as a school's contact by their own words."""

    data: tuple[LeakedData, ...]
    chat: int | None = None
    contact: str = ""


async def affected(store: Store) -> list[Affected]:
    """Everybody whom the database tells of at this moment, chats first; the terminal acts as nobody."""
    found: dict[int, set[LeakedData]] = {}
    async with store.reading() as connection:
        for data, columns in WHERE.items():
            for column in columns:
                for chat in await connection.scalars(select(column).where(column.is_not(None), column != 0).distinct()):
                    found.setdefault(chat, set()).add(data)
        named = select(visit_request.c.contact).where(visit_request.c.contact != NO_CONTACT).distinct().order_by(visit_request.c.contact)
        contacts = list(await connection.scalars(named))
    chats = [Affected(tuple(each for each in LeakedData if each in found[chat]), chat) for chat in sorted(found)]
    return [*chats, *(Affected((LeakedData.CONTACT,), contact=contact) for contact in contacts)]
