"""What stands in a sheet beside its visits: sections, signatures, a header that comes again, columns without a header."""

import re
from collections.abc import Iterable

from ektp_core.areas import Areas
from ektp_core.reading.cells import column_letters
from ektp_core.sheets.columns import SheetTable, TableRow
from ektp_core.visits.columns import meaning

_SECTION = re.compile(r"(?:kec\.?|kecamatan|wilayah|rayon|zona|tahap|minggu(?: ke)?)[\s-]+[\w .-]+", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:mengetahui|menyetujui|kepala (?:dinas|bidang|seksi|uptd|upt)\b|plt\.?\s|a\.\s?n\.|ttd|nip\b|koordinator\b|ketua tim\b)",
    re.IGNORECASE,
)
_TOWN_AND_DAY = re.compile(r"(?P<town>[A-Za-z][A-Za-z .]*?)\s*,?\s+\d{0,2}\s*[A-Za-z]+\s+\d{4}")


def is_section(row: TableRow) -> bool:
    """Whether a row is one text that is no visit: "KECAMATAN KOBA" over those of it."""
    texts = [text for text in row.texts if text]
    return len(texts) == 1 and _SECTION.fullmatch(texts[0]) is not None


def is_signature(row: TableRow, areas: Areas) -> bool:
    """Whether a signature begins with a row: "Koba, 1 Desember 2026", or who signs. What follows are no visits."""
    texts = [text for text in row.texts if text]
    if all(_SIGNED.match(text) for text in texts):
        return True
    if len(texts) > 2 or (len(texts) == 2 and row.of("place")):
        return False
    dated = _TOWN_AND_DAY.fullmatch(" ".join(texts))
    return dated is not None and bool(areas.find(dated["town"]))


def moved_column(row: TableRow, table: SheetTable) -> tuple[str, str] | None:
    """Of a header that comes again with other columns, what stood and what stands in one: SISWA, ALAT; None for any other row."""
    fields = {at: meaning(text) for at, text in enumerate(row.texts) if text}
    if len(fields) < 2 or not all(fields.values()):
        return None
    ours = {column.index: column for column in table.columns}
    for at, field in fields.items():
        column = ours.get(at)
        if column is None or (column.field != field and row.texts[at] not in column.header):  # "JADWAL" of "JADWAL JAM" is the same again
            return (column.header if column else "-"), row.texts[at]
    return None


def columns_without_header(rows: Iterable[TableRow], table: SheetTable) -> tuple[str, ...]:
    """The letters of the columns in which the visits say something under no header."""
    known = {column.index for column in table.columns}
    filled = {at for row in rows for at, text in enumerate(row.texts) if at not in known and any(map(str.isalpha, text))}
    return tuple(map(column_letters, sorted(filled)))
