"""`python -m bot` as a person uses it: in a folder of its own, without the settings of whoever runs the tests."""

import subprocess
from pathlib import Path

from tests.processes import BOT, Warm, environment


def siaprekam(folder: Path, *arguments: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `typed` is what it reads from stdin."""
    process = Warm(BOT, *arguments, settings=environment(**settings), folder=folder, typed=typed)
    try:
        return subprocess.CompletedProcess(arguments, process.wait(), process.said(), process.complained())
    finally:
        process.end()


def the_line(said: str) -> str:
    """The one line that was said."""
    lines = said.splitlines()
    assert len(lines) == 1, said
    return lines[0]
