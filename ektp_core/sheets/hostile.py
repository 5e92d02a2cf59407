"""Is a file what it should be, and harmless to open? Told from its content, never from its name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zipfile import ZipInfo

from ektp_core.sheets import xls
from ektp_core.sheets.archive import inflate, parts_of
from ektp_core.sheets.refusals import (
    FileEmpty,
    FileEncrypted,
    FileTooLarge,
    FileWithMacros,
    NotReallyExcel,
    SheetTooLarge,
    WrongFileType,
)
from ektp_core.sheets.workbook_xml import (
    Position,
    by_sheet_name,
    check_shared_use,
    check_xml,
    error_cells,
    hidden_columns,
    ods_extents,
    shared_lengths,
    xlsx_extent,
)

LARGEST_FILE = 20 * 2**20
MOST_ROWS = 150_000  # all 83,000 villages of the country, and as much again
MOST_COLUMNS = 702  # A to ZZ
MOST_CELLS = 6_000_000
MOST_SHEETS = 120

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BM", b"MZ", b"\x7fELF", b"{\\rtf")
_MARKUP = re.compile(
    rb"\s*<(?:(?:!doctype|html|table|\?xml|head|body|svg|meta|style|div|h[1-6]|p|font|center|span|b)\b|!--)", re.IGNORECASE
)
_PAGE = re.compile(rb"<table\b", re.IGNORECASE)


class FileType(StrEnum):
    """What is read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that may be opened: its type; of each sheet, by name or position, the cells whose formula failed, and its hidden columns."""

    type: FileType
    broken: Mapping[str | int, frozenset[Position]] = field(default_factory=dict)
    hidden: Mapping[str | int, frozenset[int]] = field(default_factory=dict)


def check_size(size: int) -> None:
    """Raises FileEmpty, FileTooLarge."""
    if size == 0:
        raise FileEmpty
    if size > LARGEST_FILE:
        raise FileTooLarge(megabytes=round(size / 2**20, 1), limit=LARGEST_FILE // 2**20)


def inspect(data: bytes, suffix: str = "") -> Inspection:
    """Check a file's whole content before any library opens it.

    `suffix` is only looked at for names of workbooks with macros. Raises the refusals of `sheets.refusals`.
    """
    check_size(len(data))
    if suffix.lower() in {".xlsm", ".xltm", ".xlam"}:
        raise FileWithMacros
    if data.startswith(b"PK"):
        return _inspect_archive(data)
    if data.startswith(xls.SIGNATURE):
        return _inspect_xls(data)
    if is_archived_page(data):
        return Inspection(FileType.HTML)
    if _MARKUP.match(data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
        return Inspection(_type_of_markup(data.replace(b"\0", b"")))
    _check_text(data)
    return Inspection(FileType.CSV)


def is_archived_page(data: bytes) -> bool:
    """Whether a file is MHTML, a web page with what belongs to it."""
    return data[:2048].lstrip().lower().startswith(b"mime-version:")


def _type_of_markup(data: bytes) -> FileType:
    """A page with a table. Raises WrongFileType for one without, NotReallyExcel for a workbook in XML."""
    if _PAGE.search(data):
        return FileType.HTML
    raise NotReallyExcel if b"urn:schemas-microsoft-com:office" in data[:65536] else WrongFileType


def check_extent(rows: int, columns: int) -> None:
    """Raises SheetTooLarge for more rows, columns or cells than a report has: libraries fill the whole rectangle."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise SheetTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS)


def _check_text(data: bytes) -> None:
    start = data[:4096]
    utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff")) or (start[1:400:2].count(0) * 2 > len(start[1:400:2]) and 0 not in start[:400:2])
    if start.startswith(_BINARY):
        raise WrongFileType
    if not utf16 and (0 in data or sum(byte < 9 or 13 < byte < 32 for byte in start) > len(start) // 100):
        raise WrongFileType
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n;,|"):
        raise FileEmpty
    check_extent(max(data.count(b"\n"), data.count(b"\r")), 1)


def _inspect_xls(data: bytes) -> Inspection:
    sheets = xls.sheets_of(data)
    _check_count(sheets)
    for sheet in sheets:
        check_extent(sheet.last_row + 1, sheet.last_column + 1)
    return Inspection(FileType.XLS, {position: frozenset(sheet.broken) for position, sheet in enumerate(sheets)})


def _check_count(sheets: Iterable[object]) -> None:
    if sum(1 for _ in sheets) > MOST_SHEETS:
        raise SheetTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS)


def _inspect_archive(data: bytes) -> Inspection:
    parts = {part.filename: part for part in parts_of(data)}
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "xl/macrosheets/")) for name in parts):
        raise FileWithMacros
    if "mimetype" in parts and inflate(data, parts["mimetype"]).startswith(_ODS_TYPE):
        return _inspect_ods(data, parts)
    if "xl/workbook.xml" in parts:
        return _inspect_xlsx(data, parts)
    raise WrongFileType


def _inspect_ods(data: bytes, parts: Mapping[str, ZipInfo]) -> Inspection:
    for name, part in parts.items():
        content = inflate(data, part)
        if not name.endswith(".xml"):
            continue
        check_xml(content)
        if name == "META-INF/manifest.xml" and b"encryption-data" in content:
            raise FileEncrypted
        if name == "content.xml":
            extents = ods_extents(content)
            _check_count(extents)
            for rows, columns in extents:
                check_extent(rows, columns)
    return Inspection(FileType.ODS)


def _inspect_xlsx(data: bytes, parts: Mapping[str, ZipInfo]) -> Inspection:
    texts = next((name for name in parts if name.lower() == "xl/sharedstrings.xml"), None)
    lengths = shared_lengths(inflate(data, parts[texts])) if texts else []
    broken: dict[str, frozenset[Position]] = {}
    hidden: dict[str, frozenset[int]] = {}
    for name, part in parts.items():
        content = inflate(data, part)
        if name == "[Content_Types].xml" and b"macroEnabled" in content:
            raise FileWithMacros
        if not name.lower().endswith((".xml", ".rels")) and b"sheetData" not in content:
            continue
        check_xml(content)
        if b"sheetData" in content:
            check_extent(*xlsx_extent(content))
            check_shared_use(content, lengths)
            broken[name], hidden[name] = error_cells(content), hidden_columns(content)
    _check_count(broken)
    book = inflate(data, parts["xl/workbook.xml"])
    relations = parts.get("xl/_rels/workbook.xml.rels")
    links = inflate(data, relations) if relations else b""
    return Inspection(FileType.XLSX, by_sheet_name(book, links, broken), by_sheet_name(book, links, hidden))
