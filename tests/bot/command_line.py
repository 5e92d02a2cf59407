"""`python -m bot` as a person starts it: in a folder of its own, without the settings of whoever runs the tests."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LONGEST = 30


def environment(**settings: str) -> dict[str, str]:
    """The environment with these settings and no others; names without their prefix, in lower case."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(("SIAPREKAM_", "PYTHON"))}
    return kept | {"PYTHONPATH": str(PROJECT)} | {f"SIAPREKAM_{name.upper()}": value for name, value in settings.items()}


def siaprekam(folder: Path, *arguments: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `typed` is what it reads from stdin."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(**settings),
        input=typed,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def the_line(said: str) -> str:
    """The one line that was said."""
    lines = said.splitlines()
    assert len(lines) == 1, said
    return lines[0]
