"""A small right report, for tests that put one thing wrong into it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ektp_core.figures import FiguresFile, Finding, Kind
from tests.core.figures.reports import SUBDISTRICTS, name, read, write_workbook

HEADER = ["NO", "KECAMATAN", "L WAJIB KTP", "P WAJIB KTP", "WAJIB KTP", "SUDAH REKAM", "BELUM REKAM", "% REKAM"]
DATED = ["KEADAAN 30 SEPTEMBER 2026"]


def subdistricts() -> list[list[Any]]:
    """Six right rows and a right total, below a date: rows 3 to 9 of the sheet."""
    rows: list[list[Any]] = []
    for at, code in enumerate(SUBDISTRICTS, 1):
        rows.append([at, name(code), 5000 + at, 5000 - at, 10000, 9900 - at, 100 + at, round((9900 - at) / 100, 2)])
    recorded = sum(row[5] for row in rows)
    return [DATED, HEADER, *rows, [None, "JUMLAH", 30021, 29979, 60000, recorded, 60000 - recorded, round(recorded / 600, 2)]]


def read_rows(tmp_path: Path, rows: Sequence[Any], sheet: str = "Data") -> FiguresFile:
    return read(write_workbook(tmp_path / "a.xlsx", (sheet, rows)))


def the(findings: tuple[Finding, ...], kind: Kind) -> dict[str, Any]:
    (found,) = [dict(finding.values) for finding in findings if finding.kind is kind]
    return found
