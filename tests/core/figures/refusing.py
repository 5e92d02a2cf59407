"""A right workbook, what it costs to read, and how a file is refused without costing much more."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from ektp_core.refusal import Refusal
from tests.core.figures.reports import SUBDISTRICTS, name, read, write_workbook
from tests.work import processor_seconds

ROWS: list[list[Any]] = [
    ["Keadaan 30 September 2026"],
    ["KECAMATAN", "WAJIB KTP", "REKAM"],
    *[[name(code), 1000, 990] for code in SUBDISTRICTS],
]
MOST_TIMES = 1_000
"""Ten were measured; what is followed without end takes as many as one likes."""


def book(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "book.xlsx", ("Data", ROWS))


def refused(path: Path) -> type[Refusal]:
    """How a file is refused, and that it keeps the processor no longer than MOST_TIMES a right one does."""
    found: list[Refusal] = []

    def refuse() -> None:
        with pytest.raises(Refusal) as refusal:
            read(path)
        found.append(refusal.value)

    assert processor_seconds(refuse) <= MOST_TIMES * seconds_of_a_right_one()
    return type(found[0])


@cache
def seconds_of_a_right_one() -> float:
    with TemporaryDirectory() as folder:
        path = book(Path(folder))
        return processor_seconds(lambda: read(path))
