"""A Python that cannot run the bot says so in one line: a person has typed `python3 -m bot doctor` before anything was installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import OURS
from bot.__main__ import LEAST_PYTHON, too_old
from tests.deploy.locked import DECLARED
from tests.processes import PROJECT, environment


def with_packages(missing: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`python -m bot doctor` where a package is not there."""
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules[{missing!r}] = None\n", encoding="utf-8")
    given = environment() | {"PYTHONPATH": f"{folder}:{PROJECT}"}
    return subprocess.run([sys.executable, "-m", "bot", "doctor"], cwd=folder, env=given, capture_output=True, text=True, check=False)


def test_without_any_package_the_next_step_is_told(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-S", "-m", "bot", "doctor"],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (2, "", 1), said.stderr
    assert "is not installed. Run `make install`" in said.stderr


@pytest.mark.parametrize("missing", ["click", "aiohttp", "aiosqlite"])
def test_a_package_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    said = with_packages(missing, tmp_path)
    assert (said.returncode, said.stderr.split(" is not installed. ")[0]) == (2, f"The Python package {missing}"), said.stderr


def test_a_module_of_ours_that_is_missing_is_a_bug_and_shows_its_place(tmp_path: Path) -> None:
    said = with_packages("bot.operation.doctor", tmp_path)
    assert said.returncode == 1
    assert "Traceback" in said.stderr


@pytest.mark.parametrize(("version", "runs"), [((3, 9), False), ((3, 10), False), ((3, 11), True), ((3, 14), True), ((4, 0), True)])
def test_an_older_python_is_named_with_the_least_that_will_do(version: tuple[int, int], runs: bool) -> None:
    line = too_old(version)
    assert (line is None) == runs
    assert runs or f"needs Python 3.11 or newer, and this is {version[0]}.{version[1]}." in str(line)


def test_the_least_python_is_the_project_files() -> None:
    assert DECLARED["project"]["requires-python"] == f">={'.'.join(map(str, LEAST_PYTHON))}"
    assert "bot" in OURS
