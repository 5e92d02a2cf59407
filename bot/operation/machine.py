"""The machine below the bot: Python and its packages, SQLite, the folder of the data, drawing."""

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.operation.diagnosis import Diagnosis
from bot.setting_files import OPEN_TO_EVERYBODY
from ektp_core.drawing import Drawer, DrawingFailed
from ektp_core.drawing.drawer import Limits
from ektp_core.store.dialects import WAL_RESET_FIXED

LOCK = Path(__file__).parents[2] / "requirements.lock"
LOCKED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?P<sometimes> ;)?", re.MULTILINE)
LEAST_FREE = 500_000_000
"""Bytes: below this a few backups and a large import may fill the disk."""

PATIENCE = Limits(seconds=120)
"""For one drawing on a busy machine: a bot gives up sooner, since somebody waits, but it is asked here whether drawing works at all."""

MEGABYTE = 1_000_000
READ_BY_OTHERS = 0o077


async def examine_machine(folder: Path | None, *, in_sandbox: bool) -> list[Diagnosis]:
    """Look at what the bot stands on; `folder` holds the SQLite database and is None with a server. Nothing is changed."""
    found = [Diagnosis("python", True, sys.version.split()[0]), packages(LOCK)]
    if folder is not None:
        found += [sqlite(sqlite3.sqlite_version_info), folder_of_data(folder, in_sandbox=in_sandbox), space(_free(folder))]
    return [*found, await drawing()]


def packages(lock: Path) -> Diagnosis:
    """Whether what is installed is what was locked, and tested, with this version."""
    try:
        locked = lock.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Diagnosis("packages", True, "not compared: requirements.lock is not beside the code")
    wrong = list(_not_as_locked(locked))
    if not wrong:
        return Diagnosis("packages", True, "as locked")
    others = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return Diagnosis("packages", False, f"{wrong[0]}{others}; install them anew with `make clean install`")


def _not_as_locked(locked: str) -> Iterator[str]:
    """A package may be locked in several versions, one for each Python, or for some systems only."""
    allowed: dict[str, list[str]] = {}
    sometimes = set()
    for line in LOCKED.finditer(locked):
        allowed.setdefault(line["name"], []).append(line["version"])
        if line["sometimes"]:
            sometimes.add(line["name"])
    for name, versions in allowed.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            if name not in sometimes:
                yield f"{name} is missing"
        else:
            if installed not in versions:
                yield f"{name} {installed} is installed in place of {versions[0]}"


def sqlite(installed: tuple[int, ...]) -> Diagnosis:
    """An older SQLite could corrupt a database in WAL mode, so that it is not used so (docs/reliability.md#confirmed-means-durable)."""
    spelled = ".".join(map(str, installed))
    if installed >= WAL_RESET_FIXED:
        return Diagnosis("sqlite", True, f"{spelled}, in WAL mode")
    fixed = ".".join(map(str, WAL_RESET_FIXED))
    return Diagnosis("sqlite", True, f"{spelled}, without WAL mode, which is safe from {fixed} on; nothing to do")


def folder_of_data(folder: Path, *, in_sandbox: bool) -> Diagnosis:
    """It must be writable, and hold what people entrust to the office where nobody else of this machine reads it; examples are nobody's."""
    there = _existing(folder)
    if not os.access(there, os.W_OK | os.X_OK):
        return Diagnosis("data", False, f"{there} cannot be written to; give it to the bot's user, or remount its disk for writing")
    if not in_sandbox and folder.is_dir() and folder.stat().st_mode & READ_BY_OTHERS:
        return Diagnosis("data", False, f"others of this machine may look into {folder}; close it with `chmod 700 {folder}`")
    return Diagnosis("data", True, f"{folder}, writable")


def env_file(file: Path) -> Diagnosis:
    """It holds the token, unless that has a file of its own."""
    if file.stat().st_mode & OPEN_TO_EVERYBODY:
        return Diagnosis(str(file), False, f"everybody on this machine can read it, and the token; close it with `chmod 600 {file}`")
    return Diagnosis(str(file), True, "closed to others")


def space(free: int) -> Diagnosis:
    """A full disk harms no data, but nothing can be changed any more."""
    left = f"{free / MEGABYTE:,.0f} MB free"
    if free < LEAST_FREE:
        return Diagnosis("disk", False, f"only {left}; free some, or move the data to a larger disk")
    return Diagnosis("disk", True, left)


def _free(folder: Path) -> int:
    return shutil.disk_usage(_existing(folder)).free


def _existing(folder: Path) -> Path:
    """The folder, or what stands in its place until it is made."""
    return next((each for each in (folder, *folder.absolute().parents) if each.exists()), Path("/"))


@dataclass(frozen=True, slots=True)
class Dot:
    """The least that loads all that drawing needs, fonts too."""

    def draw(self) -> bytes:
        from io import BytesIO

        from matplotlib.figure import Figure

        file = BytesIO()
        figure = Figure(figsize=(1, 1))
        figure.text(0, 0, "0")
        figure.savefig(file)
        return file.getvalue()


async def drawing() -> Diagnosis:
    """Without it people are answered in words alone. Drawn as the bot draws, in a child with its limits."""
    drawer = Drawer(PATIENCE)
    try:
        await drawer.draw(Dot())
    except DrawingFailed as failed:
        return Diagnosis(
            "pictures", False, f"cannot be drawn ({failed}); install the packages again, answers come without pictures till then"
        )
    finally:
        await drawer.close()
    return Diagnosis("pictures", True, "can be drawn")
