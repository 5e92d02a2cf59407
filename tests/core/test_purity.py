"""The rules of the core do no I/O: import-linter holds those that pyproject.toml names, and none is left out."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[2]
NO_RULES = {
    "exports": "its sheets show what the store holds",
    "office": "holds the store",
    "school_register": "reads a sheet that staff send",
    "visit_sheets": "reads a sheet that staff send",
    "workbook": "writes a file",
}
"""Modules of the core that are no rules, and why."""


PURE_PACKAGES = {"understanding"}


def rules() -> list[str]:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each["name"] == "The rules of the core do no I/O")
    return [name.removeprefix("ektp_core.") for name in contract["source_modules"]]


def test_every_module_of_the_core_is_held_to_do_no_io_or_has_a_reason() -> None:
    modules = {path.stem for path in (PROJECT / "ektp_core").glob("*.py")} - {"__init__"} | PURE_PACKAGES
    assert modules == {*rules(), *NO_RULES}
    assert not NO_RULES.keys() & set(rules())


def test_the_rules_are_listed_in_order() -> None:
    assert rules() == sorted(rules())
