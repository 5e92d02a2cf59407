"""A button is declared, not spelled: what it carries comes back as it was, and whatever else comes is an old button."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Act, NotAllowed
from ektp_core.visits.rounds import Round
from handlers.acts import ALL, ActNotDone, Acts, ActTwice, OldButton, Person, decoded, encoded
from handlers.reply import Button, ButtonTooLong, Reply, Tap, parse_callback, reply
from handlers.request import Request
from handlers.routes import STAFF_ROUTES
from handlers.staff.visits.acts import Week
from tests.rehearsal import a_request

NOBODYS: Any = None


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Choice:
    seen: int
    colour: Colour
    area: str


@dataclass(frozen=True, slots=True)
class ChosenOn:
    """A thing in the version that was on the screen, and what is chosen for it."""

    seen: Seen
    area: str


@dataclass(frozen=True, slots=True)
class Filter:
    page: int
    person: int | None = None
    colour: Colour | None = None


ARGUMENTS = [
    None,
    7,
    -1,
    2**31 - 1,
    Person(-1001234567890),
    Person(2**52 - 1),
    "19.04.01",
    date(2026, 11, 30),
    datetime(2026, 11, 30, 16, 30),
    Colour.RED,
    Seen(12, 3),
]
SEVERAL = [
    ChosenOn(Seen(12, 3), "19.04.01"),
    ChosenOn(Seen(12, 3), ""),
    Choice(4, Colour.BLUE, "19.04.01.2001"),
    Filter(1),
    Filter(2, 0, Colour.RED),
    AsOf(2026, 9),
    AsOf(2026, 9, 30),
]


@pytest.mark.parametrize("argument", [*ARGUMENTS, *SEVERAL], ids=repr)
def test_what_a_button_carries_comes_back_as_it_was(argument: object) -> None:
    assert decoded(type(argument), encoded(argument)) == argument


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((int, text) for text in ("", "x", "1.2", "٣", "²", str(2**31), "1" * 20, " 1", "+1")),
        *((Person, text) for text in ("", "x", "1" * 17, " 1", "1_000")),
        *((date, text) for text in ("", "2026-02-30", "kemarin", "0001-01-01", "2000-12-31", "2200-01-01", "9999-12-31")),
        *((datetime, text) for text in ("", "202613011200", "000101010000", "999912312359")),
        *((Round, text) for text in ("2026.0", "2026.3", "2000.2", "2200.1", "1.1", "9999.2", "2026")),
        *((Week, text) for text in ("0001-01-01.1", "9999-12-31.1", "2026-11-24")),
        *((Colour, text) for text in ("", "green")),
        *((Seen, text) for text in ("", "12", "12.", ".3", "12.3.4", "x.3")),
        *((Choice, text) for text in ("4.red", "4.green.19", "x.red.19")),
        *((ChosenOn, text) for text in ("", "12", "12.3", "12.x.19", "x.3.19")),
        *((Filter, text) for text in ("", "1", "1.", "..", "1.x.", "1..green", "1.2.red.3")),
        *((AsOf, text) for text in ("2026", "2026.13.", "2026..30", "2026.2.30", "0..")),
        (type(None), "x"),
    ],
)
def test_what_does_not_parse_is_an_old_button(kind: type, text: str) -> None:
    with pytest.raises(OldButton):
        decoded(kind, text)


@given(st.sampled_from([int, Person, date, datetime, Colour, Seen, Choice, ChosenOn, Filter, AsOf, type(None)]), st.text(max_size=40))
def test_no_text_is_read_but_as_it_would_be_written(kind: type, text: str) -> None:
    try:
        found = decoded(kind, text)
    except OldButton:
        return
    assert decoded(kind, encoded(found)) == found


def test_a_button_names_its_tool_and_act_and_is_told_from_a_question() -> None:
    made = Acts("visits", {}).act("move", Seen).button("visit_move", Seen(12, 3), name="SMAN 1 Koba")
    assert made.data == "2:visits:move:12.3"
    assert parse_callback(made.data) == Tap("visits", "12.3", act="move")
    assert parse_callback("1:visits:") == Tap("visits", "")
    assert parse_callback("2:visits:move") is parse_callback("2:visits::12") is None


def filled_to(size: int, start: str, end: str = "") -> str:
    """An argument after `start` that makes a button's data so many bytes long."""
    return "x" * (size - len((start + end).encode())) + end


LAST_LETTERS = ["x", "é", "€", "😀"]
"""Of one to four bytes: the limit is Telegram's, in bytes."""


@pytest.mark.parametrize("last", LAST_LETTERS)
@pytest.mark.parametrize(
    ("start", "data"),
    [
        ("1:schedule:", lambda argument: Button("", "schedule", argument).data),
        ("1k:schedule:", lambda argument: Button("", "schedule", argument).keeping_data),
        (
            "2:announcements:toggle_school:",
            lambda argument: Acts("announcements", {}).act("toggle_school", str).button("", argument).raw_data,
        ),
    ],
    ids=["a question", "a question that keeps its message", "an act"],
)
def test_a_button_takes_64_bytes_and_is_refused_with_65(start: str, data: Callable[[str], str], last: str) -> None:
    fitting, too_long = filled_to(64, start, last), filled_to(65, start, last)
    assert data(fitting) == start + fitting
    tap = parse_callback(start + fitting)
    assert tap is not None
    assert tap.argument == fitting
    with pytest.raises(ButtonTooLong):
        data(too_long)


@pytest.mark.parametrize("last", LAST_LETTERS)
def test_an_argument_fits_up_to_the_same_64_bytes(last: str) -> None:
    act = Acts("announcements", {}).act("toggle_school", str)
    sizes = range(55, 75)
    assert [size for size in sizes if act.fits(filled_to(size, "2:announcements:toggle_school:", last))] == list(range(55, 65))


def test_two_acts_of_one_name_are_refused_and_so_are_two_functions_for_one() -> None:
    acts = Acts("visits", {})
    move = acts.act("move", Seen)
    with pytest.raises(ActTwice):
        acts.act("move", int)

    async def does(seen: Seen, request: Request, office: Office) -> Reply:
        return reply("visit")

    move.does(does)
    with pytest.raises(ActTwice):
        move.does(does)


def test_a_tool_has_one_list_of_acts() -> None:
    everything: dict[str, Acts] = {}
    visits = Acts("visits", everything)
    assert everything == {"visits": visits}
    with pytest.raises(ActTwice):
        Acts("visits", everything)


WITHOUT_A_FUNCTION = """
import os, sys
from importlib import import_module
import handlers.answer
from handlers.acts import ALL
from handlers.routes import STAFF_ROUTES

for route in STAFF_ROUTES:
    if os.fork() == 0:
        import_module(route.handler.module)
        lacking = [act.name for act in ALL.get(route.name, ()) if not act.is_done]
        if lacking:
            print(route.name, *lacking, flush=True)
        os._exit(0)
    os.wait()
"""
"""Each tool is imported by itself: what another tool has imported would hide what this one does not."""


def test_each_act_has_its_function_once_its_tool_is_opened() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT_A_FUNCTION], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("", "")


def test_every_list_of_acts_is_a_tools() -> None:
    for route in STAFF_ROUTES:
        import_module(route.handler.module)
    assert set(ALL) <= {route.name for route in STAFF_ROUTES}


def tapped(acts: Acts, act: str, argument: str) -> Reply:
    return asyncio.run(acts.answer(replace(a_request(argument), act=act), NOBODYS))


def test_an_act_gets_its_argument_and_an_unknown_one_is_old() -> None:
    acts = Acts("visits", {})

    @acts.act("move", Seen).does
    async def move(seen: Seen, request: Request, office: Office) -> Reply:
        return reply("moved", seen=seen)

    assert tapped(acts, "move", "12.3").values == {"seen": Seen(12, 3)}
    for act, argument in (("move", "12"), ("shift", "12.3"), ("", "")):
        with pytest.raises(OldButton):
            tapped(acts, act, argument)


def test_an_act_with_a_right_of_its_own_is_not_begun_without_it() -> None:
    acts = Acts("visits", {})

    @acts.act("move", right=Act.CHANGE_VISITS).does
    async def move(_: None, request: Request, office: Office) -> Reply:
        return reply("moved")

    with pytest.raises(NotAllowed):
        tapped(acts, "move", "")


def test_an_act_without_a_function_is_a_mistake_of_ours_and_no_old_button() -> None:
    acts = Acts("visits", {})
    acts.act("move")
    with pytest.raises(ActNotDone):
        tapped(acts, "move", "")


def test_what_no_button_can_carry_is_refused_where_the_button_is_made() -> None:
    act = Acts("visits", {}).act("move", float)
    with pytest.raises(TypeError):
        act.button("visit_move", 1.5)
