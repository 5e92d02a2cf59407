"""What is counted on the day, and what a visit came to."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ektp_core.refusal import Refusal
from ektp_core.visits.schedule import MOVES, Recap, TallyKind, Visit, VisitState

LARGEST_COUNT = 99_999
_WORDS = {"recorded": "rekam|terekam|direkam|recorded", "absent": "absen|tidak hadir|absent", "failed": "gagal|failed"}


class RecapUnclear(Refusal):
    """The text holds no recap: three numbers, or each with its word."""

    key = "staff/recap_unclear"


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, added up; `people` who counted."""

    recorded: int = 0
    absent: int = 0
    failed: int = 0
    people: int = 0

    @property
    def seen(self) -> int:
        return self.recorded + self.absent + self.failed

    def of(self, kind: TallyKind) -> int:
        """How many of one kind."""
        return {TallyKind.RECORDED: self.recorded, TallyKind.ABSENT: self.absent, TallyKind.FAILED: self.failed}[kind]

    def left(self, expected: int | None) -> int | None:
        """How many pupils are still to come, never below 0; unknown when nobody said how many are expected."""
        return None if expected is None else max(0, expected - self.seen)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one person counted of one kind on one day; of counts of earlier versions the day may be unknown."""

    person: int
    day: date | None
    kind: TallyKind
    amount: int


@dataclass(frozen=True, slots=True)
class VisitTally:
    """Everything that was counted at a visit."""

    parts: tuple[Counted, ...] = ()

    @property
    def total(self) -> Tally:
        """What was counted on all days, by everybody."""
        return _added_up(self.parts)

    def on(self, day: date | None) -> Tally:
        """What was counted on one day; on all days for None."""
        return self.total if day is None else _added_up([part for part in self.parts if part.day == day])

    @property
    def as_recap(self) -> Recap | None:
        """The recap that the count proposes; None while nothing is counted."""
        total = self.total
        return Recap(max(0, total.recorded), max(0, total.absent), max(0, total.failed)) if total.seen > 0 else None

    def by_person(self) -> dict[int, Tally]:
        """What each counted, who counted most first."""
        people = {part.person for part in self.parts}
        found = {person: _added_up([part for part in self.parts if part.person == person]) for person in sorted(people)}
        return dict(sorted(found.items(), key=lambda each: -each[1].seen))


def _added_up(parts: Sequence[Counted]) -> Tally:
    sums = Counter[TallyKind]()
    for part in parts:
        sums[part.kind] += part.amount
    people = len({part.person for part in parts})
    return Tally(sums[TallyKind.RECORDED], sums[TallyKind.ABSENT], sums[TallyKind.FAILED], people)


def own_day(visit: Visit, today: date) -> date | None:
    """The day that a count is about: of several days' visits each has its own; None where the visit has one."""
    return today if len(visit.days) > 1 else None


def recaps_due(visits: Iterable[Visit], today: date) -> tuple[Visit, ...]:
    """The visits whose last day is today or over and that nobody has closed, oldest first."""
    due = [visit for visit in visits if visit.last_day <= today and visit.state not in (VisitState.DONE, VisitState.CANCELLED)]
    return tuple(sorted(due, key=lambda visit: (visit.last_day, visit.place.name)))


def may_close(visit: Visit, today: date) -> bool:
    """Whether a visit has begun and is not closed yet."""
    return visit.first_day <= today and bool(MOVES[visit.state] & {VisitState.DONE, VisitState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class DayCount:
    """What a visit came to on one day; `recap` is that of all its days, once it is closed. `people` are those who counted then.

    `count` is what was counted on all its days, where it was closed with something else.
    """

    visit: Visit
    counted: Tally
    recap: Recap | None
    is_counted: bool
    people: tuple[int, ...] = ()
    count: Recap | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether nobody can say what this day came to: of several days, closed together with something else than was counted."""
        return self.count is not None and len(self.visit.days) > 1

    @property
    def is_running(self) -> bool:
        """Whether it may still become more."""
        return self.visit.state not in (VisitState.DONE, VisitState.CANCELLED)


def counts_on(day: date, visits: Iterable[Visit], tallies: Mapping[int, VisitTally]) -> list[DayCount]:
    """The visits that take place on a day, or were counted then, by time; a visit of one day that is closed came to its recap."""
    found = []
    for visit in visits:
        tally = tallies.get(visit.id, VisitTally())
        of_day = VisitTally(tuple(part for part in tally.parts if own_day(visit, day) in (None, part.day)))
        is_of_day = day in visit.days and visit.state is not VisitState.CANCELLED
        if not is_of_day and not any(part.day == day for part in tally.parts):
            continue
        recap, counted = visit.recap, of_day.total
        if recap and len(visit.days) == 1:
            counted = Tally(recap.recorded, recap.absent, recap.failed, counted.people)
        is_counted = bool(of_day.parts) or (recap is not None and len(visit.days) == 1)
        found.append(DayCount(visit, counted, recap, is_counted, tuple(of_day.by_person()), count_beside(visit, tally)))
    return found


def is_beyond_kits(recorded: int, room: int) -> bool:
    """Whether far more pupils are said to be recorded than the kits usually have `room` for: half as many again, or more."""
    return 2 * recorded >= 3 * room


def count_beside(visit: Visit, tally: VisitTally) -> Recap | None:
    """What was counted at a closed visit, where its recap says something else; the recap is what it came to."""
    counted = tally.as_recap
    return counted if visit.recap and counted != visit.recap else None


def added(counts: Iterable[DayCount]) -> Tally:
    """What the visits of a day came to together, without those of which nobody can say it."""
    every = [each.counted for each in counts if not each.is_unsure]
    return Tally(*(sum(getattr(each, kind) for each in every) for kind in ("recorded", "absent", "failed")))


_NUMBERS = re.compile(r"\d{1,5}(?:(?:\s*[,;]\s|\s*;|\s)\s*\d{1,5}){0,2}")


def read_recap(text: str) -> Recap:
    """ "31 4 1", or "rekam 31 absen 4 gagal 1"; what is not said is 0, but the recorded must be.

    Raises RecapUnclear, also for a number that is left ("31/40", "12/01/2027", "pagi rekam 12, siang rekam 20").
    """
    found: dict[str, int] = {}
    word_first = text.lstrip()[:1].isalpha()
    for kind, words in _WORDS.items():
        pattern = rf"(?<!\w)(?:{words})\s*[:=]?\s*(\d{{1,5}})(?!\w)" if word_first else rf"(?<!\w)(\d{{1,5}})\s*(?:{words})(?!\w)"
        if match := re.search(pattern, text, re.IGNORECASE):
            found[kind] = int(match[1])
    numbers = re.findall(r"\d+", text)
    if not found and _NUMBERS.fullmatch(text.strip()):
        found = dict(zip(("recorded", "absent", "failed"), map(int, numbers), strict=False))
    if len(numbers) != len(found) or any(len(number) > 1 and int(number[0]) == 0 for number in numbers):
        raise RecapUnclear()
    if "recorded" not in found:
        raise RecapUnclear()
    return Recap(found["recorded"], found.get("absent", 0), found.get("failed", 0))
