"""docs/operating.md as its reader meets it: the commands that it says, and a machine of the test's own to run them on."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bot.command_line import siaprekam
from tests.processes import PROJECT, environment

OPERATING = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
MACHINE = ("opt", "etc", "var")
"""Folders at the root of a machine that the page's commands change."""

CANNOT_RUN = {
    "chown": "only root gives files away",
    "/opt/siaprekam/deploy/siaprekam": "asks a systemd that runs; tests/deploy/test_unit.py compares it with the unit",
    "docker": "asks a Docker that runs; tests/deploy/test_image.py builds the image where one does",
    "git": "fetches from wherever the project was cloned",
    "nano": "waits for a person",
    "pipx": "fetches packages; tests/deploy/test_wheel.py installs what it would",
    "siaprekam": "is there once pipx has run; tests/deploy/test_wheel.py starts it",
    "systemctl": "asks a systemd that runs",
}
"""First words of commands that are not run here, each with its reason."""

ONLY_SHOWN = "make"
"""Fetches packages; its verb must exist, and what it would do is shown."""


def blocks() -> list[list[str]]:
    """The commands of each block, a sudo in front of them left out: the folder of a test is its own."""
    return [
        [line.strip().removeprefix("sudo ") for line in block.splitlines() if line.strip() and not line.strip().startswith("#")]
        for block in re.findall(r"```sh\n(.*?)```", OPERATING, re.DOTALL)
    ]


def commands() -> Iterator[str]:
    for block in blocks():
        yield from block


def program(command: str) -> str:
    """What a command starts, behind the settings that it is given."""
    return next(word for word in shlex.split(command) if not re.match(r"\w+=", word))


def here(command: str, machine: Path) -> str:
    """It, with the folders of the machine below the folder of the test."""
    moved = re.sub(rf"(?<=\s)/(?=\s|$|(?:{'|'.join(MACHINE)})(?:/|\s|$))", f"{machine}/", command)
    moved = re.sub(rf"^{ONLY_SHOWN}\b", f"{ONLY_SHOWN} -n", moved)
    return re.sub(r"(?:\.venv/bin/)?python(?= -m bot)", sys.executable, moved)


def run(command: str, machine: Path) -> subprocess.CompletedProcess[str]:
    """As somebody types it in the project's folder."""
    shell = ["bash", "-o", "pipefail", "-c", here(command, machine)]
    given = environment() | {"PYTHONPATH": str(machine / "project")}
    folder = machine / "project"
    return subprocess.run(shell, cwd=folder, env=given, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


def a_backup(file: Path) -> None:
    """Of an office that was just begun."""
    office = file.with_name("begun")
    office.mkdir()
    began = siaprekam(office, "ask", "/kontak", database_url=f"sqlite+aiosqlite:///{office}/office.db")
    assert began.returncode == 0, began.stderr
    shutil.copy(office / "office.db", file)
