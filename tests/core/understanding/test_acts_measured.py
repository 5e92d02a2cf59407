"""How well staff's sentences, questions about coverage and topics are understood, on messages that nobody read while building.

The scorer is the shared one; where it is not beside the project, nothing is measured. Shares are told, never a message. The thresholds are
those that an office needs (docs/understanding.md#how-well-it-does).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.terminal.understand import CITIZEN, understood
from ektp_core.understanding.reader import Reader
from tests.core.builders import published_board
from tests.core.understanding.reading import TODAY
from tests.core.understanding.scorers import shared_scorer, where_it_is

HELD_BACK = Path(__file__).parent / "held_back_acts.jsonl"

pytestmark = where_it_is("score_nlu2")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    return shared_scorer("score_nlu2")


@pytest.fixture(scope="module")
def measured(scorer: ModuleType) -> dict[str, Any]:
    gold = scorer.load(HELD_BACK)
    found: dict[str, Any] = scorer.score(gold, list(_predicted(gold)))[0]
    return found


def _predicted(gold: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    reader = Reader.of(published_board())
    for row in gold:
        (line,) = understood([json.dumps({"text": row["text"]})], reader, TODAY, row.get("role", CITIZEN))
        yield json.loads(line)


def share(measured: dict[str, Any], what: str, of: str) -> float:
    counts = measured["counts"]
    return float(counts.get(what, 0) / counts[of])


def test_what_staff_ask_is_understood(measured: dict[str, Any]) -> None:
    staff = measured["staff"]
    assert staff["strict"] / staff["n"] >= 0.90
    assert share(measured, "staff_fell_to_citizen", "act") <= 0.04
    assert measured["counts"].get("wrong_changing_tool", 0) / staff["n"] <= 0.02


def test_what_they_say_is_read(measured: dict[str, Any]) -> None:
    slots = measured["slots"].items()
    scored = [counts for name, counts in slots if name not in {"reason", "text", "value", "note", "name", "contact"}]
    right, said = sum(each["ok"] for each in scored), sum(each["gold"] + each["spurious"] for each in scored)
    assert right / said >= 0.88


def test_no_citizen_opens_a_tool_of_staff(measured: dict[str, Any]) -> None:
    assert measured["counts"].get("citizen_opened_staff_tool", 0) == 0


def test_questions_about_coverage_are_open_to_everybody(measured: dict[str, Any]) -> None:
    assert share(measured, "trap_coverage_ok", "trap_coverage") >= 0.9
    assert share(measured, "trap_read_as_coverage", "trap_citizen") <= 0.05


def test_topics_are_told_and_what_is_about_none_is_not(measured: dict[str, Any]) -> None:
    topics = measured["faq"]
    assert topics["strict"] / topics["n"] >= 0.90
    assert share(measured, "other_got_topic", "other") <= 0.08
