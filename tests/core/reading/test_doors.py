"""One reader: what a text names is read alike through every door, or asked back through every door (docs/understanding.md#days)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ektp_core.reading.calendar import Days
from tests.core.builders import TODAY
from tests.core.reading.doors import BIRTH_DOORS, DAY_DOORS, NOTHING, NUMBER_DOORS

FARTHEST = TODAY + timedelta(366)


def rows(name: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Phrase, meaning, and what single doors make of it, from a table: "phrase | meaning | door: result; door: result"."""
    for row in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            phrase, meaning, exceptions = (*(part.strip() for part in row.split("|")), "")[:3]
            yield phrase, meaning, dict(each.split(": ", 1) for each in exceptions.split("; ") if each)


def expected(door: str, meaning: str) -> str:
    """What a door makes of a meaning, by what it is for; the head of days.txt says it in words."""
    if meaning.startswith("?"):
        return _asked_through(door, meaning)
    if meaning == NOTHING:
        return NOT_SAID.get(door, NOTHING)
    is_period, runs = meaning.startswith("~"), meaning.lstrip("~").split()
    first, last = (date.fromisoformat(text) for text in (runs[0][:10], runs[-1][-10:]))
    if is_period and door in OF_PERIODS:
        return OF_PERIODS[door]
    if is_period and door in OF_WISHES:
        return Days(max(first, TODAY), last).iso()
    if door == "pause":
        return first.isoformat() if len(runs) == 1 and TODAY < first <= FARTHEST else "? pause_unclear"
    if door == "announcement" and first != last:
        return "? announcement_time"
    if door == "announcement" and first > FARTHEST:
        return "? announcement_far"
    if door == "announcement" and first < TODAY:
        return "? announcement_past"
    if door in ("form", *OF_WISHES) and first < TODAY:
        return "? past_days"
    if len(runs) > 1:
        return {"field": "? not_a_date", "loan": f"{first}/{last}"}.get(door, meaning)
    return meaning.lstrip("~")


NOT_SAID = {
    "field": "? not_a_date",
    "form": "? days",
    "line": "? place_unknown",
    "cell": "? place_unknown",
    "pause": "? pause_unclear",
    "announcement": "? announcement_time",
    "wish": "? wishes",
}
OF_WISHES = ("request", "wish")
OF_PERIODS = {"form": "? days", "line": "? days_of_period", "cell": "? days_of_period", "order": "? days_of_period", "loan": "? days"}


def _asked_through(door: str, question: str) -> str:
    if door in ("form", "loan", *OF_WISHES):
        return "? days"
    if door == "announcement":
        return "? announcement_day" if question == "? impossible_date" else "? announcement_unclear"
    return question


def expected_birth(door: str, meaning: str) -> str:
    """What a door makes of a birth: bare, a day to come and a day without its year are none."""
    return NOTHING if door == "bare" and meaning in ("? not_a_date", "? future_date") else meaning


def expected_number(door: str, meaning: str) -> str:
    """What a door makes of numbers: a loan has no use for pupils, a request none for kits, and neither for hours."""
    if door in ("visit", "cells"):
        return meaning
    of_pupils, of_kits = "pupils" in meaning, "kits" in meaning
    return meaning if (door == "request" and of_pupils) or (door == "loan" and of_kits) else NOTHING


DAYS, BIRTHS, NUMBERS = list(rows("days.txt")), list(rows("births.txt")), list(rows("numbers.txt"))


@pytest.mark.parametrize(("phrase", "meaning", "exceptions"), DAYS, ids=[phrase for phrase, *_ in DAYS])
def test_a_day_is_the_same_day_or_the_same_question_through_every_door(phrase: str, meaning: str, exceptions: dict[str, str]) -> None:
    read = {name: door(phrase) for name, door in DAY_DOORS.items()}
    assert read == {name: exceptions.get(name) or expected(name, meaning) for name in DAY_DOORS}


@pytest.mark.parametrize(("phrase", "meaning", "exceptions"), BIRTHS, ids=[phrase for phrase, *_ in BIRTHS])
def test_a_birth_is_the_same_birth_or_the_same_question_through_every_door(phrase: str, meaning: str, exceptions: dict[str, str]) -> None:
    read = {name: door(phrase) for name, door in BIRTH_DOORS.items()}
    assert read == {name: exceptions.get(name) or expected_birth(name, meaning) for name in BIRTH_DOORS}


@pytest.mark.parametrize(("phrase", "meaning", "exceptions"), NUMBERS, ids=[phrase for phrase, *_ in NUMBERS])
def test_a_number_is_the_same_number_or_the_same_question_through_every_door(phrase: str, meaning: str, exceptions: dict[str, str]) -> None:
    read = {name: door(phrase) for name, door in NUMBER_DOORS.items()}
    assert read == {name: exceptions.get(name) or expected_number(name, meaning) for name in NUMBER_DOORS}


def test_the_tables_are_long_enough_to_decide() -> None:
    assert (len(DAYS) >= 150, len(BIRTHS) >= 100, len(NUMBERS) >= 60) == (True, True, True)
