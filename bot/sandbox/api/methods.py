"""The Bot API's methods, as far as the bot uses them: each takes the world and a call's parameters, and gives the result."""

import re
from typing import Any

from bot.sandbox.api.changing import CHANGING
from bot.sandbox.api.inline import answer_inline_query
from bot.sandbox.api.members import member_in
from bot.sandbox.api.parameters import Parameters
from bot.sandbox.api.sending import SENDING, Method, open_chat, reached
from bot.sandbox.rules.refusals import bad_request
from bot.sandbox.world.chats import Event
from bot.sandbox.world.personas import BOT_USER
from bot.sandbox.world.updates import KINDS, WebhookSet
from bot.sandbox.world.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
LONGEST_TOAST = 200
LARGEST_DOWNLOAD = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOCAL = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/")


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
    webhook = WebhookSet(url, secret or None) if url else None
    await world.updates.set_webhook(webhook, drop_pending=call.flag("drop_pending_updates"))
    return True


async def delete_webhook(world: World, call: Parameters) -> Any:
    await world.updates.set_webhook(None, drop_pending=call.flag("drop_pending_updates"))
    return True


async def get_webhook_info(world: World, call: Parameters) -> Any:
    webhook, error = world.updates.webhook, world.updates.last_error
    told = {"url": webhook.url if webhook else "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    return told | ({"last_error_message": error} if error else {}) | {"allowed_updates": sorted(KINDS)}


async def answer_callback_query(world: World, call: Parameters) -> Any:
    if len(call.text("text")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.pop(call.text("callback_query_id"), None)
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    kind, body = ("toast", {"text": call.text("text"), "alert": call.flag("show_alert")}) if call.text("text") else ("answered", {})
    world.chats.tell(Event(kind, tap.chat, body, person=tap.person))
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
    return member_in(world, reached(world, call), call.number("user_id"))


async def send_chat_action(world: World, call: Parameters) -> Any:
    chat = open_chat(world, call)
    world.chats.tell(Event("typing", chat, {}))
    return True


METHODS: dict[str, Method] = {
    **SENDING,
    **CHANGING,
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getfile": get_file,
    "getchatmember": get_chat_member,
}
"""By lower-case name, as Telegram takes them."""


def _scope(call: Parameters) -> str:
    scope = call.object("scope") or {"type": "default"}
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)
