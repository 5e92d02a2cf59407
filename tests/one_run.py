"""What all processes of one run of the tests share: a folder, in which whatever is costly is made once."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = "TESTS_OF_ONE_RUN"
"""The workers of a run inherit where its folder is."""

MEMORY = Path("/dev/shm")  # noqa: S108 -- only where the folder lies, whose own name nobody can guess
NAME = "siaprekam-tests"
ENOUGH = 2 * 1024**3
"""Bytes: what the tests write at most, many times over. A small container has less, and its tests write to the disk."""


def begin() -> Path:
    """Make the folder of a new run: in memory where there is room, since nobody pulls the plug of the tests' databases."""
    where = MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH else Path(tempfile.gettempdir())
    for left in where.glob(f"{NAME}-*-*"):  # by a run that was killed
        if not _is_running(int(left.name.split("-")[-2])):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{NAME}-{os.getpid()}-", dir=where))
    made.chmod(0o755)  # PostgreSQL refuses to run as root and becomes another user
    os.environ[_FOLDER] = str(made)
    return made


def end() -> None:
    """Leave nothing of the run behind."""
    shutil.rmtree(folder(), ignore_errors=True)


def folder() -> Path:
    """Where this run keeps what it shares. Whatever uses the tests' parts outside pytest, as the benchmarks do, is a run of its own."""
    if _FOLDER not in os.environ:
        begin()
        atexit.register(end)
    return Path(os.environ[_FOLDER])


@contextmanager
def alone(what: str) -> Iterator[None]:
    """While the block lasts, no other process of this run is in a block of this name."""
    with (folder() / f"{what}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
