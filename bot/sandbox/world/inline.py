"""What people type behind the bot's name in any chat, and the cards that the bot answers with."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.rules.markup import MarkupEntity
from bot.sandbox.world.message import Keyboard

MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class SandboxCard:
    """One result as it would be sent, with what is shown of it before."""

    id: str
    title: str
    description: str
    text: str
    entities: list[MarkupEntity]
    keyboard: Keyboard


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot answered: its cards, the button above them, and where the next ones begin."""

    cards: tuple[SandboxCard, ...]
    button: dict[str, Any] | None = None
    next_offset: str = ""

    @property
    def shown(self) -> dict[str, Any]:
        """As the page lists it."""
        results = [{"id": card.id, "title": card.title, "description": card.description} for card in self.cards]
        return {"results": results, "button": self.button, "next_offset": self.next_offset}


@dataclass(frozen=True, slots=True)
class AskedInline:
    """A query that somebody typed in a chat, until the bot answers."""

    person: int
    chat: int
    query: str
    answer: asyncio.Future[InlineAnswer] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class InlineQueries:
    """The queries by their ids; of what was chosen from an answer, the answer stays."""

    def __init__(self) -> None:
        self._asked: dict[str, AskedInline] = {}

    def ask(self, person: int, chat: int, query: str) -> tuple[str, AskedInline]:
        """A new query and its id; the oldest is forgotten for it."""
        if len(self._asked) >= MOST_KEPT:
            del self._asked[next(iter(self._asked))]
        number = secrets.token_hex(8)
        self._asked[number] = AskedInline(person, chat, query)
        return number, self._asked[number]

    def find(self, number: str) -> AskedInline | None:
        return self._asked.get(number)
