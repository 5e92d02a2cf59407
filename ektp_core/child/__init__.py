"""What every child process of ours begins with: no secret in its environment, and limits on what it may take."""

import os
import resource
import sys

SECRETS = "SIAPREKAM_"
"""Begins the settings, the token among them: no child knows them."""


def environment() -> dict[str, str]:
    """The environment of a child: this one's without the settings, and the same packages to import."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def limit(what: int, most: int) -> None:
    """At most so much of one of `resource`'s kinds, or what is allowed already where that is less; no core file where it is passed."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
