"""The day of a visit at the public door: how many taps a count takes, and which numbers count, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Role
from ektp_core.store.audit import entries
from ektp_core.store.tallies import tally_of
from ektp_core.store.visits import change_visit, plan_visit
from ektp_core.store.watches import Live, LiveKind, Watch
from ektp_core.visits.recaps import Tally
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin, Request
from handlers.staff.visits.acts import SAVE
from handlers.staff.visits.board import live_board
from handlers.staff.visits.tally_acts import ADD, COUNT, MAKE, OPEN, TAKE_BACK, TallyStep
from handlers.staff.way_to_desk import TO_DESK
from handlers.texts import render
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, close, count, visit_of_today
from tests.rehearsal import TODAY, a_request

BOARD = 40
"""The message that shows the board."""


async def typed(office: Office, text: str, message: int, person: int = RATNA) -> Reply:
    """A text that somebody writes in a message of this number, at the door of every question."""
    request = replace(a_request(text, person, member=office.public.member(person)), message_id=message)
    return await answer(request, office)


async def board_of(office: Office, number: int, person: int = RATNA) -> Reply:
    """The board as the last thing that somebody was shown."""
    shown = await Desk(office, person).presses(OPEN.button("tally_open", number))
    await office.note_written(person, BOARD, shown.live, Language.ID)
    return shown


async def counted(office: Office, number: int) -> Tally:
    return (await tally_of(office.store, number)).total


def acts_under(shown: Reply) -> set[str | None]:
    return {item.act for row in shown.buttons for item in row if isinstance(item, Button)}


# Taps


async def test_from_the_desk_a_count_on_the_day_is_one_tap_away(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    desk = await ratna.writes("", "staff")
    shown = await ratna.presses(under(desk, OPEN))
    assert shown.view == "staff/visits/tally_count"
    assert shown.values["visit"].id == number


async def test_the_command_opens_the_only_visit_of_today_without_a_tap(office: Office) -> None:
    await visit_of_today(office)
    assert (await Desk(office, RATNA).writes("", "tally")).view == "staff/visits/tally_count"


async def test_of_several_visits_today_one_is_chosen(office: Office) -> None:
    number = await visit_of_today(office)
    visit = office.board.schedule.find(number)
    assert visit
    async with office.store.changing_board() as connection:
        await plan_visit(connection, replace(visit, place=replace(visit.place, name="SMAN 1 Namang", npsn="10900779")))
    await office.public.renew_board()
    shown = await Desk(office, RATNA).writes("", "tally")
    assert shown.view == "staff/visits/tally"
    assert len(shown.values["begun"]) == 2


async def test_somebody_who_only_looks_on_is_led_to_the_visit_and_not_to_the_count(office: Office) -> None:
    await visit_of_today(office)
    office.public.appear_as(replace(office.public.members[0], person=7401, role=Role.VIEWER))
    desk = await Desk(office, 7401).writes("", "staff")
    assert not [each for row in desk.buttons for each in row if isinstance(each, Button) and each.route == "tally"]


# Typed numbers


async def test_a_number_counts_once_however_often_telegram_sends_it(office: Office) -> None:
    number = await visit_of_today(office)
    await board_of(office, number)
    before = len(await entries(office.store))
    for _ in range(3):
        shown = await typed(office, "12", 61)
        assert shown.view == "staff/visits/tally_count"
        await office.note_written(RATNA, BOARD + 1, shown.live, Language.ID)
    assert await counted(office, number) == Tally(12, 0, 0, 1)
    assert len(await entries(office.store)) == before + 1


@pytest.mark.parametrize(("text", "seen"), [("2010", 0), ("31", 31)])
async def test_a_year_is_asked_about_where_no_number_of_pupils_is_expected(office: Office, text: str, seen: int) -> None:
    ratna = Desk(office, RATNA)
    await ratna.presses(under(await ratna.writes("SMAN 1 Koba hari ini 2 alat", "visits"), SAVE))
    number = next(visit.id for visit in office.board.schedule if TODAY in visit.days)
    await board_of(office, number)
    shown = await typed(office, text, 61)
    assert (shown.view == "staff/visits/tally_count", (await counted(office, number)).seen) == (seen > 0, seen)
    if not seen:
        assert "eligibility" in {item.route for row in shown.buttons for item in row if isinstance(item, Button)}
        await ratna.presses(under(shown, ADD))
        assert (await counted(office, number)).seen == 2010


async def test_a_number_that_is_not_clear_counts_by_its_button_and_once(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.presses(count(number, TallyStep.FIVE_RECORDED))
    await board_of(office, number)
    asked = await typed(office, "7", 62)
    assert await counted(office, number) == Tally(5, 0, 0, 1)
    assert acts_under(asked) >= {ADD.name, MAKE.name}
    for act, tap in ((ADD, "a tap"), (ADD, "a tap"), (ADD, "a second tap"), (MAKE, "a third")):
        shown = await ratna.presses(under(asked, act), tap)
        assert shown.view == "staff/visits/tally_count"
        assert await counted(office, number) == Tally(12, 0, 0, 1)


async def test_the_whole_count_is_asked_again_when_a_colleague_has_counted_since(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.presses(count(number, TallyStep.FIVE_RECORDED))
    await board_of(office, number)
    asked = await typed(office, "9", 62)
    await Desk(office, HENDRA).presses(count(number, TallyStep.RECORDED), "meanwhile")
    again = await ratna.presses(under(asked, MAKE))
    assert (again.view, again.values["anew"]) == ("staff/visits/typed_count", True)
    assert await counted(office, number) == Tally(6, 0, 0, 2)
    await ratna.presses(under(again, MAKE))
    assert await counted(office, number) == Tally(9, 0, 0, 2)


async def test_a_typed_count_of_several_kinds_is_taken_back_as_one(office: Office) -> None:
    number = await visit_of_today(office)
    await board_of(office, number)
    shown = await typed(office, "31 terekam 2 absen", 63)
    assert await counted(office, number) == Tally(31, 2, 0, 1)
    (undo,) = [each for row in shown.buttons for each in row if isinstance(each, Button) and each.label == "tally_undo"]
    await Desk(office, RATNA).presses(undo)
    assert (await counted(office, number)).seen == 0


async def test_a_number_is_a_question_again_once_something_else_was_shown(office: Office) -> None:
    number = await visit_of_today(office)
    await board_of(office, number)
    await office.note_answered(RATNA)
    assert not (await typed(office, "12", 64)).view.startswith("staff/")
    assert (await counted(office, number)).seen == 0


async def test_a_board_of_yesterday_takes_no_number(office: Office) -> None:
    number = await visit_of_today(office)
    shown = await board_of(office, number)
    assert shown.live
    await office.note_written(RATNA, BOARD, replace(shown.live, day=TODAY - timedelta(1)), Language.ID)
    assert not (await typed(office, "12", 64)).view.startswith("staff/")


async def test_a_draft_that_waits_gets_no_number_while_the_board_lies_open_and_waits_on(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.writes("SMAN 1 Namang", "visits")
    await board_of(office, number)
    assert (await typed(office, "+12", 65)).view == "staff/visits/tally_count"
    await office.note_answered(RATNA)
    assert (await typed(office, "12/01/2027", 66)).view == "staff/visits/preview"


@pytest.mark.parametrize(
    ("origin", "person"),
    [(Origin.EDITED, RATNA), (Origin.FORWARDED, RATNA), (Origin.TYPED, 7001)],
    ids=["edited", "forwarded", "a citizen"],
)
async def test_only_what_a_counting_hand_has_typed_counts(office: Office, origin: Origin, person: int) -> None:
    number = await visit_of_today(office)
    shown = await board_of(office, number)
    await office.note_written(person, BOARD, shown.live, Language.ID)
    request: Request = a_request("+12", person, origin=origin, member=office.public.member(person))
    await answer(request, office)
    assert (await counted(office, number)).seen == 0


async def test_a_number_after_the_end_is_told_who_closed_it_with_what(office: Office) -> None:
    number = await visit_of_today(office)
    await board_of(office, number)
    await close(office, number, "31 2")
    shown = await typed(office, "+3", 67)
    assert "sudah ditutup oleh Pak Hendra 12.00: 31 terekam, 2 absen." in render(shown, Language.ID)
    assert "closed by Pak Hendra at 12:00: 31 recorded, 2 absent." in render(shown, Language.EN)


async def test_on_the_second_day_of_a_visit_its_own_count_is_shown_and_set(office: Office) -> None:
    number = await visit_of_today(office)
    visit = office.board.schedule.find(number)
    assert visit
    async with office.store.changing_board() as connection:
        two_days = replace(visit, days=(TODAY - timedelta(1), TODAY))
        await change_visit(connection, visit, two_days, RATNA, office.now())
    await office.public.renew_board()
    yesterday = a_request(tap_argument(number), HENDRA, origin=Origin.TAPPED, member=office.public.member(HENDRA))
    yesterday = replace(yesterday, today=TODAY - timedelta(1), route="tally", act=COUNT.name, tap="yesterday")
    await answer(yesterday, office)
    shown = await board_of(office, number)
    assert (shown.values["tally"].recorded, shown.values["total"].recorded, shown.values["left"]) == (0, 5, 35)
    await typed(office, "sudah 7", 70)
    assert (await tally_of(office.store, number)).on(TODAY) == Tally(7, 0, 0, 1)
    assert await counted(office, number) == Tally(12, 0, 0, 2)


def tap_argument(number: int) -> str:
    return count(number, TallyStep.FIVE_RECORDED).argument


async def test_the_desk_is_on_the_counter_whatever_it_shows(office: Office) -> None:
    """Opened, counted, taken back, asked about, changed by itself, and closed: a button that comes and goes is not found."""
    number = await visit_of_today(office, pupils=500)
    ratna = Desk(office, RATNA)
    counted_one = await ratna.presses(count(number, TallyStep.RECORDED), tap="11")
    watch = Watch(Live(LiveKind.TALLY, number, TODAY), RATNA, BOARD, Language.ID)
    screens = [
        await ratna.presses(OPEN.button("tally_open", number)),
        counted_one,
        await ratna.presses(under(counted_one, TAKE_BACK), tap="12"),
        await ratna.writes("+400", "tally"),
        await ratna.writes("", "tally"),
    ]
    for ends in (False, True):
        if ends:
            screens.append(await close(office, number, "31 2"))
        visit = office.board.schedule.find(number)
        assert visit
        screens.append(await live_board(visit, await tally_of(office.store, number), watch, office))
    assert [shown.view for shown in screens if TO_DESK not in [item for row in shown.buttons for item in row]] == []
