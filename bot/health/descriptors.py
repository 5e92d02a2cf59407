"""What a process may have open, shared out: whoever took all of it would keep the others from working.

The database opens a file for every commit, a template or a part of the bot that is shown for the first time is read from one, and a drawing
is made in a child. Connections stay open while there is traffic: without a share, a busy hour or idle strangers take what those need.
"""

import resource

MAY_OPEN = 10_240
"""As many as any system grants; most start a process with 1,024 and let it ask for more."""

KEPT_FREE = 24
PARTS = 4
"""Answers, what goes to many, the public pages, the port of health."""

FEWEST = 4


def ask_for_more() -> None:
    """Take what the system grants when asked, up to what is of use."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = MAY_OPEN if hard == resource.RLIM_INFINITY else min(hard, MAY_OPEN)
    if soft != resource.RLIM_INFINITY and soft < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))


def share() -> int:
    """How many connections each part may have open."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    may_open = MAY_OPEN if soft == resource.RLIM_INFINITY else soft
    return max(FEWEST, (may_open - KEPT_FREE) // PARTS)
