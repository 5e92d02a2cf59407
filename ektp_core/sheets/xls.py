"""How far the cells of an XLS reach and which of its formulas failed, told before a library opens it.

olefile reads the compound file: header, tables, chains of sectors. What it would let a hostile file do is stopped in `_Compound`.
"""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from olefile import DEFECT_FATAL, DEFECT_INCORRECT, MAGIC, OleFileIO

from ektp_core.sheets.refusals import FileBroken, FileEncrypted, FileWithMacros, WrongFileType
from ektp_core.sheets.xls_texts import SharedTexts

SIGNATURE: bytes = MAGIC
_FREE = 0xFFFFFFFF
_MARKERS = 0xFFFFFFFA  # of free sectors, of ends and of tables; sectors lie below
_MOST_TABLES = 1_000  # of 128 sectors each: three times what 20 MB need; each is copied behind those before it
_DIRECTORY_ENTRY = 128
_NAME = 64

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
    """Each sheet's extent in the order of the file. Raises FileEncrypted, FileWithMacros, FileSuspicious, WrongFileType, FileBroken."""
    try:
        compound = _Compound(BytesIO(data + bytes(-len(data) % 512)))  # some programs leave the last sector short
        names = compound.names()
        if "EncryptedPackage" in names:
            raise FileEncrypted
        book = next((name for name in ("Workbook", "Book") if name in names), None)
        if book is None:
            raise WrongFileType
        if "_VBA_PROJECT_CUR" in names or "_VBA_PROJECT" in names:
            raise FileWithMacros
        return _extents(compound.stream(names.index(book)))
    except (struct.error, IndexError, ValueError, OSError) as reason:
        raise FileBroken from reason


class _Compound(OleFileIO):  # type: ignore[misc]  # olefile has no types
    """A compound file, seen as calamine sees it, so that what is looked at is what will be opened.

    calamine takes the first entry of a name in the directory's order, linked into its tree or not; olefile would walk the tree and
    compare each entry with all before it, for minutes in a directory of 20 MB. So the directory is read flat.
    Oddities of the header are borne with, as olefile does of itself. A chain that leaves the file or runs in a circle is not:
    olefile stops after a while, calamine when the memory is full.
    """

    def _raise_defect(self, defect_level: int, message: str, exception_type: type[Exception] = FileBroken) -> None:
        if defect_level >= (DEFECT_FATAL if self.fat is None else DEFECT_INCORRECT):
            raise FileBroken

    def loadfat(self, header: bytes) -> None:
        """The table of sectors, if the header's counts fit the file: both libraries believe them."""
        if self.sector_size not in {512, 4096} or self.mini_sector_size != 64:
            raise FileBroken
        if max(self.num_dir_sectors, self.num_mini_fat_sectors) > self.nb_sect or self.num_fat_sectors > _MOST_TABLES:
            raise FileBroken
        if self.first_difat_sector < _MARKERS and not self.num_difat_sectors:
            raise FileBroken
        super().loadfat(header)

    def loadfat_sect(self, sect: "bytes | array[int]") -> None:
        """Some of the table's own sectors. olefile stops at the first free place, calamine goes on behind it."""
        numbers = sect if isinstance(sect, array) else self.sect2array(sect)
        if _FREE in numbers and set(numbers[numbers.index(_FREE) :]) != {_FREE}:
            raise FileBroken
        super().loadfat_sect(sect)

    def loaddirectory(self, sect: int) -> None:
        """The directory as it lies, and its root, which says where small streams are."""
        self._sectors_from(sect)
        self._sectors_from(self.first_mini_fat_sector)
        self.directory_fp = self._open(sect, force_FAT=True)
        self.direntries = [None] * (self.directory_fp.size // _DIRECTORY_ENTRY)
        self.root = self._load_direntry(0)
        self._sectors_from(self.root.isectStart)
        if self.root.size > self.nb_sect * self.sector_size:
            raise FileBroken

    def names(self) -> list[str]:
        """The name of every entry, whatever it is."""
        directory = self.directory_fp.getvalue()
        fields = (directory[at : at + _NAME] for at in range(0, len(self.direntries) * _DIRECTORY_ENTRY, _DIRECTORY_ENTRY))
        return [field.decode("utf-16-le", "replace").partition("\0")[0] for field in fields]

    def stream(self, number: int) -> bytes:
        """The content of an entry, as far as its chain reaches."""
        entry = self._load_direntry(number)
        size, is_large = entry.size, entry.size >= self.minisectorcutoff
        if is_large:
            size = min(size, self._sectors_from(entry.isectStart) * self.sector_size)
        content: bytes = self._open(entry.isectStart, size, force_FAT=is_large).read()
        return content

    def _sectors_from(self, sector: int) -> int:
        """How many sectors a chain has."""
        for count in range(len(self.fat) + 1):
            if sector >= _MARKERS:
                return count
            sector = self.fat[sector]
        raise FileBroken


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
    texts = SharedTexts()
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
        texts.see(kind, stream, at, length)
    texts.check()
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
