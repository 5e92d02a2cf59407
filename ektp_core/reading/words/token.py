"""One word, number or sign of a message."""

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """A word (`word` in standard spelling), a number (`number` is set, written with `digits` digits) or a sign.

    It stands in the normal text from `start` to before `end`. `text` is in lower case; `glued` says that nothing stands between it and
    what comes before, `known` that the word is no slip for another, `grouped` that the number's thousands are told apart: "1.200".
    """

    text: str
    word: str
    glued: bool
    number: int | None = None
    digits: int = 0
    known: bool = False
    start: int = 0
    end: int = 0
    grouped: bool = False
