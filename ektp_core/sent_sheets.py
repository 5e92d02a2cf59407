"""Sheets that staff send, read whole in one go: what crosses from the reading process is small and ready to be shown."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ektp_core.areas import Areas
from ektp_core.figures.counts import Counts
from ektp_core.figures.reading import FiguresFile, read_figures


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a file, and the fingerprint by which the same file is known again."""

    figures: FiguresFile
    fingerprint: str


def read_report(path: Path, areas: Areas, today: date, *, in_force: Mapping[str, Counts] | None, home: str) -> Report:
    """`read_figures`, with the file's fingerprint. Raises the same."""
    found = read_figures(path, areas, today, in_force=in_force, home=home)
    return Report(found, hashlib.sha256(path.read_bytes()).hexdigest())
