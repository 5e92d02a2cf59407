"""Sheets made of many headers in many layouts, with the figures that are right: no reading of them may be wrong without a word."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.core.figures.reports import HOME, areas, dotted, name, write_csv

SUBDISTRICTS = tuple(f"{HOME}.0{number}" for number in range(1, 7))

Columns = Sequence["Headed"]
Numbers = Mapping[str, int]
Rows = list[list[Any]]
Merges = Sequence[tuple[int, int, int, int]]


@dataclass(frozen=True)
class Headed:
    """One column: its header, whose group stands before "|", and which number stands below it."""

    header: str
    number: str

    @property
    def whole(self) -> str:
        return self.header.replace("|", " ")


@dataclass(frozen=True)
class Case:
    """A set of columns, and what they mean: "ask" where no rule decides, "sum" where parts are added."""

    columns: tuple[Headed, ...]
    meant: str

    @property
    def text(self) -> str:
        return "; ".join(f"{column.header}={column.number}" for column in self.columns)


def cases() -> Iterator[Case]:
    """The lines of headers.txt."""
    for line in (Path(__file__).parent / "headers.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, _, rest = line.partition(" ")
            meant, text = (first, rest) if first in {"ask", "sum"} else ("", line)
            yield Case(tuple(Headed(*column.strip().rsplit("=", 1)) for column in text.split(";")), meant)


@cache
def numbers(code: str) -> Numbers:
    """Invented numbers of an area: those of a subdistrict are the sums of its villages'."""
    if code.count(".") < 3:
        parts = [numbers(area.code) for area in areas().children(code)]
        return {key: sum(part[key] for part in parts) for key in parts[0]}
    seed = sum(int(part) * factor for part, factor in zip(code.split("."), (1, 7, 331, 37), strict=True))
    obliged, missing = 700 + seed % 900, 20 + seed % 31
    recorded, month = obliged - missing, 11 + seed % 23
    office, new = recorded * 3 // 5 + seed % 13, recorded // 9 + seed % 7
    about = {"o": obliged, "r": recorded, "x": missing, "e": 8 + seed % 11, "p": recorded - seed % 40, "u": obliged * 10 // 7}
    about |= {"m": month, "l": recorded - month, "y": recorded - 4 * month, "t": obliged - 3, "a": obliged - 19, "h": recorded - 2 * month}
    about |= {"s": recorded + about["e"], "c": obliged // 50}
    return about | {"k": office, "j": recorded - office, "n": new, "b": recorded - new}


def cell(code: str, number: str) -> Any:
    """What stands in a cell."""
    counts = numbers(code)
    return round(100 * counts["r"] / counts["o"], 2) if number == "%" else counts[number]


def right(case: Case, code: str) -> tuple[int | None, int | None, int | None]:
    """Obliged, recorded and early of an area."""
    said, counts = {column.number for column in case.columns}, numbers(code)
    recorded = counts["r"] if said & {"r", "x"} or case.meant == "sum" else None
    return counts["o"], recorded, counts["e"] if "e" in said else None


# Layouts: each writes a file for a set of columns


def _rows(columns: Columns, codes: Sequence[str] = SUBDISTRICTS) -> Rows:
    return [[name(code), *(cell(code, column.number) for column in columns)] for code in codes]


def _by_code(columns: Columns) -> Iterator[tuple[str, list[Any]]]:
    yield from zip(SUBDISTRICTS, _rows(columns), strict=True)


def _write(path: Path, rows: Rows, columns: Columns = (), first: int = 1, merges: Merges = ()) -> Path:
    """A workbook of one sheet, in which the columns numbered h are hidden."""
    with xlsxwriter.Workbook(path) as book:
        _fill(book.add_worksheet(), rows, columns, first, merges)
    return path


def _fill(sheet: Any, rows: Rows, columns: Columns = (), first: int = 1, merges: Merges = ()) -> None:
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for top, left, bottom, right_ in merges:
        sheet.merge_range(top, left, bottom, right_, rows[top][left])
    for at, column in enumerate(columns, start=first):
        if column.number == "h":
            sheet.set_column(at, at, None, None, {"hidden": True})


def plain(path: Path, columns: Columns) -> Path:
    return _write(path, [["KECAMATAN", *(column.whole for column in columns)], *_rows(columns)], columns)


def titled(path: Path, columns: Columns) -> Path:
    """With titles, a number before each row, a total and a signature."""
    head = [["REKAPITULASI PEREKAMAN KTP-EL KABUPATEN BANGKA TENGAH"], ["KEADAAN 31 OKTOBER 2026"], []]
    rows = [[at, *row] for at, row in enumerate(_rows(columns), start=1)]
    total = ["", "JUMLAH", *(cell(HOME, column.number) for column in columns)]
    sign = [[], ["", "", "Koba, 3 November 2026"], ["", "", "Kepala Dinas"]]
    return _write(path, [*head, ["NO", "KECAMATAN", *(column.whole for column in columns)], *rows, total, *sign], columns, 2)


def coded(path: Path, columns: Columns) -> Path:
    """Codes beside the names, the measures in the other order."""
    turned = columns[::-1]
    rows = [[code, *row] for code, row in zip(SUBDISTRICTS, _rows(turned), strict=True)]
    return _write(path, [["KODE", "WILAYAH", *(column.whole for column in turned)], *rows], turned, 2)


def grouped(path: Path, columns: Columns) -> Path:
    """Two rows of header, the groups merged over what they hold."""
    upper, lower, merges = ["KECAMATAN"], [""], [(0, 0, 1, 0)]
    for column in columns:
        group, _, below = column.header.rpartition("|")
        upper.append(group or below)
        lower.append(below if group else "")
    for left in range(1, len(upper)):
        if not lower[left]:
            merges.append((0, left, 1, left))
        elif upper[left]:
            last = max(at for at in range(left, len(upper)) if all(each == upper[left] for each in upper[left : at + 1]))
            merges += [(0, left, 0, last)] if last > left else []
            upper[left + 1 : last + 1] = [""] * (last - left)
    return _write(path, [upper, lower, *_rows(columns)], columns, 1, merges)


def transposed(path: Path, columns: Columns) -> Path:
    shown = [column for column in columns if column.number != "h"]
    rows = [[column.whole, *(cell(code, column.number) for code in SUBDISTRICTS)] for column in shown]
    return _write(path, [["URAIAN", *map(name, SUBDISTRICTS)], *rows])


def beside(path: Path, columns: Columns) -> Path:
    """Two tables side by side."""
    head = ["KECAMATAN", *(column.whole for column in columns)]
    halves = zip(_rows(columns, SUBDISTRICTS[:3]), _rows(columns, SUBDISTRICTS[3:]), strict=True)
    twice = (*columns, Headed("", ""), Headed("KECAMATAN", ""), *columns)
    return _write(path, [[*head, "", *head], *([*left, "", *right_] for left, right_ in halves)], twice)


def headings(path: Path, columns: Columns) -> Path:
    """Villages below a row that names their subdistrict and has no numbers."""
    rows: Rows = [["DESA/KELURAHAN", *(column.whole for column in columns)]]
    for subdistrict in SUBDISTRICTS:
        rows += [[name(subdistrict)], *_rows(columns, [area.code for area in areas().children(subdistrict)])]
    return _write(path, rows, columns)


def villages(path: Path, columns: Columns) -> Path:
    """Villages with the name of their subdistrict in a merged cell, a total below each."""
    rows: Rows = [["KECAMATAN", "DESA", *(column.whole for column in columns)]]
    merges = []
    for subdistrict in SUBDISTRICTS:
        below = _rows(columns, [area.code for area in areas().children(subdistrict)])
        merges.append((len(rows), 0, len(rows) + len(below) - 1, 0))
        rows += [[name(subdistrict) if at == 0 else "", *row] for at, row in enumerate(below)]
        rows.append(["", "JUMLAH", *(cell(subdistrict, column.number) for column in columns)])
    return _write(path, rows, columns, 2, merges)


def by_sex(path: Path, columns: Columns) -> Path:
    """Men, women and both below each measure."""
    upper, lower, merges = ["KECAMATAN"], [""], [(0, 0, 1, 0)]
    wide: list[Headed] = []
    for column in columns:
        parts = ["JML"] if column.number == "%" else ["L", "P", "JML"]
        merges += [(0, len(upper), 0, len(upper) + 2)] if len(parts) > 1 else []
        upper += [column.whole, *[""] * (len(parts) - 1)]
        lower += parts
        wide += [Headed(part, column.number) for part in parts]
    rows = []
    for code in SUBDISTRICTS:
        row: list[Any] = [name(code)]
        for column in columns:
            whole = cell(code, column.number)
            row += [whole] if column.number == "%" else [whole // 2 + 3, whole - whole // 2 - 3, whole]
        rows.append(row)
    return _write(path, [upper, lower, *rows], wide, 1, merges)


def delimited(path: Path, columns: Columns) -> Path:
    """CSV with dots between thousands."""
    shown = [column for column in columns if column.number != "h"]
    rows = [[row[0], *(dotted(each) if isinstance(each, int) else str(each).replace(".", ",") for each in row[1:])] for row in _rows(shown)]
    return write_csv(path.with_suffix(".csv"), [["Nama Kecamatan", *(column.whole for column in shown)], *rows])


def pivot(path: Path, columns: Columns) -> Path:
    shown = [column for column in columns if column.number != "h"]
    rows = [["Row Labels", *(f"Sum of {column.whole}" for column in shown)], *_rows(shown), ["(blank)", *[""] * len(shown)]]
    return _write(path, [[], [], *rows, ["Grand Total", *(cell(HOME, column.number) for column in shown)]])


def with_shares(path: Path, columns: Columns) -> Path:
    """Before the people another sheet with their shares of the obliged."""
    shares = [[row[0], *(round(100 * people / numbers(code)["o"], 2) for people in row[1:])] for code, row in _by_code(columns)]
    head = ["KECAMATAN", *(column.whole for column in columns)]
    with xlsxwriter.Workbook(path) as book:
        _fill(book.add_worksheet("Persen"), [["PERSENTASE PEREKAMAN KTP-EL"], head, *shares], columns)
        _fill(book.add_worksheet("Jiwa"), [["JUMLAH JIWA"], head, *_rows(columns)], columns)
    return path


LAYOUTS: tuple[Callable[[Path, Columns], Path], ...] = (
    plain, titled, coded, grouped, transposed, beside, headings, villages, by_sex, delimited, pivot, with_shares,
)  # fmt: skip
