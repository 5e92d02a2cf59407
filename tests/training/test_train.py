"""The model that the bot carries is the one that its texts make."""

import pytest

from ektp_core.understanding.gazetteer import gazetteer_of
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.model import Model, parsed, trained_model, written
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
    steps = [abs(now - before) for name, row in kept.weights.items() for now, before in zip(trained_again.weights[name], row, strict=True)]
    assert max(steps) <= 2  # another machine rounds the last digit otherwise


def test_a_model_is_the_same_after_it_was_written() -> None:
    assert parsed(written(trained_model())) == trained_model()


def test_the_weights_stay_small() -> None:
    assert WEIGHTS.stat().st_size <= LARGEST_FILE


def test_each_intent_has_texts() -> None:
    asked = {each.intent for each in read_texts()}
    assert asked == set(Intent) == set(map(Intent, EXPECTED))


def test_no_text_is_there_twice() -> None:
    texts = [each.text for each in read_texts()]
    assert len(texts) == len(set(texts))
