"""A sheet is read elsewhere: the bot goes on answering, its memory stays, and nothing outlives an impatient officer."""

import asyncio
import os
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from ektp_core.figures.report import read_report
from ektp_core.sheets.child import ChildFailed, Limits, in_child
from ektp_core.sheets.opening import open_sheets
from ektp_core.sheets.refusals import SheetTooHeavy, WrongFileType
from ektp_core.sheets.sheet import Sheet
from ektp_core.sheets.writing import workbook
from tests.core.builders import published_board

BOARD = published_board()
reading = partial(read_report, areas=BOARD.areas, today=date(2026, 11, 24), in_force=None, home="19.04")


def a_report(folder: Path, rows: int = 1) -> Path:
    path = folder / "laporan.csv"
    lines = ["PER 30 SEPTEMBER 2026", "KODE;WILAYAH;WAJIB KTP;SUDAH REKAM", *("19.04;Bangka Tengah;173284;169938" for _ in range(rows))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


async def test_what_is_read_elsewhere_is_what_is_read_here(tmp_path: Path) -> None:
    path = a_report(tmp_path)
    assert await in_child(partial(reading, path)) == reading(path)


async def test_a_refusal_comes_back_as_itself(tmp_path: Path) -> None:
    picture = tmp_path / "laporan.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(WrongFileType):
        await in_child(partial(reading, picture))


async def test_the_bot_answers_meanwhile_and_the_process_ends_with_the_wait(tmp_path: Path) -> None:
    waiting = asyncio.create_task(in_child(partial(reading, a_report(tmp_path, 80_000))))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_what_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(SheetTooHeavy):
        await in_child(partial(bytes, 4 * 2**30))


async def test_what_takes_too_long_is_refused() -> None:
    with pytest.raises(SheetTooHeavy):
        await in_child(partial(sum, range(10**12)), Limits(2**30, cpu_seconds=1))


async def test_whoever_opens_a_strangers_file_knows_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIAPREKAM_TOKEN", "1:secret")
    assert await in_child(partial(os.getenv, "SIAPREKAM_TOKEN")) is None


async def test_whoever_waits_hears_how_many_rows_are_read(tmp_path: Path) -> None:
    heard = list[int]()
    await in_child(partial(reading, a_report(tmp_path, 2_500)), hear=heard.append)
    assert heard == [1000, 2000]


async def test_the_rows_that_are_told_never_become_fewer(tmp_path: Path) -> None:
    """A workbook of several sheets, each of which is looked at several times."""
    path, heard = tmp_path / "laporan.xlsx", list[int]()
    long, short = (tuple(("19.04", number, 1) for number in range(rows)) for rows in (3_500, 1_500))
    columns = ("code", "obliged", "recorded")
    names = {"column_code": "Kode", "column_obliged": "Wajib KTP", "column_recorded": "Rekam", "page": ""}
    book = [Sheet("a", columns, short), Sheet("b", columns, long), Sheet("c", columns, short)]
    path.write_bytes(workbook(book, names | {"sheet_a": "A", "sheet_b": "B", "sheet_c": "C"}, "Laporan", "", hear=heard.append))
    assert heard == [1000, 2500, 3500, 4500, 6000]
    heard.clear()
    for sheet in open_sheets(path, len, heard.append) * 2:
        assert len(list(sheet.open().rows)) > 1000
    assert heard == [1000, 2000, 3000]


async def test_a_process_that_ends_without_a_word_is_a_failure_and_not_an_answer() -> None:
    with pytest.raises(ChildFailed):
        await in_child(partial(os._exit, 3), hear=None)


NIK = "1904011203100001"


def read_badly(cell: str) -> int:
    """A reader with a mistake, and a library that prints what it reads."""
    os.write(2, f"panicked at {cell}".encode())
    return date.fromisoformat(cell).year


async def test_what_a_cell_holds_is_printed_by_nobody_when_a_reader_fails(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ChildFailed):
        await in_child(partial(read_badly, NIK))
    assert capfd.readouterr().err == ""
    (record,) = caplog.records
    assert "in read_badly" in record.__dict__["where"]
    assert record.__dict__["where"].endswith("ValueError")
    assert NIK not in str(record.__dict__)
