"""Telegram's command menus, made from the routes: per scope and language at every start, and a member's own as the team changes."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from telegram.error import TelegramError

from bot.messaging.transport import Transport
from ektp_core.profile import Language
from ektp_core.roles import Member
from handlers.routes import menu

log = logging.getLogger(__name__)

SCOPES = (("all_private_chats", True), ("all_group_chats", False))


class Menus:
    """What people are offered when they type "/"."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._team: tuple[Member, ...] = ()

    async def set_all(self, team: Sequence[Member]) -> None:
        """Indonesian for everyone, English for clients set to English; personal commands only in private chats, staff's in their own."""
        for scope, private in SCOPES:
            for language, code in ((Language.ID, ""), (Language.EN, "en")):
                commands = [{"command": command, "description": about} for command, about in menu(language, private=private)]
                parameters = {"commands": commands, "scope": {"type": scope}} | ({"language_code": code} if code else {})
                await self._call("setMyCommands", parameters)
        await self.follow(team)

    async def follow(self, team: Sequence[Member]) -> None:
        """Give new and changed members their own menu, and take it from those who left. Costs nothing while the team stays."""
        before, self._team = self._team, tuple(team)
        if before == self._team:
            return
        for member in set(self._team) - set(before):
            commands = [{"command": command, "description": about} for command, about in menu(Language.ID, private=True, member=member)]
            await self._call("setMyCommands", {"commands": commands, "scope": _chat(member.person)})
        for person in {member.person for member in before} - {member.person for member in self._team}:
            await self._call("deleteMyCommands", {"scope": _chat(person)})

    async def _call(self, method: str, parameters: Mapping[str, Any]) -> None:
        try:
            await self._transport.call(method, parameters)
        except TelegramError as error:
            log.warning("menu not set", extra={"scope": parameters["scope"]["type"], "error": type(error).__name__})


def _chat(person: int) -> dict[str, Any]:
    return {"type": "chat", "chat_id": person}
