"""Update -> request -> reply -> Bot API calls, and the one error boundary."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.messaging.admission import GroupTurns, Verdict
from bot.messaging.inline import Inline
from bot.messaging.messages import Call, Messages, takes_place
from bot.messaging.requests.chats import membership_of, migration_of
from bot.messaging.requests.reader import Fetch, MemberOf, RequestReader, language_for
from bot.messaging.updates import Update
from ektp_core.office import Office
from handlers.answer import answer
from handlers.reply import Reply, reply
from handlers.request import ChatKind, GroupMoved, Request, Step
from handlers.staff.way_to_desk import with_way_to_desk

log = logging.getLogger(__name__)

HANDLING_SECONDS = 10.0
"""One question may take this long; then an apology with an error id. Waiting for Telegram to accept the answer is not counted."""

STAFF_SECONDS = 60.0
"""Staff read sheets of a whole province."""


class Dispatcher:
    """Turns updates into the calls that answer them. It sends nothing itself: `python -m bot ask` uses it too.

    Without `group_turns` a group is answered as often as it asks.
    """

    def __init__(self, office: Office, username: str, fetch: Fetch, member_of: MemberOf, group_turns: GroupTurns | None = None) -> None:
        self.office = office
        self._group_turns = group_turns
        self.messages = Messages(office, username)
        self._reader = RequestReader(office, username, fetch, member_of)
        self._inline = Inline(office, self.messages)

    async def respond(self, update: Update, tell: Callable[[Request, Step], None] | None = None) -> list[Call]:
        """The calls that answer one update; none for updates that ask nothing.

        `tell` hears how far an answer to staff is that takes long.
        """
        request: Request | None = None
        try:
            if membership := membership_of(update):
                async with asyncio.timeout(HANDLING_SECONDS):
                    await self.office.note_membership(membership.chat, membership.gone)
                return []
            if migration := migration_of(update):
                async with asyncio.timeout(HANDLING_SECONDS):
                    await self.office.move_chat(migration.old, migration.new)
                return []
            if update.inline_query:
                async with asyncio.timeout(HANDLING_SECONDS):
                    return [await self._inline.answer(update.inline_query)]
            if update.chosen_inline_result:
                self._inline.note_chosen(update.chosen_inline_result)
                return []
            request = self._reader.read(update)
            if request is None:
                return self._of_no_message(update)
            if request.chat_kind is ChatKind.GROUP and self._group_turns:
                verdict = self._group_turns.judge(request.chat)
                if verdict is not Verdict.ADMITTED:
                    return self._group_told(request) if verdict is Verdict.TOLD else []
            self.office.notes.saw(request.chat)
            if tell and request.member and request.chat_kind is ChatKind.PRIVATE:
                request = replace(request, tell=partial(tell, request))
            async with asyncio.timeout(STAFF_SECONDS if request.member else HANDLING_SECONDS):
                request = await self._named(request)
                found = await self._answered(request)
                if request.member and request.chat_kind is ChatKind.PRIVATE:
                    await self._note(request, found)
            return self.messages.answering(request, found)
        except Exception as error:
            # The one boundary: whatever went wrong, the person hears of it and the log holds the same id.
            error_id, route = secrets.token_hex(4), request.route if request else None
            log.exception("answer failed", extra={"error_id": error_id, "route": route, "error": type(error).__name__})
            return self._apology(update, request, replace(reply("error", error_id=error_id), as_new=True))

    def too_many(self, update: Update) -> list[Call]:
        """What somebody is told who is turned away: in private, or above the button that they tapped; in a group nobody hears of it."""
        if tap := update.callback_query:
            return [self.messages.toast(tap.id, reply("too_many_taps"), language_for(tap.sender, update.chat, self.office))]
        message = update.message or update.edited_message
        if message is None or message.sender is None or not message.chat.is_private:
            return []
        return [self.messages.unasked(update.chat, reply("too_many"), language_for(message.sender, update.chat, self.office))]

    def _group_told(self, request: Request) -> list[Call]:
        """What a group is told that has asked too much."""
        if request.tap is not None:
            return [self.messages.toast(request.tap, reply("too_many_taps"), request.language)]
        return self.messages.answering(request, reply("too_many_in_group"))

    def _of_no_message(self, update: Update) -> list[Call]:
        """A tap under a message that the bot cannot write in, as forged ones are, ends with a sentence; nothing else is asked of it."""
        tap = update.callback_query
        if tap is None:
            return []
        return [self.messages.toast(tap.id, reply("old_button"), language_for(tap.sender, tap.sender.id, self.office))]

    async def _note(self, request: Request, found: Reply) -> None:
        """Keep what stands in staff's message by now. A new message is noted once it is sent and has a number (`Replies`)."""
        if takes_place(request, found):
            await self.office.note_written(request.chat, request.message_id, found.live, found.language or request.language)
        elif not found.keeps_board:
            await self.office.note_answered(request.chat)

    async def _named(self, request: Request) -> Request:
        """The same, of a member who has a name: that of the first message, where the settings know the id alone."""
        if request.member is None or request.member.is_named or not request.name:
            return request
        await self.office.learn_name(request.person, request.name)
        return replace(request, member=self.office.public.member(request.person))

    async def _answered(self, request: Request) -> Reply:
        """What is asked of a group that has become a supergroup since is done there; the calls to the old id follow it (`Replies`)."""
        try:
            return await answer(request, self.office)
        except GroupMoved as moved:
            await self.office.move_chat(request.chat, moved.new)
            return await answer(self._reader.in_supergroup(request, moved.new), self.office)

    def _apology(self, update: Update, request: Request | None, apology: Reply) -> list[Call]:
        """To whoever asked. What could not even be read is apologised for in private only: in a group it may have asked nothing."""
        if update.inline_query:
            return [self._inline.without_cards(update.inline_query)]
        if request:
            return self.messages.answering(request, with_way_to_desk(apology, request, self.office))
        return [self.messages.unasked(update.chat, apology)] if update.is_asked_in_private else []
