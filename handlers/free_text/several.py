"""A message in its sentences and lines: each may be an order of its own."""

import re
from dataclasses import dataclass

MOST_PARTS = 8
"""A message of more is a text, not a list of orders."""

_BETWEEN = re.compile(r"(?:\s*\n\s*|(?<=[.;!?])\s+|\A\s*)(?:(?:[-•*]|\d{1,2}[.)])\s+)?")
"""The end of a line or a sentence, and the mark of a list behind it: an hour ("08.00") or a day ("7.12") has no space behind its point."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence or line of a message: its words, where they begin, and where they end."""

    words: str
    start: int
    end: int


def told_apart(text: str) -> list[Part]:
    """The sentences and lines of a message, without the marks of a list; none where there are more than anybody orders at once."""
    between = [*_BETWEEN.finditer(text)]
    ends = [*(found.start() for found in between[1:]), len(text)]
    spans = [(found.end(), end) for found, end in zip(between, ends, strict=True) if text[found.end() : end].strip()]
    return [Part(text[start:end].strip(), start, end) for start, end in spans] if len(spans) <= MOST_PARTS else []
