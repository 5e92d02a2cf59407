"""Which notices are due: from the schedule, what followers know, and the office's clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from ektp_core.notices.due import Announced, Known, Notice, NoticeKind, due_notices, first_days, heard_already, still_holds
from ektp_core.visits.schedule import Hours, Schedule, Visit, VisitState
from tests.core.builders import TODAY, a_visit
from tests.rehearsal import ZONE

TOMORROW, NEXT_WEEK = TODAY + timedelta(1), TODAY + timedelta(7)
FAR = TODAY + timedelta(30)
AGO = datetime(2026, 11, 20, tzinfo=UTC)
"""When `a_visit` last changed."""

CONFIRMED, MOVED, PLANNED = VisitState.CONFIRMED, VisitState.MOVED, VisitState.PLANNED
CANCELLED, DONE = VisitState.CANCELLED, VisitState.DONE
MORNING = (Hours(time(8), time(11)),)


def at(day: date = TODAY, hour: int = 12, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def known(*told: Visit, off: NoticeKind | None = None, announced: Announced | None = None, acted: datetime | None = None) -> Known:
    """What followers were told; staff acted on visit 1 at a moment, or announced it."""
    return Known(
        {visit.id: visit for visit in told},
        {1: acted} if acted else {},
        {1: announced} if announced else {},
        frozenset({off} if off else ()),
    )


def due(now: datetime, *visits: Visit, told: Known | None = None, since: datetime = AGO - timedelta(30)) -> list[Notice]:
    return due_notices(Schedule(visits), told or known(), now, ZONE, since)


def kinds(notices: list[Notice]) -> list[NoticeKind]:
    return [notice.kind for notice in notices]


PLAN, SURE = a_visit(FAR, state=PLANNED), a_visit(FAR)
LATER = a_visit(FAR + timedelta(2), state=MOVED, moved_from=(FAR,))
OFF = a_visit(FAR, state=CANCELLED)
OVER = replace(a_visit(TODAY, state=DONE), catch_up="the office")


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        pytest.param(None, PLAN, None, id="a plan tells nobody anything"),
        pytest.param(None, SURE, NoticeKind.CONFIRMED, id="it is certain"),
        pytest.param(None, LATER, NoticeKind.MOVED, id="a plan that moved is told as moved"),
        pytest.param(None, OFF, NoticeKind.CANCELLED, id="a plan in the schedule was seen: its end is told"),
        pytest.param(None, OVER, NoticeKind.CATCH_UP, id="where those go who were missed"),
        pytest.param(None, replace(OVER, catch_up=None), None, id="closed without a place to go"),
        pytest.param(SURE, SURE, None, id="known already"),
        pytest.param(LATER, replace(LATER, state=CONFIRMED), None, id="moved, then confirmed on the same days"),
        pytest.param(SURE, replace(SURE, kits=3, note="two rooms"), None, id="kits are no news"),
        pytest.param(SURE, LATER, NoticeKind.MOVED, id="other days"),
        pytest.param(LATER, SURE, NoticeKind.MOVED, id="back to the first days"),
        pytest.param(SURE, replace(SURE, hours=MORNING), NoticeKind.MOVED, id="other hours"),
        pytest.param(SURE, PLAN, NoticeKind.MOVED, id="uncertain again"),
        pytest.param(PLAN, SURE, NoticeKind.CONFIRMED, id="certain again"),
        pytest.param(SURE, OFF, NoticeKind.CANCELLED, id="cancelled"),
        pytest.param(OFF, SURE, NoticeKind.CONFIRMED, id="it takes place after all"),
        pytest.param(OFF, PLAN, None, id="cancelled is safe to believe while it is a plan"),
        pytest.param(OFF, replace(OFF, catch_up="the office"), NoticeKind.CANCELLED, id="another place to go"),
        pytest.param(OVER, OVER, None, id="catch-up known already"),
    ],
)
def test_followers_are_told_what_they_do_not_know(before: Visit | None, now: Visit, told: NoticeKind | None) -> None:
    noon = at(TODAY + timedelta(1) if now.state is DONE else TODAY)
    told_before = known(*([before] if before else []), acted=at(TODAY, 11))
    assert kinds(due(noon, now, told=told_before)) == ([told] if told else [])


def test_a_change_waits_ten_minutes_for_an_undo() -> None:
    sure = replace(SURE, updated=at(hour=12))
    assert due(at(hour=12, minute=9), sure) == []
    assert kinds(due(at(hour=12, minute=10), sure)) == [NoticeKind.CONFIRMED]


def test_an_undo_makes_a_visit_look_old_but_counts_as_a_change() -> None:
    undone = known(LATER, acted=at(hour=12))
    assert due(at(hour=12, minute=5), SURE, told=undone) == []
    assert kinds(due(at(hour=12, minute=10), SURE, told=undone)) == [NoticeKind.MOVED]


@pytest.mark.parametrize(("hour", "told"), [(6, False), (7, True), (19, True), (20, False), (23, False)])
def test_nothing_is_told_at_night(hour: int, told: bool) -> None:
    assert bool(due(at(hour=hour), SURE)) is told


def test_a_change_of_the_night_is_due_in_the_morning() -> None:
    (notice,) = due(at(TOMORROW, 7), replace(SURE, updated=at(hour=21)))
    assert notice.due == at(TOMORROW, 7)


def test_the_past_tells_only_where_to_catch_up() -> None:
    for past in (a_visit(TODAY), a_visit(TODAY, state=CANCELLED), a_visit(TODAY, state=MOVED)):
        assert due(at(hour=17), past) == [], past.state
    assert kinds(due(at(TODAY + timedelta(3)), OVER, told=known(acted=at()))) == [NoticeKind.CATCH_UP]
    assert due(at(TODAY + timedelta(8)), OVER, told=known(acted=at())) == []


def test_who_expects_the_team_on_the_old_day_hears_of_the_end_until_that_day() -> None:
    cancelled = replace(a_visit(TODAY - timedelta(3), state=CANCELLED), updated=at(TODAY - timedelta(4)))
    (notice,) = due(at(), cancelled, told=known(a_visit(TOMORROW)))
    assert (notice.kind, notice.known_days) == (NoticeKind.CANCELLED, (TOMORROW,))


def test_a_visit_that_was_told_and_removed_is_cancelled_as_it_was_told() -> None:
    (notice,) = due(at(), told=known(SURE, acted=at(hour=11)))
    assert (notice.kind, notice.visit, notice.is_of_removed) == (NoticeKind.CANCELLED, SURE, True)
    assert due(at(), told=known(PLAN)) == due(at(), told=known(OFF)) == []


def test_the_number_of_a_removed_visit_may_be_given_to_another_place() -> None:
    other = a_visit(FAR, school="SMAN 1 Namang", subdistrict="Namang")
    (first,) = due(at(), other, told=known(SURE, acted=at(hour=11)))
    assert (first.kind, first.visit) == (NoticeKind.CANCELLED, SURE)
    assert [(notice.kind, notice.before) for notice in due(at(), other, told=known(OFF))] == [(NoticeKind.CONFIRMED, None)]


def test_while_staff_announce_a_change_themselves_nothing_is_told_beside_it() -> None:
    changed = replace(LATER, updated=at(hour=9))
    under_way = known(SURE, announced=Announced(7, at(hour=9, minute=5), is_under_way=True))
    assert due(at(), changed, told=under_way) == []
    assert heard_already(Schedule([changed]), under_way, at(), ZONE) == []


def test_afterwards_only_those_are_told_whom_it_did_not_reach() -> None:
    changed = replace(LATER, updated=at(hour=9))
    (notice,) = due(at(), changed, told=known(SURE, announced=Announced(7, at(hour=9, minute=5), is_under_way=False)))
    assert (notice.kind, notice.without) == (NoticeKind.MOVED, 7)
    (notice,) = due(at(), changed, told=known(SURE, announced=Announced(7, at(hour=8), is_under_way=False)))
    assert (notice.kind, notice.without) == (NoticeKind.MOVED, None), "it spoke of the visit as it was before"


def test_a_notice_that_is_switched_off_counts_as_told() -> None:
    for kind, visit in ((NoticeKind.CONFIRMED, SURE), (NoticeKind.CANCELLED, OFF)):
        switched = known(off=kind)
        assert due(at(), visit, told=switched) == []
        assert kinds(heard_already(Schedule([visit]), switched, at(), ZONE)) == [kind]


def test_what_was_due_before_an_admin_let_the_bot_send_again_is_missed() -> None:
    tomorrow = a_visit(TOMORROW)
    assert due(at(hour=17, minute=30), tomorrow, told=known(tomorrow), since=at(hour=17, minute=10)) == []
    assert due(at(), SURE, since=at(hour=11)) == []
    assert kinds(heard_already(Schedule([SURE]), known(), at(), ZONE, at(hour=11))) == [NoticeKind.CONFIRMED]


def test_a_visit_that_moves_back_and_forth_is_told_each_time() -> None:
    there, back, again = replace(LATER, version=3), replace(SURE, version=4), replace(LATER, version=5)
    keys = [due(at(), now, told=known(before))[0].key for before, now in ((SURE, there), (there, back), (back, again))]
    assert len(set(keys)) == 3
    assert [still_holds(key, Schedule([again])) for key in keys] == [True, False, True]


@pytest.mark.parametrize(
    ("moment", "hours", "is_due"),
    [
        (at(TODAY, 16, 59), (), False),
        (at(TODAY, 17), (), True),
        (at(TODAY, 19, 59), (), True),
        (at(TODAY, 20), (), False),
        (at(TOMORROW, 6, 59), (), False),
        (at(TOMORROW, 7), (), True),
        (at(TOMORROW, 7, 59), (), True),
        (at(TOMORROW, 8), (), False),
        (at(TOMORROW, 9, 29), (Hours(time(9, 30), time(11), "XI"), Hours(time(11), time(12), "XII")), True),
        (at(TOMORROW, 9, 30), (Hours(time(9, 30), time(11), "XI"), Hours(time(11), time(12), "XII")), False),
        (at(TOMORROW, 7), (Hours(time(7), time(9)),), False),
    ],
)
def test_the_eve_is_useful_from_five_until_the_first_hour(moment: datetime, hours: tuple[Hours, ...], is_due: bool) -> None:
    visit = a_visit(TOMORROW, hours=hours, school=None)
    assert kinds(due(moment, visit, told=known(visit))) == ([NoticeKind.EVE] if is_due else [])


@pytest.mark.parametrize("state", [PLANNED, CANCELLED, DONE])
def test_only_a_certain_visit_has_an_eve(state: VisitState) -> None:
    visit = a_visit(TOMORROW, state=state)
    assert due(at(hour=17), visit, told=known(visit)) == []


def test_every_run_of_days_has_its_eve_and_the_school_one_week() -> None:
    visit = a_visit(TOMORROW, TOMORROW + timedelta(1), TOMORROW + timedelta(4))
    moments = [at(TODAY - timedelta(6) + timedelta(days), hour) for days in range(12) for hour in (9, 17)]
    found = {notice.key: moment for moment in moments for notice in due(moment, visit, told=known(visit))}
    assert set(found) == {
        "visit:1:school_week:2026-11-25",
        "visit:1:school_eve:2026-11-25",
        "visit:1:eve:2026-11-25",
        "visit:1:school_eve:2026-11-29",
        "visit:1:eve:2026-11-29",
    }


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(TODAY, 8, 59), None),
        (at(TODAY, 9), NoticeKind.SCHOOL_WEEK),
        (at(TODAY + timedelta(4), 15), NoticeKind.SCHOOL_WEEK),
        (at(TODAY + timedelta(6), 8, 59), NoticeKind.SCHOOL_WEEK),
        (at(TODAY + timedelta(6), 9), NoticeKind.SCHOOL_EVE),
        (at(NEXT_WEEK, 7), None),
    ],
)
def test_a_school_hears_a_week_before_or_as_soon_as_it_is_certain(moment: datetime, told: NoticeKind | None) -> None:
    visit = a_visit(NEXT_WEEK)
    found = [kind for kind in kinds(due(moment, visit, told=known(visit))) if kind is not NoticeKind.EVE]
    assert found == ([told] if told else [])


def test_a_place_without_a_school_gets_no_checklist() -> None:
    visit = a_visit(NEXT_WEEK, school=None)
    assert due(at(), visit, told=known(visit)) == []


def test_an_eve_holds_while_its_day_does() -> None:
    key = "visit:1:eve:2026-11-25"
    assert still_holds(key, Schedule([a_visit(TOMORROW)]))
    for other in (
        a_visit(TOMORROW, state=CANCELLED),
        a_visit(TOMORROW, state=PLANNED),
        a_visit(FAR, state=MOVED),
        a_visit(TODAY, TOMORROW),
    ):
        assert not still_holds(key, Schedule([other])), other
    assert not still_holds(key, Schedule([]))


@pytest.mark.parametrize(
    "days",
    [(date.min,), (date.min, TODAY), (date.min, TOMORROW), (TOMORROW, date.max), (date.max,), (date(2026, 1, 5), TOMORROW)],
    ids=lambda days: " ".join(map(str, days)),
)
def test_no_day_of_a_visit_keeps_another_visit_from_being_told(days: tuple[date, ...]) -> None:
    strange, other = a_visit(*days, number=2), a_visit(TOMORROW, school="SMAN 1 Namang")
    for moment in (at(), at(hour=17), at(TOMORROW, 7)):
        both = due(moment, strange, other, told=known(strange, other))
        assert [notice for notice in both if notice.visit is other] == due(moment, other, told=known(other))


def test_runs_of_days_begin_after_a_gap() -> None:
    assert first_days((FAR, TODAY, TOMORROW)) == (TODAY, FAR)
    assert first_days((date(2027, 12, 31), date(2028, 1, 1))) == (date(2027, 12, 31),)
