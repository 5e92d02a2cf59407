"""The page that one person follows: each of its commands is run, in a copy of the project and with a folder in the place of the machine."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from bot.cli import cli
from bot.setting_files import secrets_in_files
from tests.deploy.page import CANNOT_RUN, OPERATING, a_backup, blocks, commands, program, run


def test_every_command_of_the_page_runs_or_says_why_it_cannot(machine: Path) -> None:
    a_backup(machine / "project" / "FILE")
    failed = []
    for command in commands():
        if program(command) not in CANNOT_RUN:
            ended = run(command, machine)
            if ended.returncode:
                failed.append(f"{command}: {ended.stderr}")
    assert failed == []


@pytest.mark.parametrize("command", sorted({command for block in blocks() for command in block}))
def test_every_command_is_one_that_a_shell_reads(command: str) -> None:
    assert subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False).returncode == 0


def test_every_excuse_is_needed() -> None:
    assert {program(command) for command in commands()} >= set(CANNOT_RUN)


def test_a_secret_is_the_containers_alone_once_its_commands_have_run(machine: Path) -> None:
    (install,) = [block for block in blocks() if block[0] == "mkdir -p deploy/secrets"]
    for command in install:
        if "nano deploy/secrets/token" in command:
            (machine / "project/deploy/secrets/token").write_text("1:secret\n", encoding="utf-8")
            (machine / "project/deploy/secrets/token").chmod(0o644)
        elif program(command) not in CANNOT_RUN:
            assert run(command, machine).returncode == 0, command
    secret = machine / "project/deploy/secrets/token"
    assert secret.stat().st_mode & 0o777 == 0o400
    assert (machine / "project/deploy/settings").stat().st_mode & 0o077 == 0
    assert secrets_in_files(["token"], {"token_file": str(secret)}) == {"token": "1:secret"}
    assert install.index("chmod -R u=rX,go= deploy/secrets") < install.index("chown -R 10001 deploy/secrets")


def test_an_installed_service_stands_where_its_unit_looks_for_it(machine: Path) -> None:
    (install,) = [block for block in blocks() if "install -d -m 0700 /etc/siaprekam/secrets" in block]
    before = os.umask(0o022)
    try:
        for command in install:
            if program(command) not in CANNOT_RUN:
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
    named = set(re.findall(r"(?:python -m bot|deploy/siaprekam|run --rm(?: --volume \S+)? bot) ([a-z-]+)", OPERATING))
    assert named - set(cli.commands) == set()
