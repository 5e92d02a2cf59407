"""Telegram's command menus, made from the routes: per scope and language at every start, and a member's own as the team changes."""

import logging
from collections.abc import Awaitable, Sequence

from telegram import Bot, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from ektp_core.profile import Language
from ektp_core.roles import Member
from handlers.routes import menu

log = logging.getLogger(__name__)

SCOPES: tuple[tuple[BotCommandScope, bool], ...] = ((BotCommandScopeAllPrivateChats(), True), (BotCommandScopeAllGroupChats(), False))


class Menus:
    """What people are offered when they type "/"."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._team: tuple[Member, ...] = ()

    async def set_all(self, team: Sequence[Member]) -> None:
        """Indonesian for everyone, English for clients set to English; personal commands only in private chats, staff's in their own."""
        for scope, private in SCOPES:
            for language, code in ((Language.ID, None), (Language.EN, "en")):
                commands = menu(language, private=private)
                await _tried(self._bot.set_my_commands(commands, scope=scope, language_code=code), scope)
        await self.follow(team)

    async def follow(self, team: Sequence[Member]) -> None:
        """Give new and changed members their own menu, and take it from those who left. Costs nothing while the team stays."""
        before, self._team = self._team, tuple(team)
        if before == self._team:
            return
        for member in set(self._team) - set(before):
            scope = BotCommandScopeChat(member.person)
            await _tried(self._bot.set_my_commands(menu(Language.ID, private=True, member=member), scope=scope), scope)
        for person in {member.person for member in before} - {member.person for member in self._team}:
            scope = BotCommandScopeChat(person)
            await _tried(self._bot.delete_my_commands(scope=scope), scope)


async def _tried(call: Awaitable[bool], scope: BotCommandScope) -> None:
    """Without its menu the bot still answers."""
    try:
        await call
    except TelegramError as error:
        log.warning("menu not set", extra={"scope": scope.type, "error": type(error).__name__})
