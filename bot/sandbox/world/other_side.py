"""The other side of what somebody does: whom the bot wrote to after it. The page offers their chats."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.world.chats import Chats
from bot.sandbox.world.message import ChatMessage, Elsewhere

MOST_OTHERS = 3
SECONDS = 30.0
"""What the bot sends later than this is hardly the same event any more."""


@dataclass(frozen=True, slots=True)
class LastAct:
    """Who did something last, the message that they wrote or whose button they tapped, and when."""

    person: int
    message: ChatMessage
    moment: float


class OtherSide:
    """Keeps with a message the chats of others that got one after it.

    Nobody tells a stand-in for Telegram why the bot writes to a chat. What it sends belongs to the last act of anybody: where
    several people act at once, the page says no more than that it came after.
    """

    def __init__(self, chats: Chats, clock: Callable[[], float]) -> None:
        self._chats = chats
        self._clock = clock
        self._last: LastAct | None = None

    def acted(self, person: int, message: ChatMessage) -> None:
        """Somebody wrote this message, or tapped a button under it."""
        self._last = LastAct(person, message, self._clock())
        message.others.clear()

    def sent(self, message: ChatMessage) -> None:
        """The bot sent this message: kept with the last act when it went to somebody else of the cast."""
        last = self._last
        if last is None or message.chat in (last.message.chat, last.person, *last.message.others):
            return
        if (
            message.chat not in self._chats.personas.cast
            or self._clock() - last.moment > SECONDS
            or len(last.message.others) == MOST_OTHERS
        ):
            return
        seen_by = self._chats.personas.whose(message.chat, but=last.person)
        last.message.others[message.chat] = Elsewhere(seen_by, message.id)
        self._chats.show(last.message)
