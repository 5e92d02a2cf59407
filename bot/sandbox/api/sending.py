"""The methods that send: each refuses what Telegram refuses, and counts what it delivers."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.sandbox.api.parameters import LONGEST_CAPTION, LONGEST_TEXT, Parameters
from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.message import File, Kind
from bot.sandbox.world.personas import BOT_ID
from bot.sandbox.world.topics import check_open
from bot.sandbox.world.world import World

Method = Callable[[World, Parameters], Awaitable[Any]]


async def send_message(world: World, call: Parameters) -> Any:
    chat = open_chat(world, call)
    text, entities = call.formatted("text", LONGEST_TEXT, required=True)
    return _send(world, call, chat, text, entities=entities)


async def send_document(world: World, call: Parameters) -> Any:
    return _send_file(world, call, "document")


async def send_photo(world: World, call: Parameters) -> Any:
    return _send_file(world, call, "photo")


SENDING: Mapping[str, Method] = {"sendmessage": send_message, "senddocument": send_document, "sendphoto": send_photo}


def reached(world: World, call: Parameters) -> int:
    """A chat that the bot is in. Raises Refused."""
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    return world.personas.reach(call.number("chat_id")).id


def open_chat(world: World, call: Parameters) -> int:
    """A chat that takes messages of the bot. Raises Refused."""
    return world.personas.write_to(reached(world, call)).id


def _send(world: World, call: Parameters, chat: int, text: str, **more: Any) -> dict[str, Any]:
    keyboard, reply_to, silent = call.keyboard(), _replied(world, call, chat), call.flag("disable_notification")
    thread = _thread(world, call, chat, reply_to)
    world.pace.admit(chat)
    world.pace_kept.accept(world.clock())
    world.deliveries.add(chat, silent=silent)
    message = world.chats.add(chat, BOT_ID, text, keyboard=keyboard, reply_to=reply_to, thread=thread, silent=silent, **more)
    world.other_side.sent(message)
    return world.chats.as_told(message)


def _send_file(world: World, call: Parameters, kind: Kind) -> dict[str, Any]:
    chat = open_chat(world, call)
    caption, entities = call.formatted("caption", LONGEST_CAPTION, required=False)
    return _send(world, call, chat, caption, entities=entities, file=_sent_file(world, call, kind))


def _sent_file(world: World, call: Parameters, kind: Kind) -> File:
    """The file of a call: sent along (also as `attach://name`), or named by the id of an earlier one of the same kind."""
    named = call.text(kind)
    sent = call.files.get(kind) or call.files.get(named.removeprefix("attach://"))
    if sent:
        if not sent.content:
            raise bad_request("file must be non-empty")
        return File(secrets.token_urlsafe(24), sent.name, sent.content, sent.mime, kind)
    earlier = world.chats.files.get(named)
    if earlier is None:
        raise bad_request("wrong file identifier/HTTP URL specified" if named else f"there is no {kind} in the request")
    if earlier.kind != kind:
        raise bad_request(f"can't use file of type {earlier.kind.title()} as {kind.title()}")
    return earlier


def _replied(world: World, call: Parameters, chat: int) -> int | None:
    wanted = call.object("reply_parameters")
    message_id = wanted.get("message_id")
    if not isinstance(message_id, int):
        return None
    if world.chats.find(chat, message_id):
        return message_id
    if not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def _thread(world: World, call: Parameters, chat: int, reply_to: int | None) -> int | None:
    """The topic that a message goes to: the one that is named, else that of the message it replies to. Raises Refused."""
    replied = world.chats.find(chat, reply_to) if reply_to else None
    thread = call.number("message_thread_id") or (replied.thread if replied else None)
    check_open(world.personas.topics(chat), thread)
    return thread
