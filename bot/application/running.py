"""From the settings to a running bot: office, transport, and in the sandbox the stand-in for Telegram, until a signal."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from bot.application.office import open_office, utc_now
from bot.application.public import public_routes_of
from bot.application.serving import serve
from bot.backups.schedule import keeping_backups
from bot.health.descriptors import ask_for_more
from bot.health.watchdog import guarded
from bot.messaging.transport import Transport
from bot.settings import Settings
from ektp_core.office import Office
from ektp_core.store.migrate import Applied, unwatched

if TYPE_CHECKING:
    from bot.sandbox import Sandbox

BOARD = {"id": "/papan", "en": "/papan?lang=en"}
"""Where the board is read in each language, for the chat page that leads to it."""

SANDBOX_TOKEN = "1:sandbox"  # noqa: S105 -- opens nothing: the sandbox takes any token

BACKUPS_WITHIN = 3600.0
"""Seconds that the clock may be wrong by while backups are made: which are too old to be kept goes by days."""


async def run(settings: Settings, *, demo: bool, announce: Callable[[str], None], migrated: Applied = unwatched) -> None:
    """Serve people until SIGTERM or SIGINT; a migration's steps are told.

    Raises InUse, NoSuchBot, AnotherBot and OSError (the sandbox's or webhook's port is taken).
    """
    ask_for_more()
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        sandbox, now = _sandbox(settings) if settings.in_sandbox else (None, utc_now)
        demo = demo or settings.in_sandbox
        database = settings.database(demo=demo)
        office = await stack.enter_async_context(open_office(settings, database, now, demo=demo, exclusive=True, migrated=migrated))
        if sandbox is None:
            transport = Transport(settings.api_url, settings.token or "")
        else:
            stack.push_async_callback(sandbox.stop)
            await _start(sandbox, office, settings)
            announce(f"SiapRekam: {sandbox.url}")
            transport = Transport(sandbox.url, SANDBOX_TOKEN)
        await transport.initialize()
        stack.push_async_callback(transport.shutdown)
        await stack.enter_async_context(keeping_backups(settings, office, transport.vitals))
        await stack.enter_async_context(guarded())
        await serve(office, transport, settings, stop)


def _sandbox(settings: Settings) -> "tuple[Sandbox, Callable[[], datetime]]":
    """It, and the clock of the day that is chosen on its page: no bot on Telegram has another clock than the real one."""
    from bot.sandbox import Calendar, Sandbox

    calendar = Calendar(settings.zone)
    return Sandbox(calendar=calendar), calendar.now


async def _start(sandbox: "Sandbox", office: Office, settings: Settings) -> None:
    """With the people who rehearse there, and what is public beside its page."""
    from bot.sandbox import BOT_USERNAME

    sandbox.world.personas.work_at(_clerks(office))
    front = BOARD if settings.board else None
    await sandbox.start(settings.host, settings.port, public_routes_of(office, BOT_USERNAME, settings), front)


def _clerks(office: Office) -> dict[int, str]:
    """Who rehearses as a school, with the school's name."""
    schools = office.board.schools
    return {member.person: school.name for member in office.public.members if (school := schools.get(member.school))}
