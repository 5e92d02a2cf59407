"""Files that are harmful, damaged or something else are refused at once, with the reason; old formats are read."""

import os
import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ektp_core.figures import Kind
from ektp_core.refusal import Refusal
from ektp_core.sheets import refusals
from ektp_core.sheets.hostile import LARGEST_FILE
from tests.core.figures.old_books import compound, grid, workbook
from tests.core.figures.refusing import ROWS, book, refused
from tests.core.figures.reports import kinds, read, write_csv

SHEET = "xl/worksheets/sheet1.xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def changed(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A right workbook with some of its parts replaced."""
    with zipfile.ZipFile(book(tmp_path)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    change(parts)
    path = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def put(part: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__setitem__(part, content)


def cells(xml: str) -> Callable[[dict[str, bytes]], None]:
    """Rows added to the end of the sheet."""
    return lambda parts: parts.__setitem__(SHEET, parts[SHEET].replace(b"</sheetData>", xml.encode() + b"</sheetData>"))


def written(tmp_path: Path, content: bytes, file: str = "a.xlsx") -> Path:
    path = tmp_path / file
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", refusals.FileEmpty),
        (b"\xef\xbb\xbf\r\n;;;\r\n", refusals.FileEmpty),
        (b"%PDF-1.7 ...", refusals.WrongFileType),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), refusals.WrongFileType),
        (b"<html><table><tr><td>KECAMATAN</td></tr></table></html>", refusals.NoTable),
        (b"<html><body>Halaman tidak ditemukan</body></html>", refusals.WrongFileType),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhalo", refusals.FileBroken),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', refusals.WrongFileType),
        (random.Random(1).randbytes(5000), refusals.WrongFileType),
        (b"PK\x03\x04 and nothing else", refusals.FileBroken),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), refusals.FileBroken),
        (b"Sehubungan dengan surat Bapak, kami sampaikan\nbahwa data belum ada.\n", refusals.NoTable),
        (b'{"kecamatan": "Koba"}', refusals.NoTable),
    ],
)  # fmt: skip
@pytest.mark.parametrize("file", ["a.xlsx", "a.csv", "a"])
def test_content_decides_not_the_name(tmp_path: Path, content: bytes, expected: type[Refusal], file: str) -> None:
    assert refused(written(tmp_path, content, file)) is expected


def test_right_content_under_any_name(tmp_path: Path) -> None:
    assert read(book(tmp_path).rename(tmp_path / "laporan.csv")).areas["19.04"].obliged == 6000
    assert read(write_csv(tmp_path / "laporan.xlsx", ROWS)).areas["19.04"].obliged == 6000


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), LARGEST_FILE + 1)
    assert refused(path) is refusals.FileTooLarge


def test_archive_of_something_else(tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(written(tmp_path, content.getvalue())) is refusals.WrongFileType


def test_bomb_by_its_own_words(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, put("xl/media/image1.png", bytes(300 * 2**20)))) is refusals.FileSuspicious


def test_bomb_that_swells(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, put("xl/media/image1.png", bytes(40 * 2**20)))) is refusals.FileSuspicious


def test_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    content = bytearray(changed(tmp_path, put("xl/media/a.bin", bytes(60 * 2**20))).read_bytes())
    real, lie = struct.pack("<I", 60 * 2**20), struct.pack("<I", 1000)
    assert content.count(real) == 2
    assert refused(written(tmp_path, bytes(content.replace(real, lie)))) is refusals.FileSuspicious


def test_parts_that_overlap(tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(400):
            archive.writestr(f"xl/{at}.xml", bytes(2**20))
            archive.infolist()[-1].header_offset = 0
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(written(tmp_path, content.getvalue())) is refusals.FileSuspicious


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><v>1</v></c></row>',
        "<row r='1048576'><c r='A1048576'><v>1</v></c></row>",
        '<x:row r="1048576"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576" spans="1:1"><c t="inlineStr" r="B1048576"><is><t>x</t></is></c></row>',
        '<row r="140000"><c r="ZZ140000"><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 16384 + "</row>",
        "<row><c><v>1</v></c></row>" * 1_048_576,
    ],
)  # fmt: skip
def test_cells_far_outside(tmp_path: Path, row: str) -> None:
    path = changed(tmp_path, cells(row))
    assert refused(path) in {refusals.SheetTooLarge, refusals.FileSuspicious}


def test_formatted_empty_cells_far_outside_do_no_harm(tmp_path: Path) -> None:
    row = '<row r="1048576"><c r="XFD1048576" s="0"/><c r="XFE1048576" s="0"></c></row>'
    assert read(changed(tmp_path, cells(row))).areas["19.04"].obliged == 6000


def test_sheet_as_large_as_a_program_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as far:
        sheet = far.add_worksheet()
        sheet.write(0, 0, "KECAMATAN")
        sheet.write(1_048_575, 16_383, 1)
    assert refused(path) is refusals.SheetTooLarge


def test_shared_text_repeated_until_the_memory_is_full(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        text = b"<si><t>" + random.Random(1).randbytes(150_000).hex().encode() + b"</t></si>"
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"<si>", text + b"<si>", 1)
        row = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(20, 2000))
        cells(row)(parts)

    assert refused(changed(tmp_path, change)) is refusals.FileSuspicious


def test_entities_in_xml(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)

    assert refused(changed(tmp_path, change)) is refusals.FileSuspicious


def test_entities_hidden_in_utf_16(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert refused(changed(tmp_path, change)) is refusals.FileSuspicious


def test_macros(tmp_path: Path) -> None:
    assert refused(changed(tmp_path, put("xl/vbaProject.bin", b"x"))) is refusals.FileWithMacros
    assert refused(book(tmp_path).rename(tmp_path / "a.xlsm")) is refusals.FileWithMacros


def test_password(tmp_path: Path) -> None:
    assert refused(written(tmp_path, compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}))) is refusals.FileEncrypted
    assert refused(written(tmp_path, workbook(grid(ROWS), locked=True))) is refusals.FileEncrypted


def test_damaged_workbooks_are_refused_or_read_but_never_crash(tmp_path: Path) -> None:
    whole = book(tmp_path).read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path = written(tmp_path, bytes(content[: chance.randint(100, len(content))] if chance.random() < 0.3 else content))
        try:
            read(path)
        except Refusal:
            continue


def test_damaged_old_workbooks_are_refused_or_read_but_never_crash(tmp_path: Path) -> None:
    whole = workbook(grid(ROWS))
    chance = random.Random(7)
    for _ in range(200):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read(written(tmp_path, bytes(content)))
        except Refusal:
            continue


def test_old_workbook_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, workbook(grid(ROWS)), "a.xls"))
    assert (found.errors, found.doubts) == ((), ())
    assert found.areas["19.04"].obliged == 6000


def test_failed_formula_in_an_old_workbook(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][2] = ValueError("#REF!")
    found = read(written(tmp_path, workbook(grid(rows)), "a.xls"))
    assert kinds(found.errors) == [Kind.FORMULA_ERROR]
    assert found.errors[0].values["row"] == 4


def test_old_workbooks_last_cell(tmp_path: Path) -> None:
    assert refused(written(tmp_path, workbook(grid(ROWS) | {(65535, 255): 1.0}))) is refusals.SheetTooLarge


def ods(rows: str, manifest: str = "") -> bytes:
    content = BytesIO()
    spaces = " ".join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text"))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
        )
        body = f'<office:body><office:spreadsheet><table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body>'
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>')
    return content.getvalue()


def ods_cell(value: Any) -> str:
    kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


ODS_ROWS = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in ROWS)
REST = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def test_ods_is_read_with_its_empty_rest(tmp_path: Path) -> None:
    found = read(written(tmp_path, ods(ODS_ROWS + REST), "a.ods"))
    assert (found.errors, found.doubts) == ((), ())
    assert found.areas["19.04"].obliged == 6000


@pytest.mark.parametrize(
    "row",
    [
        f'<table:table-row table:number-rows-repeated="1048576">{ods_cell(1)}</table:table-row>',
        f'{REST}<table:table-row>{ods_cell(1)}</table:table-row>',
        "<table:table-row>" + ods_cell(1).replace(" ", ' table:number-columns-repeated="16384" ', 1) + "</table:table-row>",
    ],
)  # fmt: skip
def test_ods_that_repeats_itself(tmp_path: Path, row: str) -> None:
    assert refused(written(tmp_path, ods(ODS_ROWS + row))) is refusals.SheetTooLarge


def test_ods_with_a_password(tmp_path: Path) -> None:
    assert refused(written(tmp_path, ods(ODS_ROWS, "<manifest:encryption-data/>"))) is refusals.FileEncrypted


def test_text_with_too_many_rows_or_columns(tmp_path: Path) -> None:
    assert refused(written(tmp_path, b"KECAMATAN;WAJIB KTP;REKAM\n" + b"KOBA;1;1\n" * 160_000)) is refusals.SheetTooLarge
    assert refused(written(tmp_path, b"KECAMATAN;WAJIB KTP;REKAM" + b";" * 17_000)) is refusals.SheetTooLarge
    assert refused(written(tmp_path, b'KECAMATAN;WAJIB KTP;REKAM\n"' + b"x" * 200_000)) is refusals.FileBroken
