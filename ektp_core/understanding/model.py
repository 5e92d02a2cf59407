"""A small linear model: how probable each intent is, from the features of a message. Its weights are trained by `make train`."""

import base64
import struct
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import add

from ektp_core.understanding.intents import Intent

MIDDLE = 128
"""A weight is kept in one byte, 128 stands for zero."""

LANE = 2
"""Bytes for each weight of a feature in one whole number: adding such numbers adds all weights at once."""

MOST_ADDED = (256**LANE - 1) // 255
"""Features at a time, so that no sum passes its lane."""


def in_lanes(row: bytes) -> int:
    """A feature's weights, a byte each, as one number of lanes."""
    return int.from_bytes(struct.pack(f"<{len(row)}H", *row), "little")


def from_lanes(lanes: int, count: int) -> tuple[int, ...]:
    """The `count` weights, or sums of weights, of a number of lanes."""
    return struct.unpack(f"<{count}H", lanes.to_bytes(LANE * count, "little"))


@dataclass(frozen=True, slots=True)
class Model:
    """For each feature a lane an intent; `scale` is what one step of a weight weighs. `vocabulary`: words it knows as they are."""

    intents: tuple[Intent, ...]
    scale: float
    bias: tuple[float, ...]
    weights: dict[str, int]
    vocabulary: frozenset[str]

    def probabilities(self, found: set[str]) -> list[tuple[float, Intent]]:
        """Every intent with its probability, the most probable first."""
        rows = list(filter(None, map(self.weights.get, found)))
        sums = (-MIDDLE * len(rows),) * len(self.intents)
        for start in range(0, len(rows), MOST_ADDED):
            sums = tuple(map(add, sums, from_lanes(sum(rows[start : start + MOST_ADDED]), len(self.intents))))
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
    rows = ((feature, base64.b85encode(bytes(from_lanes(row, len(model.intents)))).decode()) for feature, row in model.weights.items())
    return "\n".join([*head, *(f"{feature}\t{row}" for feature, row in sorted(rows))]) + "\n"


def parsed(text: str) -> Model:
    """The reverse of `written`."""
    intents, scale, bias, vocabulary, *lines = text.splitlines()
    pairs = (line.split("\t") for line in lines)
    weights = {feature: in_lanes(base64.b85decode(row)) for feature, row in pairs}
    return Model(tuple(map(Intent, intents.split())), float(scale), tuple(map(float, bias.split())), weights, frozenset(vocabulary.split()))


@cache
def trained_model() -> Model:
    """The model of this version."""
    return parsed(files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8"))
