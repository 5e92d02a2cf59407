"""The shared texts of old workbooks: a table that lies, or a text shown too often, is refused before a library makes room for it."""

import struct
from pathlib import Path

import pytest

from ektp_core.refusal import Refusal
from ektp_core.sheets import refusals
from ektp_core.sheets.hostile import inspect
from tests.core.figures.old_books import Shared, grid, record, shared_text, shared_texts, workbook
from tests.core.figures.refusing import ROWS
from tests.core.figures.reports import read

GOES_ON = 0x003C
LONG = "x" * 60_000
"""Shown in two columns of 2,000 rows it is 240 MB."""

OFTEN = {(row, column): Shared(1) for row in range(2000) for column in range(2)}


def refused(texts: bytes, cells: dict[tuple[int, int], Shared] | None = None) -> type[Refusal]:
    with pytest.raises(Refusal) as refusal:
        inspect(workbook(cells or {(0, 0): Shared(0)}, texts=texts))
    return refusal.type


@pytest.mark.parametrize("announced", [2, 1000, 6_000_000, 2**31 - 1, 2**31, 2**32 - 1])
def test_more_texts_announced_than_there_is_room_for(announced: int) -> None:
    assert refused(shared_texts(shared_text("a"), announced=announced)) is refusals.FileSuspicious


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(shared_texts(shared_text("KECAMATAN")[:-2]), id="cut off"),
        pytest.param(shared_texts(struct.pack("<HB", 65_535, 0)), id="a length that is not there"),
        pytest.param(shared_texts(struct.pack("<HBI", 1, 4, 2**32 - 1) + b"a"), id="notes of 4 GB"),
        pytest.param(shared_texts(struct.pack("<HBH", 1, 8, 65_535) + b"a"), id="formats that are not there"),
        pytest.param(shared_texts(struct.pack("<HB", 9, 0) + b"KECA") + record(GOES_ON, b""), id="goes on with nothing"),
        pytest.param(record(0x00FC, b""), id="no table in the table"),
    ],
)
def test_a_table_that_ends_before_its_texts(texts: bytes) -> None:
    assert refused(texts) is refusals.FileBroken


def test_two_tables() -> None:
    assert refused(shared_texts(shared_text("a")) + shared_texts(shared_text("b"))) is refusals.FileSuspicious


@pytest.mark.parametrize("wide", [False, True])
def test_a_text_repeated_until_the_memory_is_full(wide: bool) -> None:
    half = LONG[: 8_000 // (1 + wide)]
    parts = [struct.pack("<II", 0, 2) + shared_text("a") + shared_text(LONG, wide=wide)[: 3 + 8_000]]
    rest = LONG[len(half) :]
    while rest:
        part, rest = rest[:4_000], rest[4_000:]
        parts.append(bytes([wide]) + part.encode("utf-16-le" if wide else "latin-1"))
    texts = record(0x00FC, parts[0]) + b"".join(record(GOES_ON, part) for part in parts[1:])
    assert refused(texts, OFTEN) is refusals.FileSuspicious
    inspect(workbook({at: Shared(0) for at in OFTEN}, texts=texts))
    inspect(workbook({(0, 0): Shared(1), (1, 0): Shared(7)}, texts=texts))


@pytest.mark.parametrize("cut", [None, 3, 9, 40], ids=["whole", "in the first text", "in the second", "later"])
def test_shared_texts_as_programs_write_them_are_read(tmp_path: Path, cut: int | None) -> None:
    """Plain and wide ones, with formats and with notes, and over the end of a record between two characters."""
    words = sorted({value for row in ROWS for value in row if isinstance(value, str)})
    kinds = ({}, {"wide": True}, {"runs": 3}, {"foreign": 5})
    table = [shared_text(word, **kinds[at % 4]) for at, word in enumerate(words)]
    texts = shared_texts(*table)
    if cut is not None:
        at, before = min(cut, len(table) - 1), b"".join(table[: min(cut, len(table) - 1)])
        texts = record(0x00FC, struct.pack("<II", 0, len(table)) + before) + record(GOES_ON, b"".join(table[at:]))
    cells = {at: Shared(words.index(value)) if isinstance(value, str) else value for at, value in grid(ROWS).items()}
    path = tmp_path / "a.xls"
    path.write_bytes(workbook(cells, texts=texts))
    assert read(path).areas["19.04"].obliged == 6000
