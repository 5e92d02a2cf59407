"""What `make mutants` plants finds its place, its test, and a promise; running them all takes hours, so that they must not rot unseen."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from tests import planted
from tests.mutants import MUTANTS, Ended, Mutant

PROJECT = Path(__file__).parents[1]
PROMISE = re.compile(r"^\| \[(?P<promise>[^]]+)\]\(#[\w-]+\) \| (?P<tests>.*) \|$", re.MULTILINE)
BY_NAME = [pytest.param(mutant, id=mutant.mistake.replace(" ", "-")) for mutant in MUTANTS]


@pytest.mark.parametrize("mutant", BY_NAME)
def test_every_mistake_that_is_planted_finds_its_place_and_can_run(mutant: Mutant) -> None:
    source = (PROJECT / mutant.file).read_text(encoding="utf-8")
    assert source.count(mutant.right) == 1
    if mutant.file.endswith(".py"):
        ast.parse(source.replace(mutant.right, mutant.wrong))


@pytest.mark.parametrize("mutant", BY_NAME)
def test_every_guard_is_there(mutant: Mutant) -> None:
    file, _, name = mutant.guard.partition("::")
    assert (PROJECT / file).exists()
    assert not name or re.search(rf"^(?:async )?def {name}\(", (PROJECT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_nothing_that_is_written_down_is_left_out() -> None:
    folder = Path(planted.__file__).parent
    modules = [
        import_module(f"tests.planted.{path.stem}") for path in sorted(folder.glob("*.py")) if path.stem not in ("__init__", "mutant")
    ]
    written = [each for module in modules for value in vars(module).values() if isinstance(value, tuple) for each in value]
    assert Counter(MUTANTS) == Counter(each for each in written if isinstance(each, Mutant))


def test_every_promise_has_a_mistake_that_its_tests_must_notice() -> None:
    table = PROMISE.findall((PROJECT / "docs" / "reliability.md").read_text(encoding="utf-8"))
    guards = {mutant.guard for mutant in MUTANTS}
    unproven = [
        promise
        for promise, tests in table
        if not any(guard.startswith(test) for test in re.findall(r"`([^`]+)`", tests) for guard in guards)
    ]
    assert table
    assert unproven == []


@pytest.mark.parametrize(
    ("ended", "notices"),
    [
        (Ended(passed=True), False),
        (Ended(passed=False), False),
        (Ended(False, "tests/a.py::test_b - AssertionError: 1 != 2"), True),
        (Ended(False, "tests/a.py::test_b - NameError: name 'x' is not defined"), False),
        (Ended(False, "tests/a.py - ImportError: cannot import name"), False),
    ],
)
def test_a_mistake_that_cannot_run_proves_nothing(ended: Ended, notices: bool) -> None:
    assert ended.notices is notices
