"""Processes of the tests start with their imports done: of modules that there are."""

from importlib.util import find_spec

from tests.processes import IMPORTED


def test_what_is_imported_ahead_exists() -> None:
    assert [name for name in IMPORTED if find_spec(name) is None] == []
