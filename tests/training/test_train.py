"""The model that the bot carries is the one that its texts make."""

import pytest

from ektp_core.understanding.gazetteer import gazetteer_of
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.model import MOST_ADDED, Model, from_lanes, in_lanes, parsed, trained_model, written
from tests.core.builders import published_board
from training.train import EXPECTED, WEIGHTS, read_texts, train

BOARD = published_board()
LARGEST_FILE = 1_000_000


@pytest.fixture(scope="module")
def trained_again() -> Model:
    return train(read_texts(), gazetteer_of(BOARD.schools, BOARD.areas, BOARD.home))


def test_training_again_makes_the_same_model(trained_again: Model) -> None:
    kept = trained_model()
    assert trained_again.intents == kept.intents
    assert trained_again.vocabulary == kept.vocabulary
    assert trained_again.weights.keys() == kept.weights.keys()
    count = len(kept.intents)
    pairs = [(from_lanes(trained_again.weights[name], count), from_lanes(row, count)) for name, row in kept.weights.items()]
    steps = [abs(now - before) for again, row in pairs for now, before in zip(again, row, strict=True)]
    assert max(steps) <= 2  # another machine rounds the last digit otherwise


def test_a_model_is_the_same_after_it_was_written() -> None:
    assert parsed(written(trained_model())) == trained_model()


def test_so_many_features_fill_their_lanes_and_no_neighbour() -> None:
    assert from_lanes(sum([in_lanes(bytes([255, 0, 255]))] * MOST_ADDED), 3) == (255 * MOST_ADDED, 0, 255 * MOST_ADDED)


def test_the_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size <= LARGEST_FILE


def test_each_intent_has_texts() -> None:
    asked = {each.intent for each in read_texts()}
    assert asked == set(Intent) == set(map(Intent, EXPECTED))


def test_no_text_is_there_twice() -> None:
    texts = [each.text for each in read_texts()]
    assert len(texts) == len(set(texts))
