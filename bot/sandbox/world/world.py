"""Everything that exists in one sandbox."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.rules.entities import read_typed
from bot.sandbox.rules.faults import Faults
from bot.sandbox.rules.limits import AllowedPace, LimitRules
from bot.sandbox.world.chats import Chats, is_meant_for_bot
from bot.sandbox.world.deliveries import Deliveries, PaceKept
from bot.sandbox.world.fates import ChatFate
from bot.sandbox.world.inline import AskedInline, InlineQueries, SandboxCard
from bot.sandbox.world.message import ChatMessage, File
from bot.sandbox.world.other_side import OtherSide
from bot.sandbox.world.personas import BOT_USER, Group, Personas, groups, people
from bot.sandbox.world.topics import GENERAL, ForumTopic
from bot.sandbox.world.updates import Updates

MIGRATED_TO, MIGRATED_FROM = "migrate_to_chat_id", "migrate_from_chat_id"
"""The service messages of a group that becomes a supergroup: in the one, and in the other."""


@dataclass(frozen=True, slots=True)
class OpenTap:
    """A button that was tapped, until the bot answers."""

    chat: int
    person: int


class World:
    """The people, what they wrote, what waits for the bot, and the bot's menus."""

    def __init__(self, rules: LimitRules, clock: Callable[[], float]) -> None:
        self.rules = rules
        self.clock = clock
        self.personas = Personas(people(), groups())
        self.chats = Chats(self.personas, rules)
        self.other_side = OtherSide(self.chats, clock)
        self.updates = Updates()
        self.pace = AllowedPace(rules, clock)
        self.faults = Faults()
        self.deliveries = Deliveries()
        self.pace_kept = PaceKept()
        self.taps: dict[str, OpenTap] = {}
        self.inline = InlineQueries()
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}

    async def write(
        self, person: int, chat: int, text: str, *, reply_to: int | None = None, thread: int | None = None, file: File | None = None
    ) -> tuple[int, ChatMessage]:
        """Somebody writes, in a topic if one is named; the update's id (of the last one, when the bot is not told) and the message."""
        writer = self.personas.people[person]
        words, entities = read_typed(text)
        message = self.chats.add(chat, person, words, entities=entities, reply_to=reply_to, thread=thread, file=file)
        self.other_side.acted(person, message)
        told = [{"message": self.chats.as_told(message)}] if self._is_told(message) else []
        if chat == person:
            if writer.fate is ChatFate.BLOCKED:
                told.insert(0, self._membership(chat, person, is_in=True))
            writer.fate = ChatFate.OPEN
        return await self.updates.add(*told), message

    async def write_many(self, count: int, text: str) -> tuple[int, int]:
        """So many people each write the same; the first and the last update's id."""
        bodies = []
        for _ in range(count):
            writer = self.personas.add_person(ChatFate.OPEN).id
            bodies.append({"message": self.chats.as_told(self.chats.add(writer, writer, text))})
        last = await self.updates.add(*bodies)
        return last - count + 1, last

    async def edit(self, message: ChatMessage, text: str) -> int:
        """Somebody edits what they wrote."""
        message.text, message.entities = read_typed(text)
        self.chats.mark_edited(message)
        return await self.updates.add(*([{"edited_message": self.chats.as_told(message)}] if self._is_told(message) else []))

    async def tap(self, person: int, message: ChatMessage, data: str) -> int:
        """Somebody taps a button, or forges one: Telegram does not check the data."""
        self.other_side.acted(person, message)
        query = secrets.token_hex(8)
        self.taps[query] = OpenTap(message.chat, person)
        body = {
            "id": query,
            "from": self.personas.people[person].user,
            **({"inline_message_id": str(message.id)} if message.via_bot else {"message": self.chats.as_told(message)}),
            "chat_instance": str(message.chat),
            "data": data,
        }
        return await self.updates.add({"callback_query": body})

    async def ask_inline(self, person: int, chat: int, query: str, offset: str) -> tuple[str, AskedInline, int]:
        """Somebody types behind the bot's name; the query's id, the query, and the update's id."""
        number, asked = self.inline.ask(person, chat, query)
        where = "sender" if chat == person else self.personas.chat(chat)["type"]
        body = {"id": number, "from": self.personas.people[person].user, "query": query, "offset": offset, "chat_type": where}
        return number, asked, await self.updates.add({"inline_query": body})

    async def send_card(self, asked: AskedInline, card: SandboxCard) -> tuple[int, ChatMessage]:
        """Somebody sends a card: as their own message, whose buttons are the bot's. It hears of the message, and what was chosen."""
        content = {"entities": card.entities, "keyboard": card.keyboard, "via_bot": True}
        message = self.chats.add(asked.chat, asked.person, card.text, **content)
        chosen = {"result_id": card.id, "from": self.personas.people[asked.person].user, "query": asked.query}
        chosen |= {"inline_message_id": str(message.id)} if card.keyboard else {}
        told = [{"message": self.chats.as_told(message)}] if self._is_told(message) else []
        return await self.updates.add(*told, {"chosen_inline_result": chosen}), message

    async def block(self, person: int, *, blocked: bool) -> int:
        """Somebody shuts the bot out, or lets it in again."""
        self.personas.people[person].fate = ChatFate.BLOCKED if blocked else ChatFate.OPEN
        return await self.updates.add(self._membership(person, person, is_in=not blocked))

    async def move_bot(self, group: Group, by: int, *, is_in: bool) -> int:
        """Somebody adds the bot to a group, or removes it."""
        group.fate = ChatFate.OPEN if is_in else ChatFate.KICKED
        return await self.updates.add(self._membership(group.id, by, is_in=is_in))

    async def migrate(self, group: Group, by: int, told: Sequence[str]) -> tuple[int, Group]:
        """Somebody makes a supergroup of a group; what of it the bot is told, in this order. The last update's id, and the supergroup."""
        old = self.personas.chat(group.id)
        new = self.personas.migrate(group)
        messages = {
            MIGRATED_TO: self.chats.service(group.id, by, {"chat": old, MIGRATED_TO: new.id}),
            MIGRATED_FROM: self.chats.service(new.id, by, {MIGRATED_FROM: group.id}),
        }
        # Telegram tells that the bot joined the supergroup, and not that it left the group (tdlib/telegram-bot-api#266).
        joined = self._membership(new.id, by, is_in=True)
        return await self.updates.add(joined, *({"message": messages[name]} for name in told)), new

    async def open_topic(self, group: Group, by: int, name: str) -> tuple[int, int]:
        """Somebody begins a topic, the first of which makes a forum of the group; the update's id, and the thread."""
        group.topics.setdefault(GENERAL, ForumTopic())
        begun = self.chats.service(group.id, by, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        thread: int = begun["message_id"]
        begun |= {"message_thread_id": thread, "is_topic_message": True}
        group.topics[thread] = ForumTopic(begun)
        return await self.updates.add({"message": begun}), thread

    async def change_topic(self, group: Group, by: int, thread: int, *, is_open: bool) -> int:
        """Somebody closes a topic, or opens it again."""
        group.topics[thread].is_open = is_open
        where = {"message_thread_id": thread, "is_topic_message": True} if thread != GENERAL else {}
        happened: dict[str, Any] = {"forum_topic_reopened" if is_open else "forum_topic_closed": {}}
        return await self.updates.add({"message": self.chats.service(group.id, by, where | happened)})

    def delete_topic(self, group: Group, thread: int) -> None:
        """Somebody deletes a topic and all that was said in it: no bot is told."""
        for message in self.chats.in_chat(group.id):
            if message.thread == thread:
                self.chats.remove(message)
        del group.topics[thread]

    def menu(self, person: int, chat: int) -> list[dict[str, str]]:
        """The commands a person is shown in a chat: the narrowest scope first, in their language before any."""
        kind = "all_private_chats" if chat == person else "all_group_chats"
        for scope in (f"chat:{chat}", kind, "default"):
            for language in (self.personas.people[person].language, ""):
                if found := self.menus.get((scope, language)):
                    return found
        return []

    def _is_told(self, message: ChatMessage) -> bool:
        """Whether the bot hears of what a person wrote."""
        group = self.personas.groups.get(message.chat)
        if group is None:
            return True
        replied = self.chats.find(message.chat, message.reply_to) if message.reply_to else None
        return group.tells_bot and (message.via_bot or is_meant_for_bot(message.text, replied))

    def _membership(self, chat: int, by: int, *, is_in: bool) -> dict[str, Any]:
        inside = {"user": BOT_USER, "status": "member"}
        outside = {"user": BOT_USER, "status": "kicked", "until_date": 0}
        old, new = (outside, inside) if is_in else (inside, outside)
        body = {
            "chat": self.personas.chat(chat),
            "from": self.personas.people[by].user,
            "date": int(time.time()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return {"my_chat_member": body}
