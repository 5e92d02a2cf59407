"""From the texts beside this file to the model: logistic regression by scikit-learn, one of the libraries of the tests."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from scipy.sparse import csr_matrix

from ektp_core.board import Board
from ektp_core.reading.masking import mask_numbers
from ektp_core.reading.words.calendar_words import CALENDAR_WORDS
from ektp_core.reading.words.text import Text
from ektp_core.store import load_board, migrate, open_store
from ektp_core.store.first_start import load_first_start
from ektp_core.understanding.details import read_details
from ektp_core.understanding.features import features
from ektp_core.understanding.gazetteer import Gazetteer, gazetteer_of
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.model import MIDDLE, Model, in_lanes, written
from ektp_core.understanding.reader import spelling_for

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

TEXTS = Path(__file__).parent
WEIGHTS = TEXTS.parent / "ektp_core" / "understanding" / "weights.tsv"
WRITTEN_ON = date(2026, 11, 23)
"""The day on which the texts were labelled."""

FEWEST_TEXTS = 2
"""Texts that a feature must occur in, and three for a word that is known."""

SHORTEST_MISSPELT_NAME = 6

MOST_FEATURES = 20_000
STRENGTH = 150.0
"""Inverse of the regularisation; chosen by cross-validation on the training texts."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what it asks."""

    text: str
    intent: Intent


def read_texts() -> list[Labelled]:
    """Every labelled text of the files beside this one."""
    lines = [line for file in sorted(TEXTS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines() if line]
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Labelled(row["text"], Intent(row["intent"])) for row in rows]


def train(texts: Sequence[Labelled], gazetteer: Gazetteer) -> Model:
    """A multinomial logistic regression on the features, its weights rounded to one byte."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    vocabulary = _vocabulary(texts, gazetteer)
    spelling = spelling_for(gazetteer, vocabulary)
    read = [read_details(Text(mask_numbers(each.text).text, spelling), gazetteer, WRITTEN_ON) for each in texts]
    found = [features(each.words, each.unknown) for each in read]
    counts = Counter(feature for one in found for feature in one)
    kept = {feature: place for place, feature in enumerate(sorted(f for f, count in counts.items() if count >= FEWEST_TEXTS))}
    matrix = _matrix(found, kept)
    asked = [each.intent.value for each in texts]
    regression = LogisticRegression(C=STRENGTH, max_iter=300, class_weight=_weights(asked))
    with threadpool_limits(1):  # on so small a matrix several threads only wait for each other
        regression.fit(matrix, asked)
    return _rounded(regression, kept, vocabulary)


EXPECTED = {
    "eligibility": 150,
    "schedule": 140,
    "out_of_scope": 50,
    "requirements": 36,
    "card_status": 32,
    "coverage": 32,
    "ranking": 28,
    "contact": 22,
    "subscribe": 22,
    "announce": 18,
    "unsubscribe": 16,
    "greeting": 14,
    "help": 14,
    "update_figures": 14,
    "thanks": 12,
}
"""Of 600 messages so many ask each (docs/understanding.md#the-model): some matters need more examples than they are asked."""

EVEN = 1.0
"""How far the shares are brought to the expected ones: not at all 0, wholly 1."""


def _weights(asked: Sequence[str]) -> dict[str, float]:
    """How much a text of each intent counts."""
    counts = Counter(asked)
    return {intent: (EXPECTED[intent] / sum(EXPECTED.values()) * len(asked) / count) ** EVEN for intent, count in counts.items()}


def _vocabulary(texts: Sequence[Labelled], gazetteer: Gazetteer) -> frozenset[str]:
    """Words of several texts: people mean them, they are no slips."""
    spelling = spelling_for(gazetteer, frozenset())
    counts = Counter(word for each in texts for word in {token.text for token in Text(each.text, spelling).tokens if token.text.isalpha()})
    names = [word for word in (*gazetteer.words(), *CALENDAR_WORDS) if len(word) >= SHORTEST_MISSPELT_NAME]
    return frozenset(
        word for word, count in counts.items() if count > FEWEST_TEXTS and len(word) > 1 and (word in names or not _is_like(word, names))
    )


def _is_like(word: str, names: list[str]) -> bool:
    """Whether a word may be a name with a slip: then it is not known as it is, however often it is written so."""
    return len(word) >= SHORTEST_MISSPELT_NAME and process.extractOne(word, names, scorer=OSA.distance, score_cutoff=1) is not None


def _matrix(found: Sequence[set[str]], kept: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, one in enumerate(found):
        for feature in sorted(one):
            if (column := kept.get(feature)) is not None:
                rows.append(row)
                columns.append(column)
                values.append(1.0 / len(one) ** 0.5)
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(kept)))


def _rounded(regression: "LogisticRegression", kept: dict[str, int], vocabulary: frozenset[str]) -> Model:
    weights = regression.coef_.T
    scale = float(numpy.abs(weights).max()) / (MIDDLE - 1)
    whole = numpy.rint(weights / scale).astype(int)
    strongest = sorted(kept.items(), key=lambda item: (-int(numpy.abs(whole[item[1]]).max()), item[0]))[:MOST_FEATURES]
    rows = {feature: in_lanes(bytes(int(step) + MIDDLE for step in whole[place])) for feature, place in strongest if whole[place].any()}
    intents = tuple(Intent(label) for label in regression.classes_)
    bias = tuple(round(float(value), 6) for value in regression.intercept_)
    return Model(intents, round(scale, 9), bias, rows, vocabulary)


async def first_board() -> Board:
    """The board of a first start: the texts name its schools and areas."""
    store = open_store("sqlite+aiosqlite:///:memory:")
    try:
        await migrate(store)
        await load_first_start(store)
        return await load_board(store)
    finally:
        await store.close()


def main() -> None:
    """Write the weights of this version."""
    board = asyncio.run(first_board())
    WEIGHTS.write_text(written(train(read_texts(), gazetteer_of(board.schools, board.areas, board.home))), encoding="utf-8")
    sys.stdout.write(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size // 1000} kB\n")
