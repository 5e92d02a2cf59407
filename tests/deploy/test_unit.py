"""The unit of systemd: how exposed it is, and that the bot does all its work within it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.confined import CANNOT, UNIT, setting
from tests.processes import PROJECT, environment

CONFINED = PROJECT / "tests" / "deploy" / "confined.py"
COMMAND = (PROJECT / "deploy" / "siaprekam").read_text(encoding="utf-8")
ANALYZE = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
MOST_EXPOSED = 20
"""Tenths, as `systemd-analyze security --threshold` counts them."""

DRAWING = """
import asyncio
from ektp_core.drawing import Drawer
from ektp_core.drawing.drawer import Limits
from tests.deploy.line import Line

async def main():
    drawer = Drawer(Limits(seconds=600))  # of a busy machine: the first drawing finds all fonts
    print(len(await drawer.draw(Line())))
    await drawer.close()

asyncio.run(main())
"""


def within_the_unit(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A Python program under the unit's filters; the test is passed over where the kernel cannot confine."""
    given = environment(database_url=f"sqlite+aiosqlite:///{folder}/office.db", **settings) | {"MPLCONFIGDIR": str(folder)}
    command = [sys.executable, str(CONFINED), *arguments]
    ended = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)
    if ended.returncode == CANNOT:
        pytest.skip(ended.stderr.strip())
    return ended


@ANALYZE
def test_the_service_is_hardly_exposed() -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", str(UNIT)]
    looked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert looked.returncode == 0, looked.stdout


@pytest.mark.parametrize(
    "kept", ["DynamicUser=yes", "NoNewPrivileges=yes", "MemoryDenyWriteExecute=yes", "ProtectSystem=strict", "UMask=0077"]
)
def test_no_weakness_makes_up_for_another(kept: str) -> None:
    """The scale adds up: a service that runs as root may still stand low on it."""
    name, _, value = kept.partition("=")
    assert setting(name) == [value]


@ANALYZE
def test_systemd_reads_every_line_of_the_unit(tmp_path: Path) -> None:
    readable = tmp_path / UNIT.name
    readable.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", UNIT.read_text(encoding="utf-8")), encoding="utf-8")
    looked = subprocess.run(["systemd-analyze", "verify", "--man=no", str(readable)], capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, "")


@ANALYZE
def test_a_question_is_answered_within_the_unit(tmp_path: Path) -> None:
    ended = within_the_unit(tmp_path, "-m", "bot", "ask", "--today", "2026-11-24", "/cek", "12-03-2010")
    assert "sudah boleh direkam" in ended.stdout, ended.stderr


@ANALYZE
def test_a_report_is_read_within_the_unit(tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("kecamatan;wajib;rekam\nKoba;1000;900\n", encoding="utf-8")
    ended = within_the_unit(tmp_path, "-m", "bot", "figures", "read", "report.csv", "--today", "2026-11-24")
    assert "Koba" in ended.stdout, ended.stderr


@ANALYZE
def test_a_picture_is_drawn_within_the_unit(tmp_path: Path) -> None:
    ended = within_the_unit(tmp_path, "-c", DRAWING)
    assert int(ended.stdout or 0) > 1000, ended.stderr


def test_a_command_beside_the_service_works_as_the_service_does() -> None:
    for name in (
        "DynamicUser",
        "User",
        "StateDirectory",
        "StateDirectoryMode",
        "CacheDirectory",
        "CacheDirectoryMode",
        "UMask",
        "LoadCredential",
        "EnvironmentFile",
    ):
        assert [f"{name}={value}" for value in setting(name)] == re.findall(rf"--property=({name}=\S+)", COMMAND)
    (start,) = setting("ExecStart")
    assert start.removesuffix(" run") + ' "$@"' in COMMAND
    assert setting("WorkingDirectory") == ["%S/siaprekam"]
    assert "--property=WorkingDirectory=/var/lib/siaprekam" in COMMAND
    assert "MPLCONFIGDIR=%C/siaprekam" in setting("Environment")[0]
    assert "--setenv=MPLCONFIGDIR=/var/cache/siaprekam" in COMMAND


def test_a_hung_service_is_started_again_and_an_outage_never_ends_it() -> None:
    assert setting("Type") == ["notify"]
    assert setting("WatchdogSec") == ["60"]
    assert setting("Restart") == ["always"]
    assert setting("StartLimitIntervalSec") == ["0"]


def test_a_stop_has_the_time_that_the_bot_takes_at_most() -> None:
    from bot.application import STOP_SECONDS

    assert float(setting("TimeoutStopSec")[0]) >= STOP_SECONDS + 5


@pytest.mark.parametrize(("writes", "passed"), [("", []), ("/mnt/share /srv/x", ["--property=ReadWritePaths=/mnt/share /srv/x"])])
def test_a_command_may_write_where_the_service_may(tmp_path: Path, writes: str, passed: list[str]) -> None:
    for name, says in (("systemctl", f"echo '{writes}'"), ("systemd-run", "printf '%s\\n' \"$@\"")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(0o755)
    given = environment() | {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    ended = subprocess.run([PROJECT / "deploy" / "siaprekam", "doctor"], env=given, capture_output=True, text=True, check=True)
    lines = ended.stdout.splitlines()
    assert [line for line in lines if "ReadWritePaths" in line] == passed
    assert lines[-4:] == ["/opt/siaprekam/.venv/bin/python", "-m", "bot", "doctor"]
