"""The methods that edit and delete what is already in a chat."""

import time
from collections.abc import Mapping
from typing import Any

from bot.sandbox.api.parameters import LONGEST_CAPTION, LONGEST_TEXT, Parameters
from bot.sandbox.api.sending import Method, reached
from bot.sandbox.rules.markup import MarkupEntity
from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.message import ChatMessage
from bot.sandbox.world.world import World

DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup "
    "of the message"
)


async def edit_message_text(world: World, call: Parameters) -> Any:
    message = _own_message(world, call)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    text, entities = call.formatted("text", LONGEST_TEXT, required=True)
    return _edit(world, message, text, entities, call)


async def edit_message_caption(world: World, call: Parameters) -> Any:
    message = _own_message(world, call)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    text, entities = call.formatted("caption", LONGEST_CAPTION, required=False)
    return _edit(world, message, text, entities, call)


async def edit_message_reply_markup(world: World, call: Parameters) -> Any:
    message = _own_message(world, call)
    return _edit(world, message, message.text, message.entities, call)


async def delete_message(world: World, call: Parameters) -> Any:
    message = world.chats.find(reached(world, call), call.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(message)
    world.chats.remove(message)
    return True


async def delete_messages(world: World, call: Parameters) -> Any:
    """Those that are not there are passed over; none is deleted when one of the others cannot be."""
    chat, ids = reached(world, call), call.numbers("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    messages = [message for message_id in dict.fromkeys(ids) if (message := world.chats.find(chat, message_id))]
    for message in messages:
        _check_deletable(message)
    for message in messages:
        world.chats.remove(message)
    return True


CHANGING: Mapping[str, Method] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
}


def _own_message(world: World, call: Parameters) -> ChatMessage:
    """A message of the bot itself, to edit."""
    message = world.chats.find(reached(world, call), call.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _check_deletable(message: ChatMessage) -> None:
    """A bot deletes its own messages, and other people's in private chats, for 48 hours."""
    if not message.from_bot and message.chat != message.sender:
        raise bad_request("message can't be deleted")
    if time.time() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _edit(world: World, message: ChatMessage, text: str, entities: list[MarkupEntity], call: Parameters) -> dict[str, Any]:
    keyboard = call.keyboard()
    if (text, entities, keyboard) == message.content:
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    world.chats.mark_edited(message)
    return world.chats.as_told(message)
