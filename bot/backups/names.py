"""What a backup is called: whose it is, when it was made, and how it is packed, for whoever looks into the folder and for the rotation.

Files are what any machine can open without the bot: a SQLite database, packed with gzip, and encrypted with age where there is a key.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ektp_core.backups.rotation import KEPT_AT_MOST, superseded

MOMENT = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"siaprekam-(?P<home>\d\d\.\d\d)-(?P<moment>\d{8}T\d{6}Z)\.db\.gz(?P<encrypted>\.age)?")
PART = ".part"
"""Ends the name of a file that is being written; it is no backup yet."""

KEEP = "keep"
"""Said to the child that makes a backup where it may delete none."""

BEFORE = ".before-"
"""Between the name of a database and the moment at which a backup took its place."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup in a folder."""

    path: Path
    home: str
    made: datetime
    is_encrypted: bool


def name_of(home: str, made: datetime, *, encrypted: bool) -> str:
    """The name of a backup of an office's database as it was at a moment."""
    return f"siaprekam-{home}-{made.astimezone(UTC).strftime(MOMENT)}.db.gz{'.age' if encrypted else ''}"


def backups_in(folder: Path, home: str) -> list[Backup]:
    """An office's finished backups in a folder, the oldest first; none where there is no folder. What is named otherwise is not ours."""
    found = filter(None, map(_read, folder.iterdir() if folder.is_dir() else ()))
    return sorted((each for each in found if each.home == home), key=lambda each: (each.made, each.is_encrypted))


def delete_superseded(folder: Path, home: str, now: datetime) -> list[Path]:
    """Delete the backups of an office that are not kept any more, and what killed processes left half written; what was deleted."""
    backups = backups_in(folder, home)
    gone = set(superseded((each.made for each in backups), now))
    return _delete([*(each.path for each in backups if each.made in gone), *_half_written(folder, home)])


def aside_of(database: Path, now: datetime) -> Path:
    """Under which name the database of before is kept when a backup is restored: none that is taken."""
    stem = f"{database.name}{BEFORE}{now.astimezone(UTC).strftime(MOMENT)}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(path for path in map(database.with_name, names) if not path.exists())


def delete_old_asides(database: Path, now: datetime) -> None:
    """What was kept aside when a backup was restored holds people's data, and ends with the backups of its day."""
    for path in database.parent.glob(f"{database.name}{BEFORE}*"):
        said = path.name.removeprefix(database.name + BEFORE)[: len(now.strftime(MOMENT))]
        if (made := _moment(said)) and now - made > KEPT_AT_MOST:
            path.unlink()


def _read(path: Path) -> Backup | None:
    found = NAME.fullmatch(path.name)
    if found is None or not path.is_file():
        return None
    made = _moment(found["moment"])
    return Backup(path, found["home"], made, found["encrypted"] is not None) if made else None


def _moment(said: str) -> datetime | None:
    try:
        return datetime.strptime(said, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def _half_written(folder: Path, home: str) -> Iterable[Path]:
    for path in folder.glob(f"siaprekam-*{PART}"):
        found = NAME.fullmatch(path.name.removesuffix(PART))
        if found and found["home"] == home:
            yield path


def _delete(paths: Sequence[Path]) -> list[Path]:
    for path in paths:
        path.unlink(missing_ok=True)
    return list(paths)
