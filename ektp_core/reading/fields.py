"""What staff type into a form, read strictly: what is wrong is said with an example, and the rest of the form is kept."""

import re
import unicodedata
from datetime import date

from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.reading.typed_days import DaysUnclear, find_days
from ektp_core.refusal import Refusal

_FILLING = re.compile(r"\b(?:tgl|tanggal|hari|dan|atau|or|and|the)\b", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?:\s+[^\W\d]+)?", re.ASCII)


class WrongValue(Refusal):
    """A field cannot be read. Values: what (the field), and lowest, highest or longest where they are the reason."""

    key = "staff/wrong_value"

    def __init__(self, what: str, *, lowest: int = 0, highest: int = 0, longest: int = 0) -> None:
        super().__init__(what=what, lowest=lowest, highest=highest, longest=longest)


class NikNotKept(Refusal):
    """A NIK or KK number stands in a text that would be kept or shown (docs/domain.md#nik-and-family-card-numbers)."""

    key = "staff/nik_not_kept"


def read_count(text: str, what: str, lowest: int, highest: int) -> int:
    """A whole number, with a word behind it or not: "120", "1.200 siswa". Raises WrongValue outside lowest to highest."""
    match = _COUNT.fullmatch(text.strip())
    number = int(re.sub(r"\D", "", match[1])) if match else lowest - 1
    if not lowest <= number <= highest:
        raise WrongValue(what, lowest=lowest, highest=highest)
    return number


def read_words(text: str, what: str, longest: int) -> str:
    """Words on one line without control characters. Raises WrongValue when empty or too long, NikNotKept for a NIK."""
    if NumberKind.NIK_OR_KK in mask_numbers(text).found:
        raise NikNotKept()
    words = " ".join("".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text).split())
    if not words or len(words) > longest:
        raise WrongValue(what, longest=longest)
    return words


def split_days(text: str, today: date) -> tuple[tuple[date, ...], str]:
    """The days of a line from today on, and the words around them. Raises WrongValue "days", and "past_days" for one before today."""
    try:
        found = find_days(text, today)
    except DaysUnclear:
        raise WrongValue("days") from None
    if found.days and found.days[0] < today:
        raise WrongValue("past_days")
    return found.days, found.rest


def read_days(text: str, today: date) -> tuple[date, ...]:
    """One day or several and nothing else: "12-13/01/2027", "besok". Raises WrongValue like `split_days`."""
    days, rest = split_days(text, today)
    if not days or re.search(r"\w", _FILLING.sub("", rest)):
        raise WrongValue("days")
    return days
