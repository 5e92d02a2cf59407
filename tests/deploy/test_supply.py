"""What comes from others: each locked package is needed, under a licence known to be free, and written down for whoever audits it."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bot
from tests.deploy.locked import DECLARED, OURS, locked, needed_here, required_by
from tests.processes import PROJECT

LICENCES = (PROJECT / "docs" / "licences.md").read_text(encoding="utf-8")
LOADED_BY_NAME = {
    "asyncpg": "SQLAlchemy loads it for postgresql+asyncpg://",
    "tzdata": "zoneinfo reads it where the system has no time zones, as in a slim container",
}
"""Needed without an import of ours that could be seen."""

FREE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache 2.0",
        "Apache Software License",
        "BSD License",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "MIT",
        "MIT License",
        "MIT-CMU",
        "PSF-2.0",
        "Python Software Foundation License",
        "Zlib",
    }
)
"""Licences that ask for no more than their notice."""

UNUSUAL = {
    "certifi": "MPL-2.0",
    "pyrage": "MIT",
    "python-telegram-bot": "LGPL-3.0-only",
}
"""What is bound to more than a notice, or says its licence in a file only; docs/licences.md tells of each."""


def imported() -> Iterator[str]:
    """The first names of the modules that our code imports."""
    for folder in OURS:
        for file in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    yield node.module.partition(".")[0]


def in_use() -> set[str]:
    """Packages that our code imports or that are loaded by name, with all that these require."""
    providers = packages_distributions()
    asked = {canonicalize_name(name) for module in set(imported()) for name in providers.get(module, [])} | set(LOADED_BY_NAME)
    declared = {canonicalize_name(each.name): each for each in map(Requirement, DECLARED["project"]["dependencies"])}
    waiting = [declared.get(name, Requirement(name)) for name in asked - set(OURS)]
    found: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        each = waiting.pop()
        wanted = canonicalize_name(each.name), frozenset(each.extras)  # whoever asks for it first may want none of its extras
        if wanted not in found:
            found.add(wanted)
            waiting += required_by(*wanted)
    return {name for name, _ in found}


def licences(name: str) -> set[str]:
    """What a package says of its licence: the expression, else the classifiers, else the field when it is one line."""
    said = metadata(name)
    if expression := said.get("License-Expression"):
        return set(expression.replace("(", "").replace(")", "").replace(" OR ", " AND ").split(" AND "))
    if classified := {line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if line.startswith("License ::")}:
        return classified
    field = (said.get("License") or "").strip()
    return {field} if field and "\n" not in field else set()


def test_every_package_of_ours_is_installed_and_its_logs_are_kept() -> None:
    here = {file.parent.name for file in PROJECT.glob("*/__init__.py")} - {"tests", "training"}
    assert set(OURS) == set(bot.OURS) == here


def test_what_is_loaded_by_name_is_imported_nowhere() -> None:
    providers = packages_distributions()
    seen = {canonicalize_name(name) for module in set(imported()) for name in providers.get(module, [])}
    assert seen & set(LOADED_BY_NAME) == set()


def test_everything_that_is_locked_is_used_while_the_bot_runs() -> None:
    assert set(needed_here()) - in_use() == set()


def test_everything_that_is_used_is_locked() -> None:
    assert in_use() - set(needed_here()) == set()


@pytest.mark.parametrize("name", sorted(needed_here()))
def test_every_licence_is_known_to_be_free(name: str) -> None:
    assert name in UNUSUAL or (licences(name) and licences(name) <= FREE), licences(name)


def told_licence(name: str) -> str:
    """As docs/licences.md says it."""
    return UNUSUAL.get(name) or ", ".join(sorted(licences(name)))


def test_every_licence_is_listed() -> None:
    listed = set(re.findall(r"(?m)^\| ([a-z0-9-]+) \| ([^|]+) \|$", LICENCES.split("|---|---|")[1]))
    assert listed == {(name, told_licence(name)) for name in needed_here()}


def test_what_the_unusual_licences_ask_for_is_told() -> None:
    assert set(re.findall(r"(?m)^- \*\*([a-z0-9-]+)\*\*", LICENCES)) == set(UNUSUAL)


def test_the_list_of_components_names_all_that_is_locked(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    made = subprocess.run(["make", "-n", "sbom"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    arguments = made.split("cyclonedx_py ")[1].splitlines()[0].replace("var/sbom.json", str(file)).split()
    subprocess.run([sys.executable, "-m", "cyclonedx_py", *arguments], cwd=PROJECT, check=True, capture_output=True)
    listed = json.loads(file.read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    told = {(canonicalize_name(each["name"]), each["version"]) for each in listed["components"]}
    assert told == {(canonicalize_name(each.name), str(each.specifier).removeprefix("==")) for each in locked()}
    assert all(each["externalReferences"] for each in listed["components"])


def test_an_audit_that_could_not_be_made_is_no_audit(tmp_path: Path) -> None:
    for name in ("make", "sh", "bash", "echo"):
        if found := shutil.which(name):
            (tmp_path / name).symlink_to(found)
    asked = subprocess.run(["make", "audit"], cwd=PROJECT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert asked.returncode != 0
    assert "Nothing was looked up" in asked.stdout


def test_a_package_that_nobody_answers_for_is_no_clean_audit() -> None:
    would = subprocess.run(["make", "-n", "audit"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert "--strict" in would
