"""Area codes as sheets write them: "19.04.01.2001", 1904012001, 19.04 as a number, an integer a level (docs/domain.md#codes-of-areas)."""

import re

from ektp_core.areas import LEVELS, Level
from ektp_core.reading.cells import Cell

WIDTHS = (2, 2, 2, 4)
_PLAIN = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]{2}){0,2}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_BPS_SUBDISTRICT = 7
_BPS_VILLAGE, _BPS_VILLAGE_DIGITS = (2, 2, 3, 3), 10
"""The ministry's villages begin at 1001."""

BPS_CODES = {"1901": "19.01", "1902": "19.02", "1903": "19.05", "1904": "19.04", "1905": "19.03", "1906": "19.06", "1971": "19.71"}
"""BPS numbers Bangka Barat 03 and Bangka Selatan 05, Kemendagri the other way round (docs/domain.md#codes-of-areas).

No such table of another province was found. Here it tells which two of the codes without a name are to be asked about; elsewhere all are.
"""


def kemendagri_code(bps: str) -> str:
    """The Kemendagri code of a district from its BPS code; KeyError when it is none of this province."""
    return BPS_CODES[bps]


def code_of(cell: Cell) -> str | None:
    """The code in a cell as "19.04.01.2001"; BPS's "1904010" gives "19.04.010", its village "19.04.010.001"; None for anything else.

    Parts that are all zeros stand for the whole: 1900 is the province 19, 19.04.00 the district 19.04.
    """
    code = _written_code(cell)
    while code and "." in code and not code.rpartition(".")[2].strip("0"):
        code = code.rpartition(".")[0]
    return code


def _written_code(cell: Cell) -> str | None:
    if isinstance(cell, float) and not cell.is_integer():
        return f"{cell:.2f}" if 11 <= cell < 100 and abs(cell * 100 - round(cell * 100)) < 1e-6 else None
    text = str(int(cell)) if isinstance(cell, int | float) else cell.strip().lstrip("'").rstrip(".") if isinstance(cell, str) else ""
    if _DOTTED.fullmatch(text):
        return text
    digits = text.replace(".", "").replace(" ", "").replace("-", "")
    if not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) == _BPS_SUBDISTRICT:
        return f"{digits[:2]}.{digits[2:4]}.{digits[4:]}"
    if len(digits) not in _PLAIN:
        return None
    parts, at = [], 0
    for width in _BPS_VILLAGE if len(digits) == _BPS_VILLAGE_DIGITS and digits[6] == "0" else _PLAIN[len(digits)]:
        parts.append(digits[at : at + width])
        at += width
    return ".".join(parts)


def is_dotted(cell: Cell) -> bool:
    """Whether a code is written as only the ministry does, with dots: 19.04, also as a number."""
    return "." in cell if isinstance(cell, str) else isinstance(cell, float) and not cell.is_integer()


def part_of(cell: Cell, level: Level) -> str | None:
    """The part of a code that one level adds: 1 in a subdistrict column is "01"; of a full code its last part. None for anything else."""
    position = LEVELS.index(level)
    text = str(int(cell)) if isinstance(cell, int | float) and float(cell).is_integer() else cell.strip() if isinstance(cell, str) else ""
    if text.isascii() and text.isdigit() and len(text) <= WIDTHS[position]:
        return text.zfill(WIDTHS[position])
    full = code_of(cell)
    if full is None or full.count(".") != position:
        return None
    return full.rpartition(".")[2]


def level_of(code: str) -> Level:
    """The level of a dotted code."""
    return LEVELS[min(code.count("."), len(LEVELS) - 1)]


def parent_code(code: str) -> str | None:
    """19.04.01 of 19.04.01.2001; None for a province."""
    return code.rpartition(".")[0] or None


def as_bps(code: str) -> str | None:
    """The Kemendagri district of a code that is read as BPS's, None where that changes nothing or is none of the province."""
    parts = code.split(".")
    if len(parts) < 2:
        return None
    return BPS_CODES.get(parts[0] + parts[1])


def common_area(codes: list[str]) -> str:
    """The smallest area that holds all codes: the area itself of a single one."""
    first, last = min(codes).split("."), max(codes).split(".")
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    return ".".join(first[:shared])
