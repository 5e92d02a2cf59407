"""Telegram's updates as typed values: what the bot uses of them is named here, msgspec skips the rest.

Each update is read by itself: one that is not what Telegram documents keeps no other from being answered. msgspec reads an update in 2 µs,
python-telegram-bot's `Update.de_json` in 85 (docs/architecture.md#libraries). An update is a tree of frozen values: the garbage collector
need not walk it.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from bot.messaging.contents import Contents
from bot.messaging.json_parts import Unbalanced, elements, number_of

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query", "chosen_inline_result")
"""What the bot asks Telegram for."""

NO_CHAT = 0

LARGEST_ID = 2**52
Id = Annotated[int, Meta(ge=-LARGEST_ID, le=LARGEST_ID)]
"""Of a person, a chat or an update: 52 bits at most, as the Bot API promises; the database takes no more than 64."""


class User(Struct, frozen=True, gc=False):
    """A person, or a bot."""

    id: Id
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""


class Chat(Struct, frozen=True, gc=False):
    """Where something was said: `type` is private, group, supergroup or channel."""

    id: Id
    type: str

    @property
    def is_private(self) -> bool:
        return self.type == "private"


class Entity(Struct, frozen=True, gc=False):
    """A part of a text that is formatted, or that Telegram found by itself. Places are counted in UTF-16."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: User | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None


class InlineButton(Struct, frozen=True, gc=False):
    """A button under a message; without data it is a link."""

    callback_data: str | None = None


class Keyboard(Struct, frozen=True, gc=False):
    """The rows of buttons under a message."""

    inline_keyboard: tuple[tuple[InlineButton, ...], ...] = ()


class ForwardOrigin(Struct, frozen=True, gc=False):
    """Where a forwarded message was first written."""

    type: str


class Happened(Struct, frozen=True, gc=False):
    """Something that a service message tells, of which nothing more is used."""


class Message(Contents, frozen=True, gc=False, rename={"sender": "from"}):
    """A message. One that is too old to be shown has an id and a chat alone; a service message has neither words nor contents."""

    message_id: int
    chat: Chat
    sender: User | None = None
    sender_chat: Chat | None = None
    """Written in the name of a group or a channel."""

    is_automatic_forward: bool = False
    """A post of a channel that Telegram put into the channel's group."""

    forward_origin: ForwardOrigin | None = None
    via_bot: User | None = None
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    caption: str | None = None
    caption_entities: tuple[Entity, ...] = ()
    show_caption_above_media: bool = False
    has_media_spoiler: bool = False
    media_group_id: str | None = None
    """The album that a picture or file is a part of."""

    edit_date: int | None = None
    """When its writer changed it; absent where something else about it changed."""

    reply_to_message: "Message | None" = None
    reply_markup: Keyboard | None = None
    migrate_to_chat_id: Id | None = None
    """This group lives on as the supergroup of this id: a service message that nobody wrote."""

    migrate_from_chat_id: Id | None = None
    """The same, told in the supergroup: the id of the group that it was."""

    message_thread_id: int | None = None
    is_topic_message: bool = False
    forum_topic_reopened: Happened | None = None
    general_forum_topic_unhidden: Happened | None = None

    @property
    def thread(self) -> int | None:
        """The topic of a forum that it stands in; None for General, and where there are no topics.

        A reply in a supergroup has a thread as well, but none that can be written to.
        """
        return self.message_thread_id if self.is_topic_message else None


class CallbackQuery(Struct, frozen=True, gc=False, rename={"sender": "from"}):
    """A tap on a button."""

    id: str
    sender: User
    message: Message | None = None
    data: str | None = None


class InlineQuery(Struct, frozen=True, gc=False, rename={"sender": "from"}):
    """What somebody types behind the bot's name in any chat; `offset` is ours, of the cards before."""

    id: str
    sender: User
    query: str
    offset: str = ""


class ChosenInlineResult(Struct, frozen=True, gc=False, rename={"sender": "from"}):
    """A card that was sent into a chat."""

    result_id: str
    sender: User | None = None


class ChatMember(Struct, frozen=True, gc=False):
    """What the bot is in a chat: member, administrator, left, kicked …"""

    status: str


class ChatMemberUpdated(Struct, frozen=True, gc=False):
    """The bot was let into a chat, or shut out of it."""

    chat: Chat
    new_chat_member: ChatMember


class Update(Struct, frozen=True, gc=False):
    """What happened, one of the kinds that the bot asks for; none of them for a kind that it does not know."""

    update_id: Id
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None
    inline_query: InlineQuery | None = None
    chosen_inline_result: ChosenInlineResult | None = None

    @property
    def chat(self) -> int:
        """The chat whose order the update belongs to: of what stands in no chat of the bot the asker's own; NO_CHAT when it has none."""
        query = self.callback_query
        happened = self.message or self.edited_message or self.my_chat_member or (query.message if query else None)
        if happened:
            return happened.chat.id
        asked = query or self.inline_query
        return asked.sender.id if asked else NO_CHAT

    @property
    def is_asked_in_private(self) -> bool:
        """Whether somebody writes or taps in a private chat."""
        message = self.message or self.edited_message or (self.callback_query.message if self.callback_query else None)
        return message is not None and message.chat.is_private


class NotAnUpdate(Exception):
    """What came is not as Telegram documents it. Says its number, where that can be read, and what is wrong, without anybody's words."""

    def __init__(self, update_id: int | None, reason: str) -> None:
        super().__init__(reason)
        self.update_id = update_id
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Batch:
    """An answer to getUpdates: what can be read of it, what cannot, and the id after its last (None for an empty one)."""

    updates: list[Update]
    unreadable: list[NotAnUpdate]
    next_id: int | None


class Fetched(Struct):
    """The JSON of an answer to getUpdates."""

    result: list[Update]


_FETCHED = msgspec.json.Decoder(Fetched)
_POSTED = msgspec.json.Decoder(Update)
NOT_JSON = "no JSON"
NUMBER = b'"update_id"'
"""Before an update's number, in JSON."""


def read_batch(payload: bytes) -> Batch:
    """The updates of an answer to getUpdates. Raises NotAnUpdate when not even their numbers can be read."""
    try:
        updates = _FETCHED.decode(payload).result
    except (msgspec.DecodeError, RecursionError):
        return _read_one_by_one(payload)
    return Batch(updates, [], updates[-1].update_id + 1 if updates else None)


def read_posted(payload: bytes) -> Update:
    """The update that Telegram posts to a webhook. Raises NotAnUpdate."""
    try:
        return _POSTED.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return read_update(_parsed(payload))


def read_update(value: object) -> Update:
    """An update of JSON that was parsed already. Raises NotAnUpdate."""
    try:
        return msgspec.convert(value, Update)
    except msgspec.ValidationError as error:
        raise NotAnUpdate(_number_of(value), str(error)) from None


def _read_one_by_one(payload: bytes) -> Batch:
    """msgspec refuses a batch for one bad update: each is cut out, unread, and read by itself."""
    try:
        values = elements(payload, b'"result"')
    except Unbalanced:
        raise NotAnUpdate(None, NOT_JSON) from None
    if values is None:
        raise NotAnUpdate(None, "no list of updates")
    updates: list[Update] = []
    unreadable: list[NotAnUpdate] = []
    for value in values:
        try:
            updates.append(read_posted(value))
        except NotAnUpdate as error:
            if error.reason == NOT_JSON:  # a quote too many: who knows where it ends, and what else it has swallowed
                raise NotAnUpdate(None, NOT_JSON) from None
            unreadable.append(error)
    numbers = [*(update.update_id for update in updates), *(error.update_id for error in unreadable if error.update_id is not None)]
    if values and not numbers:
        raise NotAnUpdate(None, "no update with a number")
    return Batch(updates, unreadable, max(numbers) + 1 if numbers else None)


def _parsed(payload: bytes) -> Any:
    """The JSON with half a surrogate made "?": msgspec, the database and Telegram all refuse one.

    Raises NotAnUpdate, with the number of what is whole; what is not may come whole when it comes again.
    """
    try:
        return json.loads(json.dumps(json.loads(payload), ensure_ascii=False).encode("utf-8", "replace"))
    except json.JSONDecodeError:
        raise NotAnUpdate(number_of(payload, NUMBER), NOT_JSON) from None
    except (ValueError, RecursionError) as error:
        raise NotAnUpdate(number_of(payload, NUMBER), f"unreadable JSON: {type(error).__name__}") from None


def _number_of(value: object) -> int | None:
    number = value.get("update_id") if isinstance(value, dict) else None
    return number if type(number) is int and abs(number) <= LARGEST_ID else None
