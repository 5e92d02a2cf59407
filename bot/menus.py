"""Telegram's command menus, made from the routes: per scope and language, at every start."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram.error import TelegramError

from bot.transport import Transport
from ektp_core.profile import Language
from ektp_core.roles import Member
from handlers.routes import menu

log = logging.getLogger(__name__)

SCOPES = (("all_private_chats", True), ("all_group_chats", False))


async def set_menus(transport: Transport, members: Sequence[Member]) -> None:
    """Indonesian for everyone, English for clients set to English; personal commands only in private chats, staff's in their own."""
    for scope, private in SCOPES:
        for language, code in ((Language.ID, ""), (Language.EN, "en")):
            commands = [{"command": command, "description": about} for command, about in menu(language, private=private)]
            parameters = {"commands": commands, "scope": {"type": scope}} | ({"language_code": code} if code else {})
            await _set(transport, parameters)
    for member in members:
        await set_menu_of(transport, member)


async def set_menu_of(transport: Transport, member: Member) -> None:
    """A member's own menu: what the role may do, then everybody's questions."""
    commands = [{"command": command, "description": about} for command, about in menu(Language.ID, private=True, member=member)]
    await _set(transport, {"commands": commands, "scope": {"type": "chat", "chat_id": member.person}})


async def _set(transport: Transport, parameters: Mapping[str, Any]) -> None:
    try:
        await transport.call("setMyCommands", parameters)
    except TelegramError as error:
        log.warning("menu not set", extra={"scope": parameters["scope"]["type"], "error": type(error).__name__})
