"""Just enough of OLE and BIFF to know, before a library opens an XLS, how far its cells reach and which formulas failed."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ektp_core.sheets.refusals import FileBroken, FileEncrypted, FileWithMacros, WrongFileType

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # markers of free, end and table sectors lie above
_DIRECTORY_ENTRY = 128
_SMALL_STREAM = 4096

_BOF, _EOF, _BOUNDSHEET, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, _BOOLERR, _MULRK, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})


@dataclass(slots=True)
class SheetCells:
    """The furthest cells of one sheet, and those whose formula failed; counted from 0."""

    last_row: int = 0
    last_column: int = 0
    broken: set[tuple[int, int]] = field(default_factory=set)


def sheets_of(data: bytes) -> list[SheetCells]:
    """Each sheet's extent in the order of the file. Raises FileEncrypted, FileWithMacros, WrongFileType, FileBroken."""
    try:
        compound = Compound(data)
        names = {entry.name for entry in compound.entries}
        if "EncryptedPackage" in names:
            raise FileEncrypted
        book = next((entry for entry in compound.entries if entry.name in {"Workbook", "Book"}), None)
        if book is None:
            raise WrongFileType
        if "_VBA_PROJECT_CUR" in names or "_VBA_PROJECT" in names:
            raise FileWithMacros
        return _extents(compound.stream(book))
    except (struct.error, IndexError) as reason:
        raise FileBroken from reason


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream in the directory of a compound file."""

    name: str
    start: int
    size: int
    root: bool


class Compound:
    """An OLE compound file: sectors chained by tables."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small_shift != 6:
            raise FileBroken
        self._size = 1 << shift
        directory, small_table, more_tables = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        tables = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _END]
        tables += self._further_tables(more_tables)
        self._next: list[int] = []
        for sector in tables:
            self._next += struct.unpack(f"<{self._size // 4}I", self._sector(sector))
        self.entries = list(self._directory(b"".join(self._chain(directory))))
        small = b"".join(self._chain(small_table)) if small_table < _END else b""
        self._small_next = struct.unpack(f"<{len(small) // 4}I", small)

    def _sector(self, number: int) -> bytes:
        content = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not content:
            raise FileBroken
        return content.ljust(self._size, b"\0")

    def _further_tables(self, sector: int) -> list[int]:
        found: list[int] = []
        for _ in range(len(self._data) // self._size + 1):
            if sector >= _END:
                break
            *numbers, sector = struct.unpack(f"<{self._size // 4}I", self._sector(sector))
            found += [number for number in numbers if number < _END]
        return found[: len(self._data) // self._size + 1]

    def _chain(self, sector: int) -> Iterator[bytes]:
        """The sectors of a stream; a chain longer than the file runs in a circle."""
        for _ in range(len(self._data) // self._size + 1):
            if sector >= _END:
                return
            yield self._sector(sector)
            sector = self._next[sector]
        raise FileBroken

    @staticmethod
    def _directory(content: bytes) -> Iterator[Entry]:
        for at in range(0, len(content) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            if kind and 2 <= length <= 64:
                name = content[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", content, at + 116)
                yield Entry(name, start, size, kind == 5)

    def stream(self, entry: Entry) -> bytes:
        """The content of a stream; small ones live in the root's stream."""
        if entry.size >= _SMALL_STREAM:
            return b"".join(self._chain(entry.start))[: entry.size]
        root = next((other for other in self.entries if other.root), None)
        if root is None:
            raise FileBroken
        store = b"".join(self._chain(root.start))
        content, sector = b"", entry.start
        while sector < _END and len(content) < entry.size:
            content += store[sector * 64 : sector * 64 + 64].ljust(64, b"\0")
            sector = self._small_next[sector]
        return content[: entry.size]


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, position and length of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _extents(stream: bytes) -> list[SheetCells]:
    """Sheets in the order of their BOUNDSHEET records; each is a substream that begins with BOF."""
    starts: list[int] = []
    found: dict[int, SheetCells] = {}
    current = SheetCells()
    for kind, at, length in _records(stream):
        if kind == _FILEPASS:
            raise FileEncrypted
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _BOF:
            current = found[at - 4] = SheetCells()
        elif kind in _CELLS and length >= 6:
            _see(current, kind, stream[at : at + length])
    return [found.get(start, SheetCells()) for start in starts]


def _see(cells: SheetCells, kind: int, record: bytes) -> None:
    row, column = struct.unpack_from("<HH", record)
    last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MULRK else column
    cells.last_row = max(cells.last_row, row)
    cells.last_column = max(cells.last_column, last)
    failed = kind == _BOOLERR and len(record) >= 8 and record[7] == 1
    if kind == _FORMULA and len(record) >= 14:
        failed = record[12:14] == b"\xff\xff" and record[6] == 2
    if failed:
        cells.broken.add((row, column))
