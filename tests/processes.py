"""Programs in processes of their own, which are killed, frozen and stopped like any other.

Most are forked from a process that has imported the bot already: importing takes the processor longer than anything they are asked to do.
"""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from tests import one_run
from tests.patience import LONGEST

PROJECT = Path(__file__).parents[1]
BOT = "from bot.__main__ import main; main()"
"""What `python -m bot` runs."""

IMPORTED = (
    "bot.cli",
    "bot.application",
    "bot.sandbox",
    "bot.terminal.ask",
    "bot.terminal.understand",
    "bot.operation.doctor",
    "bot.operation.outbox",
    "aiosqlite",
    "asyncpg",
    "uvloop",
)


def environment(**settings: str) -> dict[str, str]:
    """The environment with these settings and no others; names without their prefix, in lower case. Unless said: free port, no backups."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("SIAPREKAM_", "PYTHON"))}
    return (
        kept
        | {"PYTHONPATH": str(PROJECT), "SIAPREKAM_LISTEN": "127.0.0.1:0"}
        | {"SIAPREKAM_BACKUP_MINUTES": "0", "SIAPREKAM_HEALTH_LISTEN": "off"}
        | {f"SIAPREKAM_{name.upper()}": value for name, value in settings.items()}
    )


class Process(ABC):
    """A running Python program; what it says is kept in files, so that it never waits for a reader."""

    started: ClassVar[list["Process"]] = []
    """In this test."""

    pid: int

    def __init__(self, program: str, *arguments: str, settings: Mapping[str, str], folder: Path = PROJECT, typed: str = "") -> None:
        self._files = Path(tempfile.mkdtemp(prefix="process-", dir=one_run.folder()))
        (self._files / "in").write_text(typed, encoding="utf-8")
        self._start(program, arguments, settings, folder)
        Process.started.append(self)

    @abstractmethod
    def _start(self, program: str, arguments: tuple[str, ...], settings: Mapping[str, str], folder: Path) -> None: ...

    @property
    @abstractmethod
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal that ended it."""

    def wait(self, seconds: float = LONGEST) -> int:
        """Its exit code, once it has ended."""
        until = time.monotonic() + seconds
        while self.exit_code is None:
            assert time.monotonic() < until, f"still runs; it said:\n{self.said()}{self.complained()}"
            time.sleep(0.005)
        return self.exit_code

    async def ends(self, seconds: float = LONGEST) -> int:
        """Its exit code, once it has ended, while other things go on."""
        return await asyncio.to_thread(self.wait, seconds)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.exit_code is None:
            os.kill(self.pid, number)

    def end(self) -> None:
        """kill -9, unless it has ended."""
        self.send(signal.SIGKILL)
        self.wait()

    def said(self) -> str:
        """What it has written so far to stdout."""
        return (self._files / "out").read_text(encoding="utf-8")

    def complained(self) -> str:
        """What it has written so far to stderr."""
        return (self._files / "err").read_text(encoding="utf-8")

    def line(self) -> str:
        """The first line that it says, once it has said it."""
        return self._first_line(self.said)

    def first_complaint(self) -> str:
        """The first line that it writes to stderr, once it has written it."""
        return self._first_line(self.complained)

    def _first_line(self, written: Callable[[], str]) -> str:
        until = time.monotonic() + LONGEST
        while "\n" not in written():
            assert time.monotonic() < until and self.exit_code is None, self.said() + self.complained()
            time.sleep(0.005)
        return written().splitlines()[0]


class Cold(Process):
    """Started by the operating system, as people start it."""

    def _start(self, program: str, arguments: tuple[str, ...], settings: Mapping[str, str], folder: Path) -> None:
        with (self._files / "in").open() as typed, (self._files / "out").open("w") as said, (self._files / "err").open("w") as complained:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program, *arguments], cwd=folder, env=settings, stdin=typed, stdout=said, stderr=complained
            )
        self.pid = self._process.pid

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()


class Warm(Process):
    """Forked with its imports done."""

    _nest: ClassVar = multiprocessing.get_context("forkserver")

    def _start(self, program: str, arguments: tuple[str, ...], settings: Mapping[str, str], folder: Path) -> None:
        for name in ("out", "err"):
            (self._files / name).touch()
        self._nest.set_forkserver_preload(list(IMPORTED))
        self._process = self._nest.Process(target=_become, args=(program, arguments, dict(settings), folder, self._files), daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode


def _become(program: str, arguments: tuple[str, ...], settings: dict[str, str], folder: Path, files: Path) -> None:
    """In the forked process: run the program as `python -c` does."""
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(folder)
    for descriptor, name, mode in ((0, "in", os.O_RDONLY), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
        file = os.open(files / name, mode)
        os.dup2(file, descriptor)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(descriptor, mode, encoding="utf-8") for descriptor, mode in enumerate("rww"))
    sys.argv = ["-c", *arguments]
    exec(compile(program, "<program>", "exec"), {"__name__": "__main__"})  # noqa: S102 -- a program of ours
