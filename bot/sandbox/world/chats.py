"""What is written in each chat, as the Bot API tells it to the bot and as the page shows it to people."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox.rules.entities import FOUND, found_in, in_order
from bot.sandbox.rules.limits import LimitRules
from bot.sandbox.rules.markup import MarkupEntity, shown_html
from bot.sandbox.world.message import ChatMessage, Elsewhere, File
from bot.sandbox.world.personas import BOT_ID, BOT_NAME, BOT_USER, BOT_USERNAME, Personas


@dataclass(frozen=True, slots=True)
class Event:
    """Something the page shows at once; `person` is None for everybody in the chat."""

    kind: str
    chat: int
    body: dict[str, Any]
    person: int | None = None


class Chats:
    """Every message, and those who watch."""

    def __init__(self, personas: Personas, rules: LimitRules) -> None:
        self.personas = personas
        self._rules = rules
        self.files: dict[str, File] = {}
        self._messages: dict[int, dict[int, ChatMessage]] = defaultdict(dict)
        self._last_id = 0
        self._watchers: set[asyncio.Queue[Event]] = set()

    def add(self, chat: int, sender: int, text: str, **more: Any) -> ChatMessage:
        """A new message, seen at once by those who watch its chat."""
        self._last_id += 1
        message = ChatMessage(self._last_id, chat, sender, text, int(time.time()), **more)
        self._messages[chat][message.id] = message
        self._forget(chat)
        if file := message.file:
            self.files[file.id] = self.files[file.small_id] = file
        self.show(message)
        return message

    def service(self, chat: int, sender: int, told: dict[str, Any]) -> dict[str, Any]:
        """A service message as the Bot API tells it: Telegram writes it itself, the page does not show it."""
        self._last_id += 1
        who = {"from": self.personas.people[sender].user, "chat": self.personas.chat(chat), "date": int(time.time())}
        return {"message_id": self._last_id, **who, **told}

    def find(self, chat: int, message_id: int) -> ChatMessage | None:
        """A message that is still there."""
        message = self._messages[chat].get(message_id) if chat in self._messages else None
        return None if message is None or message.is_deleted else message

    def remove(self, message: ChatMessage) -> None:
        message.is_deleted = True
        self.tell(Event("deleted", message.chat, {"message_id": message.id}))

    def mark_edited(self, message: ChatMessage) -> None:
        """Show a changed message in place."""
        message.edited = int(time.time())
        self.show(message)

    def in_chat(self, chat: int) -> list[ChatMessage]:
        """The messages of a chat, oldest first."""
        return [message for message in self._messages.get(chat, {}).values() if not message.is_deleted]

    def delivered(self, chat: int) -> list[ChatMessage]:
        """What the bot has delivered to a chat, oldest first, deleted messages too."""
        return [message for message in self._messages.get(chat, {}).values() if message.from_bot]

    def _forget(self, chat: int) -> None:
        """What is more than the rules keep, oldest first."""
        here = self._messages[chat]
        while self._rules.keep_messages is not None and len(here) > self._rules.keep_messages:
            del here[next(iter(here))]

    def tell(self, event: Event) -> None:
        for watcher in self._watchers:
            watcher.put_nowait(event)

    def show(self, message: ChatMessage) -> None:
        """Tell those who watch its chat what a message looks like now."""
        if self._watchers:
            self.tell(Event("message", message.chat, self.as_shown(message)))

    @contextmanager
    def watched(self) -> Iterator[asyncio.Queue[Event]]:
        """What happens from now on."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    def as_told(self, message: ChatMessage) -> dict[str, Any]:
        """The Bot API's `Message`, with the one it replies to."""
        earlier = self.find(message.chat, message.reply_to) if message.reply_to else None
        replied = self._told(earlier) if earlier else self._beginning(message)
        return self._told(message) | ({"reply_to_message": replied} if replied else {})

    def _beginning(self, message: ChatMessage) -> dict[str, Any] | None:
        """The service message that began a message's topic: where it replies to nothing, Telegram tells it as a reply to that."""
        return self.personas.topics(message.chat)[message.thread].created if message.thread else None

    def _thread(self, message: ChatMessage) -> dict[str, Any]:
        """The topic of a message; in a supergroup a reply has a thread as well, but it is none that can be written to."""
        if message.thread:
            return {"message_thread_id": message.thread, "is_topic_message": True}
        root = message
        while earlier := self.find(message.chat, root.reply_to) if root.reply_to else None:
            root = earlier
        is_reply = root is not message and self.personas.chat(message.chat)["type"] == "supergroup"
        return {"message_thread_id": root.id} if is_reply else {}

    def _told(self, message: ChatMessage) -> dict[str, Any]:
        told: dict[str, Any] = {
            "message_id": message.id,
            "from": BOT_USER if message.from_bot else self.personas.people[message.sender].user,
            "chat": self.personas.chat(message.chat),
            "date": message.date,
            **self._thread(message),
        }
        words, entities = ("caption", "caption_entities") if message.file else ("text", "entities")
        if message.text:
            told[words] = message.text
        if found := _all_entities(message):
            told[entities] = [_told_entity(message.text, entity) for entity in found]
        if message.file:
            told |= message.file.told
        if message.keyboard:
            told["reply_markup"] = {"inline_keyboard": message.keyboard}
        if message.via_bot:
            told["via_bot"] = BOT_USER
        if message.edited:
            told["edit_date"] = message.edited
        return told

    def as_shown(self, message: ChatMessage) -> dict[str, Any]:
        """The message as the chat page shows it."""
        sender = {"id": BOT_ID, "name": BOT_NAME} if message.from_bot else _name(self.personas, message.sender)
        buttons = [[_shown_button(button) for button in row] for row in message.keyboard]
        file = message.file and {
            "name": message.file.name,
            "size": len(message.file.content),
            "url": f"/sandbox/file/{message.file.id}",
            "kind": message.file.kind,
            "head": message.file.head,
        }
        return {
            "message_id": message.id,
            "date": message.date,
            "from_bot": message.from_bot,
            "from": sender,
            "html": shown_html(message.text, _all_entities(message)),
            "text": message.text,
            "buttons": buttons,
            "edited": message.edited is not None,
            "silent": message.silent,
            "reply_to": message.reply_to,
            "thread": message.thread,
            "via_bot": message.via_bot,
            "file": file,
            "others": [self._shown_other(chat, other) for chat, other in message.others.items()],
        }

    def _shown_other(self, chat: int, other: Elsewhere) -> dict[str, Any]:
        """Where the page shows what somebody else got: by whom it is seen, in which chat, what that is called, and the message."""
        name = self.personas.groups[chat].title if chat in self.personas.groups else self.personas.people[chat].name
        return {"person": other.person, "chat": chat, "name": name, "message_id": other.message_id}


def is_meant_for_bot(text: str, replied: ChatMessage | None) -> bool:
    """Whether a bot in privacy mode, as every bot starts, is told of a group's message."""
    return FOUND["bot_command"].match(text) is not None or f"@{BOT_USERNAME}" in text or (replied is not None and replied.from_bot)


def _name(personas: Personas, person: int) -> dict[str, Any]:
    return {"id": person, "name": personas.people[person].name}


def _shown_button(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": button["text"]} | ({"url": button["url"]} if "url" in button else {"data": button.get("callback_data", "")})


def _all_entities(message: ChatMessage) -> list[MarkupEntity]:
    """Those that the writer asked for, and those that Telegram finds in every text."""
    found = found_in(message.text, message.entities)
    return in_order([*message.entities, *found]) if found else message.entities


def _told_entity(text: str, entity: MarkupEntity) -> dict[str, Any]:
    """The Bot API counts in UTF-16 units."""
    told: dict[str, Any] = {
        "type": entity.kind,
        "offset": _units(text[: entity.start]),
        "length": _units(text[entity.start : entity.end]),
    }
    return told | ({"url": entity.url} if entity.url else {})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
