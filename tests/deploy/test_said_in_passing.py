"""Commands that docs/operating.md says within its sentences: each is run as it stands, or says why it cannot."""

import re
import shutil
from pathlib import Path

import pytest

from tests.bot.command_line import siaprekam, the_line
from tests.deploy.page import CANNOT_RUN, OPERATING, program, run
from tests.processes import PROJECT

OURS = ("python -m bot ", ".venv/bin/python -m bot ")
REPORT = "kecamatan;wajib;rekam\nKoba;1000;900\n"

COMPLETED = {
    "python -m bot ask": " /kontak",
    "python -m bot office update-register FILE": " --help",
    "python -m bot figures import FILE": " --help",
}
"""What a reader adds. Both files are those of another day: tests/bot/terminal/test_register.py and test_figures.py put theirs in force."""

SERVES = {"python -m bot run", "python -m bot sandbox"}
"""Until somebody ends it: tests/deploy/test_wheel.py and tests/sandbox start them."""

SPOKEN = {
    "python -m bot restore": "--help",
    "python -m bot verify": "--help",
    "python -m bot office": "--help",
    "python -m bot figures": "--help",
}
"""Named in the list of all commands, without what they are about."""

FRAGMENTS = {"python -m bot", ".venv/bin/python -m bot", "chmod 400", "docker compose -f deploy/compose.yaml run --rm bot"}
"""Beginnings, which the sentence says how to go on from."""

ELSEWHERE = CANNOT_RUN | {
    "apt": "only root installs packages, and they are fetched",
    "createdb": "tests/reliability/test_postgresql_drill.py does what it does on a server of its own",
    "journalctl": "asks a systemd that runs",
    "pg_basebackup": "tests/reliability/test_point_in_time.py runs it on a server of its own",
    "pg_dump": "tests/reliability/test_postgresql_drill.py runs it on a server of its own",
    "pg_restore": "tests/reliability/test_postgresql_drill.py runs it on a server of its own",
}


def said() -> list[str]:
    """Every command of more than one word, in its order, once."""
    sentences = re.sub(r"```.*?```", "", OPERATING, flags=re.DOTALL)
    spans = [" ".join(span.split()).removeprefix("sudo ") for span in re.findall(r"`([^`]+)`", sentences)]
    return list(dict.fromkeys(span for span in spans if is_command(span)))


def is_command(span: str) -> bool:
    first, _, more = span.partition(" ")
    known = first in ELSEWHERE or first.endswith("python") or "/" in first[1:] or shutil.which(first) is not None
    return bool(more) and known and not first.startswith("SIAPREKAM_") and span not in FRAGMENTS


def of_bot(command: str) -> bool:
    return command.startswith(OURS)


@pytest.fixture
def backup(tmp_path: Path) -> dict[str, str]:
    """Settings of an office with a key; its backup is FILE, and the identity lies beside it, as the page names them."""
    settings = {"database_url": f"sqlite+aiosqlite:///{tmp_path}/office.db"}
    key = the_line(siaprekam(tmp_path, "backup", "--new-key", "kunci-cadangan.txt").stdout).partition("=")[2]
    assert siaprekam(tmp_path, "ask", "/kontak", **settings).returncode == 0
    made = siaprekam(tmp_path, "backup", backup_key=key, **settings)
    assert made.returncode == 0, made.stderr
    shutil.move(made.stdout.partition(": ")[0], tmp_path / "FILE")
    return settings


@pytest.mark.parametrize("command", [command for command in said() if of_bot(command) and command not in SERVES])
def test_a_command_of_the_bot_does_what_its_sentence_says(command: str, tmp_path: Path, backup: dict[str, str]) -> None:
    words = (command + " " + SPOKEN.get(command, "") + COMPLETED.get(command, "")).partition(" -m bot ")[2].partition(" > ")[0].split()
    if words[:2] == ["figures", "read"]:
        (tmp_path / "FILE").write_text(REPORT, encoding="utf-8")
    if "--new-key" in words:
        (tmp_path / "kunci-cadangan.txt").unlink()
    ended = siaprekam(tmp_path, *words, **backup)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr


def test_a_command_of_another_program_runs_or_says_why_it_cannot(machine: Path) -> None:
    (machine / "project/FILE").touch()
    (machine / "project/kunci-cadangan.txt").touch()
    (machine / "project/whom.csv").touch()
    failed = []
    for command in said():
        if not of_bot(command) and program(command) not in ELSEWHERE:
            ended = run(command, machine)
            if ended.returncode:
                failed.append(f"{command}: {ended.stderr}")
    assert failed == []


def test_every_excuse_is_needed() -> None:
    assert {program(command) for command in said()} >= set(ELSEWHERE) - set(CANNOT_RUN)
    assert set(said()) >= SERVES | set(SPOKEN) | set(COMPLETED)
    named = {word for reason in ELSEWHERE.values() for word in re.findall(r"tests/[\w/.]+\w", reason)}
    assert [path for path in named if not (PROJECT / path).exists()] == []
