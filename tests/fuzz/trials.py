"""What must hold of each hostile input, and what a finding says."""

import contextlib
import logging
import os
import traceback
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import NoReturn

from telegram.error import TelegramError

from bot.application import open_office
from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import NotAnUpdate, read_posted
from bot.sandbox.rules.markup import MarkupError, read_html
from bot.settings import Settings, WrongSettings, load_settings
from ektp_core.announcements.text import units
from ektp_core.refusal import Refusal
from ektp_core.sheets.child import ChildFailed, in_child
from ektp_core.sheets.refusals import SheetTooHeavy
from tests.core.figures.reports import read
from tests.fuzz.env_files import SECRET, env_file_of
from tests.fuzz.sheets import sheet_of
from tests.fuzz.updates import update_of
from tests.rehearsal import TODAY, ZONE

LONGEST = {"text": 4096, "caption": 1024}
MOST_DATA = 64


@contextlib.asynccontextmanager
async def an_office() -> AsyncIterator[Dispatcher]:
    """The office with the example data, on a Telegram that refuses whatever it is asked."""

    async def refuse(*_: object) -> NoReturn:
        raise TelegramError("refused")

    def noon() -> datetime:
        return datetime.combine(TODAY, time(12), ZONE)

    async with open_office(Settings(timezone=ZONE), "sqlite+aiosqlite:///:memory:", noon, demo=True, exclusive=False) as office:
        yield Dispatcher(office, "siaprekam_bot", refuse, refuse)


async def update_trial(seed: int, dispatcher: Dispatcher) -> str:
    """What is wrong with how an update is answered; "" where nothing is."""
    with _errors() as logged:
        try:
            calls = await dispatcher.respond(read_posted(update_of(seed)))
        except NotAnUpdate:
            return ""
        except Exception:
            return traceback.format_exc(limit=-3)
    return next((found for found in (*logged, *map(_wrong_call, calls)) if found), "")


def _wrong_call(call: Call) -> str:
    """What Telegram would refuse in a call."""
    for name, longest in LONGEST.items():
        words = call.parameters.get(name)
        if words is None or call.method == "answerCallbackQuery":
            continue
        try:
            shown = read_html(words)[0]
        except MarkupError as error:
            return f"{call.method}: {error}"
        if not 0 < units(shown.strip()) <= longest:
            return f"{call.method}: {units(shown)} letters"
    rows = call.parameters.get("reply_markup", {}).get("inline_keyboard", [])
    data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
    return next((f"button of {len(each.encode())} bytes" for each in data if not 1 <= len(each.encode()) <= MOST_DATA), "")


async def sheet_trials(seeds: Sequence[int], folder: Path) -> dict[int, str]:
    """What is wrong with how sheets are read, by seed: anything but figures and a refusal, and whatever ends the child."""
    try:
        return await in_child(partial(_read_all, [(seed, sheet_of(seed, folder)) for seed in seeds]))
    except (SheetTooHeavy, ChildFailed) as ended:
        if len(seeds) == 1:
            return {seeds[0]: type(ended).__name__}
        middle = len(seeds) // 2
        return await sheet_trials(seeds[:middle], folder) | await sheet_trials(seeds[middle:], folder)


def _read_all(sheets: Sequence[tuple[int, Path]]) -> dict[int, str]:
    """In the child."""
    return {seed: found for seed, path in sheets if (found := _read(path))}


def _read(path: Path) -> str:
    try:
        read(path)
    except Refusal:
        return ""
    except Exception:
        return traceback.format_exc(limit=-3)
    return ""


def env_file_trial(seed: int, folder: Path) -> str:
    """What is wrong with how an `.env` is read: anything but settings and one line that repeats no value."""
    (folder / ".env").write_bytes(env_file_of(seed))
    with contextlib.chdir(folder), _without_settings():
        try:
            load_settings()
        except WrongSettings as wrong:
            said = str(wrong)
            return f"says {said!r}" if SECRET in said or len(said.splitlines()) != 1 else ""
        except Exception:
            return traceback.format_exc(limit=-3)
    return ""


@contextlib.contextmanager
def _without_settings() -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in [*os.environ] if name.upper().startswith("SIAPREKAM_")}
    try:
        yield
    finally:
        os.environ.update(kept)


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        trace = "".join(traceback.format_exception(*record.exc_info, limit=-3)) if record.exc_info else ""
        self.found.append(f"{record.getMessage()}\n{trace}")


@contextlib.contextmanager
def _errors() -> Iterator[list[str]]:
    """What is logged as an error meanwhile."""
    handler = _Errors()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler.found
    finally:
        root.removeHandler(handler)
