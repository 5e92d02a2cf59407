"""The schedule inside the bot: a backup at the start when the last is too old, then every so many minutes, each in a child of its own."""

import asyncio
import logging
import shlex
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.backups.names import backups_in
from bot.settings import Settings
from ektp_core.backups.stand import BackupStand
from ektp_core.child import environment
from ektp_core.office import Office

log = logging.getLogger(__name__)

AGAIN_SECONDS = 60.0
"""After a failure: before the desk calls the last one late there are tries enough."""

LONGEST_SECONDS = 600.0
"""For making one, and for the command that takes it elsewhere."""


class BackupFailed(Exception):
    """There is no backup; the message says why, in words for the log."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where backups go, how often, for whom they are encrypted, and what takes them elsewhere."""

    database: Path
    folder: Path
    every: timedelta | None
    key: str | None
    command: str | None
    leaves: bool
    """Whether they are told where to go: a folder that somebody has named counts as another place than the database's."""


def wanted_by(settings: Settings, database: Path) -> Wanted:
    """What the settings say; `backups` beside the database where they name no folder."""
    every = timedelta(minutes=settings.backup_minutes) if settings.backup_minutes else None
    folder = settings.backup_to or database.parent / "backups"
    leaves = settings.backup_to is not None or settings.backup_command is not None
    return Wanted(database, folder, every, settings.backup_key, settings.backup_command, leaves)


@asynccontextmanager
async def keeping_backups(settings: Settings, office: Office, is_clock_right: Callable[[], bool]) -> AsyncIterator[None]:
    """Make backups of a SQLite database while the bot runs; one on a server has its own (docs/operating.md#postgresql-backups).

    They wait while the machine's clock is known to be wrong: it decides which earlier ones are too old to be kept.
    """
    database = office.store.path
    if database is None or settings.in_sandbox:
        yield
        return
    schedule = Schedule(wanted_by(settings, database), office, is_clock_right)
    running = asyncio.create_task(schedule.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


class Schedule:
    """Makes backups, and tells the office how it stands with them."""

    def __init__(self, wanted: Wanted, office: Office, is_clock_right: Callable[[], bool] = lambda: True) -> None:
        self._wanted = wanted
        self._office = office
        self._is_clock_right = is_clock_right
        self._stand = BackupStand(wanted.every, self._newest(), wanted.key is not None, wanted.leaves)
        office.backups = self._stand

    async def run(self) -> None:
        """Until cancelled; whatever goes wrong, the bot goes on and it is tried again."""
        while self._wanted.every:
            await asyncio.sleep(self.seconds_until_due(self._wanted.every))
            made = self._is_clock_right() and await self._attempt()
            await asyncio.sleep(0 if made else AGAIN_SECONDS)

    async def _attempt(self) -> bool:
        try:
            path = await self._make()
            self._keep(replace(self._stand, last=self._newest()))
            log.info("backup made", extra={"file": path.name})
            if self._wanted.command:
                self._keep(replace(self._stand, off_site_failed=not await self._taken_elsewhere(self._wanted.command, path)))
        except Exception as error:
            # The boundary of the backups: people are answered whatever a disk does, and the desk says that the last one is old.
            log.error("no backup was made, trying again", extra={"error": f"{type(error).__name__} {error}"}, exc_info=error)
            return False
        return True

    def seconds_until_due(self, every: timedelta) -> float:
        """Seconds, `every` at the most; a last one from the future, of a clock that was put back, makes nobody wait for it."""
        last, now = self._stand.last, self._office.now()
        return 0.0 if last is None or last > now else max(0.0, (last + every - now).total_seconds())

    async def _make(self) -> Path:
        wanted = self._wanted
        arguments = (str(wanted.database), str(wanted.folder), self._office.now().isoformat(), wanted.key or "")
        code, said = await _run(environment(), sys.executable, "-m", "bot.backups.child", *arguments)
        if code != 0:
            raise BackupFailed(said or f"exit code {code}")
        return Path(said)

    async def _taken_elsewhere(self, command: str, path: Path) -> bool:
        try:
            code, _ = await _run(_foreign_environment(), *shlex.split(command), str(path))
        except (BackupFailed, OSError) as error:
            log.error("the backup was not taken elsewhere", extra={"error": str(error) or type(error).__name__})
            return False
        if code != 0:
            log.error("the backup was not taken elsewhere", extra={"error": f"exit code {code}"})
        return code == 0

    def _newest(self) -> datetime | None:
        try:
            backups = backups_in(self._wanted.folder, self._office.board.home.code)
        except OSError:
            return None
        return backups[-1].made if backups else None

    def _keep(self, stand: BackupStand) -> None:
        self._stand = self._office.backups = stand


def _foreign_environment() -> dict[str, str]:
    """For a program that is not ours: no settings, and none of our packages before its own."""
    return {name: value for name, value in environment().items() if name != "PYTHONPATH"}


async def _run(variables: dict[str, str], *command: str) -> tuple[int, str]:
    """A program's exit code and what it said. Raises BackupFailed when it takes too long."""
    child = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, env=variables)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            said, _ = await child.communicate()
    except TimeoutError:
        raise BackupFailed("took too long") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    return child.returncode or 0, said.decode(errors="replace").strip()
