"""What needs somebody today: announcements, recaps, requests, loans that end, what has grown old, schools to place, visits at hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import ClassVar

from ektp_core.announcements.announcement import Announcement
from ektp_core.areas import Area
from ektp_core.board import Board
from ektp_core.country.beginning import said_by_law
from ektp_core.coverage.figure import newest
from ektp_core.coverage.lacking import still_lacks_figures
from ektp_core.kits.loans import Loan, conflicts
from ektp_core.profile import Profile
from ektp_core.reading.calendar import AsOf
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Act
from ektp_core.schools.register import School
from ektp_core.topics import gaps
from ektp_core.unanswered import Lack, Unmet
from ektp_core.visits.recaps import recaps_due
from ektp_core.visits.schedule import Visit

SOON = timedelta(days=7)
OLD_MONTHS = 6
NOTHING_ASKED: Mapping[str, int] = MappingProxyType({})
NOTHING_LACKING: Mapping[Unmet, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnnouncementWaiting:
    """An announcement waits for a second person, is paused, was stopped, or ended with copies of which nobody is sure."""

    act: ClassVar[Act] = Act.ANNOUNCE
    announcement: Announcement


@dataclass(frozen=True, slots=True)
class RecapDue:
    """A visit is over and not closed: nobody knows yet what it came to."""

    act: ClassVar[Act] = Act.TALLY
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestWaiting:
    """A school waits for the office's answer."""

    act: ClassVar[Act] = Act.DECIDE_REQUEST
    request: VisitRequest
    school: str


@dataclass(frozen=True, slots=True)
class LoanEnding:
    """A loan ends within a week; `stranded` are the visits after it that then lack kits."""

    act: ClassVar[Act] = Act.CHANGE_KITS
    loan: Loan
    stranded: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class FiguresOld:
    """The district's newest figure is older than six months; None: there is none."""

    act: ClassVar[Act] = Act.CHANGE_FIGURES
    as_of: AsOf | None


@dataclass(frozen=True, slots=True)
class FactUnsaid:
    """What citizens ask, and only the office can say: its hours, phone, address, and of each topic what is still "belum diumumkan"."""

    act: ClassVar[Act] = Act.CHANGE_OFFICE
    key: str
    asked: int = 0
    """How often citizens really asked for it this month."""


@dataclass(frozen=True, slots=True)
class SubdistrictClosed:
    """A new edition of the area codes has closed a subdistrict in which schools still lie, or visits are to come."""

    act: ClassVar[Act] = Act.CHANGE_SCHOOLS
    area: Area
    schools: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class VisitSoon:
    """A visit of the next seven days; `lacks_kits` when a loan does not cover it."""

    act: ClassVar[Act] = Act.SEE_VISITS
    visit: Visit
    lacks_kits: bool


@dataclass(frozen=True, slots=True)
class SchoolsUnplaced:
    """So many schools of the register are in no subdistrict's list, because nobody knows where they lie."""

    act: ClassVar[Act] = Act.CHANGE_SCHOOLS
    count: int


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What citizens asked this month and nobody could answer, because something is lacking; the place is None where none was named."""

    lack: Lack
    place: School | Area | None
    asked: int

    @property
    def act(self) -> Act:
        """Of whoever fills it: the rest are figures."""
        return {Lack.VISIT: Act.CHANGE_VISITS, Lack.SCHOOL: Act.CHANGE_SCHOOLS}.get(self.lack, Act.CHANGE_FIGURES)


FIRST_ASKED = ("hours", "phone", "address", "minimum_age", "service_points")
"""What an office says of itself first."""

Item = (
    AnnouncementWaiting
    | RecapDue
    | RequestWaiting
    | LoanEnding
    | FiguresOld
    | SubdistrictClosed
    | FactUnsaid
    | AskedFor
    | SchoolsUnplaced
    | VisitSoon
)
KINDS: tuple[type[Item], ...] = (
    AnnouncementWaiting,
    RecapDue,
    RequestWaiting,
    LoanEnding,
    FiguresOld,
    SubdistrictClosed,
    FactUnsaid,
    AskedFor,
    SchoolsUnplaced,
    VisitSoon,
)
"""What is late comes before what is near."""


def desk(
    board: Board,
    requests: Iterable[VisitRequest],
    today: date,
    *,
    announcements: Iterable[Announcement] = (),
    unannounced: Mapping[str, int] = NOTHING_ASKED,
    lacking: Mapping[Unmet, int] = NOTHING_LACKING,
    evening: bool = False,
) -> tuple[Item, ...]:
    """Everything that needs the office today, by `KINDS`, the longest overdue and the nearest first; empty when nothing does.

    In the evening a visit that ends today is asked for its recap; before, it is still among those to come.
    `unannounced`: how often citizens asked this month for what a fact would answer; `lacking`: what else lacked for an answer.
    """
    return (
        *(AnnouncementWaiting(each) for each in announcements),
        *_recaps(board, today if evening else today - timedelta(days=1)),
        *_requests(board, requests),
        *_loans(board, today),
        *_figures(board, today),
        *_closed(board, today),
        *facts_unsaid(board, unannounced, today),
        *asked_for(board, lacking, today),
        *([SchoolsUnplaced(len(board.schools.unplaced))] if board.schools.unplaced else []),
        *_visits(board, today),
    )


def unsaid(profile: Profile) -> tuple[str, ...]:
    """The facts that an office says first and has not said yet; what only the law says is not the office's word: the age of 16."""
    facts = [profile.fact(key) for key in FIRST_ASKED]
    return tuple(fact.key for fact in facts if fact.text is None or fact.source == said_by_law().get(fact.key, ""))


def asked_for(board: Board, lacking: Mapping[Unmet, int], today: date) -> tuple[AskedFor, ...]:
    """What was asked most often first; what the office has filled since is lacking no more, nor what is of a place that is no more.

    A school that nobody knows stays until the month is over: no name was kept by which it would be known again.
    """
    open_ones = [(unmet, times) for unmet, times in lacking.items() if _still_lacks(unmet, board, today)]
    ordered = sorted(open_ones, key=lambda each: (-each[1], [*Lack].index(each[0].lack), each[0].place))
    return tuple(AskedFor(unmet.lack, _place(unmet.place, board), times) for unmet, times in ordered)


def _place(place: str, board: Board) -> School | Area | None:
    return board.areas[place] if place in board.areas else board.schools.get(place)


def _still_lacks(unmet: Unmet, board: Board, today: date) -> bool:
    match unmet.lack, _place(unmet.place, board):
        case Lack.SCHOOL, _:
            return True
        case Lack.VISIT, School() as school:
            return not (school.is_closed or board.schedule.at_school(school.npsn, today).next)
        case Lack.VISIT, Area() as area:
            return area in board.subdistricts and not board.schedule.in_subdistrict(area.code, today)
        case Lack.VISIT, None:
            return False
        case lack, place:
            return isinstance(place, Area) and still_lacks_figures(lack, place, board.areas, board.figures)


@dataclass(frozen=True, slots=True)
class SchoolDesk:
    """A school's next visit, and its requests that are not closed, newest first; the last answered one stays in sight."""

    next: Visit | None
    requests: tuple[VisitRequest, ...]


def school_desk(board: Board, requests: Iterable[VisitRequest], npsn: str, today: date) -> SchoolDesk:
    """What a school's own account sees: nothing of any other school."""
    ours = sorted((request for request in requests if request.school == npsn), key=lambda request: -request.id)
    shown = [request for place, request in enumerate(ours) if place == 0 or request.is_open]
    return SchoolDesk(board.schedule.at_school(npsn, today).next, tuple(shown))


def facts_unsaid(board: Board, unannounced: Mapping[str, int], today: date) -> Iterator[FactUnsaid]:
    """What was asked most often first, then what every office says first; what has been said meanwhile is no gap any more."""
    open_ones = gaps(board.profile, today)
    asked = sorted((key for key in unannounced if key in open_ones), key=lambda key: -unannounced[key])
    return (FactUnsaid(key, unannounced.get(key, 0)) for key in dict.fromkeys([*asked, *unsaid(board.profile)]))


def _recaps(board: Board, until: date) -> Iterator[Item]:
    return (RecapDue(visit) for visit in recaps_due(board.schedule, until))


def _requests(board: Board, requests: Iterable[VisitRequest]) -> Iterator[Item]:
    waiting = sorted((request for request in requests if request.state is RequestState.WAITING), key=lambda request: request.asked_at)
    for request in waiting:
        school = board.schools.get(request.school)
        yield RequestWaiting(request, school.name if school else request.school)


def _loans(board: Board, today: date) -> Iterator[Item]:
    visits = board.schedule.upcoming(today)
    for loan in sorted(board.loans, key=lambda loan: loan.last):
        if today <= loan.last <= today + SOON:
            yield LoanEnding(loan, tuple(visit for visit in visits if _lacks_kits(visit, board.loans, visits, after=loan.last)))


def _figures(board: Board, today: date) -> Iterator[Item]:
    figure = newest(board.figures_of(board.home.code))
    if figure is None or _end(figure.as_of) < _months_before(today, OLD_MONTHS):
        yield FiguresOld(figure.as_of if figure else None)


def _closed(board: Board, today: date) -> Iterator[Item]:
    """Until its schools have another subdistrict and its visits are over or at another place."""
    for area in board.areas.closed_within(board.home.code):
        schools = len(board.schools.in_subdistrict(area.code))
        visits = tuple(visit for visit in board.schedule.upcoming(today) if visit.place.subdistrict == area.code)
        if schools or visits:
            yield SubdistrictClosed(area, schools, visits)


def _visits(board: Board, today: date) -> Iterator[Item]:
    visits = board.schedule.upcoming(today)
    for visit in visits:
        if visit.first_day <= today + SOON:
            yield VisitSoon(visit, _lacks_kits(visit, board.loans, visits, after=today - timedelta(days=1)))


def _lacks_kits(visit: Visit, loans: Sequence[Loan], visits: Sequence[Visit], *, after: date) -> bool:
    return any(conflict.day > after for conflict in conflicts(visit, loans, visits))


def _end(as_of: AsOf) -> date:
    """The last day that a date may mean: a figure of "2026" may be of 31 December."""
    if as_of.day:
        return as_of.first_day
    month = as_of.month or 12
    return (date(as_of.year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return min(day.replace(year=year, month=month + 1, day=1) + timedelta(days=day.day - 1), _end(AsOf(year, month + 1)))
