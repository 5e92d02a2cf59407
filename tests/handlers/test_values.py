"""What handlers give to their views is read there: a value that nobody reads misleads whoever changes the view."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

import handlers
from ektp_core.profile import Language
from handlers.texts import TEXTS
from handlers.texts.wording import FILTERS

TREES = Environment()  # noqa: S701 -- nothing is rendered
TREES.filters |= FILTERS[Language.ID]


@dataclass(frozen=True, slots=True)
class Given:
    """The values that one line of a handler gives to a view that it names outright."""

    place: str
    view: str
    names: frozenset[str]


@cache
def tree_of(view: str, language: Language) -> nodes.Template:
    return TREES.parse((TEXTS / language / view).read_text(encoding="utf-8"))


def read_by(view: str, language: Language) -> set[str]:
    """The values that a view reads, those that it includes with it."""
    tree = tree_of(view, language)
    included = {each.template.value for each in tree.find_all(nodes.Include) if isinstance(each.template, nodes.Const)}
    return find_undeclared_variables(tree).union(*(read_by(each, language) for each in included))


def given() -> Iterator[Given]:
    for path in sorted(Path(handlers.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Name("reply"), args=[ast.Constant(str(view)), *_], keywords=keywords):
                    names = frozenset(each.arg for each in keywords if each.arg)
                    yield Given(f"{path.name}:{call.lineno}", view, names)


def test_handlers_name_views_outright() -> None:
    assert len(list(given())) > 100


@pytest.mark.parametrize("language", Language)
def test_every_value_is_read_by_its_view(language: Language) -> None:
    unread = {each.place: each.names - read_by(f"{each.view}.html", language) for each in given()}
    assert {place: names for place, names in unread.items() if names} == {}


@pytest.mark.parametrize("language", Language)
def test_every_import_of_a_view_is_used(language: Language) -> None:
    unused = {}
    for path in (TEXTS / language).rglob("*.html"):
        view = path.relative_to(TEXTS / language).as_posix()
        tree = tree_of(view, language)
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        unused[view] = {each.target for each in tree.find_all(nodes.Import)} - used
    assert {view: names for view, names in unused.items() if names} == {}
