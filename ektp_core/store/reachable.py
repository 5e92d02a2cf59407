"""Who can be told something unasked, and in which language: what every selection of people has in common."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, cast, func, null, or_, select

from ektp_core.store.schema import gone, member, preference, subscriber, subscription

NO_THREAD = cast(null(), subscription.c.thread.type).label("thread")
"""Where a message does not belong to a topic of a forum."""


def language_of(chat: ColumnElement[int], otherwise: ColumnElement[str]) -> ColumnElement[Any]:
    """The language that a chat has chosen, else another; as `language`."""
    chosen = select(preference.c.language).where(preference.c.chat == chat).scalar_subquery()
    return func.coalesce(chosen, otherwise).label("language")


def is_reachable(chat: ColumnElement[int]) -> ColumnElement[bool]:
    """Nobody who shut the bot out is written to until they come back (docs/reliability.md#dead-chats-are-asked-once)."""
    return ~select(gone.c.chat).where(gone.c.chat == chat).exists()


def is_listening(today: date) -> ColumnElement[bool]:
    """Whether a subscriber does not pause; on the day itself it is sent again."""
    return or_(subscriber.c.paused_until.is_(None), subscriber.c.paused_until <= today)


def is_written_to(chat: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a chat is ever written to unasked: it asked for it, or is a member of staff's."""
    asked = select(subscriber.c.chat).where(subscriber.c.chat == chat).exists()
    return asked | select(member.c.person).where(member.c.person == chat).exists()
