"""CSV text whatever its encoding and separator."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

from ektp_core.reading.cells import Row
from ektp_core.sheets.refusals import FileBroken

Understood = Callable[[Sequence[Row]], int]
"""How much of a sheet's first rows its reader understands: the right separator makes columns that it knows."""

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE = 200_000  # characters: the header and some rows
_SAMPLE_ROWS = 60
_HINT = "sep="


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8 where it is that, else cp1252, which old Excel writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1:400:2].count(0) > data[:400:2].count(0):
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def delimited_rows(text: str, understood: Understood) -> Iterator[Row]:
    """The rows of a text, with the separator under which its header is understood best. Raises FileBroken for a cell without end."""
    first = text.split("\n", 1)[0].strip()
    separator = first[-1] if first.startswith(_HINT) and len(first) == len(_HINT) + 1 else _separator(text, understood)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error as reason:
        raise FileBroken from reason


def _separator(text: str, understood: Understood) -> str:
    """The separator whose columns say most; the most frequent one where none says anything."""
    sample = text[:_SAMPLE]
    known = {separator: understood(_sample_rows(sample, separator)) for separator in SEPARATORS}
    best = max(known.values())
    if best:
        return next(separator for separator in SEPARATORS if known[separator] == best)
    return max(SEPARATORS, key=sample.count)


def _sample_rows(sample: str, separator: str) -> list[Row]:
    """The first rows under a separator; none where a cell has no end."""
    rows: list[Row] = []
    try:
        for row in csv.reader(StringIO(sample, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return rows
