"""A report is read elsewhere: the bot goes on answering, and nothing outlives an impatient officer."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from ektp_core.figures import read_figures
from ektp_core.figures.child import read_in_child
from ektp_core.sheets.refusals import WrongFileType
from tests.core.builders import published_board

BOARD = published_board()
TODAY = date(2026, 11, 24)


def a_report(folder: Path, rows: int = 1) -> Path:
    path = folder / "laporan.csv"
    lines = ["PER 30 SEPTEMBER 2026", "KODE;WILAYAH;WAJIB KTP;SUDAH REKAM", *("19.04;Bangka Tengah;173284;169938" for _ in range(rows))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


async def test_what_is_read_elsewhere_is_what_is_read_here(tmp_path: Path) -> None:
    path = a_report(tmp_path)
    found = await read_in_child(path, BOARD.areas, TODAY, in_force=None, home="19.04")
    assert found == read_figures(path, BOARD.areas, TODAY, home="19.04")


async def test_a_refusal_comes_back_as_itself(tmp_path: Path) -> None:
    picture = tmp_path / "laporan.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(WrongFileType):
        await read_in_child(picture, BOARD.areas, TODAY, in_force=None, home="19.04")


async def test_the_bot_answers_meanwhile_and_the_process_ends_with_the_wait(tmp_path: Path) -> None:
    reading = asyncio.create_task(read_in_child(a_report(tmp_path, 80_000), BOARD.areas, TODAY, in_force=None, home="19.04"))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not reading.done()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
