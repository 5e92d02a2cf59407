"""A machine for the commands of docs/operating.md."""

import shutil
from pathlib import Path

import pytest

from tests.processes import PROJECT


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
