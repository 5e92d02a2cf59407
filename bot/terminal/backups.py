"""`python -m bot backup`, `verify` and `restore`: the same backups as the bot's own, by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import make_url

from bot.operation.logs import set_up_logs
from bot.settings import Settings
from bot.terminal.command import BUSY, WRONG_USE, ExistingFile, fail, in_loop, on_database, settings_or_end, writing
from ektp_core.backups.endings import EndedAgain

FAILED = 1
A_FILE = ExistingFile()

identity_option = click.option("--identity", type=A_FILE, help="The file with the identity (AGE-SECRET-KEY-...), for an encrypted backup.")


@click.command()
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Another folder than the settings'.")
@click.option("--new-key", "new_key", type=click.Path(path_type=Path), help="Write a new identity into this file and print its key.")
def backup(to: Path | None, new_key: Path | None) -> None:
    """Make a backup of the SQLite database now, also beside the running bot, or a key to encrypt backups for."""
    if new_key:
        _print_new_key(new_key)
        return
    from bot.backups.making import make_backup, step_back
    from bot.backups.schedule import wanted_by

    set_up_logs()
    settings = settings_or_end()
    wanted = wanted_by(settings, _database(settings))
    if not wanted.database.is_file():
        fail(f"There is no database at {wanted.database}. Start the bot once, or name it with SIAPREKAM_DATABASE_URL.", WRONG_USE)
    step_back()
    with _told():
        keeps_all = not _is_clock_trusted(settings)
        made = make_backup(wanted.database, to or wanted.folder, wanted.key, datetime.now(UTC), keeps_all=keeps_all)
        rows = sum(made.contents.counts.values())
        click.echo(f"{made.path}: {rows} rows, {'encrypted' if wanted.key else 'NOT encrypted: keep it on this machine'}")
        if keeps_all:
            click.echo("No older backup was deleted: this machine's clock could not be confirmed by Telegram's.", err=True)


@click.command()
@click.argument("file", type=A_FILE)
@identity_option
def verify(file: Path, identity: Path | None) -> None:
    """Check that a backup is whole, and say what is in it: office, schema, moment, rows of each table."""
    from bot.backups.restoring import verify as look_into

    with _told():
        found = look_into(file, identity)
    contents, unpacked = found.contents, found.unpacked
    click.echo(f"{file}: whole, {'encrypted' if unpacked.is_encrypted else 'not encrypted'}")
    click.echo(f"office: {_office(contents.home)}")
    click.echo(f"made: {f'{unpacked.made:%Y-%m-%d %H:%M:%S} UTC' if unpacked.made else 'not said, it is a plain copy'}")
    click.echo(f"schema: {contents.schema}{', of a newer SiapRekam than this one' if contents.is_newer else ''}")
    click.echo(f"rows: {sum(contents.counts.values())}")
    for name, count in contents.counts.items():
        if count:
            click.echo(f"  {name}: {count}")
    _note_drill_where_backups_are_kept(contents.home)


@click.command()
@click.argument("file", type=A_FILE, required=False)
@identity_option
@click.option("--mark", is_flag=True, help="Put nothing in place: say of the database in use that it is a restored copy.")
def restore(file: Path | None, identity: Path | None, mark: bool) -> None:
    """Put a backup in the SQLite database's place, the present one kept aside; nothing is sent until an admin resumes it in the chat."""
    if mark == (file is not None):
        fail(
            "Name the backup: python -m bot restore FILE. Or say --mark alone, for a database that was restored by other means.", WRONG_USE
        )
    set_up_logs()
    settings = settings_or_end()
    if file is None:
        _mark(settings)
        return
    from bot.backups.restoring import restore as put_in_force
    from bot.backups.schedule import wanted_by

    office = settings.home_code if settings.names_office else None
    database = _database(settings)
    with _told():
        folder = wanted_by(settings, database).folder
        restored = on_database(put_in_force(file, identity, database, datetime.now(UTC), office, [folder]))
    click.echo(f"Restored: {sum(restored.contents.counts.values())} rows of {_office(restored.contents.home)}.")
    if restored.aside:
        click.echo(f"The database of before is kept: {restored.aside}")
    _print_ended(restored.ended)
    _note_drill(folder, restored.contents.home)
    click.echo("Start the bot. It answers at once and sends nothing until an admin taps the button that it sends them.")


def _is_clock_trusted(settings: Settings) -> bool:
    """Whether this machine's clock may decide which backups are too old; of a rehearsal it may."""
    from bot.health.clock import is_far_off
    from bot.operation.clock import Unreachable, seconds_ahead

    if settings.in_sandbox:
        return True
    try:
        seconds = in_loop(seconds_ahead(settings.api_url))
    except Unreachable:
        return False
    return seconds is None or not is_far_off(seconds)


def _note_drill_where_backups_are_kept(home: str) -> None:
    """Beside this machine's own backups; another machine that a backup was taken to has none."""
    from bot.backups.schedule import wanted_by

    settings = settings_or_end()
    database = _file(settings)
    folder = wanted_by(settings, database).folder if database else None
    if folder and folder.is_dir():
        _note_drill(folder, home)


def _note_drill(folder: Path, home: str) -> None:
    """The bot tells at /metrics how long ago a backup was last tried; where that cannot be noted, what was done is done all the same."""
    from bot.backups.drills import note_drill

    try:
        note_drill(folder, home, datetime.now(UTC))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        click.echo(f"That a backup was tried is not noted in {folder} ({reason}). Give the folder to the bot's user.", err=True)


def _print_ended(ended: EndedAgain) -> None:
    """What was ended after the backup was made, and what nobody knows of it."""
    counted = (ended.erased, "people erased"), (ended.unfollowed, "subscriptions and reminders"), (ended.roles, "roles of staff")
    if said := ", ".join(f"{count} {what}" for count, what in counted if count):
        click.echo(f"Ended after the backup was made, and ended again: {said}.")
    since = f"{ended.until:%Y-%m-%d %H:%M} UTC" if ended.until else "the backup was made"
    click.echo(f"What people had erased, stopped or lost after {since} is not known here and may be back: look at /tim.")
    if not ended.leaves_admin:
        click.echo("No admin is left in it: name one in SIAPREKAM_ADMIN_IDS before you start the bot.")


def _office(home: str) -> str:
    from ektp_core.country.offices import offices

    return f"{offices()[home].name} ({home})" if home in offices() else home


def _mark(settings: Settings) -> None:
    from bot.backups.restoring import StillServing, mark_restored

    try:
        on_database(mark_restored(settings.database(demo=settings.in_sandbox), datetime.now(UTC)))
    except StillServing:
        fail("SiapRekam is running on this database. Stop it first.", BUSY)
    click.echo("Held: nothing is sent until an admin taps the button that the bot sends them.")


def _print_new_key(file: Path) -> None:
    from bot.backups.packing import new_identity

    with writing(file):
        key = new_identity(file)
    click.echo(f"SIAPREKAM_BACKUP_KEY={key}")
    click.echo(f"Keep {file} away from this machine, twice: without it no backup can be read, and nothing can replace it.", err=True)


def _database(settings: Settings) -> Path:
    """The file of a SQLite database; with another one, the end."""
    return _file(settings) or fail(
        "This is for SQLite files. PostgreSQL is backed up with pg_dump: docs/operating.md, then `python -m bot restore --mark`.", WRONG_USE
    )


def _file(settings: Settings) -> Path | None:
    address = make_url(settings.database(demo=settings.in_sandbox))
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        return None
    return Path(address.database)


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with a backup in one line, with the way out."""
    from bot.backups.making import NoRoom, OneIsBeingMade
    from bot.backups.packing import NeedsIdentity, NotWhole, WrongIdentity
    from bot.operation.lost import owner_line
    from ektp_core.store.copies import Unsound
    from ektp_core.store.sqlite_file import NotTheOwner

    try:
        yield
    except NeedsIdentity:
        fail("The backup is encrypted. Name the file with its identity: --identity FILE", WRONG_USE)
    except WrongIdentity:
        fail("This identity does not open the backup. Take the one that was made with its key.", WRONG_USE)
    except NotWhole:
        fail("The backup is damaged or cut off. Take another one.", FAILED)
    except Unsound as error:
        fail(f"Not usable: {error}. Take another backup.", FAILED)
    except NoRoom:
        fail("The disk is too full for a backup. Make room, or name another folder with --to.", FAILED)
    except NotTheOwner as error:
        fail(owner_line(error), WRONG_USE)
    except OneIsBeingMade:
        fail("A backup is being made just now. Try again in a minute.", BUSY)
    except OSError as error:
        fail(
            f"The backup cannot be read or written ({error.strerror or type(error).__name__}). Check the folder and its permissions.",
            FAILED,
        )
