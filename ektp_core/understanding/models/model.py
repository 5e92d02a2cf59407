"""A small linear model: how probable each label is, from the features of a message. Its weights are trained by `make train`.

Three are carried: what citizens ask (`intents`), which topic or question of coverage it is (`matters`), and what staff order (`staff`).
"""

import base64
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from operator import add
from typing import Generic, TypeVar

from ektp_core.understanding.intents import Intent
from ektp_core.understanding.staff_intents import StaffIntent

L = TypeVar("L", bound=str)
MODELS = files(__package__)

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
class Model(Generic[L]):
    """For each feature a lane a label; `scale` is what one step of a weight weighs."""

    labels: tuple[L, ...]
    scale: float
    bias: tuple[float, ...]
    weights: dict[str, int]

    def probabilities(self, found: set[str]) -> list[tuple[float, L]]:
        """Every label with its probability, the most probable first."""
        rows = list(filter(None, map(self.weights.get, found)))
        sums = (-MIDDLE * len(rows),) * len(self.labels)
        for start in range(0, len(rows), MOST_ADDED):
            sums = tuple(map(add, sums, from_lanes(sum(rows[start : start + MOST_ADDED]), len(self.labels))))
        # Features are weighed by the length of the vector, as in training: a long message is not surer than a short one.
        factor = self.scale / len(found) ** 0.5
        scores = [factor * total + bias for total, bias in zip(sums, self.bias, strict=True)]
        highest = max(scores)
        weights = [exp(score - highest) for score in scores]
        total = sum(weights)
        return sorted(((weight / total, label) for weight, label in zip(weights, self.labels, strict=True)), reverse=True)


def written(model: Model[L]) -> str:
    """The model as text: a line each for the labels, the scale and the bias, then one for each feature."""
    head = [" ".join(model.labels), repr(model.scale), " ".join(map(repr, model.bias))]
    rows = ((feature, base64.b85encode(bytes(from_lanes(row, len(model.labels)))).decode()) for feature, row in model.weights.items())
    return "\n".join([*head, *(f"{feature}\t{row}" for feature, row in sorted(rows))]) + "\n"


def parsed(text: str, label: Callable[[str], L]) -> Model[L]:
    """The reverse of `written`; `label` makes a label of its name."""
    labels, scale, bias, *lines = text.splitlines()
    pairs = (line.split("\t") for line in lines)
    weights = {feature: in_lanes(base64.b85decode(row)) for feature, row in pairs}
    return Model(tuple(map(label, labels.split())), float(scale), tuple(map(float, bias.split())), weights)


@cache
def intents_model() -> Model[Intent]:
    """What citizens ask."""
    return parsed(_kept("intents.tsv"), Intent)


@cache
def matters_model() -> Model[str]:
    """Which topic a question is about, or what it asks of coverage; `OTHER` for none of them."""
    return parsed(_kept("matters.tsv"), str)


@cache
def staff_model() -> Model[StaffIntent]:
    """What staff ask or order: no citizen's message is ever read by it."""
    return parsed(_kept("staff.tsv"), StaffIntent)


@cache
def vocabulary() -> frozenset[str]:
    """The words that the models know as they are: people mean them, they are no slips."""
    return frozenset(_kept("vocabulary.txt").split())


def _kept(name: str) -> str:
    return (MODELS / name).read_text(encoding="utf-8")
