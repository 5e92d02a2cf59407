"""The models that the bot carries are those that their texts make."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ektp_core.understanding.gazetteer import gazetteer_of
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.models.model import (
    MOST_ADDED,
    Model,
    from_lanes,
    in_lanes,
    intents_model,
    matters_model,
    parsed,
    staff_model,
    vocabulary,
    written,
)
from ektp_core.understanding.staff_intents import COVERAGE, StaffIntent
from tests.core.builders import published_board
from training.texts import ASKED_OF_600, Labelled, intent_texts, matter_texts, staff_texts
from training.train import KINDS, MODELS, Kind, known_words, train

BOARD = published_board()
GAZETTEER = gazetteer_of(BOARD.schools, BOARD.areas, BOARD.home)
LARGEST = 1_000_000
"""Bytes of all weights."""

KEPT: Mapping[str, Model[Any]] = {"intents": intents_model(), "matters": matters_model(), "staff": staff_model()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_training_again_makes_the_same_model(kind: Kind) -> None:
    kept = KEPT[kind.name]
    again = train(kind, GAZETTEER, vocabulary())
    assert again.labels == tuple(map(str, kept.labels))
    assert again.weights.keys() == kept.weights.keys()
    count = len(kept.labels)
    pairs = [(from_lanes(again.weights[name], count), from_lanes(row, count)) for name, row in kept.weights.items()]
    steps = [abs(now - before) for new, row in pairs for now, before in zip(new, row, strict=True)]
    assert max(steps) <= 2  # another machine rounds the last digit otherwise


def test_the_vocabulary_is_that_of_the_texts() -> None:
    assert known_words(GAZETTEER) == vocabulary()


def test_a_model_is_the_same_after_it_was_written() -> None:
    assert parsed(written(staff_model()), StaffIntent) == staff_model()


def test_so_many_features_fill_their_lanes_and_no_neighbour() -> None:
    assert from_lanes(sum([in_lanes(bytes([255, 0, 255]))] * MOST_ADDED), 3) == (255 * MOST_ADDED, 0, 255 * MOST_ADDED)


def test_the_weights_stay_small() -> None:
    assert sum(file.stat().st_size for file in MODELS.glob("*.tsv")) <= LARGEST


def test_each_label_has_texts() -> None:
    assert {each.label for each in intent_texts()} == set(Intent) == set(ASKED_OF_600)
    assert {each.label for each in staff_texts()} == set(StaffIntent)
    asked = {each.label for each in matter_texts()}
    assert set(COVERAGE) <= asked


@pytest.mark.parametrize("texts", [intent_texts, matter_texts, staff_texts])
def test_no_text_is_there_twice(texts: Callable[[], list[Labelled]]) -> None:
    found = [each.text for each in texts()]
    assert len(found) == len(set(found))
