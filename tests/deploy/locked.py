"""What requirements.lock holds, what of it this machine needs, and which packages are ours."""

import re
import tomllib
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.processes import PROJECT

LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
PROJECT_FILE = PROJECT / "pyproject.toml"
DECLARED = tomllib.loads(PROJECT_FILE.read_text(encoding="utf-8"))
OURS = tuple(DECLARED["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
"""The packages that are installed, as the project file names them."""


def locked() -> list[Requirement]:
    """Every line of the lock that names a package."""
    return [Requirement(line) for line in re.findall(r"(?m)^([a-z0-9].*?) *\\$", LOCK)]


def needed_here() -> dict[str, str]:
    """Each package that this Python and system need, with its version."""
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in locked()
        if each.marker is None or each.marker.evaluate()
    }


def required_by(name: str, extras: frozenset[str]) -> list[Requirement]:
    """What a package asks for here, with the extras of it that are wanted."""
    asked = [Requirement(line) for line in requires(name) or []]
    chosen = extras or {""}
    return [each for each in asked if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in chosen)]
