"""A small linear model: how probable each intent is, from the features of a message. Its weights are trained by `make train`."""

import base64
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from ektp_core.understanding.intents import Intent

MIDDLE = 128
"""A weight is kept in one byte, 128 stands for zero."""


@dataclass(frozen=True, slots=True)
class Model:
    """For each feature one byte an intent; `scale` is what one step of a byte weighs. `vocabulary`: words it knows as they are."""

    intents: tuple[Intent, ...]
    scale: float
    bias: tuple[float, ...]
    weights: dict[str, bytes]
    vocabulary: frozenset[str]

    def probabilities(self, found: set[str]) -> list[tuple[float, Intent]]:
        """Every intent with its probability, the most probable first."""
        rows = [row for feature in found if (row := self.weights.get(feature))]
        middle = MIDDLE * len(rows)
        sums = [total - middle for total in map(sum, zip(*rows, strict=True))] if rows else [0] * len(self.intents)
        # Features are weighed by the length of the vector, as in training: a long message is not surer than a short one.
        factor = self.scale / len(found) ** 0.5
        scores = [factor * total + bias for total, bias in zip(sums, self.bias, strict=True)]
        highest = max(scores)
        weights = [exp(score - highest) for score in scores]
        total = sum(weights)
        return sorted(((weight / total, intent) for weight, intent in zip(weights, self.intents, strict=True)), reverse=True)


def written(model: Model) -> str:
    """The model as text: a line each for the intents, the scale, the bias and the vocabulary, then one for each feature."""
    head = [" ".join(model.intents), repr(model.scale), " ".join(map(repr, model.bias)), " ".join(sorted(model.vocabulary))]
    return "\n".join([*head, *(f"{feature}\t{base64.b85encode(row).decode()}" for feature, row in sorted(model.weights.items()))]) + "\n"


def parsed(text: str) -> Model:
    """The reverse of `written`."""
    intents, scale, bias, vocabulary, *lines = text.splitlines()
    pairs = (line.split("\t") for line in lines)
    weights = {feature: base64.b85decode(row) for feature, row in pairs}
    return Model(tuple(map(Intent, intents.split())), float(scale), tuple(map(float, bias.split())), weights, frozenset(vocabulary.split()))


@cache
def trained_model() -> Model:
    """The model of this version."""
    return parsed(files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8"))
