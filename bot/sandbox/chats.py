"""What is written in each chat, as the Bot API tells it to the bot and as the page shows it to people."""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.cast import BOT_ID, BOT_NAME, BOT_USER, BOT_USERNAME, Cast
from bot.sandbox.markup import Entity, shown_html

COMMAND = re.compile(r"(?<![\w/])/\w{1,64}(?:@\w{3,32})?")
MENTION = re.compile(r"(?<!\w)@\w{3,32}")
Keyboard = list[list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent, by the id that the bot may send again."""

    id: str
    name: str
    content: bytes
    mime: str
    kind: Literal["photo", "document"]


@dataclass(slots=True)
class Message:
    """One message. `entities` are those that the bot asked for; what people write is plain."""

    id: int
    chat: int
    sender: int
    text: str
    date: int
    entities: list[Entity] = field(default_factory=list)
    keyboard: Keyboard = field(default_factory=list)
    file: File | None = None
    reply_to: int | None = None
    edited: int | None = None

    @property
    def from_bot(self) -> bool:
        return self.sender == BOT_ID

    @property
    def content(self) -> tuple[Any, ...]:
        """What an edit must change: otherwise Telegram refuses it."""
        return self.text, self.entities, self.keyboard


@dataclass(frozen=True, slots=True)
class Event:
    """Something the page shows at once; `person` is None for everybody in the chat."""

    kind: str
    chat: int
    body: dict[str, Any]
    person: int | None = None


class Chats:
    """Every message, and those who watch."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.files: dict[str, File] = {}
        self._messages: dict[int, dict[int, Message]] = defaultdict(dict)
        self._last_id = 0
        self._watchers: set[asyncio.Queue[Event]] = set()

    def add(self, chat: int, sender: int, text: str, **more: Any) -> Message:
        """A new message, seen at once by those who watch its chat."""
        self._last_id += 1
        message = Message(self._last_id, chat, sender, text, int(time.time()), **more)
        self._messages[chat][message.id] = message
        if message.file:
            self.files[message.file.id] = message.file
        self.tell(Event("message", chat, self.as_shown(message)))
        return message

    def find(self, chat: int, message_id: int) -> Message | None:
        return self._messages[chat].get(message_id)

    def remove(self, message: Message) -> None:
        del self._messages[message.chat][message.id]
        self.tell(Event("deleted", message.chat, {"message_id": message.id}))

    def mark_edited(self, message: Message) -> None:
        """Show a changed message in place."""
        message.edited = int(time.time())
        self.tell(Event("message", message.chat, self.as_shown(message)))

    def in_chat(self, chat: int) -> list[Message]:
        """The messages of a chat, oldest first."""
        return list(self._messages[chat].values())

    def delivered(self) -> dict[int, int]:
        """How many messages the bot has delivered to each chat."""
        counted = {chat: sum(message.from_bot for message in messages.values()) for chat, messages in self._messages.items()}
        return {chat: count for chat, count in counted.items() if count}

    def tell(self, event: Event) -> None:
        for watcher in self._watchers:
            watcher.put_nowait(event)

    @contextmanager
    def watched(self) -> Iterator[asyncio.Queue[Event]]:
        """What happens from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    def as_told(self, message: Message) -> dict[str, Any]:
        """The Bot API's `Message`."""
        told: dict[str, Any] = {
            "message_id": message.id,
            "from": BOT_USER if message.from_bot else self.cast.people[message.sender].user,
            "chat": self.cast.chat(message.chat),
            "date": message.date,
        }
        words, entities = ("caption", "caption_entities") if message.file else ("text", "entities")
        if message.text:
            told[words] = message.text
        if found := [_told_entity(message.text, entity) for entity in (message.entities or _written_entities(message.text))]:
            told[entities] = found
        if message.file:
            told |= _told_file(message.file)
        if message.keyboard:
            told["reply_markup"] = {"inline_keyboard": message.keyboard}
        if message.edited:
            told["edit_date"] = message.edited
        if message.reply_to and (earlier := self.find(message.chat, message.reply_to)):
            told["reply_to_message"] = self.as_told(earlier)
        return told

    def as_shown(self, message: Message) -> dict[str, Any]:
        """The message as the chat page shows it."""
        sender = {"id": BOT_ID, "name": BOT_NAME} if message.from_bot else _name(self.cast, message.sender)
        buttons = [[_shown_button(button) for button in row] for row in message.keyboard]
        file = message.file and {
            "name": message.file.name,
            "size": len(message.file.content),
            "url": f"/sandbox/file/{message.file.id}",
            "kind": message.file.kind,
        }
        return {
            "message_id": message.id,
            "date": message.date,
            "from_bot": message.from_bot,
            "from": sender,
            "html": shown_html(message.text, message.entities),
            "text": message.text,
            "buttons": buttons,
            "edited": message.edited is not None,
            "reply_to": message.reply_to,
            "file": file,
        }


def is_meant_for_bot(text: str, replied: Message | None) -> bool:
    """Whether a bot in privacy mode, as every bot starts, is told of a group's message."""
    return COMMAND.match(text) is not None or f"@{BOT_USERNAME}" in text or (replied is not None and replied.from_bot)


def _name(cast: Cast, person: int) -> dict[str, Any]:
    return {"id": person, "name": cast.people[person].name}


def _shown_button(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"]} | ({"url": button["url"]} if "url" in button else {"data": button.get("callback_data", "")})


def _written_entities(text: str) -> list[Entity]:
    """Commands and mentions, which Telegram finds in what people write."""
    return [
        *(Entity("bot_command", match.start(), match.end()) for match in COMMAND.finditer(text)),
        *(Entity("mention", match.start(), match.end()) for match in MENTION.finditer(text)),
    ]


def _told_entity(text: str, entity: Entity) -> dict[str, Any]:
    """The Bot API counts in UTF-16 units."""
    told: dict[str, Any] = {
        "type": entity.kind,
        "offset": _units(text[: entity.start]),
        "length": _units(text[entity.start : entity.end]),
    }
    return told | ({"url": entity.url} if entity.url else {})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _told_file(file: File) -> dict[str, Any]:
    common = {"file_id": file.id, "file_unique_id": file.id[-12:], "file_size": len(file.content)}
    if file.kind == "photo":
        return {"photo": [common | {"width": 640, "height": 480}]}
    return {"document": common | {"file_name": file.name, "mime_type": file.mime}}
