"""Puts the parts together and runs them until a signal: store, board, transport, polling, and in the sandbox the stand-in for Telegram."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.messaging.dispatch import Dispatcher
from bot.messaging.lanes import Handle, Lanes
from bot.messaging.menus import Menus
from bot.messaging.polling import Poller
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.sending.broadcaster import TokenRefused
from bot.sending.leader import Leader
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from bot.settings import Mode, Settings
from ektp_core.country.beginning import ProfileUnreadable
from ektp_core.country.index import Country, IndexNotMade, index_of
from ektp_core.drawing import Drawer
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import Store, migrate, open_store
from ektp_core.store.demo import load_demo, remove_demo
from ektp_core.store.first_start import AnotherOffice, home_of, load_first_start
from ektp_core.store.team import make_first_admins
from handlers.texts.examples import use_examples

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.messaging.webhook import Webhook
    from bot.sandbox import Sandbox
    from bot.web.server import Server

log = logging.getLogger(__name__)
T = TypeVar("T")

STOP_SECONDS = 10.0
"""For what is begun; with confirming and closing, a stop stays below 15 s."""

OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""New objects that the collector waits for; at Python's 700 it took a twelfth of the bot's time."""

WORKING = Path("var")
"""Where a database in memory or on a server has no folder of its own."""

SANDBOX_TOKEN = "1:sandbox"  # noqa: S105 -- opens nothing: the sandbox takes any token


class NoSuchBot(Exception):
    """Telegram does not know the token."""


class DatabaseUnusable(Exception):
    """The database cannot be opened, read or written."""


@asynccontextmanager
async def open_office(
    settings: Settings, database: str, now: Callable[[], datetime], *, demo: bool, exclusive: bool
) -> AsyncIterator[Office]:
    """The office on its database, migrated and filled at a first start; with the demo set, or without a trace of it."""
    try:
        store = open_store(database, exclusive=exclusive)
    except OSError as error:
        raise DatabaseUnusable from error
    country: Country | None = None
    try:
        await _make_ready(store, settings)
        await make_first_admins(store, settings.admin_ids, now())
        country = await _country(store)
        chosen = OfficeSettings(settings.timezone, settings.bulk_rate, settings.second_person_over)
        office = await Office.open(store, chosen, now, country)
        if demo or office.board.has_examples:
            await (load_demo(store, office.today()) if demo else remove_demo(store))
            await office.public.renew_board()
            await office.public.renew_team()
        use_examples(office.board)  # what is sent without being asked is worded in tasks that begin with this one's context
        yield office
    finally:
        if country:
            country.close()
        await store.close()


async def _country(store: Store) -> Country | None:
    """The index of the whole country; without it the bot serves people, and does not know whose a foreign school is."""
    try:
        return Country(await index_of(store.path.parent if store.path else WORKING))
    except IndexNotMade as error:
        log.warning("the index of the country could not be made", extra={"error": str(error)})
        return None


async def _make_ready(store: Store, settings: Settings) -> None:
    """A database of another office than the settings name is left as it is."""
    try:
        home = await home_of(store)
        if home and settings.names_office and home != settings.home_code:
            raise AnotherOffice(home)
        await migrate(store)
        if home is None:
            await load_first_start(store, settings.beginning)
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseUnusable from error
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise ProfileUnreadable from error


def utc_now() -> datetime:
    """The clock of a running bot."""
    return datetime.now(UTC)


async def run(settings: Settings, *, demo: bool, announce: Callable[[str], None]) -> None:
    """Serve people until SIGTERM or SIGINT. Raises InUse, NoSuchBot and OSError (the sandbox's or webhook's port is taken)."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        sandbox, now = _sandbox(settings) if settings.in_sandbox else (None, utc_now)
        demo = demo or settings.in_sandbox
        office = await stack.enter_async_context(open_office(settings, settings.database(demo=demo), now, demo=demo, exclusive=True))
        if sandbox is None:
            transport = Transport(settings.api_url, settings.token or "")
        else:
            stack.push_async_callback(sandbox.stop)
            await _start(sandbox, office, settings)
            announce(f"SiapRekam: {sandbox.url}")
            transport = Transport(sandbox.url, SANDBOX_TOKEN)
        await transport.initialize()
        stack.push_async_callback(transport.shutdown)
        await serve(office, transport, settings, stop)


async def serve(office: Office, transport: Transport, settings: Settings, stop: asyncio.Event) -> None:
    """Answer people and send what was asked for until `stop` is set, then finish what is begun.

    Raises NoSuchBot when Telegram does not know the token (any more), and OSError when the port is taken.
    """
    me = await _who_am_i(transport, stop)
    if me is None:
        return
    pace = Pace(settings.bulk_rate)
    dispatcher = Dispatcher(office, me.username or "", transport.download, transport.bot.get_chat_member)
    drawer = Drawer()
    replies, menus = Replies(transport, pace, office.note_written, drawer), Menus(transport.bot)
    entrance = _entrance(settings, transport, Lanes(_handling(office, dispatcher, replies, menus)), replies)
    server = None if settings.in_sandbox else await _serve_web(settings, entrance, _public_routes(office, me.username or "", settings))
    bulk = transport.another()
    await bulk.initialize()
    leader = Leader(office, Sender(bulk), dispatcher.messages, replies, pace, paid=settings.paid_broadcast)
    entering, leading = asyncio.create_task(entrance.run()), asyncio.create_task(leader.run())
    offering, stopped = asyncio.create_task(menus.set_all(office.public.members)), asyncio.create_task(stop.wait())
    # What exists now lives as long as the process: the collector need not walk it at every pass. An answer leaves hardly a cycle behind.
    gc.freeze()
    gc.enable()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    log.info("ready", extra={"bot": me.username, "board": office.board.version})
    await asyncio.wait([entering, leading, stopped], return_when=asyncio.FIRST_COMPLETED)
    leader.stop()
    for task in (entering, offering, stopped):
        task.cancel()
    with suppress(asyncio.CancelledError, InvalidToken):
        await entering
    await asyncio.gather(entrance.stop(STOP_SECONDS), _finish(leading))
    if server:
        await server.stop()
    await asyncio.gather(bulk.shutdown(), drawer.close())
    log.info("stopped")
    if not stop.is_set():
        raise NoSuchBot


def _handling(office: Office, dispatcher: Dispatcher, replies: Replies, menus: Menus) -> Handle:
    """How one update is answered, whatever happens with it."""

    async def answer(update: Update) -> asyncio.Task[None] | None:
        for_others = await replies.send(await dispatcher.respond(update))
        await menus.follow(office.public.members)
        return for_others

    async def handle(update: Update) -> Awaitable[None] | None:
        for_others = await _or_dropped(update, answer(update))
        return _or_dropped(update, for_others) if for_others else None

    return handle


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


def _entrance(settings: Settings, transport: Transport, lanes: Lanes, replies: Replies) -> "Poller | Webhook":
    """The way updates come in; both confirm after effect."""
    if settings.mode is not Mode.WEBHOOK:
        return Poller(transport, lanes, lambda chat: replies.is_waiting(chat) or lanes.is_free(chat))
    from bot.messaging.webhook import Webhook

    return Webhook(transport.bot, lanes, settings)


def _public_routes(office: Office, bot: str, settings: Settings) -> "list[RouteDef]":
    """None where the setting turns them off: then the library that serves them is not loaded either."""
    if not settings.board:
        return []
    from bot.web.routes import Site, public_routes

    return public_routes(Site(office, bot, settings.public_url))


async def _serve_web(settings: Settings, entrance: "Poller | Webhook", public: "list[RouteDef]") -> "Server | None":
    """One port for what is public and for Telegram's posts; none where there is neither. Raises OSError when it is taken."""
    routes = [*public, *([] if isinstance(entrance, Poller) else entrance.routes())]
    if not routes:
        return None
    from bot.web.server import Server

    server = Server(routes)
    await server.start(settings.host, settings.port)
    return server


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


def _clerks(office: Office) -> dict[int, str]:
    """Who rehearses as a school, with the school's name."""
    schools = office.board.schools
    return {member.person: school.name for member in office.public.members if (school := schools.get(member.school))}


def _sandbox(settings: Settings) -> "tuple[Sandbox, Callable[[], datetime]]":
    """It, and the clock of the day that is chosen on its page: no bot on Telegram has another clock than the real one."""
    from bot.sandbox import Calendar, Sandbox

    calendar = Calendar(settings.zone)
    return Sandbox(calendar=calendar), calendar.now


async def _start(sandbox: "Sandbox", office: Office, settings: Settings) -> None:
    """With the people who rehearse there, and what is public beside its page."""
    from bot.sandbox import BOT_USERNAME

    sandbox.world.personas.work_at(_clerks(office))
    await sandbox.start(settings.host, settings.port, _public_routes(office, BOT_USERNAME, settings))
