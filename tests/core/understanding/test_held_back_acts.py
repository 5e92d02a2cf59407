"""Messages of staff, citizens' traps and frequent questions that nobody reads while building (docs/understanding.md#messages-held-back).

Here only the set is looked at: its labels, its breadth, and that it was never trained on. Failures are counted, never quoted, so that a
broken test shows nobody a message.
"""

import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.core.understanding.scorers import shared_scorer, where_it_is
from training.texts import intent_texts, matter_texts, staff_texts

HELD_BACK = Path(__file__).parent / "held_back_acts.jsonl"

with_scorer = where_it_is("score_nlu2")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    return shared_scorer("score_nlu2")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HELD_BACK.open(encoding="utf-8")]


def test_none_of_them_is_among_the_training_texts(rows: list[dict[str, Any]]) -> None:
    trained = {each.text for texts in (intent_texts, matter_texts, staff_texts) for each in texts()}
    assert trained
    assert sum(row["text"] in trained for row in rows) == 0


def test_there_are_enough_of_each_kind(rows: list[dict[str, Any]]) -> None:
    kinds = Counter(row["set"] for row in rows)
    questions = sum(row["set"] == "trap" and row["act"] != "citizen" for row in rows)
    filled = sum(row["set"] == "staff" and len(row["slots"]) > 1 for row in rows)
    assert kinds["staff"] >= 220
    assert kinds["faq"] >= 140
    assert (kinds["trap"] - questions, questions) >= (64, 16)
    assert filled >= 0.4 * kinds["staff"]


@with_scorer
def test_every_act_and_topic_is_asked_for(scorer: ModuleType, rows: list[dict[str, Any]]) -> None:
    acts = Counter(row["act"] for row in rows if row["set"] == "staff")
    topics = Counter(row["topic"] for row in rows if row["set"] == "faq")
    assert {act: acts[act] for act in scorer.ACTS if acts[act] < 3} == {}
    assert {topic: topics[topic] for topic in scorer.TOPICS if topics[topic] < 4} == {}
    assert topics["other"] == 15


@with_scorer
def test_every_label_is_one_that_the_scorer_reads(scorer: ModuleType, rows: list[dict[str, Any]]) -> None:
    faults = len(scorer.check_gold(rows))
    told = [{"text": row["text"], "topic": row.get("topic"), "act": row.get("act"), "slots": row.get("slots", {})} for row in rows]
    missed = len(scorer.score(rows, told)[1])
    assert (faults, missed) == (0, 0)
