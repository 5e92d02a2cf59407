"""The page that one person follows: each of its commands is run, in a copy of the project and with a folder in the place of the machine."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import cli
from tests.processes import PROJECT, environment

OPERATING = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
MACHINE = ("opt", "etc", "var")
"""Folders at the root of a machine that the page's commands change."""

CANNOT_RUN = {
    "chown": "only root gives files away",
    "deploy/siaprekam": "asks a systemd that runs; tests/deploy/test_unit.py compares it with the unit",
    "docker": "asks a Docker that runs; tests/deploy/test_container.py reads its files",
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
        [line.removeprefix("sudo ") for line in block.splitlines() if line and not line.startswith("#")]
        for block in re.findall(r"```sh\n(.*?)```", OPERATING, re.DOTALL)
    ]


def commands() -> Iterator[str]:
    for block in blocks():
        yield from block


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """With the project in it, as somebody has cloned it, and what a service that ran has left."""
    project = tmp_path / "project"
    shutil.copytree(
        PROJECT, project, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis", "tests")
    )
    (tmp_path / "opt").mkdir()
    (tmp_path / "var/lib/private/siaprekam").mkdir(parents=True)
    return tmp_path


def here(command: str, machine: Path) -> list[str]:
    """Its words, with the folders of the machine below the folder of the test."""
    root = re.compile(rf"^/(?=$|(?:{'|'.join(MACHINE)})(?:/|$))")
    words = [root.sub(f"{machine}/", word) for word in shlex.split(command)]
    if words[0] == ONLY_SHOWN:
        return [ONLY_SHOWN, "-n", *words[1:]]
    return [sys.executable if word == ".venv/bin/python" else word for word in words]


def run(command: str, machine: Path) -> subprocess.CompletedProcess[str]:
    words, into = here(command, machine), None
    if ">>" in words:
        into = machine / "project" / words.pop()
        words.remove(">>")
    ended = subprocess.run(
        words, cwd=machine / "project", env=environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if into:
        with into.open("a", encoding="utf-8") as file:
            file.write(ended.stdout)
    return ended


def test_every_command_of_the_page_runs_or_says_why_it_cannot(machine: Path) -> None:
    failed = []
    for command in commands():
        if shlex.split(command)[0] not in CANNOT_RUN:
            ended = run(command, machine)
            if ended.returncode:
                failed.append(f"{command}: {ended.stderr}")
    assert failed == []


def test_every_excuse_is_needed() -> None:
    assert {shlex.split(command)[0] for command in commands()} >= set(CANNOT_RUN)


def test_an_installed_service_stands_where_its_unit_looks_for_it(machine: Path) -> None:
    (install,) = [block for block in blocks() if block[0].startswith("cp -R")]
    before = os.umask(0o022)
    try:
        for command in install:
            if shlex.split(command)[0] not in CANNOT_RUN:
                assert run(command, machine).returncode == 0, command
    finally:
        os.umask(before)
    unit = (machine / "etc/systemd/system/siaprekam.service").read_text(encoding="utf-8")
    settings, secrets = re.findall(r"(?m)^EnvironmentFile=-/(\S+)", unit)[0], re.findall(r"(?m)^LoadCredential=\w+:/(\S+)", unit)[0]
    assert (machine / settings).stat().st_mode & 0o077 == 0
    assert (machine / secrets).stat().st_mode & 0o077 == 0
    assert (machine / secrets / "token").stat().st_mode & 0o077 == 0
    code = re.findall(r"PYTHONPATH=/(\S+)", unit)[0]
    assert (machine / code / "bot" / "__main__.py").is_file()
    assert f"ExecStart=/{code}/.venv/bin/python" in unit


def test_what_is_moved_is_what_the_service_keeps(machine: Path) -> None:
    (pack,) = [command for command in commands() if command.startswith("tar") and "-c" in command]
    assert {"etc/siaprekam", "var/lib/private/siaprekam"} <= set(shlex.split(pack))


def test_every_command_of_the_terminal_that_the_page_names_exists() -> None:
    named = set(re.findall(r"(?:python -m bot|deploy/siaprekam|run --rm bot) ([a-z-]+)", OPERATING))
    assert named - set(cli.commands) == set()
