"""The messages made for any office name what that office has, and are understood as well as Bangka Tengah's own."""

import json
from functools import cache

import pytest

from tests.core.builders import board_of_office, published_board
from tests.core.understanding.filled import FRESH, Filled, filled_messages
from tests.core.understanding.understood import Understood, understood
from tests.core.understanding.written import MENTION, mention_of

OFFICES = ["12.07", "32.01", "93.01"]
FRESH_ROWS = [json.loads(line) for line in FRESH.read_text(encoding="utf-8").splitlines()]
BEHIND_HOME = 3.0
"""Points: so much worse than Bangka Tengah no office is."""


@cache
def messages(code: str) -> tuple[Filled, ...]:
    """The messages of an office, made once for all tests."""
    return made(code)


def made(code: str) -> tuple[Filled, ...]:
    return tuple(filled_messages(board_of_office(code)))


@pytest.mark.parametrize("code", OFFICES)
def test_every_name_of_a_message_becomes_one_of_that_office(code: str) -> None:
    board = board_of_office(code)
    for row, filled in zip(FRESH_ROWS, messages(code), strict=True):
        gold = row["slots"]
        assert filled.intent == row["intent"]
        assert len(filled.schools) + filled.unlisted >= ("school" in gold), filled
        assert bool(filled.areas) == bool({"area", "kecamatan"} & gold.keys()), filled
        assert all(npsn in board.schools for npsn in filled.schools)
        assert all(area.split(".")[0] == code.split(".", maxsplit=1)[0] for area in filled.areas)


@pytest.mark.parametrize("code", OFFICES)
def test_no_name_of_bangka_tengah_is_left(code: str) -> None:
    board = board_of_office(code)
    own = " ".join([*(area.name for area in board.areas), *(school.name for school in board.schools)]).casefold()
    for filled in messages(code):
        left = [mention_of(found) for found in MENTION.finditer(filled.text)]
        assert [each for each in left if not each.kind and each.written.casefold() not in own] == []


def test_the_same_office_gets_the_same_messages_and_another_gets_others() -> None:
    assert made("32.01") == messages("32.01")
    same = sum(one.text == other.text for one, other in zip(messages("32.01"), messages("93.01"), strict=True))
    assert 100 < same < len(FRESH_ROWS) - 100


def test_the_names_are_written_in_many_ways() -> None:
    texts = " ".join(filled.text for filled in messages("32.01"))
    assert all(form in texts for form in ("smansa ", "SMAN 1 ", "sma ", "smkn ", "Kecamatan ", "kec "))
    known = {word for area in board_of_office("32.01").areas for word in area.name.casefold().split()}
    assert any(word not in known for filled in messages("32.01") if filled.areas for word in filled.text.casefold().split())


@cache
def at_home() -> list[float]:
    return measured(understood(published_board()))


def measured(found: Understood) -> list[float]:
    return [found.asked.percent, found.schools.percent, found.areas.percent]


@pytest.mark.parametrize("code", OFFICES)
def test_another_office_understands_as_well_as_the_first(code: str) -> None:
    other = measured(understood(board_of_office(code)))
    assert [round(there - here, 1) for here, there in zip(at_home(), other, strict=True) if there < here - BEHIND_HOME] == []
    assert min(other) > 85
