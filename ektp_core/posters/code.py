"""The code that phones scan."""

from collections.abc import Iterator

import segno

QUIET = 4
"""Modules of white around it, which scanners want (ISO/IEC 18004)."""


def modules(link: str) -> tuple[tuple[bool, ...], ...]:
    """The code's rows, dark where True; a quarter of it may be damaged at the level that the link leaves room for, 15 % at the least."""
    return tuple(tuple(bool(module) for module in row) for row in segno.make(link, error="m", micro=False).matrix)


def side(link: str) -> int:
    """Modules from edge to edge, with the white."""
    return len(modules(link)) + 2 * QUIET


def dark_runs(link: str) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each run of dark modules, counted from the white's corner."""
    for number, row in enumerate(modules(link)):
        start = None
        for column, is_dark in enumerate((*row, False)):
            if is_dark and start is None:
                start = column
            elif not is_dark and start is not None:
                yield number + QUIET, start + QUIET, column - start
                start = None
