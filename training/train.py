"""From the texts beside this file to the models: logistic regression by scikit-learn, one of the libraries of the tests."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from scipy.sparse import csr_matrix

from ektp_core.board import Board
from ektp_core.reading.masking import mask_numbers
from ektp_core.reading.words.calendar_words import CALENDAR_WORDS
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.text import Text
from ektp_core.store import load_board, migrate, open_store
from ektp_core.store.first_start import load_first_start
from ektp_core.understanding.details import read_details
from ektp_core.understanding.gazetteer import Gazetteer, gazetteer_of
from ektp_core.understanding.models.features import features
from ektp_core.understanding.models.model import MIDDLE, Model, in_lanes, written
from ektp_core.understanding.reader import spelling_for
from training.texts import ASKED_OF_600, Labelled, intent_texts, matter_texts, staff_texts

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

MODELS = Path(__file__).parents[1] / "ektp_core" / "understanding" / "models"
WRITTEN_ON = date(2026, 11, 23)
"""The day on which the texts were labelled."""

FEWEST_TEXTS = 2
"""Texts that a feature must occur in, and three for a word that is known."""

SHORTEST_MISSPELT_NAME = 6

STRENGTH = 150.0
"""Inverse of the regularisation; chosen by cross-validation on the training texts."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the models: its texts, how many of its features are kept, and how often each label is expected."""

    name: str
    texts: Callable[[], list[Labelled]]
    most_features: int
    expected: Mapping[str, float]


KINDS = (
    Kind("intents", intent_texts, 11_000, ASKED_OF_600),
    Kind("matters", matter_texts, 4_500, {}),
    Kind("staff", staff_texts, 5_500, {}),
)


def train(kind: Kind, gazetteer: Gazetteer, known: frozenset[str]) -> Model[str]:
    """A multinomial logistic regression on the features, its weights rounded to one byte."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    texts = kind.texts()
    spelling = spelling_for(gazetteer, known)
    found = [_features(each, spelling, gazetteer) for each in texts]
    counts = Counter(feature for one in found for feature in one)
    kept = {feature: place for place, feature in enumerate(sorted(f for f, count in counts.items() if count >= FEWEST_TEXTS))}
    matrix = _matrix(found, kept)
    asked = [str(each.label) for each in texts]
    regression = LogisticRegression(C=STRENGTH, max_iter=300, class_weight=_weights(asked, kind.expected))
    with threadpool_limits(1):  # on so small a matrix several threads only wait for each other
        regression.fit(matrix, asked)
    return _rounded(regression, kept, kind.most_features)


def _features(each: Labelled, spelling: Spelling, gazetteer: Gazetteer) -> set[str]:
    read = read_details(Text(mask_numbers(each.text).text, spelling), gazetteer, WRITTEN_ON)
    return features(read.words, read.unknown, each.role)


def _weights(asked: Sequence[str], expected: Mapping[str, float]) -> dict[str, float]:
    """How much a text of each label counts: as often as it is expected, every other label as often as the mean."""
    counts = Counter(asked)
    shares = {label: expected.get(label, 1.0) for label in counts}
    return {label: shares[label] / sum(shares.values()) * len(asked) / count for label, count in counts.items()}


def known_words(gazetteer: Gazetteer) -> frozenset[str]:
    """Words of several of the citizens' texts: people mean them, they are no slips.

    Those of staff are not taken: what only they write would change how a citizen's slips are read.
    """
    spelling = spelling_for(gazetteer, frozenset())
    texts = {each.text for each in intent_texts()}
    counts = Counter(
        word for text in sorted(texts) for word in {token.text for token in Text(text, spelling).tokens if token.text.isalpha()}
    )
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


def _rounded(regression: "LogisticRegression", kept: dict[str, int], most: int) -> Model[str]:
    weights = regression.coef_.T
    scale = float(numpy.abs(weights).max()) / (MIDDLE - 1)
    whole = numpy.rint(weights / scale).astype(int)
    strongest = sorted(kept.items(), key=lambda item: (-int(numpy.abs(whole[item[1]]).max()), item[0]))[:most]
    rows = {feature: in_lanes(bytes(int(step) + MIDDLE for step in whole[place])) for feature, place in strongest if whole[place].any()}
    labels = tuple(map(str, regression.classes_))
    bias = tuple(round(float(value), 6) for value in regression.intercept_)
    return Model(labels, round(scale, 9), bias, rows)


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
    """Write the weights of this version, and the words that they know."""
    board = asyncio.run(first_board())
    gazetteer = gazetteer_of(board.schools, board.areas, board.home)
    known = known_words(gazetteer)
    (MODELS / "vocabulary.txt").write_text(" ".join(sorted(known)) + "\n", encoding="utf-8")
    for kind in KINDS:
        path = MODELS / f"{kind.name}.tsv"
        path.write_text(written(train(kind, gazetteer, known)), encoding="utf-8")
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")
