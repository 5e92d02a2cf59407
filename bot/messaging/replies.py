"""Getting an answer accepted: waits that Telegram asks for are kept, what nobody answered is sent again, what is final is reported."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from telegram import Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.health.vitals import moment
from bot.messaging.call_ends import NO_CHAT, CallEnd, Tried, chat_of, message_of, refused
from bot.messaging.chat_turns import ChatTurns
from bot.messaging.files.drawings import Drawings
from bot.messaging.flood import Flood
from bot.messaging.messages import Call
from bot.messaging.transport import Transport, seconds_to_wait
from ektp_core.drawing import Drawer
from ektp_core.profile import Language
from ektp_core.store.watches import Live
from handlers.reply import OutgoingFile

log = logging.getLogger(__name__)

ONLY_NOW = frozenset({"answerInlineQuery"})
"""Methods whose answer is of no use later: somebody has typed on, or left."""

NEW_MESSAGES = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
"""Methods that may name a topic; a change stays where the message is."""

TAKEN = Tried(CallEnd.TAKEN)
TRIES = 4
PAUSE_SECONDS = 0.5
LISTENING_SECONDS = 1.0
"""While Telegram is away: the poller and the watch ask for it."""

StillShows = Callable[[], Awaitable[bool]]
"""Whether a message still shows what is to be changed."""


NoteWritten = Callable[[int, int, Live, Language], Awaitable[None]]
"""Keeps which new message shows something that changes by itself: chat, message, what, and in which language."""


class Bulk(Protocol):
    """Whatever else is sent with the same token: it makes room for answers, and knows the same chats' turns."""

    chats: ChatTurns

    def note_answer(self) -> None: ...

    def halt(self, seconds: float | None) -> float: ...


class Replies:
    """Sends the calls of an answer in order. What Telegram makes wait, waits in its chat's line; other chats go on."""

    def __init__(self, transport: Transport, bulk: Bulk, note_written: NoteWritten | None = None, drawer: Drawer | None = None) -> None:
        self._transport = transport
        self._drawings = Drawings(drawer or Drawer())
        self._note_written = note_written
        self._bulk = bulk
        self._chats = bulk.chats
        self._flood = Flood()
        self._lines: dict[int, asyncio.Event] = {}
        """By chat: set when the last of those who stand in line there has had its turn."""

        self._changing: dict[tuple[object, object], asyncio.Event] = {}
        """By message: set when what changes it unasked has ended."""

    def is_waiting(self, chat: int) -> bool:
        """Whether an answer to this chat waits because Telegram asked for it."""
        return chat in self._lines

    async def send(self, calls: Sequence[Call]) -> asyncio.Task[None] | None:
        """Send what goes to the first chat, in order; what goes to others is sent meanwhile, and what comes back ends with that.

        A change of a message that is gone comes as a new one, what a topic does not take comes in General. A failure ends here, logged by
        its kind without anybody's words; a revoked token also ends the polling.
        """
        own, *others = _by_chat(calls)
        for_others = asyncio.create_task(self._send_side_by_side(others)) if others else None
        try:
            await self._send_in_order(own)
        except BaseException:
            if for_others is not None:
                for_others.cancel()
            raise
        return for_others

    async def try_sending(self, call: Call) -> CallEnd:
        """Send one call now or not at all; what became of it."""
        return (await self._try_now(call)).end

    async def try_changing(self, call: Call, still_shows: StillShows) -> CallEnd:
        """Change a message unasked, now or not at all, while it `still_shows` what is to be changed: that is asked before each try.

        An answer that is written in the same message meanwhile comes after it, so that it is what stays.
        """
        ended = self._changing[message_of(call)] = asyncio.Event()
        try:
            return (await self._try_now(call, still_shows)).end
        finally:
            del self._changing[message_of(call)]
            ended.set()

    async def _send_side_by_side(self, chats: Sequence[Sequence[Call]]) -> None:
        async with asyncio.TaskGroup() as group:
            for calls in chats:
                group.create_task(self._send_in_order(calls))

    async def _send_in_order(self, calls: Sequence[Call]) -> None:
        for call in calls:
            await self._send(call)

    async def _send(self, call: Call) -> None:
        """Send one call and whatever it becomes; once that has to wait, in line."""
        tried = await self._try_now(call)
        while tried.following is not None and tried.end is not CallEnd.POSTPONED:
            await self._until_heard(tried)
            tried = await self._try_now(tried.following)
        if tried.following is not None:
            await self._send_in_line(chat_of(call), tried.following)

    async def _send_in_line(self, chat: int, call: Call) -> None:
        """After those who came before to the same chat, however often Telegram makes it wait. Whatever the call becomes keeps the place."""
        following: Call | None = call
        async with self._place_in_line(chat):
            while following is not None and chat_of(following) == chat:
                await self._until_changed(following)
                if wait := self._wait(chat):
                    await asyncio.sleep(wait)
                else:
                    tried = await self._try(following)
                    await self._until_heard(tried)
                    following = tried.following
            if following is not None:  # in the supergroup others may stand before it; those behind it here come after it there
                await self._send_in_line(chat_of(following), following)

    @asynccontextmanager
    async def _place_in_line(self, chat: int) -> AsyncIterator[None]:
        earlier, left = self._lines.get(chat), asyncio.Event()
        self._lines[chat] = left
        try:
            if earlier is not None:
                await earlier.wait()
            yield
        finally:
            left.set()
            if self._lines[chat] is left:
                del self._lines[chat]

    async def _until_changed(self, call: Call) -> None:
        if under_way := self._changing.get(message_of(call)):
            await under_way.wait()

    async def _until_heard(self, tried: Tried) -> None:
        """Where Telegram is away the answer waits for it, however long: no newer question comes in meanwhile, and this one was taken."""
        given_up = moment()
        is_away = tried.end is CallEnd.GIVEN_UP and tried.following is not None
        while is_away and self._transport.vitals.answered < given_up:  # noqa: ASYNC110 -- each answer would set an event for nothing
            await asyncio.sleep(LISTENING_SECONDS)

    async def _try_now(self, call: Call, still_shows: StillShows | None = None) -> Tried:
        """Send one call, in the supergroup that its group has become if need be, unless it would have to wait."""
        tried = Tried(CallEnd.MOVED, call)
        while tried.following is not None and tried.end is CallEnd.MOVED:
            following = tried.following
            if self._changing and still_shows is None:
                await self._until_changed(following)
            if self.is_waiting(chat_of(following)):
                return Tried(CallEnd.POSTPONED, following)
            tried = await self._try(following, still_shows)
        return tried

    async def _try(self, call: Call, still_shows: StillShows | None = None) -> Tried:
        """Send one call, again while nobody answers (it may come twice, none is lost); postponed when its chat has to wait."""
        chat, failures, failed = chat_of(call), 0, 0.0
        postponed = Tried(CallEnd.GIVEN_UP) if call.method in ONLY_NOW else Tried(CallEnd.POSTPONED, call)
        while failures < TRIES:
            if still_shows and not self._wait(chat) and not await still_shows():
                return Tried(CallEnd.OVERTAKEN)
            if self._wait(chat):  # looked at last: Telegram may have asked for it meanwhile
                return postponed
            try:
                await self._once(call, chat)
                return TAKEN
            except RetryAfter as error:
                self._halt(chat, seconds_to_wait(error))
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken) as error:
                if not (isinstance(error, BadRequest) and self._drawings.forget(call)):
                    return refused(call, error)
            except TelegramError as error:
                failures, failed = failures + 1, moment()
                log.warning("reply not accepted", extra={"method": call.method, "failures": failures, "error": type(error).__name__})
                await asyncio.sleep(PAUSE_SECONDS * 2**failures)
        is_away = self._transport.vitals.answered < failed and call.method not in ONLY_NOW
        if not is_away:
            log.error("reply given up", extra={"method": call.method})
        return Tried(CallEnd.GIVEN_UP, call if is_away else None)

    async def _once(self, asked: Call, chat: int) -> None:
        call = await self._drawings.ready(asked) if asked.file else asked
        if call is None:
            return
        if chat != NO_CHAT:
            self._chats.take(chat)
            self._flood.take()
        self._bulk.note_answer()
        parameters = call.parameters
        if call.thread is not None and call.method in NEW_MESSAGES:
            parameters = {**parameters, "message_thread_id": call.thread}
        if isinstance(call.file, OutgoingFile):
            self._drawings.note_sent(asked, await self._upload(call.method, chat, call.file, parameters))
            return
        sent = await self._transport.call(call.method, parameters)
        if call.shows and call.method in NEW_MESSAGES and self._note_written:
            await self._note_written(chat, sent["message_id"], call.shows.live, call.shows.language)
        if call.numbered:
            call.numbered(sent["message_id"])

    async def _upload(self, method: str, chat: int, file: OutgoingFile, parameters: Mapping[str, Any]) -> Message:
        more = {name: value for name, value in parameters.items() if name != "chat_id"}
        if method == "sendPhoto":
            return await self._transport.bot.send_photo(chat, file.content, filename=file.name, api_kwargs=more)
        return await self._transport.bot.send_document(chat, file.content, filename=file.name, api_kwargs=more)

    def _wait(self, chat: int) -> float:
        return max(self._chats.wait(chat), self._flood.wait())

    def _halt(self, chat: int, seconds: float) -> None:
        """Telegram asked to wait: this chat does, and whatever else is sent when it was no chat's fault."""
        self._chats.halt(chat, seconds)
        for_all = self._flood.refused(chat, seconds)
        log.warning("Telegram asked to wait with an answer", extra={"seconds": round(seconds), "for_all": round(for_all)})
        if for_all:
            self._bulk.halt(for_all)


def _by_chat(calls: Sequence[Call]) -> list[Sequence[Call]]:
    """Each chat's calls in order; those that name none go before the others of whoever acted."""
    if len(calls) == 1:
        return [calls]
    chats = [chat for call in calls if (chat := chat_of(call)) != NO_CHAT]
    if not chats or chats.count(chats[0]) == len(chats):
        return [calls]
    return [[call for call in calls if (chat_of(call) or chats[0]) == chat] for chat in dict.fromkeys(chats)]
