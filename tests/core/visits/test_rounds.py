"""Rounds of half a year, the week's agenda, recaps that are due, and what speaks against a visit."""

from datetime import date, timedelta

import pytest

from ektp_core.kits.calendar import calendar
from ektp_core.planning import DoubtKind, booked_near, doubts, newly_stranded, without_closed_days
from ektp_core.visits.changes import NoSuchMove, cancelled, changed, closed, confirmed
from ektp_core.visits.line import VisitLine
from ektp_core.visits.recaps import RecapUnclear, Tally, read_recap, recaps_due
from ektp_core.visits.rounds import Round, in_week, monday_of, round_of, unreached, unreached_areas
from ektp_core.visits.schedule import PlaceKind, Recap, VisitState
from tests.core.builders import TODAY, a_loan, a_school, a_visit, published_board

MOMENT = a_visit().updated
SUNDAY, CHRISTMAS = date(2026, 11, 29), date(2026, 12, 25)


def test_june_ends_the_first_round_and_july_begins_the_second() -> None:
    assert (round_of(date(2027, 6, 30)), round_of(date(2027, 7, 1))) == (Round(2027, 1), Round(2027, 2))
    assert (Round(2027, 1).last_day, Round(2027, 2).last_day) == (date(2027, 6, 30), date(2027, 12, 31))
    assert (Round(2027, 2).after, Round(2027, 1).before) == (Round(2028, 1), Round(2026, 2))
    assert (Round(2199, 2).after, Round(2001, 1).before) == (None, None)


@pytest.mark.parametrize(("year", "half"), [(2026, 0), (2026, 3), (2000, 2), (2200, 1), (1, 1), (9999, 2), (-1, 1)])
def test_what_is_no_half_of_a_year_is_no_round(year: int, half: int) -> None:
    with pytest.raises(ValueError, match="no round"):
        Round(year, half)


def test_a_school_is_reached_by_a_visit_of_the_round_that_is_not_cancelled() -> None:
    schools = [a_school(name) for name in ("SMAN 1 Koba", "SMAN 2 Koba", "SMAN 3 Koba", "SMAN 4 Koba")]
    visits = [
        a_visit(TODAY, school="SMAN 1 Koba"),
        a_visit(TODAY, school="SMAN 2 Koba", state=VisitState.CANCELLED),
        a_visit(date(2027, 1, 5), school="SMAN 3 Koba"),
    ]
    assert [school.name for school in unreached(schools, visits, Round(2026, 2))] == ["SMAN 2 Koba", "SMAN 3 Koba", "SMAN 4 Koba"]


def test_a_village_is_reached_by_visits_to_itself_a_subdistrict_by_all_inside() -> None:
    board = published_board()
    nibung = next(area for area in board.areas.children("19.04.01") if area.own_name == "Nibung")
    to_village = a_visit(date(2026, 8, 3), school=None, place=nibung.full_name, kind=PlaceKind.VILLAGE)
    cancelled = a_visit(date(2026, 8, 4), subdistrict="Namang", state=VisitState.CANCELLED)
    other_round = a_visit(date(2026, 3, 4), subdistrict="Namang")
    visits, half = [to_village, a_visit(date(2026, 9, 1)), cancelled, other_round], Round(2026, 2)
    villages = board.areas.children("19.04.01")
    assert unreached_areas(villages, visits, half) == tuple(area for area in villages if area != nibung)
    assert [area.name for area in board.subdistricts if area not in unreached_areas(board.subdistricts, visits, half)] == ["Koba"]


def test_the_week_holds_every_visit_with_a_day_in_it() -> None:
    monday = monday_of(TODAY)
    inside = a_visit(monday - timedelta(1), monday, number=1)
    visits = [inside, a_visit(monday + timedelta(7), number=2), a_visit(monday + timedelta(6), number=3)]
    assert [visit.id for visit in in_week(visits, monday)] == [1, 3]


def test_a_recap_is_due_from_the_evening_of_the_last_day_until_it_is_closed() -> None:
    yesterday, tomorrow = TODAY - timedelta(1), TODAY + timedelta(1)
    visits = [
        a_visit(TODAY, number=1),
        a_visit(yesterday, number=2),
        a_visit(TODAY, tomorrow, number=3),
        a_visit(yesterday, number=4, state=VisitState.DONE),
        a_visit(yesterday, number=5, state=VisitState.CANCELLED),
    ]
    assert [visit.id for visit in recaps_due(visits, TODAY)] == [2, 1]


@pytest.mark.parametrize(
    ("text", "recap"),
    [
        ("31 4 1", Recap(31, 4, 1)),
        ("31", Recap(31, 0, 0)),
        ("31, 4", Recap(31, 4, 0)),
        ("31; 4;0", Recap(31, 4, 0)),
        ("31\n4", Recap(31, 4, 0)),
        ("rekam 31 absen 4 gagal 1", Recap(31, 4, 1)),
        ("31 terekam, 4 tidak hadir, 1 gagal", Recap(31, 4, 1)),
    ],
)
def test_a_recap_is_read_as_it_is_typed(text: str, recap: Recap) -> None:
    assert read_recap(text) == recap


@pytest.mark.parametrize(
    "text",
    [
        *("", "banyak", "absen 4", "1 2 3 4", "-3 1 1", "1904035203100001"),
        *("31/40", "31,2", "12/01/2027", "12-01-2027", "0800", "31 dari 40", "31 terekam dari 40", "besok rekam 12 tanggal 5"),
        *("pagi rekam 12, siang rekam 20", "12 terekam 31 terekam"),
    ],
)
def test_what_is_no_recap_is_refused(text: str) -> None:
    with pytest.raises(RecapUnclear):
        read_recap(text)


def test_what_is_left_is_never_below_zero_and_unknown_without_an_expectation() -> None:
    assert Tally(30, 5, 2).left(40) == 3
    assert Tally(50, 0, 0).left(40) == 0
    assert Tally(30, 5, 2).left(None) is None


# Moves


def test_a_moved_visit_remembers_every_day_that_was_announced() -> None:
    first = changed(a_visit(TODAY), VisitLine(days=(TODAY + timedelta(1),)), MOMENT)
    second = changed(first, VisitLine(days=(TODAY + timedelta(2),)), MOMENT)
    assert (second.state, second.moved_from) == (VisitState.MOVED, (TODAY, TODAY + timedelta(1)))
    assert changed(second, VisitLine(days=(TODAY,)), MOMENT).moved_from == (TODAY + timedelta(1), TODAY + timedelta(2))


def test_other_kits_move_nothing() -> None:
    new = changed(a_visit(TODAY), VisitLine(kits=3), MOMENT)
    assert (new.kits, new.state, new.moved_from) == (3, VisitState.CONFIRMED, ())


@pytest.mark.parametrize("state", [VisitState.DONE, VisitState.CANCELLED])
def test_what_is_over_is_not_changed(state: VisitState) -> None:
    visit = a_visit(TODAY, state=state)
    for move in (
        lambda: confirmed(visit, MOMENT),
        lambda: changed(visit, VisitLine(kits=3), MOMENT),
        lambda: cancelled(visit, None, MOMENT),
        lambda: closed(visit, Recap(1, 0, 0), None, MOMENT, today=MOMENT.date()),
    ):
        with pytest.raises(NoSuchMove):
            move()


# What speaks against a visit


def kinds(*days: date, others: tuple[object, ...] = (), kits: int = 1) -> list[DoubtKind]:
    loans = [a_loan(TODAY - timedelta(5), date(2026, 12, 31), kits=2)]
    return [doubt.kind for doubt in doubts(a_visit(*days, kits=kits), loans, others, TODAY)]


def test_nothing_speaks_against_a_workday_with_kits() -> None:
    assert kinds(TODAY) == []


def test_sundays_holidays_days_over_and_days_without_loan_are_told() -> None:
    assert kinds(SUNDAY) == [DoubtKind.SUNDAY]
    assert kinds(CHRISTMAS) == [DoubtKind.HOLIDAY]
    assert kinds(TODAY - timedelta(1)) == [DoubtKind.PAST]
    assert kinds(date(2027, 1, 12)) == [DoubtKind.OUTSIDE_LOAN]


def test_the_visits_that_take_the_kits_are_named() -> None:
    other = a_visit(TODAY, school="SMAN 2 Koba", kits=2, number=2)
    (doubt,) = doubts(a_visit(TODAY), [a_loan(kits=2)], [other], TODAY)
    assert (doubt.kind, doubt.lent, doubt.causes) == (DoubtKind.TOO_MANY_KITS, 2, (other,))


def test_the_same_place_twice_on_a_day_is_told_unless_one_is_cancelled() -> None:
    assert kinds(TODAY, others=(a_visit(TODAY, number=2),)) == [DoubtKind.DOUBLE_BOOKED]
    assert kinds(TODAY, others=(a_visit(TODAY, number=2, state=VisitState.CANCELLED),)) == []
    assert kinds(TODAY, others=(a_visit(TODAY + timedelta(1), number=2),)) == []


def test_closed_days_are_left_out() -> None:
    assert without_closed_days((SUNDAY, TODAY, CHRISTMAS)) == (TODAY,)


def test_a_loan_that_ends_before_its_visits_strands_them_and_only_them() -> None:
    late, never = a_visit(TODAY + timedelta(8), number=1), a_visit(date(2027, 3, 1), number=2)
    before, after = [a_loan(TODAY, TODAY + timedelta(10))], [a_loan(TODAY, TODAY + timedelta(7))]
    assert [visit.id for visit, _ in newly_stranded(before, after, [late, never], TODAY)] == [1]


def test_the_calendar_counts_the_kits_that_are_not_out() -> None:
    week = calendar([a_loan(TODAY, TODAY + timedelta(1), kits=3)], [a_visit(TODAY, kits=2)], TODAY)[0]
    assert [(day.lent, day.free, day.closed) for day in week[:4]] == [(0, 0, True), (3, 1, False), (3, 3, False), (0, 0, False)]


@pytest.mark.parametrize(
    ("day", "state", "school", "is_said"),
    [
        (date(2026, 12, 15), VisitState.CONFIRMED, "SMAN 1 Koba", True),
        (date(2026, 12, 17), VisitState.PLANNED, "SMAN 1 Koba", True),
        (date(2026, 9, 1), VisitState.DONE, "SMAN 1 Koba", True),
        (date(2026, 12, 30), VisitState.MOVED, "SMAN 1 Koba", True),
        (date(2026, 12, 16), VisitState.CONFIRMED, "SMAN 1 Koba", False),
        (date(2026, 5, 1), VisitState.DONE, "SMAN 1 Koba", False),
        (date(2026, 12, 15), VisitState.CANCELLED, "SMAN 1 Koba", False),
        (date(2026, 12, 15), VisitState.CONFIRMED, "SMAN 1 Namang", False),
    ],
)
def test_the_same_place_near_or_in_the_same_round_is_said(day: date, state: VisitState, school: str, is_said: bool) -> None:
    """Beside a plan for 16 December; the very day is a doubt of its own."""
    other = a_visit(day, school=school, state=state, number=2)
    assert bool(booked_near(a_visit(date(2026, 12, 16), number=0), [other])) is is_said


def test_days_around_new_year_are_near_though_of_two_rounds() -> None:
    assert booked_near(a_visit(date(2027, 1, 4), number=0), [a_visit(date(2026, 12, 30), number=2)])
