"""Answering people and sending what was asked for, until a stop; then what is begun is finished."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.application.public import public_routes_of, serve_web
from bot.application.watch import Watch
from bot.health.vitals import Vitals, moment
from bot.messaging.admission import Gate, GroupTurns
from bot.messaging.dispatch import Dispatcher
from bot.messaging.lanes import Begins, Handle, Lanes
from bot.messaging.menus import Menus
from bot.messaging.polling import Poller
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.sending.broadcaster import TokenRefused
from bot.sending.leader import Leader
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from bot.sending.telling import Telling
from bot.sending.working import Working
from bot.settings import Mode, Settings
from ektp_core.drawing import Drawer
from ektp_core.office import Office
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.own_bot import serve_by
from handlers.texts import load_apologies

if TYPE_CHECKING:
    from bot.messaging.webhook import Webhook

log = logging.getLogger(__name__)
T = TypeVar("T")

STOP_SECONDS = 10.0
"""For what is begun; with confirming and closing, a stop stays below 15 s."""

NOTES_SECONDS = 2.0
"""For the counts that are kept at a stop; a healthy store takes some milliseconds."""

OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""New objects that the collector waits for; at Python's 700 it took a twelfth of the bot's time."""


class NoSuchBot(Exception):
    """Telegram does not know the token."""


async def serve(
    office: Office, transport: Transport, settings: Settings, stop: asyncio.Event, floods_by: Callable[[], float] = moment
) -> None:
    """Answer people and send what was asked for until `stop` is set, then finish what is begun.

    `floods_by` is the steady clock that tells how fast somebody asks.

    Raises NoSuchBot when Telegram does not know the token (any more), AnotherBot when the database is another bot's, and OSError when the
    port is taken.
    """
    watch = Watch(office, transport, settings)
    try:
        await watch.start()
        me = await _who_am_i(transport, stop)
        if me is not None:
            if not settings.in_sandbox:
                await serve_by(office.store, me.id)
            await _serve_as(me, office, transport, settings, stop, watch, floods_by)
    finally:
        await watch.stop()
    if me is not None and not stop.is_set():
        raise NoSuchBot


async def _serve_as(
    me: User, office: Office, transport: Transport, settings: Settings, stop: asyncio.Event, watch: Watch, floods_by: Callable[[], float]
) -> None:
    load_apologies()
    pace = Pace(settings.bulk_rate)
    dropped = transport.vitals.dropped
    group_turns = GroupTurns(dropped, floods_by)
    dispatcher = Dispatcher(office, me.username or "", transport.download, transport.bot.get_chat_member, group_turns)
    drawer = Drawer()
    replies, menus = Replies(transport, pace, office.note_written, drawer), Menus(transport.bot)
    lanes = Lanes(_handling(office, dispatcher, replies, menus, transport.vitals))
    gate = Gate(lanes, lambda person: office.public.member(person) is not None, _telling(dispatcher, replies), dropped, floods_by)
    entrance = _entrance(settings, transport, gate, lambda chat: replies.is_waiting(chat) or lanes.is_free(chat))
    server = None if settings.in_sandbox else await serve_web(settings, entrance, public_routes_of(office, me.username or "", settings))
    bulk = transport.another()
    await bulk.initialize()
    leader = Leader(office, Sender(bulk), dispatcher.messages, replies, pace, transport.vitals, paid=settings.paid_broadcast)
    entering, leading = asyncio.create_task(entrance.run()), asyncio.create_task(leader.run())
    offering, stopped = asyncio.create_task(menus.set_all(office.public.members)), asyncio.create_task(stop.wait())
    # What exists now lives as long as the process: the collector need not walk it at every pass. An answer leaves hardly a cycle behind.
    gc.freeze()
    gc.enable()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    watch.serve(Telling(dispatcher.messages, replies))
    log.info("ready", extra={"bot": me.username, "board": office.board.version})
    await asyncio.wait([entering, leading, stopped], return_when=asyncio.FIRST_COMPLETED)
    watch.stopping()
    leader.stop()
    for task in (entering, offering, stopped):
        task.cancel()
    with suppress(asyncio.CancelledError, InvalidToken):
        await entering
    await asyncio.gather(entrance.stop(STOP_SECONDS), _finish(leading))
    await _keep_notes(office)
    if server:
        await server.stop()
    await asyncio.gather(bulk.shutdown(), drawer.close())
    log.info("stopped")


def _handling(office: Office, dispatcher: Dispatcher, replies: Replies, menus: Menus, vitals: Vitals) -> Handle:
    """How one update is answered, whatever happens with it."""
    working = Working(dispatcher.messages, replies)

    async def answer(update: Update) -> asyncio.Task[None] | None:
        for_others = await replies.send(await dispatcher.respond(update, working.tell))
        await menus.follow(office.public.members)
        return for_others

    async def handle(update: Update) -> Awaitable[None] | None:
        begun = vitals.in_work[update.update_id] = moment()
        try:
            for_others = await _or_dropped(update, answer(update))
        finally:
            vitals.in_work.pop(update.update_id, None)
        vitals.reply_seconds.note(moment() - begun)
        after = [task for task in (for_others, working.end(update.chat)) if task]
        return _or_dropped(update, _ended(after)) if after else None

    return handle


def _telling(dispatcher: Dispatcher, replies: Replies) -> Callable[[Update], Awaitable[None]]:
    """How somebody hears that they are turned away: now or not at all."""

    async def tell(update: Update) -> None:
        for call in dispatcher.too_many(update):
            await _or_dropped(update, replies.try_sending(call))

    return tell


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    await asyncio.gather(*tasks)


async def _or_dropped(update: Update, work: Awaitable[T]) -> T | None:
    """Whatever happens with one update, the next one is not held up."""
    try:
        return await work
    except Exception as error:
        log.exception("update dropped", extra={"update_id": update.update_id, "error": type(error).__name__})
        return None


async def _finish(leading: asyncio.Task[None]) -> None:
    """Let what is being sent be finished; what is not in time counts as in doubt."""
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await leading
    except* (TimeoutError, TokenRefused):
        log.warning("sending ended before it was finished")


async def _keep_notes(office: Office) -> None:
    """What was noted since the last hour is kept too. A store that does not take it now must not hold up a stop."""
    try:
        async with asyncio.timeout(NOTES_SECONDS):
            await office.keep_notes()
    except UNAVAILABLE as error:
        log.warning("the newest counts of what fell through are lost", extra={"error": type(error).__name__})


def _entrance(settings: Settings, transport: Transport, begins: Begins, is_waiting: Callable[[int], bool]) -> "Poller | Webhook":
    """The way updates come in; both confirm after effect."""
    if settings.mode is not Mode.WEBHOOK:
        return Poller(transport, begins, is_waiting)
    from bot.messaging.webhook import Webhook

    return Webhook(transport.bot, begins, settings, transport.vitals)


async def _who_am_i(transport: Transport, stop: asyncio.Event) -> User | None:
    """The bot's own account; None when stopped before Telegram could be reached. Raises NoSuchBot for a wrong token."""
    pause = 1.0
    while not stop.is_set():
        try:
            return await transport.bot.get_me()
        except InvalidToken as error:
            raise NoSuchBot from error
        except TelegramError as error:
            log.warning("Telegram cannot be reached, trying again", extra={"error": type(error).__name__, "pause": pause})
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, 30.0)
    return None
