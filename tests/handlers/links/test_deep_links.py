"""A link opens what a button of the same name asks, nothing that is not there, and nothing that somebody else has made up."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.office import Office
from handlers.answer import answer
from handlers.links.deep_links import KINDS, START, Opened, link_of, link_to, opened_by
from handlers.reply import Button, Reply, button
from handlers.request import Origin
from handlers.routes import BY_NAME
from tests.core.builders import demo_board
from tests.handlers.walk import WALKS, an_office, screens
from tests.rehearsal import a_request

BOARD = demo_board()
VISIT = next(visit for visit in BOARD.schedule if visit.state == "moved")

OPENING = {
    "s_10900778": Opened("schedule", "s=10900778"),
    "k_19-04-01": Opened("schedule", "k=19.04.01"),
    f"v_{VISIT.id}": Opened("schedule", f"v={VISIT.id}"),
    "c_19-04": Opened("coverage", "19.04"),
    "c_19": Opened("coverage", "19"),
    "r_early": Opened("requirements", "early"),
    "t_price": Opened("topics", "price"),
    "fs_10900778": Opened("subscriptions", "+s=10900778"),
    "fk_19-04-01": Opened("subscriptions", "+k=19.04.01"),
    "fd_19-04": Opened("subscriptions", "+d=19.04"),
    "eligibility": Opened("eligibility"),
    "my_data": Opened("my_data"),
}
OPENING_NOTHING = (
    *("x", "s", "s_", "_", "_10900778", "s_99999999", "S_10900778", "s_10900778_", "s__10900778", "s_10900778-", "s10900778"),
    *("k_19-04", "k_19-04-99", "k_19.04.01", "k_19-04-01-2001", "k_", "v_0", "v_99999999", "v_-1", "v_1x", f"v_{'1' * 12}", "v_٣"),
    *("c_t=19", "c_99", "r_nosuch", "t_nosuch", "fs_1", "fk_19-04", "fd_19-03", "f_s_10900778", "fs_10900778,s=10900779"),
    *("schedule:", "Schedule", "inv", "e_2010-03-12", "eligibility_2010", "1:schedule:", "s_10900778\n", " s_10900778", "<b>", "a" * 65),
)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


async def opens(office: Office, start: str) -> Reply:
    opened = opened_by(start, office.board)
    assert opened
    return await answer(replace(a_request(opened.argument, origin=Origin.LINKED), route=opened.route), office)


@pytest.mark.parametrize(("start", "opened"), OPENING.items(), ids=OPENING.keys())
def test_a_link_asks_what_a_button_would(start: str, opened: Opened) -> None:
    assert opened_by(start, BOARD) == opened
    assert link_of(button(opened.route, opened.argument)) == start


@pytest.mark.parametrize("start", OPENING_NOTHING)
def test_a_link_that_nobody_has_made_opens_nothing(start: str) -> None:
    assert opened_by(start, BOARD) is None


@given(start=st.text(max_size=70) | st.from_regex(r"[a-z]{1,2}_[A-Za-z0-9_-]{0,12}", fullmatch=True))
def test_whatever_stands_in_a_link_it_opens_only_what_has_that_address(start: str) -> None:
    opened = opened_by(start, BOARD)
    assert opened is None or START.fullmatch(start)
    if opened and opened.argument:
        assert link_of(button(opened.route, opened.argument)) == start


def test_no_kind_of_link_is_taken_for_a_route() -> None:
    assert [name for name in BY_NAME if name.partition("_")[0] in KINDS] == []


def test_every_button_that_has_an_address_is_asked_by_it() -> None:
    asked = {(item.route, item.argument): item for screen in screens(WALKS[4]) for item in screen.buttons}
    linked = {each: link_of(item) for each, item in asked.items()}
    assert len([start for start in linked.values() if start]) > 100
    assert [each for each, start in linked.items() if start and opened_by(start, BOARD) != Opened(*each)] == []


@pytest.mark.parametrize(
    "item",
    [
        button("eligibility", "2010-03-12"),
        button("reminders", "12-03-2010"),
        button("schedule", "p=2"),
        button("schedule", "s=10900778,d=2027-01-12"),
        button("subscriptions", "-s=10900778"),
        button("subscriptions", "ok=2026-11,s=10900778"),
        button("start", "warga"),
        button("figures"),
        Button("save", "visits", "1", act="save"),
        button("requirements", "x" * 64),
    ],
)
def test_births_acts_and_tools_have_no_address(item: Button) -> None:
    assert link_of(item) is None


@pytest.mark.parametrize("start", OPENING)
async def test_what_a_link_opens_is_an_answer(office: Office, start: str) -> None:
    found = await opens(office, start)
    assert not re.match(r"refusal/|not_understood|start$", found.view)


async def test_a_link_to_a_visit_says_what_has_become_of_it(office: Office) -> None:
    found = await opens(office, link_to("v", str(VISIT.id)))
    assert found.view == "schedule_school"
    assert VISIT in found.values["then"]
    assert (found.values["days"].first, found.values["days"].last) == (VISIT.first_day, VISIT.last_day)


async def test_a_link_to_a_visit_elsewhere_than_at_a_school_opens_its_subdistrict(office: Office) -> None:
    place = replace(VISIT.place, npsn=None)
    visits = [replace(VISIT, place=place) if each is VISIT else each for each in office.board.schedule]
    office.public.board = replace(office.board, schedule=type(office.board.schedule)(visits))
    found = await opens(office, link_to("v", str(VISIT.id)))
    assert (found.view, found.values["area"].code) == ("schedule_subdistrict", VISIT.place.subdistrict)
