"""`make` where something that it needs is missing: the next step is told, and a second try begins anew."""

import subprocess
from pathlib import Path

import pytest

from tests.processes import PROJECT, environment


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The Makefile and the lock alone."""
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    return tmp_path


def make_with(python: str, project: Path) -> subprocess.CompletedProcess[str]:
    """`make install` with a Python that does what the script says."""
    file = project / "python"
    file.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    file.chmod(0o755)
    command = ["make", f"PYTHON={file}", "install"]
    return subprocess.run(command, cwd=project, env=environment(), capture_output=True, text=True, check=False)


def test_a_python_without_venv_leaves_nothing_behind_and_is_told(project: Path) -> None:
    half = 'case "$1" in -m) mkdir -p .venv/bin; touch .venv/bin/python; exit 1;; esac'  # as Debian's without python3-venv
    ended = make_with(half, project)
    assert ended.returncode != 0
    assert "sudo apt install python3-venv" in ended.stdout
    assert not (project / ".venv").exists()


def test_a_python_that_is_too_old_is_told_before_anything_is_made(project: Path) -> None:
    ended = make_with('case "$1" in -c) echo "SiapRekam needs Python 3.11 or newer." >&2; exit 1;; esac', project)
    assert ended.returncode != 0
    assert "needs Python 3.11" in ended.stderr
    assert not (project / ".venv").exists()
