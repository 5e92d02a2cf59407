"""Putting a backup in force: checked first, the present database kept aside, and nothing sent until an admin says so."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.backups.names import Backup, aside_of, backups_in
from bot.backups.packing import NeedsIdentity, NotWhole, Unpacked, WrongIdentity, unpack
from ektp_core.backups.endings import EndedAgain
from ektp_core.store import migrate, open_store
from ektp_core.store.connection import lock_database
from ektp_core.store.copies import Contents, Unsound, contents_of, keep, set_aside, settle
from ektp_core.store.ended_since import Endings, end_again, endings_of
from ektp_core.store.existing import open_existing
from ektp_core.store.first_start import AnotherOffice
from ektp_core.store.footprint import remove_footprint
from ektp_core.store.leadership import hold, is_led
from ektp_core.store.migrate import NewerDatabase
from ektp_core.store.sqlite_file import behind_link

RESTORING = ".restoring-"
"""Begins, behind the database's name, that of the folder in which a backup is made ready."""


class StillServing(Exception):
    """A bot serves people on this database now."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a backup holds, and how it is packed."""

    contents: Contents
    unpacked: Unpacked


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in force now, and where the database of before is kept; None where there was none."""

    contents: Contents
    aside: Path | None
    ended: EndedAgain


def verify(file: Path, identity: Path | None) -> Verified:
    """Check a backup and say what is in it. Raises NotWhole, NeedsIdentity, WrongIdentity, Unsound."""
    with TemporaryDirectory(prefix="siaprekam-") as folder:
        database = Path(folder) / "copy.db"
        return _verified(file, identity, database)


async def restore(
    file: Path, identity: Path | None, database: Path, now: datetime, office: str | None, folders: Iterable[Path] = ()
) -> Restored:
    """Put a backup in the database's place; `office` is the code of the district that it must be of, where that is said.

    What people have ended since it was made is ended in it, too, as the present database knows it or a newer backup beside it or in
    `folders` (docs/reliability.md#what-was-ended-stays-ended).
    Killed at any instant there is either the database of before or the new one, whole. Raises what `verify` does, InUse,
    AnotherOffice and NewerDatabase: then nothing has changed.
    """
    database = behind_link(database)
    database.parent.mkdir(parents=True, exist_ok=True)
    with closing(lock_database(database)), _beside(database) as ready:
        contents = _verified(file, identity, ready).contents
        if contents.is_newer:
            raise NewerDatabase(contents.schema)
        if (office or contents.home) != contents.home:
            raise AnotherOffice(contents.home)
        await _migrate(ready)
        aside = _keep_aside(database, now, contents.home)
        newest = _Newest(contents.home, identity, ready.with_name("newer.db"))
        ended = await _hold(ready, now, newest.of(aside, [file.parent, *folders]))
        ready.replace(database)
        keep(database.parent)
        remove_footprint(database)  # not before: while there is no database it alone says that there was one
        return Restored(contents_of(database), aside, ended)


async def mark_restored(url: str, now: datetime) -> None:
    """Say of the database in use that it is a restored copy, where the bot cannot see it. Raises InUse, StillServing, NoOffice."""
    store = await open_existing(url, exclusive=True)
    try:
        await migrate(store)
        if await is_led(store, now):
            raise StillServing
        async with store.changing() as connection:
            await hold(connection, now)
    finally:
        await store.close()


def _verified(file: Path, identity: Path | None, database: Path) -> Verified:
    database.touch(mode=0o600)
    unpacked = unpack(file, identity, database, database.with_name("packed"))
    return Verified(contents_of(database), unpacked)


@contextmanager
def _beside(database: Path) -> Iterator[Path]:
    """Where a backup is made ready, on the database's own disk; what a killed restore left there is removed."""
    for left in database.parent.glob(f"{database.name}{RESTORING}*/*"):
        left.unlink()
    for left in database.parent.glob(f"{database.name}{RESTORING}*"):
        left.rmdir()
    with TemporaryDirectory(prefix=database.name + RESTORING, dir=database.parent) as folder:
        yield Path(folder) / database.name


async def _migrate(database: Path) -> None:
    """Bring it to this version's schema."""
    store = open_store(f"sqlite+aiosqlite:///{database}")
    try:
        await migrate(store)
    finally:
        await store.close()
    settle(database)


async def _hold(database: Path, now: datetime, newest: Endings | None) -> EndedAgain:
    """End in it what was ended since, and hold what it would send."""
    copy = endings_of(database) or Endings(None, frozenset())
    is_newer = newest and newest.until and (copy.until is None or newest.until > copy.until)
    store = open_store(f"sqlite+aiosqlite:///{database}")
    try:
        async with store.erasing() as connection:
            ended = await end_again(connection, copy, newest if is_newer else None)
            await hold(connection, now, ended)
    finally:
        await store.close()
    settle(database)
    keep(database)
    return ended


class _Newest:
    """Looks for what the newest other database of an office knows of endings."""

    def __init__(self, home: str, identity: Path | None, work: Path) -> None:
        self._home = home
        self._identity = identity
        self._work = work

    def of(self, aside: Path | None, folders: Iterable[Path]) -> Endings | None:
        """The database that was found here or a backup in a folder, whichever served last; what cannot be read knows nothing."""
        here = endings_of(aside) if aside else None
        until = here.until if here and here.until else datetime.min.replace(tzinfo=UTC)
        backups = {each.path.resolve(): each for folder in folders for each in backups_in(folder, self._home)}
        for backup in sorted(backups.values(), key=lambda each: each.made, reverse=True):
            if backup.made <= until:
                break
            found = self._endings_of(backup)
            if found and found.until and found.until > until:
                return found
        return here

    def _endings_of(self, backup: Backup) -> Endings | None:
        try:
            unpack(backup.path, self._identity, self._work, self._work.with_name("packed"))
        except (NotWhole, NeedsIdentity, WrongIdentity, OSError):
            return None
        return endings_of(self._work)


def _keep_aside(database: Path, now: datetime, home: str) -> Path | None:
    """The present database gets a second name, so that there is no instant without one; nothing that was kept is overwritten.

    Its office is looked up once it is safe from the look. Raises AnotherOffice.
    """
    if not database.exists():
        return None
    aside = aside_of(database, now)
    set_aside(database, aside)
    if _home_of(aside) not in (home, None):
        aside.unlink()
        raise AnotherOffice(home)
    keep(database.parent)
    return aside


def _home_of(database: Path) -> str | None:
    """The office of a database; None when it cannot be read."""
    try:
        return contents_of(database).home
    except Unsound:
        return None
