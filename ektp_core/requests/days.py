"""Days that fit a request: kits that are free, and no holiday."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from ektp_core.holidays import is_workday
from ektp_core.kits.loans import Loan, kits_free
from ektp_core.profile import Profile
from ektp_core.refusal import Refusal
from ektp_core.requests.line import MOST_VISIT_DAYS, DaysAndKits
from ektp_core.requests.request import VisitRequest
from ektp_core.visits.schedule import Visit, VisitState

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
