"""What a school asks for, typed on one line: pupils, visit days, days it would like, whom to call."""

import re
from dataclasses import dataclass
from datetime import date

from ektp_core.reading.fields import WrongValue, read_count, read_words, split_days

MOST_PUPILS = 3_000


MOST_VISIT_DAYS = 10
MOST_KITS = 20


LONGEST_CONTACT = 100


LEAST_PHONE_DIGITS = 5


_PUPILS = re.compile(
    r"(?<![\d/.-])(\d{1,3}(?:[.,]\d{3})+|\d{1,5})\s*(?:siswa|siswi|murid|pelajar|anak|orang|pupils?|students?)\b", re.IGNORECASE
)


_DAYS = re.compile(r"(?<![\d/.-])(\d{1,3})\s*(?:hari|days?)\b", re.IGNORECASE)


_KITS = re.compile(r"(?<![\d/.-])(\d{1,3})\s*(?:alat|kits?)\b", re.IGNORECASE)


_PHONE = re.compile(r"(?<!\d)(?:\+?62[ .-]?|\(?0)\d{2,3}\)?(?:[ .-]?(?!\d{4}-\d\d-\d\d)\d{3,8}){1,4}(?!\d)", re.ASCII)


_MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one line says of a request; None and () for what it leaves open."""

    pupils: int | None = None
    days: int | None = None
    wishes: tuple[date, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class DaysAndKits:
    """A visit in the making: on which days, with how many kits."""

    days: tuple[date, ...]
    kits: int


def read_asked(text: str, today: date) -> Asked:
    """Read "120 siswa, 2 hari, 12-13/01/2027, Bu Ani 0812…", in any order; the name with the phone number is the contact.

    Raises WrongValue for a number or day that cannot be, NikNotKept for a NIK.
    """
    pupils, left = _cut(_PUPILS, text, "pupils", MOST_PUPILS)
    days, left = _cut(_DAYS, left, "days_wanted", MOST_VISIT_DAYS)
    phones = [*_PHONE.finditer(left)]
    for found in reversed(phones):
        left = left[: found.start()] + _MARK * len(found.group()) + left[found.end() :]
    wishes, rest = split_days(left, today)
    contact = None
    if phones:
        name = " ".join(part for part in re.split(rf"[{_MARK}\s,;]+", rest) if part)
        contact = read_contact(f"{name} {' / '.join(found.group().strip() for found in phones)}".strip())
    return Asked(pupils, days, wishes, contact)


def split_place(text: str) -> tuple[str, str]:
    """What stands before the number of pupils, and the rest: staff name the school first, "SMAN 1 Koba 120 siswa …"."""
    found = _PUPILS.search(text)
    return (text[: found.start()].strip(" ,;:"), text[found.start() :]) if found else (text, "")


def split_kits(text: str) -> tuple[int | None, str]:
    """The number of kits of "19-20/01/2027 2 alat", if it is said, and the rest. Raises WrongValue."""
    found = _KITS.search(text)
    return (read_count(found[1], "kits", 1, MOST_KITS), text[: found.start()] + text[found.end() :]) if found else (None, text)


def _cut(pattern: re.Pattern[str], text: str, what: str, highest: int) -> tuple[int | None, str]:
    """The number, and the text with a mark in its place."""
    found = pattern.search(text)
    if found is None:
        return None, text
    return read_count(found[1], what, 1, highest), f"{text[: found.start()]}{_MARK}{text[found.end() :]}"


def read_contact(text: str) -> str:
    """A name and a phone number to call. Raises WrongValue without the number, NikNotKept for a NIK."""
    words = read_words(text, "contact", LONGEST_CONTACT)
    if sum(letter.isdigit() for letter in words) < LEAST_PHONE_DIGITS or not any(letter.isalpha() for letter in words):
        raise WrongValue("contact")
    return words
