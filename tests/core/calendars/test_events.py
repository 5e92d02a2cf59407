"""An entry in somebody's calendar stays the same one, wherever its visit moves, and what was announced once is called off."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.calendars import FEED_KEEPS, CalendarEvent, Chosen, Kind, held, kept_up, taken_out
from ektp_core.visits.changes import cancelled, changed, closed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import MOVES, Recap, Visit, VisitState
from tests.core.builders import TODAY, a_visit

ALL = Chosen(Kind.ALL)
NOW = a_visit().updated
DAYS = [TODAY + timedelta(number) for number in range(8)]
ONE, TWO, THREE, FOUR, *_ = DAYS


def shown(events: Iterable[CalendarEvent]) -> str:
    """Each event by its number and the day of DAYS that it is on, those that are called off behind a minus: "1:2 -2:0"."""
    return " ".join(f"{'' if event.stands else '-'}{event.number}:{DAYS.index(event.day)}" for event in events)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(ONE,)], "1:0"),
        ([(ONE, TWO)], "1:0 2:1"),
        ([(ONE,), (TWO,)], "1:1 -2:0"),
        ([(ONE,), (TWO,), (ONE,)], "1:0 -2:1"),
        ([(ONE,), (TWO,), (THREE,)], "1:2 -2:0 -3:1"),
        ([(ONE, TWO), (ONE,)], "1:0 -2:1"),
        ([(ONE, TWO), (TWO,)], "-1:0 2:1"),
        ([(TWO,), (ONE, TWO)], "1:1 2:0"),
        ([(ONE, TWO), (TWO, THREE)], "1:2 2:1 -3:0"),
        ([(ONE, TWO), (THREE,)], "1:2 -2:1 -3:0"),
        ([(ONE, TWO), (ONE,), (ONE, TWO)], "1:0 2:1"),
        ([(ONE, TWO), (ONE,), (ONE, THREE)], "1:0 -2:1 3:2"),
        ([(ONE, TWO), (ONE,), (TWO,)], "1:1 -2:0"),
        ([(ONE,), (TWO, THREE)], "1:1 2:2 -3:0"),
    ],
    ids=str,
)
def test_a_day_that_stays_keeps_its_event_and_one_that_moves_takes_it_along(steps: list[tuple[date, ...]], expected: str) -> None:
    visit = a_visit(*steps[0])
    known = kept_up((), visit, NOW)
    for days in steps[1:]:
        visit = changed(visit, VisitLine(days=days), NOW)
        known = kept_up(known, visit, NOW)
    assert shown(known) == expected
    assert {event.sequence for event in known} == {len(steps) - 1}


def test_a_change_that_is_taken_back_is_called_off_where_it_was_announced() -> None:
    visit = a_visit(ONE)
    moved = changed(visit, VisitLine(days=(TWO, THREE)), NOW)
    known = kept_up(kept_up(kept_up((), visit, NOW), moved, NOW), visit, NOW)
    assert shown(known) == "1:0 -2:2 -3:1"


def test_a_visit_that_ended_early_calls_off_the_days_it_did_not_come_to() -> None:
    visit = a_visit(ONE, TWO)
    known = kept_up(kept_up((), visit, NOW), closed(visit, Recap(9, 0, 0), None, NOW, today=ONE), NOW)
    assert shown(known) == "1:0 -2:1"


def test_what_is_removed_is_called_off_and_leaves_its_numbers_to_nobody() -> None:
    gone = taken_out(kept_up((), a_visit(ONE, TWO), NOW), NOW)
    assert shown(gone) == "-1:0 -2:1"
    assert {(event.removed, event.sequence) for event in gone} == {(True, 1)}
    assert shown(kept_up(gone, a_visit(TWO), NOW)) == "3:1"
    assert taken_out(gone, NOW) == ()


def test_a_visit_is_told_until_a_year_after_the_last_day_that_it_ever_had() -> None:
    known = kept_up(kept_up((), a_visit(DAYS[7]), NOW), changed(a_visit(DAYS[7]), VisitLine(days=(ONE,)), NOW), NOW)
    assert len(held(known, ALL, DAYS[7] + FEED_KEEPS, FEED_KEEPS)) == 2
    assert held(known, ALL, DAYS[7] + FEED_KEEPS + timedelta(1), FEED_KEEPS) == ()


@pytest.mark.parametrize(
    ("chosen", "visits"),
    [
        (ALL, [1, 2, 3]),
        (Chosen(Kind.SCHOOL, a_visit().place.npsn or ""), [1]),
        (Chosen(Kind.SUBDISTRICT, "19.04.05"), [2]),
        (Chosen(Kind.VISIT, "3"), [3]),
        (Chosen(Kind.VISIT, "2"), []),
    ],
    ids=str,
)
def test_a_calendar_holds_what_it_is_about(chosen: Chosen, visits: list[int]) -> None:
    """Visit 2 was removed: its number may be another visit's, and a file of one visit is about that one."""
    of_2 = taken_out(kept_up((), a_visit(school="SMAN 1 Namang", subdistrict="Namang", number=2), NOW), NOW)
    events = [*kept_up((), a_visit(), NOW), *of_2, *kept_up((), a_visit(school=None, number=3), NOW)]
    assert [event.visit for event in held(events, chosen, TODAY, FEED_KEEPS)] == visits


class Office:
    """One visit's number in the store, and what is kept for calendars; removing makes room for another visit under the same number."""

    def __init__(self) -> None:
        self.visit: Visit | None = None
        self.earlier: list[Visit] = []
        self.events: dict[int, CalendarEvent] = {}

    def does(self, act: str, days: tuple[date, ...], school: str) -> None:
        visit, now = self.visit, NOW
        if visit is None:
            return self._keep(replace(a_visit(*days, school=school), state=VisitState.PLANNED))
        if act == "remove" and visit.state is VisitState.PLANNED:
            self.events |= {event.number: event for event in taken_out(self.events.values(), now)}
            self.visit, self.earlier = None, []
        elif act == "undo" and self.earlier:
            self._keep(self.earlier.pop())
        elif act == "move" and VisitState.MOVED in MOVES[visit.state]:
            self._change(visit, changed(visit, VisitLine(days=days), now))
        elif act == "confirm" and VisitState.CONFIRMED in MOVES[visit.state]:
            self._change(visit, confirmed(visit, now))
        elif act == "cancel" and VisitState.CANCELLED in MOVES[visit.state]:
            self._change(visit, cancelled(visit, None, now))
        elif act == "close" and VisitState.DONE in MOVES[visit.state]:
            self._change(visit, closed(visit, Recap(1, 0, 0), None, now, today=days[0]))

    def _change(self, before: Visit, after: Visit) -> None:
        self.earlier.append(before)
        self._keep(after)

    def _keep(self, visit: Visit) -> None:
        self.visit = visit
        self.events |= {event.number: event for event in kept_up(self.events.values(), visit, NOW)}

    def told(self) -> list[tuple[CalendarEvent, bool]]:
        """What a feed says, and whether the team comes."""
        off = self.visit is not None and self.visit.state is VisitState.CANCELLED
        return [(event, event.stands and not off) for event in held(self.events.values(), ALL, TODAY, FEED_KEEPS)]

    def schedule(self) -> list[tuple[str, date]]:
        visit = self.visit
        return [(visit.place.name, day) for day in visit.days] if visit and visit.state is not VisitState.CANCELLED else []


class Phone:
    """A calendar that takes only what is newer than what it has, and forgets nothing that it was not told about."""

    def __init__(self) -> None:
        self.has: dict[tuple[int, int], tuple[int, bool, str, date]] = {}

    def polls(self, office: Office) -> None:
        for event, comes in office.told():
            key = event.visit, event.number
            if key not in self.has or event.sequence > self.has[key][0]:
                self.has[key] = event.sequence, comes, event.place.name, event.day

    def shows(self) -> list[tuple[str, date]]:
        return sorted((place, day) for _, comes, place, day in self.has.values() if comes)


some_days = st.sets(st.sampled_from(DAYS), min_size=1, max_size=3).map(lambda days: tuple(sorted(days)))
acts = st.tuples(
    st.sampled_from(["move", "move", "undo", "confirm", "cancel", "close", "remove"]),
    some_days,
    st.sampled_from(["SMAN 1 Koba", "SMAN 1 Namang"]),
)


@given(st.lists(st.tuples(acts, st.sets(st.integers(0, 3))), min_size=1, max_size=15))
def test_whenever_a_phone_asked_it_shows_the_schedule_in_the_end(history: list[tuple[tuple[str, tuple[date, ...], str], set[int]]]) -> None:
    """Phones ask after any of the acts: all of them, some, or only after the last one."""
    office, phones = Office(), [Phone() for _ in range(4)]
    for act, asking in history:
        office.does(*act)
        for number in asking:
            phones[number].polls(office)
    for phone in phones:
        phone.polls(office)
        assert phone.shows() == sorted(office.schedule())


def test_a_phone_that_has_a_file_changes_its_entry_when_it_gets_the_file_again() -> None:
    """Phones that pass over what is called off, as Google's import does, move the entry all the same."""
    before, after = kept_up((), a_visit(ONE), NOW), kept_up(kept_up((), a_visit(ONE), NOW), a_visit(TWO, moved_from=(ONE,)), NOW)
    has = {event.number: event.day for event in before} | {event.number: event.day for event in after if event.stands}
    assert has == {1: TWO}


def test_the_moment_of_the_last_change_is_kept() -> None:
    later = datetime(2026, 12, 1, tzinfo=NOW.tzinfo)
    assert {event.modified for event in kept_up(kept_up((), a_visit(ONE), NOW), a_visit(ONE, TWO), later)} == {later}
