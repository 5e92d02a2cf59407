"""How far the cells in a sheet's XML reach and which formulas failed, before a library fills the whole rectangle in memory."""

import re
from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from posixpath import normpath
from typing import TypeVar

from ektp_core.sheets.refusals import FileSuspicious

T = TypeVar("T")
Position = tuple[int, int]
Content = bytes | bytearray

LARGEST_TEXT = 64 * 2**20  # bytes of shared text that the cells of a sheet may refer to, each time counted
_LONGEST_SHARED = 2**20
NEAR_ROWS = 100_000  # rows from here on are looked at one by one
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

MOST_SHARED = 6_000_000
"""Shared texts that a workbook may announce, 24 bytes of memory each: as many as a sheet may have cells."""

LONGEST_NUMBER = 9
MOST_HIDDEN = 1024
"""Columns from here on hold no report."""

_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_FAR = re.compile(rb"""\br\s*=\s*["'](?:([A-Z]{3,})([0-9]+)|([A-Z]{0,2})([0-9]{6,}))["']([^>]*)>(?!\s*</)""")
_NUMBERED_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_IRREGULAR = re.compile(rb"""<\w+:(?:c|row)\b|<(?:c|row)(?! r=")[\s/>]""")
_TWO_LETTERS = re.compile(rb"""\br\s*=\s*["']([A-Z]{2})[0-9]""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]{1,3})([0-9]+)["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']([0-9]+)["']""")
_SHARED = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
_ANNOUNCED = re.compile(rb"""<(?:\w+:)?sst\b[^>]*?\buniqueCount\s*=\s*["']([^"']*)""")
_SHARED_USE = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>([0-9]+)<""")

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

_ODS_TOKEN = re.compile(rb"<(?:[\w.-]+:)?(table-row|table-cell|covered-table-cell)\b([^>]*)>|<(?:[\w.-]+:)?table\s")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]+)["']""")


def check_xml(content: Content) -> None:
    """Raises FileSuspicious for a document type, entities, or an encoding that would hide them."""
    if content.startswith(_UTF16) or any(mark in content for mark in _ENTITIES):
        raise FileSuspicious


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def xlsx_extent(content: Content) -> tuple[int, int]:
    """Rows and columns that hold something; formatted empty cells far out do not count.

    Where rows or cells carry no address, libraries count them: then the number of elements is the extent.
    """
    far_row, far_column = _furthest(content)
    near_row = max((number for each in _ROW_NUMBER.finditer(content) if (number := int(each[1][:9])) < NEAR_ROWS), default=0)
    near_column = max((column_number(letters) for letters in {each[1] for each in _TWO_LETTERS.finditer(content)}), default=26)
    counted_rows, counted_columns = _counted(content) if _IRREGULAR.search(content) else (0, 0)
    return max(far_row, near_row, counted_rows), max(far_column, near_column, counted_columns)


def _counted(content: Content) -> tuple[int, int]:
    """The most rows and columns there can be where some have no address: as many as there are elements."""
    starts = [match.start() for match in _ROW.finditer(content)]
    unnumbered = len(starts) > sum(1 for _ in _NUMBERED_ROW.finditer(content))
    widest = max((sum(1 for _ in _CELL.finditer(content, *ends)) for ends in pairwise([*starts, len(content)])), default=0)
    return len(starts) if unnumbered else 0, widest


def _furthest(content: Content) -> tuple[int, int]:
    """The last filled row from 100,000 on and the last filled column from AAA on; 0, 0 when all cells are nearer."""
    last_row = last_column = 0
    for match in _FAR.finditer(content):
        letters, row = (match[1], match[2]) if match[1] else (match[3], match[4])
        if not letters or match[5].rstrip().endswith(b"/"):
            continue
        last_row = max(last_row, int(row[:9]))
        last_column = max(last_column, column_number(letters[:4]))
    return last_row, last_column


def error_cells(content: Content) -> frozenset[Position]:
    """The cells of an XLSX sheet whose formula failed, counted from 0: libraries show them as empty."""
    if b't="e"' not in content and b"t='e'" not in content:
        return frozenset()
    return frozenset((int(row) - 1, column_number(letters) - 1) for letters, row in _ERROR.findall(content))


def hidden_columns(content: Content) -> frozenset[int]:
    """The columns of an XLSX sheet that are not shown, counted from 0."""
    found: set[int] = set()
    for tag in _COLUMNS.findall(content):
        each = _attributes(tag)
        if each.get("hidden") in ("1", "true") and each.get("min", "").isdigit() and each.get("max", "").isdigit():
            found.update(range(int(each["min"]) - 1, min(int(each["max"]), MOST_HIDDEN)))
    return frozenset(found)


def shared_lengths(content: Content) -> list[int]:
    """The length of each shared text of a workbook.

    Raises FileSuspicious for one that no cell can hold, and where more are announced than sheets have cells: libraries make room for all.
    """
    for announced in _ANNOUNCED.findall(content):
        if not announced.isdigit() or len(announced) > LONGEST_NUMBER or int(announced) > MOST_SHARED:
            raise FileSuspicious
    lengths = [match.end() - match.start() for match in _SHARED.finditer(content)]
    if lengths and max(lengths) > _LONGEST_SHARED:
        raise FileSuspicious
    return lengths


def check_shared_use(content: Content, lengths: list[int]) -> None:
    """Raises FileSuspicious when a sheet's cells repeat shared texts so often that they fill the memory."""
    if not lengths or max(lengths) * content.count(b"<") < LARGEST_TEXT:
        return
    used = sum(lengths[int(at)] for at in _SHARED_USE.findall(content) if len(at) < 9 and int(at) < len(lengths))
    if used > LARGEST_TEXT:
        raise FileSuspicious


def by_sheet_name(book: Content, relations: Content, parts: Mapping[str, frozenset[T]]) -> dict[str | int, frozenset[T]]:
    """What was found in each sheet by its name instead of by the part of the archive."""
    targets = {each.get("Id", ""): each.get("Target", "") for each in map(_attributes, _RELATION.findall(relations))}
    found: dict[str | int, frozenset[T]] = {}
    for sheet in map(_attributes, _SHEET.findall(book)):
        link = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        target = targets.get(link, "")
        path = target.removeprefix("/") if target.startswith("/") else normpath(f"xl/{target}")
        if cells := parts.get(path):
            found[sheet.get("name", "")] = cells
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def ods_extents(content: Content) -> list[tuple[int, int]]:
    """Of each ODS table: rows and columns that hold something, repetitions counted."""
    found: list[tuple[int, int]] = []
    row = repeated = column = filled = 0

    def close_row() -> None:
        nonlocal row
        if found and filled:
            found[-1] = max(found[-1][0], row + repeated), max(found[-1][1], filled)
        row += repeated

    for match in _ODS_TOKEN.finditer(content):
        kind, attributes = match[1], match[2] or b""
        times = int(number[1][:9]) if (number := _REPEATED.search(attributes)) else 1
        if kind is None:
            close_row()
            found.append((0, 0))
            row = repeated = column = filled = 0
        elif kind == b"table-row":
            close_row()
            repeated, column, filled = times, 0, 0
        else:
            column += times
            if b"value-type" in attributes or not attributes.rstrip().endswith(b"/"):
                filled = column
    close_row()
    return found
