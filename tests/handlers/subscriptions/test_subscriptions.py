"""Buttons of subscriptions and reminders: what they carry, and what an old or forged one may not do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ektp_core.board import Board
from ektp_core.eligibility import judge
from ektp_core.office import Office
from ektp_core.schools.register import Schools
from ektp_core.store.privacy import chat_data
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import Scope, Subscription, Topic, UnreachableReason
from handlers.answer import answer
from handlers.reply import Button, Reply
from tests.core.builders import TODAY, demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import SITI, a_request

BOARD = demo_board()
SMAN_1_KOBA = Subscription(Scope.SCHOOL, "10900778")


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """An office of whose people nothing is kept."""
    async with an_office(BOARD) as opened:
        yield opened


async def asks(office: Office, route: str, argument: str = "") -> Reply:
    return await answer(replace(a_request(argument), route=route), office)


async def follows(office: Office) -> set[Subscription]:
    who = (await chat_data(office.store, SITI)).subscriber
    return set(who.follows) if who else set()


def buttons(found: Reply) -> dict[str, Button]:
    return {item.label: item for row in found.buttons for item in row if isinstance(item, Button)}


async def presses(office: Office, item: Button) -> Reply:
    return await asks(office, item.route, item.argument)


async def agrees(office: Office, route: str, argument: str) -> Reply:
    return await presses(office, buttons(await asks(office, route, argument))["agree"])


async def test_agreeing_to_an_old_text_asks_again_and_keeps_nothing(office: Office) -> None:
    found = await asks(office, "subscriptions", "ok=2025-01,s=10900778")
    assert found.view == "consent"
    assert (await asks(office, "reminders", "ok=2025-01,c=2027-03-12")).view == "consent"
    assert (await chat_data(office.store, SITI)).is_nothing
    assert (await presses(office, buttons(found)["agree"])).view == "followed"
    assert await follows(office) == {SMAN_1_KOBA}


async def test_what_is_kept_is_shown_beside_the_text_to_agree_to(office: Office) -> None:
    offered = buttons(await asks(office, "subscriptions", "sman 1 koba"))
    assert (await presses(office, offered["privacy"])).as_new


@pytest.mark.parametrize(
    "argument", ["+s=1", "+k=19.01.01", "+d=19", "ok=2026-11,s=1", "ok=2026-11", "+", "off=halo", "on=", "-s=1", "in=19"]
)
async def test_a_forged_button_follows_nothing(office: Office, argument: str) -> None:
    assert (await asks(office, "subscriptions", argument)).view == "subscriptions_choice"
    assert (await chat_data(office.store, SITI)).is_nothing


async def test_one_button_brings_back_exactly_what_was_followed(office: Office) -> None:
    await agrees(office, "subscriptions", "sman 1 koba")
    await asks(office, "subscriptions", "namang")
    await asks(office, "subscriptions", "off=eve")
    await asks(office, "subscriptions", "off=announcements")
    before = (await chat_data(office.store, SITI)).subscriber
    stopped = await asks(office, "unsubscribe")
    assert (await chat_data(office.store, SITI)).is_nothing
    await presses(office, buttons(stopped)["follow_again"])
    after = (await chat_data(office.store, SITI)).subscriber
    assert before and after
    assert (set(after.follows), after.muted) == (set(before.follows), before.muted)
    assert after.muted == {Topic.EVE, Topic.ANNOUNCEMENTS}


async def test_what_does_not_fit_on_a_button_is_chosen_again(office: Office) -> None:
    await agrees(office, "subscriptions", "bateng")
    for area in BOARD.areas.children(BOARD.home.code):
        await asks(office, "subscriptions", f"+k={area.code}")
    stopped = await asks(office, "unsubscribe")
    assert "follow_again" not in buttons(stopped)
    assert (await presses(office, buttons(stopped)["follow_more"])).view == "subscriptions_choice"


async def test_a_school_that_the_office_removed_is_shown_by_its_number_and_can_be_left(office: Office) -> None:
    await agrees(office, "subscriptions", "sman 1 koba")
    office.public.board = without_schools(BOARD)
    found = await asks(office, "subscriptions")
    assert [each.name for each in found.values["followed"]] == ["10900778"]
    assert (await presses(office, buttons(found)["stop_school"])).view == "subscriptions_choice"
    assert await follows(office) == set()


def without_schools(board: Board) -> Board:
    return replace(board, schools=Schools([], board.areas))


@pytest.mark.parametrize(
    "argument", ["+c=2026-11-24", "+c=2020-01-01", "+c=2999-01-01", "+c=2026-02-30", "+m=0000-00-00", "ok=2026-11,c=2026-11-24"]
)
async def test_no_button_asks_for_a_day_that_is_over_or_none(office: Office, argument: str) -> None:
    assert (await asks(office, "reminders", argument)).view == "refusal/reminder_past"
    assert (await chat_data(office.store, SITI)).is_nothing


@pytest.mark.parametrize("birth", [date(2010, 3, 12), date(2011, 3, 12), date(2012, 2, 29)])
async def test_no_button_of_a_reminder_carries_the_birth_date(office: Office, birth: date) -> None:
    for route in ("eligibility", "reminders"):
        offered = [item for item in buttons(await asks(office, route, birth.isoformat())).values() if item.route == "reminders"]
        seventeenth = judge(birth, TODAY, BOARD.rules).seventeenth.isoformat()
        assert f"c={seventeenth}" in {item.argument.split(",")[0].removeprefix("+") for item in offered}
        assert not any(str(birth.year) in item.data for item in offered)


@pytest.mark.parametrize(("route", "text"), [("pause", "03/25/2027"), ("reminders", "03/25/2010")])
async def test_a_date_that_is_offered_instead_asks_the_same(office: Office, route: str, text: str) -> None:
    assert buttons(await asks(office, route, text))["this_date"].route == route


@pytest.mark.parametrize("text", ["2011", "15 tahun", "maret 2011", "besok", "130 tahun", "anak saya"])
async def test_a_birthday_is_never_guessed_for_a_reminder(office: Office, text: str) -> None:
    assert (await asks(office, "reminders", text)).view == "reminders_exact"


async def test_the_other_day_of_a_child_stays_on_offer_until_it_is_asked_for_too(office: Office) -> None:
    first = await agrees(office, "reminders", "+m=2027-03-12,c=2028-03-12")
    second = await presses(office, buttons(first)["remind_card"])
    assert (await chat_data(office.store, SITI)).reminders == (
        Reminder(SITI, ReminderKind.MAY_RECORD, date(2027, 3, 12)),
        Reminder(SITI, ReminderKind.CARD, date(2028, 3, 12)),
    )
    assert "remind_may_record" not in buttons(second)
    offered = await asks(office, "reminders", "12-03-2011")
    assert {"set_may_record", "set_card"} <= buttons(offered).keys()
    assert (await presses(office, buttons(offered)["set_card"])).values["is_new"] is False


@pytest.mark.parametrize(("route", "argument"), [("subscriptions", ""), ("reminders", ""), ("subscriptions", "+s=10900778")])
async def test_who_had_counted_as_shut_is_reached_again_once_they_ask(office: Office, route: str, argument: str) -> None:
    await agrees(office, "subscriptions", "koba")
    await retire(office.store, SITI, UnreachableReason.NEVER_STARTED, office.now())
    assert (await chat_data(office.store, SITI)).gone
    await asks(office, route, argument)
    assert (await chat_data(office.store, SITI)).gone is None


async def test_many_things_are_stopped_one_by_one_on_a_screen_of_their_own(office: Office) -> None:
    await agrees(office, "subscriptions", "bateng")
    for argument in ("sman 1 koba", "koba"):
        assert {item.label for item in buttons(await asks(office, "subscriptions", argument)).values()}
    assert "stop_one" not in buttons(await asks(office, "subscriptions"))
    await asks(office, "reminders", "+c=2027-03-12")
    found = buttons(await asks(office, "subscriptions"))
    assert not {"stop_school", "no_card"} & found.keys()
    singles = buttons(await presses(office, found["stop_one"]))
    assert {"stop_school", "stop_subdistrict", "stop_district", "no_card"} <= singles.keys()
    assert (await presses(office, singles["stop_school"])).view == "subscriptions"
    assert len(await follows(office)) == 2


async def test_public_answers_ask_the_database_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_sql(*_: Any) -> None:
        raise AssertionError("SQL")

    monkeypatch.setattr(office.store, "reading", no_sql)
    monkeypatch.setattr(office.store, "changing", no_sql)
    for route, argument in (("schedule", ""), ("schedule", "sman 1 koba"), ("eligibility", "12-03-2010"), ("coverage", "")):
        assert "subscriptions" in {item.route for item in buttons(await asks(office, route, argument)).values()} or route != "schedule"
