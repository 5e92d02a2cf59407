"""How far the reading or writing of a sheet is, in rows: told from time to time to whoever waits."""

from collections.abc import Callable, Iterator

from ektp_core.reading.cells import Row

Hear = Callable[[int], None]
"""Hears how many rows are read or written."""

EVERY = 1000
"""Rows between two times that it is told."""


def unheard(rows: int) -> None:
    """Nobody waits for it."""


def furthest(hear: Hear) -> Hear:
    """Only what is further than was told before: a sheet is looked at several times, and workbooks have several sheets."""
    told = 0

    def further(rows: int) -> None:
        nonlocal told
        if rows > told:
            told = rows
            hear(rows)

    return further


def counted(rows: Iterator[Row], hear: Hear) -> Iterator[Row]:
    """The same rows, told every so often."""
    for number, row in enumerate(rows, 1):
        yield row
        if not number % EVERY:
            hear(number)
