"""Telegram's command menus, made from the routes: per scope and language, at every start."""

import logging

from telegram.error import TelegramError

from bot.transport import Transport
from ektp_core.profile import Language
from handlers.routes import menu

log = logging.getLogger(__name__)

SCOPES = (("all_private_chats", True), ("all_group_chats", False))


async def set_menus(transport: Transport) -> None:
    """Indonesian for everyone, English for clients set to English; personal commands only in private chats."""
    for scope, private in SCOPES:
        for language, code in ((Language.ID, ""), (Language.EN, "en")):
            commands = [{"command": command, "description": about} for command, about in menu(language, private=private)]
            parameters = {"commands": commands, "scope": {"type": scope}} | ({"language_code": code} if code else {})
            try:
                await transport.call("setMyCommands", parameters)
            except TelegramError as error:
                log.warning("menu not set", extra={"scope": scope, "error": type(error).__name__})
