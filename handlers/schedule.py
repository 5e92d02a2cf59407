"""/jadwal: when the recording team comes to a school, a subdistrict, or on a day."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ektp_core.areas import Area, Level
from ektp_core.office import Office
from ektp_core.posters import is_posted
from ektp_core.reading.calendar import Days
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.days.typed_days import read_period
from ektp_core.reading.names import repeatable
from ektp_core.refusal import Refusal
from ektp_core.schools.finding import visited
from ektp_core.schools.register import School
from ektp_core.subscriptions.subscribers import Scope
from ektp_core.unanswered import Lack, Unmet
from ektp_core.visits.schedule import PlaceKind, Visit
from handlers.calendars.named import calendar_named, name_for
from handlers.calendars.saved import ARGUMENT as CALENDAR
from handlers.calendars.saved import calendar_in_chat, save_button
from handlers.followable import follow_button
from handlers.links.deep_links import link_to
from handlers.paging import Page, Turn, page_of
from handlers.reply import Button, Reply, Row, ShareButton, button, in_rows, reply
from handlers.request import Request

T = TypeVar("T")

PAGE = 5
"""Visits a page: what a phone shows without scrolling twice."""

SCHOOL, SUBDISTRICT, DAY, PAGE_NUMBER, VISIT = "s", "k", "d", "p", "v"
BUTTON = re.compile(rf"([skdpv{CALENDAR}])=([^,]+)")
"""The arguments of buttons: `s=10900778`, `d=2027-01-12`, `p=2`, `k=19.04.01,p=2`; `i=10900778` is a file for the calendar.

A sentence may ask for a school and a day, or for several days: `s=10900778,d=2027-01-12`, `d=2026-11-30/2026-12-06`.
A link may name one visit, `v=12`.
"""

LONGEST_PAGE_NUMBER, LONGEST_NUMBER = 4, 9

PLACES_OFFERED = 8

MOST_LISTED = 8
"""Visits of a week or a month that an answer lists."""


class UnknownPlace(Refusal):
    """No school, subdistrict or date was recognised. Values: subdistricts, name (as typed, or ""), near (what may have been meant)."""

    key = "unknown_place"


async def schedule(request: Request, office: Office) -> Reply:
    """Answer by what was named: nothing (all that is to come), a school, a subdistrict or village, or a day."""
    argument = request.argument.strip()
    chosen = dict(BUTTON.findall(argument)) if BUTTON.match(argument) else {}
    if not argument or chosen.keys() == {PAGE_NUMBER}:
        return _upcoming(request, office, _page_number(chosen))
    if VISIT in chosen:
        return _of_visit(request, office, _chosen_visit(chosen[VISIT], office))
    if CALENDAR in chosen:
        return await calendar_in_chat(_still_there(calendar_named(chosen[CALENDAR], office.board), office), request, office)
    days = period(chosen.get(DAY, ""))
    if SCHOOL in chosen:
        return _at_school(request, office, _chosen_school(chosen[SCHOOL], office), days)
    if SUBDISTRICT in chosen:
        return _in_subdistrict(request, office, _chosen_subdistrict(chosen[SUBDISTRICT], office), _page_number(chosen), days)
    return _between(office, request, days) if days else _named(request, office, argument)


def period(text: str) -> Days | None:
    """The days of a button's argument, "2027-01-12" or "2026-11-30/2026-12-06"; None when it is neither (forged)."""
    try:
        return Days.parse(text)
    except ValueError:
        return None


def _page_number(chosen: Mapping[str, str]) -> int:
    """The page of a button; the first when it is no number. Pages past the end are brought back by `handlers.paging.page_of`."""
    text = chosen.get(PAGE_NUMBER, "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= LONGEST_PAGE_NUMBER else 1


def _chosen_school(npsn: str, office: Office) -> School:
    return _still_there(office.board.schools.get(npsn), office)


def _chosen_subdistrict(code: str, office: Office) -> Area:
    """The subdistrict of a button; the area codes may have lost it since."""
    areas = office.board.areas
    is_there = code in areas and areas[code].level is Level.SUBDISTRICT and not areas[code].closed
    return _still_there(areas[code] if is_there else None, office)


def _chosen_visit(number: str, office: Office) -> Visit:
    """The visit of a link, whatever has become of it."""
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return _still_there(office.board.schedule.find(int(number)) if is_number else None, office)


def _still_there(found: T | None, office: Office) -> T:
    """What a button names: staff may have removed it since, and whoever forged the button never knew it. Raises UnknownPlace."""
    if found is None:
        raise UnknownPlace(subdistricts=office.board.subdistricts, near=(), name="")
    return found


def _of_visit(request: Request, office: Office, visit: Visit) -> Reply:
    """What is planned where the visit goes, and above it what has become of its days."""
    days, place, areas = Days(visit.first_day, visit.last_day), visit.place, office.board.areas
    if place.npsn in office.board.schools:
        return _at_school(request, office, _chosen_school(place.npsn or "", office), days)
    if place.subdistrict in areas and areas[place.subdistrict].level is Level.SUBDISTRICT and not areas[place.subdistrict].closed:
        return _in_subdistrict(request, office, areas[place.subdistrict], 1, days)
    return _between(office, request, days)


def _named(request: Request, office: Office, text: str) -> Reply:
    board = office.board
    if board.home in board.areas.find(text, levels=(Level.DISTRICT,)):
        return _upcoming(request, office, 1)
    found = board.named(text)
    places = visited(found, board.areas)
    if len(places) > 1:
        any_area = any(isinstance(place, Area) for place in places)
        rows = in_rows([place_button(place) for place in places[:PLACES_OFFERED]])
        return reply("schedule_which", *rows, count=len(places), any_area=any_area)
    for place in places:
        if isinstance(place, School):
            return _at_school(request, office, place)
        villages = [each for each in found if isinstance(each, Area) and each.level is Level.VILLAGE]
        return _in_subdistrict(request, office, place, 1, village=villages[0] if len(found) == len(villages) == 1 else None)
    try:
        return _between(office, request, read_period(text, request.today))
    except NotADate:
        raise UnknownPlace(
            subdistricts=office.board.subdistricts, near=visited(board.near(text), board.areas), name=repeatable(text)
        ) from None


def _between(office: Office, request: Request, days: Days) -> Reply:
    """The visits of a day, or of several."""
    visits = office.board.schedule.between(days.first, days.last)
    rows = (*_places(visits[:MOST_LISTED]), [_follow_all(office)], [button("schedule", label="whole_schedule")])
    past = _is_over(days, request)
    if days.first != days.last:
        return reply("schedule_period", *rows, days=days, past=past, visits=visits[:MOST_LISTED], count=len(visits), **_known(office))
    return reply("schedule_day", *rows, day=days.first, past=past, visits=visits, **_known(office))


def _upcoming(request: Request, office: Office, number: int) -> Reply:
    visits = office.board.schedule.upcoming(request.today)
    page = page_of(visits, PAGE, number)
    shown = page.items
    rows = [*_places(shown), _pages(page, ""), *_subdistrict_rows(office), [_follow_all(office), *_save(visits)]]
    return reply("schedule", *rows, visits=shown, count=len(visits), home=office.board.home, **_known(office))


def _at_school(request: Request, office: Office, school: School, days: Days | None = None) -> Reply:
    if school.is_closed:
        return _at_closed_school(request, office, school)
    found = office.board.schedule.at_school(school.npsn, request.today)
    subdistrict = office.board.areas.subdistrict_at(school.subdistrict)
    rows: tuple[Row, ...] = (
        [follow_button(Scope.SCHOOL, school.npsn, office.board), *_save(found.next or found.cancelled, school)],
        [place_button(subdistrict)] if subdistrict and not subdistrict.closed else [],
        [button("eligibility"), button("requirements", "early")],
        [ShareButton("share"), *school_posters(school.npsn, request, office)],
        [button("schedule", label="other_school")],
    )
    near = None if found.next else office.board.schedule.near(subdistrict.code if subdistrict else None, request.today)
    is_over = _is_over(days, request)
    shown = reply(
        "schedule_school",
        *rows,
        school=school,
        link=link_to(SCHOOL, school.npsn),
        subdistrict=subdistrict,
        found=found,
        near=near,
        days=days,
        past=is_over,
        then=_then(office, days, lambda visit: visit.place.npsn == school.npsn),
        **_known(office),
    )
    return shown if found.next or is_over else replace(shown, lacks=(Unmet(Lack.VISIT, school.npsn),))


def _at_closed_school(request: Request, office: Office, school: School) -> Reply:
    """That it has closed, and the school that took it over, as far as staff have said so; its last visit stays on record."""
    successor = office.board.schools.get(school.successor)
    go_on = [[place_button(successor)], [follow_button(Scope.SCHOOL, successor.npsn, office.board)]] if successor else []
    found = office.board.schedule.at_school(school.npsn, request.today)
    rows = *go_on, [button("schedule", label="other_school")]
    return reply("schedule_school_closed", *rows, school=school, successor=successor, past=found.past, **_known(office))


def _is_over(days: Days | None, request: Request) -> bool:
    return days is not None and days.last < request.today


def _then(office: Office, days: Days | None, is_meant: Callable[[Visit], bool]) -> tuple[Visit, ...]:
    """The visits of a place on the days that were asked for."""
    return tuple(filter(is_meant, office.board.schedule.between(days.first, days.last))) if days else ()


def _in_subdistrict(
    request: Request, office: Office, area: Area, number: int, days: Days | None = None, village: Area | None = None
) -> Reply:
    visits = office.board.schedule.in_subdistrict(area.code, request.today)
    page = page_of(visits, PAGE, number)
    shown = page.items
    schools = office.board.schools.in_subdistrict(area.code)
    near = None if visits else office.board.schedule.near(None, request.today)
    rows = (
        _pages(page, f"{SUBDISTRICT}={area.code},"),
        *_school_rows(schools),
        [follow_button(Scope.SUBDISTRICT, area.code, office.board), *_save(visits, area)],
        [button("coverage", area.code), button("schedule", label="whole_schedule")],
    )
    is_over = _is_over(days, request)
    answer = reply(
        "schedule_subdistrict",
        *rows,
        area=area,
        village=village,
        visits=shown,
        count=len(visits),
        near=near,
        days=days,
        past=is_over,
        then=_then(office, days, lambda visit: visit.place.subdistrict == area.code),
        **_known(office),
    )
    is_ours = area in office.board.subdistricts
    return replace(answer, lacks=(Unmet(Lack.VISIT, area.code),)) if is_ours and not (visits or is_over) else answer


def _follow_all(office: Office) -> Button:
    """Under an answer about the whole district."""
    return follow_button(Scope.DISTRICT, office.board.home.code, office.board)


def _save(to_come: object, of: School | Area | None = None) -> Row:
    """Under what has anything to keep."""
    return [save_button(name_for(of))] if to_come else []


def _pages(page: Page[Visit], prefix: str) -> Row:
    def turn(label: str) -> Turn:
        return lambda number: button("schedule", f"{prefix}{PAGE_NUMBER}={number}", label)

    return page.around(turn("earlier"), turn("later"))


def _places(visits: Sequence[Visit]) -> list[Row]:
    """A button for each school that is visited, once."""
    schools = {visit.place.npsn: visit.place.name for visit in visits if visit.place.kind is PlaceKind.SCHOOL}
    return in_rows([button("schedule", f"{SCHOOL}={npsn}", "place", name=name) for npsn, name in schools.items()])


def place_button(place: School | Area) -> Button:
    """The visits at a school or in a subdistrict."""
    if isinstance(place, School):
        return button("schedule", f"{SCHOOL}={place.npsn}", "place", name=place.name)
    return button("schedule", f"{SUBDISTRICT}={place.code}", "subdistrict", name=place.name)


def poster_button(visit: Visit, label: str = "poster") -> Button:
    """The forms of a visit's poster."""
    return button("posters", f"v={visit.id}", label, name=visit.place.name, day=visit.first_day)


def school_posters(npsn: str, request: Request, office: Office) -> list[Button]:
    """The button to the posters of a school's visits; none where no visit has one."""
    found = office.board.schedule.at_school(npsn, request.today)
    coming = filter(None, (found.next, *found.later))
    return [button("posters", f"{SCHOOL}={npsn}", "poster")] if any(is_posted(visit, request.today) for visit in coming) else []


def _school_rows(schools: Sequence[School]) -> list[Row]:
    return in_rows([place_button(school) for school in schools])


def _subdistrict_rows(office: Office) -> list[Row]:
    areas = office.board.subdistricts
    return in_rows([button("schedule", f"{SUBDISTRICT}={area.code}", "place", name=area.name) for area in areas], 3)


def _known(office: Office) -> dict[str, object]:
    return {"profile": office.board.profile, "areas": office.board.areas}
