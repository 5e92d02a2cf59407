"""A report as staff send it: its figures, and what they would be under each choice among columns that compete."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from math import prod
from pathlib import Path

from ektp_core.areas import Areas
from ektp_core.figures.counts import Counts
from ektp_core.figures.headers.header import understood
from ektp_core.figures.reading import FiguresFile, figures_of
from ektp_core.reading.cells import Worksheet
from ektp_core.sheets.opening import open_sheets
from ektp_core.sheets.progress import Hear, unheard

MOST_READINGS = 12
MOST_ROWS_READ_AGAIN = 5000
"""A larger report is mended in the sheet: reading it once more for each choice would take minutes."""


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a file, and the fingerprint by which the same file is known again.

    `readings` are the figures under every choice among the columns that are contested, the last contest's changing first; none where
    nothing is contested, or too much.
    """

    figures: FiguresFile
    fingerprint: str
    readings: tuple[FiguresFile, ...] = ()


def report_of(
    path: Path, sheets: Sequence[Worksheet], areas: Areas, today: date, *, in_force: Mapping[str, Counts] | None, home: str
) -> Report:
    """The figures of a file's sheets, opened once, with its fingerprint. Raises what `figures_of` raises."""
    read = partial(figures_of, sheets, areas, today, in_force=in_force, home=home)
    found = read()
    return Report(found, hashlib.sha256(path.read_bytes()).hexdigest(), tuple(_readings(found, read)))


def read_report(path: Path, areas: Areas, today: date, *, in_force: Mapping[str, Counts] | None, home: str, hear: Hear = unheard) -> Report:
    """`read_figures`, with the file's fingerprint. Raises the same."""
    return report_of(path, open_sheets(path, understood, hear), areas, today, in_force=in_force, home=home)


def _readings(found: FiguresFile, read: Callable[..., FiguresFile]) -> Iterator[FiguresFile]:
    choices = [range(len(contest.headers)) for contest in found.contests]
    if choices and prod(map(len, choices)) <= MOST_READINGS and found.rows <= MOST_ROWS_READ_AGAIN:
        for numbers in product(*choices):
            yield read(chosen={contest.measure: number for contest, number in zip(found.contests, numbers, strict=True)})
