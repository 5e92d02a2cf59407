"""A minimal writer of XLS (BIFF8 in an OLE compound file), so that old workbooks can be tested without any."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(frozen=True, slots=True)
class Shared:
    """A cell that shows a text of the workbook's table."""

    number: int


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def cell(row: int, column: int, value: Any) -> bytes:
    """A text, a number, a shared text by its number, or a failed formula where the value is an exception."""
    place = struct.pack("<HHH", row, column, 15)
    if isinstance(value, Exception):
        return record(0x0205, place + bytes([0x17, 1]))
    if isinstance(value, str):
        return record(0x0204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1"))
    if isinstance(value, Shared):
        return record(0x00FD, place + struct.pack("<I", value.number))
    return record(0x0203, place + struct.pack("<d", value))


def sheet(cells: Mapping[tuple[int, int], Any]) -> bytes:
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    return begin + b"".join(cell(row, column, value) for (row, column), value in sorted(cells.items())) + record(0x000A, b"")


def workbook(cells: Mapping[tuple[int, int], Any], *, locked: bool = False, texts: bytes = b"") -> bytes:
    return compound({"Workbook": book(cells, locked=locked, texts=texts)})


def book(cells: Mapping[tuple[int, int], Any], *, locked: bool = False, texts: bytes = b"") -> bytes:
    """The stream of a workbook with one sheet; `texts` are the records of its shared ones."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if locked:
        begin += record(0x002F, bytes(54))
    begin += record(0x0042, struct.pack("<H", 1200))
    name = b"Data"
    length = len(begin) + 4 + 8 + len(name) + len(texts) + 4
    about = record(0x0085, struct.pack("<IHBB", length, 0, len(name), 0) + name)
    return begin + about + texts + record(0x000A, b"") + sheet(cells)


def shared_texts(*texts: bytes, announced: int | None = None) -> bytes:
    """The record of a workbook's shared texts."""
    return record(0x00FC, struct.pack("<II", 0, len(texts) if announced is None else announced) + b"".join(texts))


def shared_text(text: str, *, wide: bool = False, runs: int = 0, foreign: int = 0) -> bytes:
    """One of them, with so many changes of its format and so many bytes of another script's notes."""
    how = wide | (8 if runs else 0) | (4 if foreign else 0)
    about = (struct.pack("<H", runs) if runs else b"") + (struct.pack("<I", foreign) if foreign else b"")
    characters = text.encode("utf-16-le", "surrogatepass") if wide else text.encode("latin-1")
    return struct.pack("<HB", len(characters) // (1 + wide), how) + about + characters + bytes(4 * runs + foreign)


def grid(rows: Sequence[Sequence[Any]]) -> dict[tuple[int, int], Any]:
    return {(row, column): value for row, cells in enumerate(rows) for column, value in enumerate(cells) if value is not None}


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file with these streams, each padded so that none is a small one."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    sectors: list[bytes] = []
    table: list[int] = []
    starts: dict[str, int] = {}

    def put(content: bytes) -> int:
        first = len(sectors)
        parts = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors.extend(parts)
        table.extend([*range(first + 1, first + len(parts)), END])
        return first

    for name, content in padded.items():
        starts[name] = put(content)
    entries = [entry("Root Entry", 5, END, 0), *[entry(name, 2, starts[name], len(content)) for name, content in padded.items()]]
    directory = put(b"".join(entries))
    count = 1
    while count * 128 < len(table) + count:
        count += 1
    first_table = len(sectors)
    table += [TABLE] * count
    table += [FREE] * (count * 128 - len(table))
    places = [*range(first_table, first_table + count)]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", count, directory, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *(places + [FREE] * (109 - count)))
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    below = 1 if kind == 5 else FREE
    return (text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, below) + bytes(36)
            + struct.pack("<III", start, size, 0))  # fmt: skip
