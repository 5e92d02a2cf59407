"""The visits of a round day by day, with the kits that are out beside those that are lent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ektp_core.holidays import holiday_on
from ektp_core.kits.calendar import KitsOfDays, kits_of_days
from ektp_core.office import Office
from ektp_core.pictures.visit_days import MOST_LINES, Day, DayWords, Line, Month, VisitDays
from ektp_core.reading.calendar import Days
from ektp_core.visits.rounds import Round
from handlers.pictures.words import Words, with_picture
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.visits.acts import DAYS_PICTURE, PROGRESS, ROUND_DAYS, VISITS

MONDAY = date(2024, 1, 1)
"""Any Monday, for the names of the days."""


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of a round in order, alike ones together; of those with visits the ones that are shown, and how many are not."""

    every: tuple[KitsOfDays, ...]
    shown: tuple[KitsOfDays, ...]
    earlier: int
    later: int


def _days_of(wanted: Round, request: Request, office: Office) -> RoundDays:
    """Days that are over make room for those to come."""
    length = (wanted.last_day - wanted.first_day).days + 1
    days = [wanted.first_day + timedelta(number) for number in range(length)]
    every = kits_of_days(days, office.board.loans, office.board.schedule, request.today)
    held = [group for group in every if group.visits]
    coming = [group for group in held if group.days.last >= request.today]
    over = held[: len(held) - len(coming)]
    earlier = max(0, len(over) - max(0, MOST_LINES - len(coming)))
    shown = (*over[earlier:], *coming[:MOST_LINES])
    return RoundDays(every, shown, earlier, len(held) - earlier - len(shown))


@ROUND_DAYS.does
async def _round_days(wanted: Round, request: Request, office: Office) -> Reply:
    return _words(wanted, _days_of(wanted, request, office))


@DAYS_PICTURE.does
async def _picture(wanted: Round, request: Request, office: Office) -> Reply:
    """The same with its calendar, where there is something to draw."""
    days = _days_of(wanted, request, office)
    words, said = _words(wanted, days), Words(request.language)
    if not days.shown:
        return words
    as_of = said.label("state_of", day=said.day(request.today, "d MMMM y"))
    corner = (as_of, said.label("kits_of_days"), said.label("from_schedule"))
    frame = said.frame(said.label("calendar", round=f"{wanted.half}/{wanted.year}"), corner, office.board)
    weekdays = tuple(said.day(MONDAY + timedelta(number), "EEEEE") for number in range(7))
    legend = DayWords(*(said.label(key) for key in ("visit_day", "too_few_kits", "kits_lent", "holiday")))
    more = said.label("more_days", count=days.earlier + days.later) if days.earlier or days.later else ""
    lines = tuple(_line(group, said) for group in days.shown)
    return with_picture(
        words, said.label("file_round"), VisitDays(frame, weekdays, (*_months(days.every, said),), lines, legend, more=more)
    )


def _words(wanted: Round, days: RoundDays) -> Reply:
    return reply(
        "staff/visits/round_days",
        [DAYS_PICTURE.button("picture", wanted)] if days.shown else [],
        [PROGRESS.button("round_progress", wanted)],
        [ROUND_DAYS.button("round_of", each, half=each.half, year=str(each.year)) for each in (wanted.before, wanted.after) if each],
        [button(VISITS, label="back")],
        round=wanted,
        groups=[(group, out_of(group), _holidays(group.days)) for group in days.shown],
        earlier=days.earlier,
        later=days.later,
    )


def out_of(group: KitsOfDays) -> int:
    """The kits that are out on days that are alike."""
    return group.kits.lent - group.kits.free


def _holidays(days: Days) -> list[date]:
    return [day for day in _each(days) if holiday_on(day)]


def _each(days: Days) -> Iterator[date]:
    return (days.first + timedelta(number) for number in range((days.last - days.first).days + 1))


def _months(every: Sequence[KitsOfDays], said: Words) -> Iterator[Month]:
    """From the first to the last month with a visit or a kit."""
    days = [(day, group) for group in every for day in _each(group.days)]
    used = [day for day, group in days if group.visits or group.kits.lent]
    for first, of_month in groupby(days, key=lambda each: each[0].replace(day=1)):
        if used[0].replace(day=1) <= first <= used[-1]:
            yield Month(said.day(first, "LLLL y"), tuple(_day(day, group) for day, group in of_month))


def _day(day: date, group: KitsOfDays) -> Day:
    is_holiday = holiday_on(day) is not None
    return Day(day.day, day.weekday(), len(group.visits), out_of(group), group.kits.lent, is_holiday)


def _line(group: KitsOfDays, said: Words) -> Line:
    """The days, where the team is on them, and the kits."""
    first, last = group.days.first, group.days.last
    if first == last:
        when = said.day(first, "EEE d MMM")
    elif first.month == last.month:
        when = f"{first.day}–{said.day(last, 'd MMM')}"
    else:
        when = f"{said.day(first, 'd MMM')} – {said.day(last, 'd MMM')}"
    where = ", ".join(visit.place.name for visit in group.visits)
    holidays = _holidays(group.days)
    flagged = f"{where} ({said.label('on_holiday')})" if holidays else where
    return Line(when, flagged, f"{out_of(group)}/{group.kits.lent}", out_of(group) > group.kits.lent)
