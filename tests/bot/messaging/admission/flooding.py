"""Updates of many people, a gate before recording lanes, and what came of them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.messaging.admission import Dropped, Gate
from bot.messaging.lanes import Lanes
from bot.messaging.updates import CallbackQuery, Chat, InlineQuery, Message, Update, User
from tests.rehearsal import GROUP

ABUSER, OFFICER = 6666, 7101


def a_message(number: int, person: int, chat: int | None = None, sender_chat: int | None = None) -> Update:
    where = Chat(chat or person, "private" if chat is None else "supergroup")
    by = None if sender_chat is None else Chat(sender_chat, "supergroup")
    return Update(number, message=Message(message_id=number, chat=where, sender=User(person), sender_chat=by, text="12-03-2010"))


def a_tap(number: int, person: int, chat: int | None = None) -> Update:
    where = Chat(chat or person, "private" if chat is None else "supergroup")
    return Update(number, callback_query=CallbackQuery(str(number), User(person), Message(message_id=5, chat=where), "1:schedule:"))


def a_query(number: int, person: int) -> Update:
    return Update(number, inline_query=InlineQuery(str(number), User(person), "koba"))


async def at_once(update: Update) -> None:
    """An answer that takes nothing."""


@dataclass
class Flooded:
    """A gate, what it let in (with the moment), whom it told, and what it counted."""

    handle: Callable[[Update], Awaitable[None]] = at_once
    handled: list[tuple[int, float]] = field(default_factory=list)
    told: list[tuple[int, float]] = field(default_factory=list)
    dropped: Dropped = field(default_factory=Dropped)

    def __post_init__(self) -> None:
        self.lanes = Lanes(self._handle)
        self.gate = Gate(self.lanes, OFFICER.__eq__, self._tell, self.dropped)

    async def _handle(self, update: Update) -> None:
        self.handled.append((update.update_id, now()))
        await self.handle(update)

    async def _tell(self, update: Update) -> None:
        self.told.append((update.chat, now()))

    def ids(self) -> list[int]:
        return [number for number, _ in self.handled]


def now() -> float:
    return asyncio.get_running_loop().time()


__all__ = ["ABUSER", "GROUP", "OFFICER", "Flooded", "a_message", "a_query", "a_tap", "now"]
