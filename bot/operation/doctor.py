"""`siaprekam doctor`: is everything in place to serve people, and if not, what to do."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from http import HTTPStatus
from pathlib import Path

import aiohttp
import click
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.health.clock import is_far_off
from bot.messaging.transport import Transport
from bot.operation.backed_up import backed_up
from bot.operation.clock import Unreachable, seconds_ahead
from bot.operation.diagnosis import Diagnosis
from bot.operation.lost import another_bot, lost_line, owner_line
from bot.operation.machine import env_file, examine_machine
from bot.operation.unusable import why_unusable
from bot.setting_files import ENV_FILE
from bot.settings import Mode, Settings
from ektp_core.store import InUse, migrate, open_store
from ektp_core.store.migrate import NewerDatabase
from ektp_core.store.own_bot import AnotherBot, bot_of
from ektp_core.store.sqlite_file import DatabaseLost, NotTheOwner


async def examine(settings: Settings) -> list[Diagnosis]:
    """Look at each part; nothing is changed but a missing or older database, which is made ready."""
    mode = Mode.POLLING if settings.mode is Mode.AUTO else settings.mode
    found = [Diagnosis("settings", True, "sandbox" if settings.in_sandbox else f"{mode} on {settings.api_url}")]
    if not settings.in_sandbox and ENV_FILE.is_file():
        found.append(env_file(ENV_FILE))
    address = settings.database(demo=settings.in_sandbox)
    folder = _folder(address)
    found += await examine_machine(folder, in_sandbox=settings.in_sandbox)
    found.append(found_database := await _database(address))
    serving = True  # by whichever process of a server
    if folder is not None and found_database.well:
        serving = await _is_served(address)
        found.append(Diagnosis("lock", True, "held by the SiapRekam that runs" if serving else "free: no SiapRekam runs on this database"))
    if settings.in_sandbox or settings.token is None:
        return [
            *found,
            Diagnosis("token", True, "none needed for the sandbox; for Telegram get one from @BotFather and put SIAPREKAM_TOKEN into .env"),
        ]
    own: int | None = None
    if found_database.well:
        found.append(await _backed_up(settings, address, serving=serving))
        own = await _own_bot(address)
    return [*found, await _public(settings, serving=serving), *[finding async for finding in _telegram(settings, settings.token, own)]]


def print_findings(findings: list[Diagnosis]) -> None:
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'MEND'}  {finding.what}: {finding.says}")


def _folder(address: str) -> Path | None:
    """Of a SQLite file; None for a database in memory or on a server."""
    url = make_url(address)
    file = url.database if url.get_backend_name() == "sqlite" else None
    return Path(file).parent if file and file != ":memory:" else None


async def _is_served(address: str) -> bool:
    """Whether a process serves people on this SQLite file."""
    try:
        store = open_store(address, exclusive=True)
    except InUse:
        return True
    await store.close()
    return False


async def _database(address: str) -> Diagnosis:
    try:
        async with AsyncExitStack() as stack:
            store = open_store(address)
            stack.push_async_callback(store.close)
            await migrate(store)
            return Diagnosis("database", True, f"{store.engine.dialect.name}, schema up to date")
    except NewerDatabase:
        return Diagnosis("database", False, "written by a newer SiapRekam; start that version, or name another SIAPREKAM_DATABASE_URL")
    except DatabaseLost as lost:
        return Diagnosis("database", False, lost_line(lost))
    except NotTheOwner as error:
        return Diagnosis("database", False, owner_line(error))
    except (SQLAlchemyError, OSError) as error:
        return Diagnosis("database", False, f"cannot be used: {why_unusable(error)}")


async def _backed_up(settings: Settings, address: str, *, serving: bool) -> Diagnosis:
    store = open_store(address)
    try:
        return await backed_up(settings, store, serving=serving)
    finally:
        await store.close()


async def _own_bot(address: str) -> int | None:
    store = open_store(address)
    try:
        return await bot_of(store)
    finally:
        await store.close()


async def _telegram(settings: Settings, token: str, own: int | None) -> AsyncIterator[Diagnosis]:
    """`own` is the bot that the database is of, None before the first."""
    transport = Transport(settings.api_url, token)
    await transport.initialize()
    try:
        yield await _clock(settings.api_url)
        me = await transport.bot.get_me()
        is_own = own in {None, me.id}
        yield Diagnosis("token", is_own, f"belongs to @{me.username}" if is_own else another_bot(AnotherBot(own or 0)))
        yield _inline(is_on=bool(me.supports_inline_queries))
        yield _webhook(settings, (await transport.bot.get_webhook_info()).url)
    except InvalidToken:
        yield Diagnosis("token", False, "Telegram does not know it; copy SIAPREKAM_TOKEN again from @BotFather")
    except TelegramError as error:
        yield Diagnosis(
            "network", False, f"{settings.api_url} cannot be reached ({type(error).__name__}); check the connection and SIAPREKAM_API_URL"
        )
    finally:
        await transport.shutdown()


async def _public(settings: Settings, *, serving: bool) -> Diagnosis:
    """Whether people who follow the address that they are told reach the board; only a bot that runs can answer there."""
    if settings.public_url is None:
        return Diagnosis("public", True, "no address is told to people; set SIAPREKAM_PUBLIC_URL once a proxy passes /papan on")
    if not settings.board:
        return Diagnosis("public", False, "SIAPREKAM_BOARD=no serves no pages; empty SIAPREKAM_PUBLIC_URL, or serve them")
    page = f"{settings.public_url}/papan"
    if not serving:
        return Diagnosis("public", True, f"{page} is not looked at while no bot runs; start it and ask again")
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session, session.get(page) as response:
            answered = response.status
    except (aiohttp.ClientError, TimeoutError) as error:
        return Diagnosis(
            "public", False, f"{page} cannot be reached ({type(error).__name__}); check the name, the proxy and its certificate"
        )
    if answered != HTTPStatus.OK:
        return Diagnosis("public", False, f"{page} answers {answered}; let the proxy pass it on to {settings.listen}")
    return Diagnosis("public", True, f"{page} shows the board")


def _inline(*, is_on: bool) -> Diagnosis:
    """The bot serves without it; no program can switch it on."""
    says = "on" if is_on else "off: people cannot send cards from other chats; /setinline at @BotFather switches it on"
    return Diagnosis("cards", True, says)


def _webhook(settings: Settings, address: str) -> Diagnosis:
    if settings.mode is Mode.WEBHOOK:
        known = address == settings.webhook_url
        return Diagnosis("webhook", known, f"Telegram posts to {address}" if known else "not set yet; `siaprekam run` sets it")
    says = "none, as polling needs it" if not address else "one is set, polling would get nothing; `siaprekam run` removes it"
    return Diagnosis("webhook", not address, says)


async def _clock(api_url: str) -> Diagnosis:
    try:
        seconds = await seconds_ahead(api_url)
    except Unreachable:
        return Diagnosis("clock", True, "not compared: the server cannot be reached")
    if seconds is None:
        return Diagnosis("clock", True, "not compared: the server states no time")
    if is_far_off(seconds):
        return Diagnosis("clock", False, f"{abs(seconds):.0f} s beside Telegram's; switch on the machine's time service (NTP)")
    return Diagnosis("clock", True, "agrees with Telegram's")
