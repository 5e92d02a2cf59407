"""What a school asks for, typed on one line: pupils, visit days, days it would like, whom to call."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ektp_core.reading.calendar import Days
from ektp_core.reading.counts import KITS, PUPILS, VISIT_DAYS, take_counts
from ektp_core.reading.fields import NikNotKept, WrongValue, read_words
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.reading.phones import LOCAL_DIGITS, is_local, is_phone, numbers_in
from ektp_core.reading.words.text import Text
from ektp_core.requests.wishes import MOST_VISIT_DAYS, Wish, names_in, take_any_day, take_wish

T = TypeVar("T")

MOST_PUPILS = 3_000


MOST_KITS = 20


LONGEST_CONTACT = 100


_PHONE = re.compile(r"(?<!\d)(?:\+?62[ .-]?|\(?0)\d{2,3}\)?(?:[ .-]?(?!\d{4}-\d\d-\d\d)\d{3,8}){1,4}(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one line says of a request; None and () for what it leaves open."""

    pupils: int | None = None
    days: int | None = None
    wishes: tuple[date, ...] = ()
    contact: str | None = None
    within: Days | None = None
    is_any_day: bool = False
    """It says that any day will do."""


@dataclass(frozen=True, slots=True)
class DaysAndKits:
    """A visit in the making: on which days, with how many kits."""

    days: tuple[date, ...]
    kits: int


class AskedUnclear(WrongValue):
    """Part of a line cannot be read; `kept` is what was read besides."""

    def __init__(self, wrong: WrongValue, kept: Asked) -> None:
        super().__init__(**wrong.values)
        self.kept = kept


def read_asked(text: str, today: date) -> Asked:
    """Read "120 siswa, 2 hari, 12-13/01/2027, Bu Ani 0812…", in any order; the name with the phone number is the contact.

    Raises AskedUnclear for a number or day that cannot be, or that says nothing of a request; NikNotKept for a NIK.
    """
    if NumberKind.NIK_OR_KK in mask_numbers(text).found:
        raise NikNotKept()
    whole, wrongs = Text(text), Wrongs()
    phones = [*_PHONE.finditer(whole.source)]
    for phone in phones:
        whole.take_written(*phone.span())
    pupils = wrongs.noting(lambda: _count(whole, PUPILS, "pupils", MOST_PUPILS))
    days = wrongs.noting(lambda: _count(whole, VISIT_DAYS, "days_wanted", MOST_VISIT_DAYS))
    names = names_in(whole) if phones else ()
    wish = wrongs.noting(lambda: take_wish(whole, today, names)) or Wish()
    is_any_day = not wish.is_said and take_any_day(whole)
    unread = [token for token in whole.leftover() if token.digits]
    if unread and (pupils or days or wish.is_said):
        wrongs.note(WrongValue("unread", words=", ".join(token.text for token in unread)))
    contact = None
    if phones:
        name = " ".join(part for part in re.split(r"[\s,;]+", whole.rest()) if part)
        numbers = " / ".join(phone.group().strip() for phone in phones)
        contact = wrongs.noting(lambda: read_contact(f"{name} {numbers}".strip()))
    asked = Asked(pupils, days, wish.days, contact, wish.within, is_any_day)
    if wrongs.first:
        raise AskedUnclear(wrongs.first, asked)
    return asked


@dataclass(slots=True)
class Wrongs:
    """What of a line cannot be read, the first of it to be said."""

    first: WrongValue | None = None

    def note(self, wrong: WrongValue) -> None:
        self.first = self.first or wrong

    def noting(self, read: Callable[[], T | None]) -> T | None:
        """What `read` answers; None and a note where it refuses."""
        try:
            return read()
        except WrongValue as wrong:
            self.note(wrong)
            return None


def split_place(text: str) -> tuple[str, str]:
    """What stands before the number of pupils, and the rest: staff name the school first, "SMAN 1 Koba 120 siswa …"."""
    whole = Text(text)
    counted = take_counts(whole, PUPILS).said
    if not counted:
        return whole.source, ""
    start = whole.tokens[counted[0].start].start
    return whole.source[:start].strip(" ,;:"), whole.source[start:]


def split_kits(text: str) -> tuple[int | None, str]:
    """The number of kits of "19-20/01/2027 2 alat", if it is said, and the rest. Raises WrongValue."""
    whole = Text(text)
    return _count(whole, KITS, "kits", MOST_KITS), whole.rest()


def _count(whole: Text, units: frozenset[str], what: str, highest: int) -> int | None:
    """The number of these units, taken out of the line; None where it is not said. Raises WrongValue."""
    counts = take_counts(whole, units)
    if not counts.said:
        return None
    if counts.number is None or not 1 <= counts.number <= highest:
        raise WrongValue(what, lowest=1, highest=highest)
    return counts.number


def read_contact(text: str) -> str:
    """A name and a phone number to call. Raises WrongValue without the number, NikNotKept for a NIK."""
    words = read_words(text, "contact", LONGEST_CONTACT)
    # The 1 of "TU SMKN 1 Koba" is no number to call.
    numbers = [each for each in numbers_in(words) if each.startswith(("0", "(", "+")) or len(each) >= LOCAL_DIGITS.start]
    if not (numbers and all(is_phone(each) or is_local(each) for each in numbers) and any(letter.isalpha() for letter in words)):
        raise WrongValue("contact")
    return words
