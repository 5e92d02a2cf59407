"""Numbers as offices write them: 1.750.240, 1,750,240, 31 215, "97,16 %", (9) (docs/domain.md#numbers-as-offices-write-them)."""

import re
from datetime import date, time, timedelta

from ektp_core.reading.cells import Cell, FormulaError
from ektp_core.refusal import Refusal

BLANKS = frozenset({"", "-", "--", "–", "—", "...", "…", ".", "x", "n/a", "na", "tad", "tidak ada data", "belum ada data"})
_UNITS = re.compile(r"(?:jiwa|orang|org|keping|lembar)\.?$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_GROUPED = re.compile(r"(?!0[.,])[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,]0*)?")
_DECIMAL = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?[.,]?")
_LARGEST = 10**12


class NotANumber(Refusal):
    """A cell that should hold a number holds something else."""

    key = "not_a_number"


class BrokenFormula(Refusal):
    """A cell holds a formula's error such as #REF!."""

    key = "formula_error"


def read_count(cell: Cell) -> int | float | None:
    """People in a cell; None for an empty one; a float where it has a fraction, which may be thousands (110.62 meant 110,620).

    Raises NotANumber, BrokenFormula.
    """
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < _LARGEST:
            return int(cell)
        if abs(cell) < _LARGEST:
            return cell
        raise NotANumber
    if isinstance(cell, str):
        return _count_of_text(cell) if cell else None
    return _other(cell)


def _other(cell: Cell) -> int | None:
    if cell is None:
        return None
    if isinstance(cell, FormulaError):
        raise BrokenFormula
    if isinstance(cell, bool | date | time | timedelta) or not isinstance(cell, int):
        raise NotANumber
    return cell


def _plain(text: str) -> str:
    return _SPACES.sub("", _UNITS.sub("", text.strip()))


def _count_of_text(text: str) -> int | float | None:
    plain = _plain(text)
    if plain.lower() in BLANKS or text.strip().lower() in BLANKS:
        return None
    if plain.lower() == "nihil":
        return 0
    if plain.startswith("#"):
        raise BrokenFormula
    sign, digits = _signed(plain)
    if grouped := _GROUPED.fullmatch(digits):
        whole = digits if not (decimals := _decimals_after(digits, grouped.group(1))) else digits[:decimals]
        return sign * int(re.sub(r"[.,]", "", whole))
    value = _decimal(digits) * sign
    return int(value) if value.is_integer() else value


def _decimals_after(digits: str, separator: str) -> int:
    """Where the other separator stands, 0 for nowhere: "31.215,00"."""
    other = "," if separator == "." else "."
    return max(digits.find(other), 0)


def _signed(plain: str) -> tuple[int, str]:
    if plain.startswith("(") and plain.endswith(")"):
        return -1, plain[1:-1]
    if plain[:1] in {"-", "−", "–"}:
        return -1, plain[1:]
    return 1, plain.removeprefix("+")


def _decimal(digits: str) -> float:
    found = _DECIMAL.fullmatch(digits)
    if not found or len(digits) > 18:
        raise NotANumber
    return float(f"{found.group(1)}.{found.group(2) or 0}")


def read_percent(cell: Cell) -> float | None:
    """A percentage as written, "97,16 %" or 97.16 or 0.9716 (see `as_percent`); None for an empty cell.

    Raises NotANumber, BrokenFormula.
    """
    if isinstance(cell, str):
        plain = _plain(cell).removesuffix("%")
        if plain.lower() in BLANKS:
            return None
        if plain.startswith("#"):
            raise BrokenFormula
        sign, digits = _signed(plain)
        return sign * _decimal(digits)
    if isinstance(cell, float):
        return cell
    return _other(cell)


def is_numeric(cell: Cell) -> bool:
    """Whether a cell holds digits rather than words: 31215, "31.215", "(9)"."""
    if isinstance(cell, str):
        plain = _plain(cell).removesuffix("%")
        return any(letter.isdigit() for letter in plain) and not any(letter.isalpha() for letter in plain)
    return isinstance(cell, int | float) and not isinstance(cell, bool)
