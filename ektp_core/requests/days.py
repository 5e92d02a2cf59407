"""Days that fit a request: kits that are free, and no holiday; and why the wished ones do not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ektp_core.holidays import SATURDAY, holiday_on, is_workday
from ektp_core.kits.loans import Loan, kits_free, loan_beside
from ektp_core.planning import Doubt, DoubtKind, doubts
from ektp_core.profile import Profile
from ektp_core.reading.calendar import Days
from ektp_core.refusal import Refusal
from ektp_core.requests.line import DaysAndKits
from ektp_core.requests.request import VisitRequest
from ektp_core.requests.wishes import MOST_VISIT_DAYS
from ektp_core.visits.schedule import Place, PlaceKind, Visit, VisitState

PUPILS_PER_KIT_DAY = 60
"""Until the office sets its own (/kantor)."""


class WhyNotFree(StrEnum):
    """Why no visit can be on a day."""

    PAST = "past"
    OUTSIDE_LOAN = "outside_loan"
    TAKEN = "taken"
    """Other visits have the kits."""


class DayNotFree(Refusal):
    """A screen offered days that have become impossible since. Values: day, why (a WhyNotFree)."""

    key = "staff/day_not_free"

    def __init__(self, day: date, why: WhyNotFree) -> None:
        super().__init__(day=day, why=why)


def must_not_be_over(days: Iterable[date], today: date) -> None:
    """Raises DayNotFree for a day before today."""
    for day in days:
        if day < today:
            raise DayNotFree(day, WhyNotFree.PAST)


def pupils_per_kit_day(profile: Profile) -> int:
    """How many pupils one kit records in a day: the office's own number, else 60."""
    text = profile.fact("pupils_per_kit_day").text
    return int(text.id) if text else PUPILS_PER_KIT_DAY


def room_in_a_day(visit: Visit, profile: Profile) -> int:
    """How many pupils the kits of a visit record in a day."""
    return visit.kits * pupils_per_kit_day(profile)


def kits_for(pupils: int, days: int, per_kit_day: int) -> int:
    """The fewest kits that record so many pupils in so many days."""
    return max(1, -(-pupils // (per_kit_day * days)))


def suggest_days(
    request: VisitRequest, visits: Iterable[Visit], loans: Iterable[Loan], today: date, per_kit_day: int
) -> DaysAndKits | None:
    """Days and kits that record all pupils with what is free; None when no loan leaves room.

    As many days as asked if possible, else the nearest number, with the fewest kits that do. Wished days come first, those of a wished
    period before all others, then workdays nearest to the first wish, from tomorrow on. Never a day that the school has refused, nor one
    on which the team is there already.
    """
    free = dict(_free_days(request, tuple(visits), tuple(loans), today))
    within = {day: count for day, count in free.items() if request.within and day in request.within}
    return _fewest_kits(request, within, per_kit_day) or _fewest_kits(request, free, per_kit_day)


def _fewest_kits(request: VisitRequest, free: Mapping[date, int], per_kit_day: int) -> DaysAndKits | None:
    """Of these days those that are nearest to the wish, and in number to what is asked."""
    numbers = sorted(range(1, MOST_VISIT_DAYS + 1), key=lambda number: (abs(number - request.days), number))
    for number in numbers:
        kits = kits_for(request.pupils, number, per_kit_day)
        fitting = [day for day, count in free.items() if count >= kits]
        if len(fitting) >= number:
            start = request.wishes[0] if request.wishes else request.within.first if request.within else fitting[0]
            nearest = sorted(fitting, key=lambda day: (day not in request.wishes, day < start, abs((day - start).days)))
            return DaysAndKits(tuple(sorted(nearest[:number])), kits)
    return None


def _free_days(request: VisitRequest, visits: tuple[Visit, ...], loans: tuple[Loan, ...], today: date) -> Iterator[tuple[date, int]]:
    """Every workday of a loan from tomorrow on with a kit to spare, and how many; without the school's own visit days and refused ones."""
    own = {day for visit in visits if visit.place.npsn == request.school and visit.state is not VisitState.CANCELLED for day in visit.days}
    spans = [range(max(loan.first, today).toordinal(), loan.last.toordinal() + 1) for loan in loans]
    for number in sorted({number for span in spans for number in span}):
        day = date.fromordinal(number)
        count = kits_free(day, loans, visits)
        if day > today and day not in own and day not in request.refused and count > 0 and is_workday(day):
            yield day, count


@dataclass(frozen=True, slots=True)
class AgainstWish:
    """Why some of the days that a school asks for do not fit: the kits needed and lent, the visits that have them, the loan beside."""

    days: tuple[date, ...]
    kind: DoubtKind
    kits: int
    lent: int
    causes: tuple[Visit, ...]
    beside: Loan | None


def against_wish(
    request: VisitRequest, visits: Iterable[Visit], loans: Iterable[Loan], today: date, per_kit_day: int
) -> tuple[AgainstWish, ...]:
    """Everything against the days that a school asks for, by what it is; of a period, against its workdays. () for any day."""
    every, lent = tuple(visits), tuple(loans)
    wished = request.wishes or _workdays(request.within)
    if not wished:
        return ()
    kits = kits_for(request.pupils, request.days, per_kit_day)
    place = Place(PlaceKind.SCHOOL, request.school, "", request.school)
    visit = Visit(0, place, wished, (), kits, VisitState.PLANNED, request.asked_at, "")
    found: dict[AgainstWish, list[date]] = {}
    for doubt in (*doubts(visit, lent, every, today), *_too_near(wished, today)):
        beside = loan_beside(doubt.day, lent) if doubt.kind is DoubtKind.OUTSIDE_LOAN else None
        own = (doubt.day,) if doubt.kind is DoubtKind.HOLIDAY else ()
        found.setdefault(AgainstWish(own, doubt.kind, kits, doubt.lent, doubt.causes, beside), []).append(doubt.day)
    return tuple(replace(each, days=tuple(days)) for each, days in found.items())


def _too_near(days: Iterable[date], today: date) -> Iterator[Doubt]:
    """Saturdays and today: nothing is suggested on them."""
    for day in days:
        if day == today:
            yield Doubt(day, DoubtKind.TODAY, 0)
        elif day.weekday() == SATURDAY and holiday_on(day) is None:
            yield Doubt(day, DoubtKind.SATURDAY, 0)


def _workdays(period: Days | None) -> tuple[date, ...]:
    """The workdays of a period; all of its days where none is one."""
    if period is None:
        return ()
    return tuple(filter(is_workday, period.each)) or period.each
