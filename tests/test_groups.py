"""What takes long to make and is kept in a process is asked for in one process only."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import group_of

PROJECT = Path(__file__).parents[1]
WALKS = {"tests.handlers.walk": {"screens"}, "tests.handlers.staff.walk.screens": {"messages", "walked"}}
"""What walks over every screen of citizens or of staff, by module: half a minute for each worker that asks for it."""


def walkers() -> Iterator[str]:
    """Every file of tests that asks for a walk."""
    for path in PROJECT.glob("tests/**/test_*.py"):
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, ast.ImportFrom) and {name.name for name in found.names} & WALKS.get(found.module or "", set()):
                yield path.relative_to(PROJECT).as_posix()


def test_whoever_asks_for_a_walk_stands_in_one_worker() -> None:
    groups = {path: group_of(f"{path}::test") for path in walkers()}
    assert len(groups) > 1
    assert {path: group for path, group in groups.items() if group != "walks"} == {}
