"""A school asks for a visit; staff accept it into the schedule, decline it, or propose other days (DESIGN 6)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from ektp_core.holidays import is_workday
from ektp_core.kits.loans import Loan, kits_free
from ektp_core.profile import Profile
from ektp_core.reading.fields import WrongValue, read_count, read_words, split_days
from ektp_core.visits.schedule import Visit, VisitState


class RequestState(StrEnum):
    """Where a request stands. `proposed`: staff offer other days and the school answers."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_OPEN = frozenset({RequestState.PROPOSED, RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN})

MOVES: Mapping[RequestState, frozenset[RequestState]] = MappingProxyType(
    {
        RequestState.WAITING: _OPEN,
        RequestState.PROPOSED: _OPEN | {RequestState.WAITING},
        RequestState.ACCEPTED: frozenset(),
        RequestState.DECLINED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    }
)
"""The allowed moves. Back to waiting: the school cannot come on the proposed days and asks for others."""

MOST_PUPILS = 3_000
MOST_VISIT_DAYS = 10
LONGEST_CONTACT = 100
LEAST_PHONE_DIGITS = 5
PUPILS_PER_KIT_DAY = 60
"""Until the office sets its own (/kantor)."""

_PUPILS = re.compile(
    r"(?<![\d/.-])(\d{1,3}(?:[.,]\d{3})+|\d{1,5})\s*(?:siswa|siswi|murid|pelajar|anak|orang|pupils?|students?)\b", re.IGNORECASE
)
_DAYS = re.compile(r"(?<![\d/.-])(\d{1,3})\s*(?:hari|days?)\b", re.IGNORECASE)
_KITS = re.compile(r"(?<![\d/.-])(\d{1,3})\s*(?:alat|kits?)\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+?62[ .-]?|\(?0)\d{2,3}\)?(?:[ .-]?(?!\d{4}-\d\d-\d\d)\d{3,8}){1,4}(?!\d)", re.ASCII)
_MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """What a school asks: pupils, visit days wanted, days it would like, whom to call; `version` grows with every change."""

    id: int
    school: str
    pupils: int
    days: int
    wishes: tuple[date, ...]
    contact: str
    state: RequestState
    asked_by: int
    asked_at: datetime
    version: int
    reason: str | None = None
    proposed: tuple[date, ...] = ()
    visit: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to answer."""
        return bool(MOVES[self.state])


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


def split_kits(text: str, most: int) -> tuple[int | None, str]:
    """The number of kits of "19-20/01/2027 2 alat", if it is said, and the rest. Raises WrongValue."""
    found = _KITS.search(text)
    return (read_count(found[1], "kits", 1, most), text[: found.start()] + text[found.end() :]) if found else (None, text)


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


def pupils_per_kit_day(profile: Profile) -> int:
    """How many pupils one kit records in a day: the office's own number, else 60."""
    text = profile.fact("pupils_per_kit_day").text
    return int(text.id) if text else PUPILS_PER_KIT_DAY


def kits_for(pupils: int, days: int, per_kit_day: int) -> int:
    """The fewest kits that record so many pupils in so many days."""
    return max(1, -(-pupils // (per_kit_day * days)))


def suggest_days(
    request: VisitRequest, visits: Iterable[Visit], loans: Iterable[Loan], today: date, per_kit_day: int
) -> DaysAndKits | None:
    """Days and kits that record all pupils with what is free; None when no loan leaves room.

    As many days as asked if possible, else the nearest number, with the fewest kits that do. Wished days come first, then workdays
    nearest to the first wish, from tomorrow on. Never a day on which the team is at this school already.
    """
    loans, visits = tuple(loans), tuple(visits)
    free = dict(_free_days(request, visits, loans, today))
    numbers = sorted(range(1, MOST_VISIT_DAYS + 1), key=lambda number: (abs(number - request.days), number))
    for number in numbers:
        kits = kits_for(request.pupils, number, per_kit_day)
        fitting = [day for day, count in free.items() if count >= kits]
        if len(fitting) >= number:
            start = request.wishes[0] if request.wishes else fitting[0]
            nearest = sorted(fitting, key=lambda day: (day not in request.wishes, day < start, abs((day - start).days)))
            return DaysAndKits(tuple(sorted(nearest[:number])), kits)
    return None


def _free_days(request: VisitRequest, visits: tuple[Visit, ...], loans: tuple[Loan, ...], today: date) -> Iterator[tuple[date, int]]:
    """Every workday of a loan from tomorrow on with a kit to spare, and how many; the school's own visit days are left out."""
    own = {day for visit in visits if visit.place.npsn == request.school and visit.state is not VisitState.CANCELLED for day in visit.days}
    spans = [range(max(loan.first, today).toordinal(), loan.last.toordinal() + 1) for loan in loans]
    for number in sorted({number for span in spans for number in span}):
        day = date.fromordinal(number)
        count = kits_free(day, loans, visits)
        if day > today and day not in own and count > 0 and is_workday(day):
            yield day, count
