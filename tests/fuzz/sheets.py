"""Coverage reports in many layouts, broken in their cells, in the XML of their parts, or in their bytes."""

import random
import re
import zipfile
from pathlib import Path

from tests.core.figures.mutations import LAYOUTS, cases
from tests.core.figures.old_books import Shared, shared_text, shared_texts, workbook
from tests.fuzz.values import NUMBERS, any_text

CASES = tuple(cases())
NUMBER = re.compile(rb"\d+")
TAG = re.compile(rb"</?\w+[^>]*>")
MOST_BROKEN = 12
OLD = 0.1
"""The share of workbooks as programs wrote them before 2007."""


def sheet_of(seed: int, folder: Path) -> Path:
    """A file as somebody might send it."""
    chance = random.Random(f"sheet {seed}")
    if chance.random() < OLD:
        return _old_book(folder / f"{seed}.xls", chance)
    layout, case = chance.choice(LAYOUTS), chance.choice(CASES)
    path = layout(folder / f"{seed}.xlsx", case.columns)
    if path.suffix == ".xlsx" and chance.random() < 0.8:
        _break_parts(path, chance)
        if chance.random() < 0.8:
            return path
    content = path.read_bytes()
    path.write_bytes(_broken_text(content, chance) if path.suffix == ".csv" and chance.random() < 0.7 else _broken_bytes(content, chance))
    return path


def _old_book(path: Path, chance: random.Random) -> Path:
    """With shared texts, of which more or fewer are announced than there are, and some bytes changed near them."""
    words = [any_text(chance)[:200] for _ in range(chance.randrange(1, 30))]
    announced = None if chance.random() < 0.5 else chance.choice((0, 1, 10**6, 2**31 - 1, 2**32 - 1))
    texts = shared_texts(*(shared_text(word, wide=True, runs=chance.randrange(3)) for word in words), announced=announced)
    cells = {(row, column): Shared(chance.randrange(len(words) + 2)) for row in range(20) for column in range(5)}
    content = bytearray(workbook(cells, texts=texts))
    for _ in range(chance.randrange(MOST_BROKEN)):
        content[chance.randrange(512, 512 + len(texts))] = chance.randrange(256)
    path.write_bytes(content)
    return path


def _break_parts(path: Path, chance: random.Random) -> None:
    """Numbers, tags or texts of some parts changed, left out or said twice."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if "worksheets" in name or "sharedStrings" in name or chance.random() < 0.2]
    for name in names:
        parts[name] = _broken_xml(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _broken_xml(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(MOST_BROKEN)):
        found = list((NUMBER if chance.random() < 0.7 else TAG).finditer(content))
        if not found:
            return content
        at = chance.choice(found)
        content = content[: at.start()] + _instead(at.group(), chance) + content[at.end() :]
    return content


def _instead(part: bytes, chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            return b""
        case 1:
            return part * chance.choice((2, 3, 50))
        case 2:
            return str(chance.choice(NUMBERS)).encode()
    return any_text(chance).encode("utf-8", "replace").replace(b"<", b"&lt;")


def _broken_text(content: bytes, chance: random.Random) -> bytes:
    """Cells of a CSV: other words, separators too many, or too few."""
    cells = re.split(rb"([;\r\n])", content)
    for _ in range(chance.randrange(1, MOST_BROKEN)):
        cells[chance.randrange(len(cells))] = chance.choice((b"", b";", b'"', b"\n", b"\x00", any_text(chance).encode("utf-8", "replace")))
    return b"".join(cells)


def _broken_bytes(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
