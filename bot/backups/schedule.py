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

from bot.backups.drills import last_drill
from bot.backups.making import rotate
from bot.backups.names import KEEP, backups_in
from bot.health.clock import is_clock_trusted
from bot.health.vitals import Vitals
from bot.settings import Settings
from ektp_core.backups.stand import BackupStand
from ektp_core.child import environment
from ektp_core.office import Office

log = logging.getLogger(__name__)

AGAIN_SECONDS = 60.0
"""After a failure: before the desk calls the last one late there are tries enough."""

ROTATE_SECONDS = 3600.0

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


def stand_of(wanted: Wanted, home: str | None, now: datetime) -> BackupStand:
    """How it stands with an office's backups by what lies in their folder; before the first start there is no office yet."""
    last, drilled = (_newest(wanted.folder, home, now), last_drill(wanted.folder, home)) if home else (None, None)
    return BackupStand(wanted.every, last, wanted.key is not None, wanted.leaves, drilled=drilled)


def _newest(folder: Path, home: str, now: datetime) -> datetime | None:
    """The last one that is not from the future: those a clock made that was ahead, and nobody knows when."""
    try:
        return max((each.made for each in backups_in(folder, home) if each.made <= now), default=None)
    except OSError:
        return None


@asynccontextmanager
async def keeping_backups(settings: Settings, office: Office, seen: Vitals) -> AsyncIterator[None]:
    """Make backups of a SQLite database while the bot runs; one on a server has its own (docs/operating.md#postgresql-backups)."""
    database = office.store.path
    if database is None or settings.in_sandbox:
        yield
        return
    schedule = Schedule(wanted_by(settings, database), office, lambda: seen.serving and is_clock_trusted(seen))
    running = asyncio.create_task(schedule.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


class Schedule:
    """Makes backups, and tells the office how it stands with them; a clock that is in doubt deletes none."""

    def __init__(self, wanted: Wanted, office: Office, may_delete: Callable[[], bool] = lambda: True) -> None:
        self._wanted = wanted
        self._office = office
        self._may_delete = may_delete
        self._stand = office.backups = self._looked_at()

    async def run(self) -> None:
        """Until cancelled; whatever goes wrong, the bot goes on and it is tried again."""
        await asyncio.gather(self._make_on_time(), self._rotate())

    async def _make_on_time(self) -> None:
        while self._wanted.every:
            await asyncio.sleep(self.seconds_until_due(self._wanted.every))
            await asyncio.sleep(0 if await self._attempt() else AGAIN_SECONDS)

    async def _rotate(self) -> None:
        """Also while none is made, or none can be: what somebody has had erased must not stay in the old ones."""
        while True:
            await asyncio.sleep(ROTATE_SECONDS)
            if not self._may_delete():
                continue
            wanted = self._wanted
            try:
                await asyncio.to_thread(rotate, wanted.database, wanted.folder, self._office.board.home.code, self._office.now())
            except OSError as error:
                log.error("old backups are not deleted", extra={"error": str(error.strerror)})

    async def _attempt(self) -> bool:
        try:
            path = await self._make()
            self._keep(replace(self._looked_at(), off_site_failed=self._stand.off_site_failed))
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
        arguments = (
            str(wanted.database),
            str(wanted.folder),
            self._office.now().isoformat(),
            wanted.key or "",
            "" if self._may_delete() else KEEP,
        )
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

    def _looked_at(self) -> BackupStand:
        return stand_of(self._wanted, self._office.board.home.code, self._office.now())

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
