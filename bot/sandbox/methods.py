"""The Bot API's methods, as far as the bot uses them: each takes the world and a call's parameters, and gives the result."""

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from bot.sandbox.cast import BOT_ID, BOT_USER
from bot.sandbox.chats import Event, File, Message
from bot.sandbox.parameters import LONGEST_CAPTION, LONGEST_TEXT, Parameters
from bot.sandbox.refused import bad_request, forbidden
from bot.sandbox.updates import KINDS, Webhook
from bot.sandbox.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
LONGEST_TOAST = 200
LARGEST_DOWNLOAD = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOCAL = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup "
    "of the message"
)

Method = Callable[[World, Parameters], Awaitable[Any]]


async def get_me(world: World, call: Parameters) -> Any:
    return BOT_USER | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}


async def get_updates(world: World, call: Parameters) -> Any:
    return await world.updates.poll(call.number("offset"), call.number("limit", 100), call.number("timeout"), call.words("allowed_updates"))


async def set_webhook(world: World, call: Parameters) -> Any:
    url, secret = call.text("url"), call.text("secret_token")
    if url and not url.startswith("https://") and not LOCAL.match(url + "/"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if (allowed := call.words("allowed_updates")) is not None:
        world.updates.allow(allowed)
    webhook = Webhook(url, secret or None, call.number("max_connections", 40)) if url else None
    await world.updates.set_webhook(webhook, drop_pending=call.flag("drop_pending_updates"))
    return True


async def delete_webhook(world: World, call: Parameters) -> Any:
    await world.updates.set_webhook(None, drop_pending=call.flag("drop_pending_updates"))
    return True


async def get_webhook_info(world: World, call: Parameters) -> Any:
    webhook, error = world.updates.webhook, world.updates.last_error
    told = {"url": webhook.url if webhook else "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return told | ({"last_error_message": error} if error else {}) | {"allowed_updates": sorted(KINDS)}


async def send_message(world: World, call: Parameters) -> Any:
    chat = _open_chat(world, call)
    text, entities = call.formatted("text", LONGEST_TEXT, required=True)
    return _send(world, call, chat, text, entities=entities)


async def send_document(world: World, call: Parameters) -> Any:
    return _send_file(world, call, "document")


async def send_photo(world: World, call: Parameters) -> Any:
    return _send_file(world, call, "photo")


async def send_chat_action(world: World, call: Parameters) -> Any:
    chat = _open_chat(world, call)
    world.chats.tell(Event("typing", chat, {}))
    return True


async def edit_message_text(world: World, call: Parameters) -> Any:
    message = _own_message(world, call, "edit")
    text, entities = call.formatted("text", LONGEST_TEXT, required=True)
    return _edit(world, message, text, entities, call)


async def edit_message_caption(world: World, call: Parameters) -> Any:
    message = _own_message(world, call, "edit")
    text, entities = call.formatted("caption", LONGEST_CAPTION, required=False)
    return _edit(world, message, text, entities, call)


async def edit_message_reply_markup(world: World, call: Parameters) -> Any:
    message = _own_message(world, call, "edit")
    return _edit(world, message, message.text, message.entities, call)


async def delete_message(world: World, call: Parameters) -> Any:
    world.chats.remove(_own_message(world, call, "delete"))
    return True


async def answer_callback_query(world: World, call: Parameters) -> Any:
    if len(call.text("text")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.pop(call.text("callback_query_id"), None)
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    kind, body = ("toast", {"text": call.text("text"), "alert": call.flag("show_alert")}) if call.text("text") else ("answered", {})
    world.chats.tell(Event(kind, tap.chat, body, person=tap.person))
    return True


async def answer_inline_query(world: World, call: Parameters) -> Any:
    answer = world.inline.get(call.text("inline_query_id"))
    if answer is None or answer.done():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = call.objects("results")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    answer.set_result(results)
    return True


async def set_my_commands(world: World, call: Parameters) -> Any:
    commands = call.objects("commands")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[_scope(call), call.text("language_code")] = commands
    return True


async def get_my_commands(world: World, call: Parameters) -> Any:
    return world.menus.get((_scope(call), call.text("language_code")), [])


async def delete_my_commands(world: World, call: Parameters) -> Any:
    world.menus.pop((_scope(call), call.text("language_code")), None)
    return True


async def get_file(world: World, call: Parameters) -> Any:
    file = world.chats.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {"file_id": file.id, "file_unique_id": file.id[-12:], "file_size": len(file.content), "file_path": f"documents/{file.id}"}


async def get_chat_member(world: World, call: Parameters) -> Any:
    chat, person = _chat(world, call), call.number("user_id")
    if person not in world.cast.people:
        raise bad_request("invalid user_id specified")
    status = "member" if world.cast.is_member(person, chat) else "left"
    return {"user": world.cast.people[person].user, "status": status}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getfile": get_file,
    "getchatmember": get_chat_member,
}
"""By lower-case name, as Telegram takes them."""


def _chat(world: World, call: Parameters) -> int:
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = call.number("chat_id")
    if chat not in world.cast.people and chat not in world.cast.groups:
        raise bad_request("chat not found")
    return chat


def _open_chat(world: World, call: Parameters) -> int:
    """A chat that takes messages of the bot. Raises Refused(403) for people who have not started it, or have blocked it."""
    chat = _chat(world, call)
    person = world.cast.people.get(chat)
    if person and person.has_blocked:
        raise forbidden("bot was blocked by the user")
    if person and not person.has_started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _send(world: World, call: Parameters, chat: int, text: str, **more: Any) -> dict[str, Any]:
    keyboard, reply_to = call.keyboard(), _replied(world, call, chat)
    world.pace.admit(chat)
    message = world.chats.add(chat, BOT_ID, text, keyboard=keyboard, reply_to=reply_to, **more)
    return world.chats.as_told(message)


def _send_file(world: World, call: Parameters, kind: Literal["photo", "document"]) -> dict[str, Any]:
    chat = _open_chat(world, call)
    caption, entities = call.formatted("caption", LONGEST_CAPTION, required=False)
    return _send(world, call, chat, caption, entities=entities, file=_sent_file(world, call, kind))


def _sent_file(world: World, call: Parameters, kind: Literal["photo", "document"]) -> File:
    """The file of a call: sent along (also as `attach://name`), or named by the id of an earlier one."""
    named = call.text(kind)
    sent = call.files.get(kind) or call.files.get(named.removeprefix("attach://"))
    if sent:
        if not sent.content:
            raise bad_request("file must be non-empty")
        return File(secrets.token_urlsafe(24), sent.name, sent.content, sent.mime, kind)
    if named not in world.chats.files:
        raise bad_request("wrong file identifier/HTTP URL specified" if named else f"there is no {kind} in the request")
    return world.chats.files[named]


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


def _own_message(world: World, call: Parameters, act: str) -> Message:
    """A message of the bot itself."""
    message = world.chats.find(_chat(world, call), call.number("message_id"))
    if message is None:
        raise bad_request(f"message to {act} not found")
    if not message.from_bot:
        raise bad_request(f"message can't be {act.removesuffix('e')}ed")
    return message


def _edit(world: World, message: Message, text: str, entities: list[Any], call: Parameters) -> dict[str, Any]:
    keyboard = call.keyboard()
    if (text, entities, keyboard) == message.content:
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    world.chats.mark_edited(message)
    return world.chats.as_told(message)


def _scope(call: Parameters) -> str:
    scope = call.object("scope") or {"type": "default"}
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)
