"""Old workbooks whose container lies: refused with little work and memory, before a library follows it until the memory is full."""

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from ektp_core.refusal import Refusal
from ektp_core.sheets import refusals
from ektp_core.sheets.hostile import LARGEST_FILE, inspect
from tests.core.figures.old_books import END, FREE, SECTOR, book, compound, entry, grid, workbook
from tests.core.figures.refusing import ROWS
from tests.core.figures.reports import read
from tests.work import at_most

WHOLE = workbook(grid(ROWS))
TABLE, DIRECTORY = len(WHOLE) - SECTOR, len(WHOLE) - 2 * SECTOR
"""Where the test's writer puts them: the book's sectors come first, 0 to 7 of this one."""

TABLE_SECTOR, DIRECTORY_SECTOR, LAST_OF_BOOK = 9, 8, 7
ROOT, BOOK = DIRECTORY, DIRECTORY + 128
MOST = 0xFFFFFFFF
MEMORY = 4 * LARGEST_FILE
LINES_A_BYTE = 4
"""What was measured is one at most; a circle that is followed takes as many as one likes."""


def changed(*changes: tuple[int, int]) -> bytes:
    """The workbook with some of its numbers (32 bits) replaced."""
    content = bytearray(WHOLE)
    for at, number in changes:
        struct.pack_into("<I", content, at, number)
    return bytes(content)


def next_of(sector: int) -> int:
    """Where the table says which sector follows."""
    return TABLE + 4 * sector


def refused(content: bytes) -> type[Refusal]:
    """How a file is refused, and that it takes no more work than a file of its size, and no more memory than a few times the largest."""
    with pytest.raises(Refusal) as refusal, at_most(LINES_A_BYTE * len(content)):
        inspect(content)
    tracemalloc.start()
    with pytest.raises(Refusal):
        inspect(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY
    return refusal.type


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(changed((next_of(0), 0)), id="the book runs in a circle"),
        pytest.param(changed((next_of(LAST_OF_BOOK), 3), (BOOK + 120, MOST)), id="the book runs in a circle and says that it is 4 GB"),
        pytest.param(changed((next_of(LAST_OF_BOOK), 5000)), id="the book leaves the file"),
        pytest.param(changed((next_of(DIRECTORY_SECTOR), DIRECTORY_SECTOR)), id="the directory runs in a circle"),
        pytest.param(changed((next_of(TABLE_SECTOR), TABLE_SECTOR), (ROOT + 116, TABLE_SECTOR)), id="the small streams run in a circle"),
        pytest.param(changed((next_of(TABLE_SECTOR), TABLE_SECTOR), (60, TABLE_SECTOR)), id="the table of small sectors runs in a circle"),
        pytest.param(changed((ROOT + 120, MOST)), id="the small streams say that they are 4 GB"),
        pytest.param(changed((BOOK + 120, 0)), id="the book is empty"),
        pytest.param(changed((BOOK + 120, 4000)), id="the book is a small stream, and there are none"),
        pytest.param(changed((40, MOST)), id="a directory of 4 thousand million sectors"),
        pytest.param(changed((44, MOST)), id="a table of 4 thousand million sectors"),
        pytest.param(changed((64, MOST)), id="a table of 4 thousand million small sectors"),
        pytest.param(changed((68, TABLE_SECTOR)), id="a second list of tables that is not counted"),
        pytest.param(changed((next_of(127), TABLE_SECTOR), (68, TABLE_SECTOR), (72, 1), (44, 110)), id="lists of tables in a circle"),
        pytest.param(
            changed((next_of(127), TABLE_SECTOR), (68, TABLE_SECTOR), (72, (MOST - 109) // 127), (44, MOST)),
            id="lists of tables in a circle, 4 thousand million of them",
        ),
        pytest.param(changed((80, FREE), (84, TABLE_SECTOR)), id="a list of tables that goes on behind a free place"),
        pytest.param(changed((76, 5000)), id="the table is not in the file"),
        pytest.param(changed((48, END)), id="no directory"),
        pytest.param(changed((30, 0x0006FFFF)), id="sectors of a size with 19,000 digits"),
        pytest.param(changed((30, 0x00060014)), id="sectors of a megabyte"),
        pytest.param(changed((30, 0x00140009)), id="small sectors of a megabyte"),
        pytest.param(WHOLE[: -SECTOR - 100], id="cut off"),
    ],
)
def test_a_container_that_lies_is_refused(content: bytes) -> None:
    assert refused(content) is refusals.FileBroken


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(WHOLE[:-100], id="the last sector is not filled"),
        pytest.param(WHOLE + bytes(100), id="something stands behind the last sector"),
        pytest.param(changed((BOOK + 120, 5000)), id="the book says that it is longer than it is"),
        pytest.param(changed((8, 1), (56, 0), (40, 1)), id="oddities of the header"),
        pytest.param(changed((60, 0)), id="no small streams, said in another way"),
        pytest.param(changed(*((at, END) for at in range(80, SECTOR, 4))), id="free places marked as ends"),
    ],
)
def test_oddities_that_programs_write_are_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    assert read(path).areas["19.04"].obliged == 6000


def two_books(*, hide: Callable[[bytearray, int], None]) -> bytes:
    """A book with a cell far outside, and a harmless one of the same name behind it; `hide` changes the entry of the first."""
    far, harmless = book({(0, 0): "KECAMATAN", (65_535, 255): 1.0}), book(grid(ROWS))
    content = compound({"Workbook": far, "Workbooc": harmless}).replace("Workbooc".encode("utf-16-le"), "Workbook".encode("utf-16-le"))
    hidden = bytearray(content)
    hide(hidden, content.index("Workbook".encode("utf-16-le")))
    return bytes(hidden)


def unused(content: bytearray, at: int) -> None:
    content[at + 66] = 0


def without_a_length(content: bytearray, at: int) -> None:
    content[at + 64 : at + 66] = b"\0\0"


def as_a_storage(content: bytearray, at: int) -> None:
    content[at + 66] = 1


@pytest.mark.parametrize("hide", [unused, without_a_length, as_a_storage])
def test_a_book_cannot_be_hidden_before_another(hide: Callable[[bytearray, int], None]) -> None:
    assert refused(two_books(hide=hide)) is refusals.SheetTooLarge


def test_the_newer_of_two_books_is_the_one_that_is_opened() -> None:
    far, harmless = book({(0, 0): "KECAMATAN", (65_535, 255): 1.0}), book(grid(ROWS))
    assert refused(compound({"Book": harmless, "Workbook": far})) is refusals.SheetTooLarge
    inspect(compound({"Book": far, "Workbook": harmless}))


def test_macros_in_an_old_workbook_are_found_wherever_they_are() -> None:
    assert refused(compound({"Workbook": book(grid(ROWS)), "_VBA_PROJECT_CUR": b"x"})) is refusals.FileWithMacros


def test_a_small_book_is_read_from_the_small_streams() -> None:
    """Sixty-four bytes a sector, in a stream of their own that the root names."""
    content = bytearray(workbook({(0, 0): "KECAMATAN"}))
    table, directory = len(content) - SECTOR, len(content) - 2 * SECTOR
    small = struct.pack("<128I", *range(1, 64), END, *[FREE] * 64)
    content += small + small
    last = (len(content) - SECTOR) // SECTOR - 2
    struct.pack_into("<II", content, 60, last, 1)
    struct.pack_into("<I", content, table + 4 * last, END)
    struct.pack_into("<II", content, directory + 116, 0, 4096)
    struct.pack_into("<II", content, directory + 128 + 116, 0, 4000)
    assert inspect(bytes(content)).broken == {0: frozenset()}


def test_a_directory_as_large_as_the_file() -> None:
    entries = [entry("Root Entry", 5, END, 0), *(entry(f"e{at}", 2, at, 5000) for at in range(100_000))]
    content = bytearray(compound({"x": b"".join(entries)[: 100 * 128 * SECTOR]}))
    struct.pack_into("<I", content, 48, 0)
    assert refused(bytes(content)) is refusals.WrongFileType
