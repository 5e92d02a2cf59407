"""The shared scorers, as far as they are beside the project."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data"


def where_it_is(name: str) -> pytest.MarkDecorator:
    """Marks what a scorer measures: a lone clone of the project has none, and still passes its tests."""
    return pytest.mark.skipif(not (SHARED / f"{name}.py").exists(), reason="the shared scorer is not beside the project")


def shared_scorer(name: str) -> ModuleType:
    """A scorer as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
