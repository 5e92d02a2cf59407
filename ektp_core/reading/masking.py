"""Numbers that people paste by habit are masked before anything else reads the text (docs/domain.md#nik-and-family-card-numbers)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.reading.words.signs import plain_digits

MARK = "▪▪▪"
FEWEST_DIGITS = 9


class NumberKind(StrEnum):
    """What a masked number looked like."""

    NIK_OR_KK = "nik_or_kk"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Masked:
    """The text with a mark for each such number, and the kinds that were found."""

    text: str
    found: frozenset[NumberKind] = frozenset()


_YEAR = r"(?:19|20)\d{2}"
_DATE = rf"(?<!\d)(?:\d{{1,2}}[-./ ]\d{{1,2}}[-./ ](?:{_YEAR}|\d{{2}})|{_YEAR}-\d{{1,2}}-\d{{1,2}})(?!\d)"
_MONTH = r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|nov|des|dec)"
_NO_DATE = rf"(?!\d{{1,2}}[-./ ]\d{{1,2}}[-./ ]{_YEAR}(?!\d)|{_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)|\d{{1,2}}/|\d{{1,2}} {_MONTH})"
"""Where a number ends because a date begins: "<NIK> 1-3-2010"."""

_PHONE = rf"(?<!\d)(?:\+?62[ .-]?8|08)\d(?:\d|[ .-](?=\d{{3}}){_NO_DATE}\d){{6,10}}(?!\d)"
_NIK = rf"\d{{15,}}|(?<!\d){_NO_DATE}\d(?:(?:[ .,/_-]{{1,3}}{_NO_DATE})?\d){{14,16}}(?!\d)"
_NUMBERS = re.compile(rf"(?P<nik>{_NIK})|(?P<date>{_DATE})|(?P<phone>{_PHONE})", re.ASCII | re.IGNORECASE)


_DIGIT = re.compile(r"\d", re.ASCII)
_LONE = re.compile(rf"(?<![\d./-])\d{{1,3}}(?![\d./-]|\s*(?:th|thn|tahun|year|bln|bulan|month|{_MONTH})|\s+\d)", re.ASCII | re.IGNORECASE)


def mask_numbers(text: str, *, keep_phones: bool = False) -> Masked:
    """The text in plain digits, with NIK and KK numbers masked (15 digits or more, also with spaces, dots or dashes between)
    and Indonesian mobile numbers; dates stay, and with `keep_phones` the numbers by which an office or a contact is called.

    A NIK holds a birth date and the sex: it is neither read nor kept, nor is a small number left beside it taken for an age.
    """
    text = plain_digits(text)
    if len(_DIGIT.findall(text)) < FEWEST_DIGITS:
        return Masked(text)
    found: set[NumberKind] = set()

    def masked(match: re.Match[str]) -> str:
        if match["date"]:
            return match["date"]
        if match["phone"] and keep_phones:
            return match["phone"]
        found.add(NumberKind.NIK_OR_KK if match["nik"] else NumberKind.PHONE)
        return MARK

    left = _NUMBERS.sub(masked, text)
    if NumberKind.NIK_OR_KK in found:
        left = _LONE.sub(" ", left)
    return Masked(left, frozenset(found))
