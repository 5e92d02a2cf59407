"""How every command runs and ends: its settings, its loop, and one line with an exit code for what is wrong."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from bot.operation.redaction import redact
from bot.settings import Settings, WrongSettings, load_settings

T = TypeVar("T")
WRONG_USE = 2
BUSY = 75
"""EX_TEMPFAIL: another process holds the database."""


class ExistingFile(click.Path):
    """A file that is there, and is one: a pipe that nobody fills would be waited for without a word, a device has no end."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(str(super().convert(value, param, ctx)))
        if not path.is_file():
            self.fail(f"'{value}' is a pipe or a device; name a file.", param, ctx)
        return path


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """A new file is written where somebody wants it; what is in its way is one line, and nothing is written over."""
    try:
        yield
    except FileExistsError:
        fail(f"{file} is there already. Name another file.", WRONG_USE)
    except OSError as error:
        fail(f"{file} cannot be written ({error.strerror or type(error).__name__}). Name a file in a folder that is there.", WRONG_USE)


def settings_or_end() -> Settings:
    """The settings; what is wrong with them is one line, and the end."""
    try:
        settings = load_settings()
    except WrongSettings as error:
        fail(str(error), WRONG_USE)
    redact.hide(settings.secrets)
    return settings


def on_database(work: Coroutine[Any, Any, T]) -> T:
    """Run what needs the database; what is wrong with that is one line."""
    from bot.application import DatabaseUnusable
    from bot.operation.lost import lost_line, owner_line
    from bot.operation.unusable import why_unusable
    from ektp_core.country.beginning import ProfileUnreadable
    from ektp_core.country.offices import offices
    from ektp_core.store import InUse
    from ektp_core.store.existing import NoOffice
    from ektp_core.store.first_start import AnotherOffice
    from ektp_core.store.migrate import NewerDatabase
    from ektp_core.store.sqlite_file import DatabaseLost, NotTheOwner

    try:
        return in_loop(work)
    except DatabaseLost as lost:
        fail(lost_line(lost), WRONG_USE)
    except NotTheOwner as error:
        fail(owner_line(error), WRONG_USE)
    except InUse as error:
        fail(f"Another SiapRekam already runs on {error}. Stop it first, or name another SIAPREKAM_DATABASE_URL.", BUSY)
    except NoOffice as error:
        fail(f"There is no office's database at {error}. Check SIAPREKAM_DATABASE_URL and the folder you are in.", WRONG_USE)
    except NewerDatabase:
        fail("The database was written by a newer SiapRekam. Start that version, or name another SIAPREKAM_DATABASE_URL.", WRONG_USE)
    except DatabaseUnusable as error:
        fail(f"The database cannot be used: {why_unusable(error.__cause__)}.", WRONG_USE)
    except AnotherOffice as error:
        whose = offices()[error.home].name
        fail(f"The database is of {whose} ({error.home}). Name another SIAPREKAM_DATABASE_URL, or no other office.", WRONG_USE)
    except WrongSettings as error:
        fail(str(error), WRONG_USE)
    except ProfileUnreadable:
        fail("SIAPREKAM_OFFICE: the office profile cannot be read; `python -m bot office new 32.01` writes one to begin with.", WRONG_USE)


def in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run what is asynchronous, in the loop that the bot uses."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(work)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop


def fail(line: str, code: int) -> NoReturn:
    """Say in one line what is wrong, and end with this exit code."""
    click.echo(line, err=True)
    sys.exit(code)
