"""What needs somebody today is on the desk of whoever can see to it, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.terminal.ask import plain
from ektp_core.board import Board
from ektp_core.coverage.figure import HeadCounts
from ektp_core.desk import (
    FIRST_ASKED,
    AskedFor,
    FactUnsaid,
    FiguresOld,
    Item,
    LoanEnding,
    RecapDue,
    RequestWaiting,
    VisitSoon,
    desk,
    school_desk,
)
from ektp_core.kits.loans import Loan
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language, Profile
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Member, Role
from ektp_core.unanswered import Lack, Unmet
from ektp_core.visits.schedule import Schedule, Visit, VisitState
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.texts import render
from tests.core.builders import TODAY, a_figure, a_loan, a_schedule, a_visit, demo_board, npsn_of, published_board
from tests.databases import Filled, in_memory
from tests.rehearsal import a_request

DEMO = demo_board()
NOW = datetime(2026, 11, 20, tzinfo=UTC)
KOBA, NAMANG = "10900778", "10900779"
UNCLOSED = (VisitState.PLANNED, VisitState.CONFIRMED, VisitState.MOVED)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def a_board(*visits: Visit, loans: Sequence[Loan] = (), as_of: str | None = "2026-10-31") -> Board:
    """A board with enough kits and fresh figures: a desk with nothing on it."""
    figures = (a_figure("Bangka Tengah", HeadCounts(100, 98, 7), as_of=as_of),) if as_of else ()
    plenty = (a_loan(day(-400), day(400), kits=9),)
    return replace(published_board(), schedule=a_schedule(*visits), loans=tuple(loans) or plenty, figures=figures)


def asked(number: int = 1, *, school: str = KOBA, state: RequestState = RequestState.WAITING, days_ago: int = 1) -> VisitRequest:
    return VisitRequest(number, school, 120, 2, (), "Bu Ani 0812", state, 7301, NOW - timedelta(days=days_ago), 1)


def on_desk(board: Board, *requests: VisitRequest) -> tuple[Item, ...]:
    """What waits today; what the office has not said yet stands there every day."""
    return tuple(item for item in desk(board, requests, TODAY) if not isinstance(item, FactUnsaid))


async def test_what_the_office_has_not_said_is_one_tap_away_for_whoever_may_say_it() -> None:
    assert [item.key for item in desk(a_board(), (), TODAY) if isinstance(item, FactUnsaid)] == ["hours", "minimum_age", "service_points"]
    nothing_said = replace(a_board(), profile=Profile([], []))
    found, text = await shown(Role.ADMIN, nothing_said)
    assert {f"2:office:open:{key}" for key in FIRST_ASKED} <= set(buttons(found))
    assert "belum diisi kantor" in text
    assert "2:office:open:hours" not in buttons((await shown(Role.OFFICER, nothing_said))[0])


def test_in_the_evening_todays_visit_is_asked_for_its_recap() -> None:
    running = a_visit(TODAY)
    (first, *_) = desk(a_board(running), (), TODAY, evening=True)
    assert first == RecapDue(running)


def test_a_desk_can_be_empty() -> None:
    assert on_desk(a_board()) == ()


@pytest.mark.parametrize("state", VisitState)
def test_a_visit_that_is_over_and_not_closed_needs_its_recap(state: VisitState) -> None:
    visit = a_visit(day(-1), state=state)
    assert on_desk(a_board(visit)) == ((RecapDue(visit),) if state in UNCLOSED else ())


def test_a_visit_is_over_after_its_last_day() -> None:
    running = a_visit(day(-1), day(0))
    assert on_desk(a_board(running)) == (VisitSoon(running, lacks_kits=False),)


def test_the_longest_overdue_recap_comes_first() -> None:
    visits = [a_visit(day(-offset), number=offset) for offset in (1, 30, 3)]
    assert [item.visit.id for item in on_desk(a_board(*visits)) if isinstance(item, RecapDue)] == [30, 3, 1]


@pytest.mark.parametrize("state", RequestState)
def test_a_request_waits_until_the_office_has_answered(state: RequestState) -> None:
    assert bool(on_desk(a_board(), asked(state=state))) is (state is RequestState.WAITING)


def test_the_school_that_waits_longest_comes_first() -> None:
    requests = asked(1, days_ago=1), asked(2, school=NAMANG, days_ago=9), asked(3, school="99999999", days_ago=5)
    found = [(item.request.id, item.school) for item in on_desk(a_board(), *requests) if isinstance(item, RequestWaiting)]
    assert found == [(2, "SMAN 1 Namang"), (3, "99999999"), (1, "SMAN 1 Koba")]


ASKED = {Unmet(Lack.VISIT, KOBA): 2, Unmet(Lack.SCHOOL, ""): 2, Unmet(Lack.FIGURE, "19.04.01.2007"): 5, Unmet(Lack.VISIT, "19.04.01"): 1}


def at_koba(on: date, state: VisitState = VisitState.CONFIRMED) -> Visit:
    visit = a_visit(on, state=state)
    return replace(visit, place=replace(visit.place, npsn=KOBA))


def asked_on(board: Board) -> list[tuple[Lack, str | None, int]]:
    return [
        (item.lack, item.place and item.place.name, item.asked)
        for item in desk(board, (), TODAY, lacking=ASKED)
        if isinstance(item, AskedFor)
    ]


def test_what_citizens_asked_most_comes_first() -> None:
    assert asked_on(a_board()) == [
        (Lack.FIGURE, "Penyak", 5),
        (Lack.VISIT, "SMAN 1 Koba", 2),
        (Lack.SCHOOL, None, 2),
        (Lack.VISIT, "Koba", 1),
    ]


def test_what_the_office_has_filled_since_is_lacking_no_more() -> None:
    board = a_board(at_koba(day(9)))
    with_figure = replace(board, figures=(*board.figures, a_figure("19.04.01.2007", HeadCounts(100, 98, 7))))
    assert [lack for lack, _, _ in asked_on(with_figure)] == [Lack.SCHOOL]
    over = a_board(at_koba(day(-9)), at_koba(day(9), state=VisitState.CANCELLED))
    assert len(asked_on(over)) == len(ASKED)


@pytest.mark.parametrize(
    "gone",
    [
        Unmet(Lack.VISIT, "10999999"),
        Unmet(Lack.VISIT, ""),
        Unmet(Lack.FIGURE, "19.04.99"),
        Unmet(Lack.FIGURE, KOBA),
        Unmet(Lack.VISIT, "19.01.01"),
    ],
)
def test_a_place_that_is_no_more_or_anothers_is_not_asked_for(gone: Unmet) -> None:
    assert not [item for item in desk(a_board(), (), TODAY, lacking={gone: 9}) if isinstance(item, AskedFor)]


@pytest.mark.parametrize(("last", "shown"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_loan_is_on_the_desk_in_its_last_week(last: int, shown: bool) -> None:
    loan = a_loan(day(-20), day(last))
    assert on_desk(a_board(loans=[loan])) == ((LoanEnding(loan, ()),) if shown else ())


def test_a_loan_that_ends_before_its_visits_names_them() -> None:
    loan = a_loan(day(-20), day(5), kits=2)
    within, after, cancelled = a_visit(day(3), number=1), a_visit(day(9), number=2), a_visit(day(10), number=3, state=VisitState.CANCELLED)
    (item,) = (item for item in on_desk(a_board(within, after, cancelled, loans=[loan])) if isinstance(item, LoanEnding))
    assert item.stranded == (after,)


def test_a_visit_that_the_next_loan_covers_is_not_stranded() -> None:
    loans = a_loan(day(-20), day(5), number=1), a_loan(day(6), day(40), number=2)
    (item,) = (item for item in on_desk(a_board(a_visit(day(9)), loans=loans)) if isinstance(item, LoanEnding))
    assert item.stranded == ()


@pytest.mark.parametrize(
    ("as_of", "old"),
    [("2026-05-24", False), ("2026-05-23", True), ("2026-05", False), ("2026-04", True), ("2026", False), ("2025", True), (None, True)],
)
def test_figures_are_renewed_after_six_months(as_of: str | None, old: bool) -> None:
    """A figure of a month or a year may be of its last day."""
    assert any(isinstance(item, FiguresOld) for item in on_desk(a_board(as_of=as_of))) is old


def test_six_months_before_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert not any(isinstance(item, FiguresOld) for item in desk(a_board(as_of="2026-02-28"), (), date(2026, 8, 31)))
    assert desk(a_board(as_of="2026-02-27"), (), date(2026, 8, 31)) != ()


@pytest.mark.parametrize(("offset", "shown"), [(0, True), (7, True), (8, False)])
def test_visits_of_the_next_seven_days_are_at_hand(offset: int, shown: bool) -> None:
    visit = a_visit(day(offset))
    assert on_desk(a_board(visit)) == ((VisitSoon(visit, lacks_kits=False),) if shown else ())


def test_a_visit_at_hand_says_when_its_kits_are_missing() -> None:
    assert on_desk(a_board(a_visit(day(2)), loans=[a_loan(day(-9), day(-1))])) == (VisitSoon(a_visit(day(2)), lacks_kits=True),)


def test_what_is_late_comes_before_what_is_near() -> None:
    late, near = a_visit(day(-1), number=1), a_visit(day(1), number=2)
    board = a_board(late, near, loans=[a_loan(day(-9), day(3))], as_of="2022")
    assert [type(item) for item in on_desk(board, asked())] == [RecapDue, RequestWaiting, LoanEnding, FiguresOld, VisitSoon]


def test_a_school_sees_its_next_visit_and_its_own_requests() -> None:
    ours, theirs = a_visit(day(3), school="SMAN 1 Koba", number=1), a_visit(day(1), school="SMAN 1 Namang", number=2)
    board = replace(a_board(), schedule=Schedule([ours, theirs]))
    requests = asked(1, school=npsn_of("SMAN 1 Koba")), asked(2, school=npsn_of("SMAN 1 Namang"))
    found = school_desk(board, requests, npsn_of("SMAN 1 Koba"), TODAY)
    assert (found.next, found.requests) == (ours, requests[:1])


def test_a_school_sees_what_is_open_and_the_last_answer() -> None:
    declined, waiting, accepted = asked(1, state=RequestState.DECLINED), asked(2), asked(3, state=RequestState.ACCEPTED)
    assert school_desk(a_board(), [declined, waiting, accepted], KOBA, TODAY).requests == (accepted, waiting)


async def shown(role: Role, board: Board, language: Language = Language.ID, school: str | None = None) -> tuple[Reply, str]:
    store = await in_memory(Filled.TABLES)
    try:
        office = Office(store, Public(store, board, {}, {}), OfficeSettings(NOW.tzinfo), lambda: NOW)
        member = Member(7101, role, "Bu Ratna", NOW, school)
        found = await answer(replace(a_request(person=7101, member=member, language=language), route="staff"), office)
        return found, plain(render(found, language))
    finally:
        await store.close()


def buttons(found: Reply) -> list[str]:
    return [item.data for row in found.buttons for item in row if isinstance(item, Button)]


BUSY = a_board(a_visit(day(-3), number=4), a_visit(day(1), number=5), loans=[a_loan(day(-9), day(3), number=6)], as_of="2022-11-22")


async def test_each_thing_has_a_button_to_where_it_is_seen_to() -> None:
    found, text = await shown(Role.OFFICER, BUSY)
    assert {"2:visits:ask_close:4.1", "2:visits:open:5", "2:kits:open:6", "1:figures:"} <= set(buttons(found))
    for words in ("Rekap belum diisi", "Pinjaman 2 alat berakhir", "lebih dari 6 bulan: per 22 November 2022", "Kunjungan 7 hari ke depan"):
        assert words in text


async def test_a_viewer_is_asked_nothing_that_they_may_not_do() -> None:
    found, text = await shown(Role.VIEWER, BUSY)
    assert "Kunjungan 7 hari ke depan" in text
    for words in ("Rekap", "Pinjaman", "6 bulan"):
        assert words not in text
    assert not {"2:visits:ask_close:4.1", "2:kits:open:6", "1:kits:", "1:team:"} & set(buttons(found))


@pytest.mark.parametrize(("language", "words"), [(Language.ID, "tidak ada yang menunggu"), (Language.EN, "Nothing needs")])
async def test_nothing_to_do_is_said_too(language: Language, words: str) -> None:
    assert words in (await shown(Role.OFFICER, a_board(), language))[1]
