"""A disk that fails, for a process of its own: a small library in C stands before the calls of the system."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests import one_run

SOURCE = Path(__file__).with_name("disk.c")

needs_a_compiler = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler to build the failing disk with")


@cache
def library() -> Path:
    """Built once a run."""
    built = one_run.folder() / "disk.so"
    with one_run.alone("disk"):
        if not built.exists():
            half_made = built.with_suffix(".new")
            subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(half_made), str(SOURCE), "-ldl"], check=True)
            half_made.rename(built)
    return built
