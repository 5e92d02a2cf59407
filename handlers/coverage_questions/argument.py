"""A coverage question as a button or a sentence hands it to /cakupan: `q=gap;a=19.04;n=100`."""

from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

from ektp_core.areas import Area, Areas, Level
from ektp_core.coverage.gaps import Goal
from ektp_core.coverage.questions import Asked, CoverageQuestion
from ektp_core.reading.calendar import Days

QUESTION = "q="
"""Before what is asked, a `questions.Asked`."""

PARTS_OF = "k="
"""Before the area whose parts are listed with their figures."""

HIGHEST_PERCENT = 1000.0

_PARTS, _VALUE, _CODES = ";", "=", ","


class NotAQuestion(ValueError):
    """A text that no button and no sentence of this version makes."""


def written(question: CoverageQuestion) -> str:
    """The argument of the route `coverage` that asks it; three villages fit a button, a sentence may compare any number."""
    return _PARTS.join([QUESTION + question.asked, *(f"{key}{_VALUE}{value}" for key, value in _said(question))])


def parsed(argument: str, areas: Areas) -> CoverageQuestion:
    """The reverse of `written`. Raises NotAQuestion, also for areas that there are not any more."""
    asked, *parts = argument.removeprefix(QUESTION).split(_PARTS)
    try:
        fields: dict[str, Any] = {}
        for key, _, value in (part.partition(_VALUE) for part in parts):
            name, read = _READ[key]
            fields[name] = read(value, areas)
        return CoverageQuestion(Asked(asked), **fields)
    except (KeyError, ValueError) as wrong:
        raise NotAQuestion(argument) from wrong


def _said(question: CoverageQuestion) -> Iterator[tuple[str, str]]:
    """Only what is named."""
    if question.area:
        yield "a", question.area.code
    if question.areas:
        yield "c", _CODES.join(area.code for area in question.areas)
    if question.level:
        yield "l", question.level
    if question.percent is not None:
        yield "p", f"{question.percent:.10g}"
    match question.target:
        case Area(code):
            yield "t", code
        case Goal() as goal:
            yield "g", goal
        case float() | int() as percent:
            yield "n", f"{percent:.10g}"
    if question.since:
        yield "s", question.since.iso()


def _percent(text: str, areas: Areas) -> float:
    value = float(text)
    if not (isfinite(value) and 0 <= value <= HIGHEST_PERCENT):
        raise ValueError(f"no percentage: {text!r}")
    return value


_READ: Mapping[str, tuple[str, Callable[[str, Areas], Any]]] = MappingProxyType(
    {
        "a": ("area", lambda text, areas: areas[text]),
        "c": ("areas", lambda text, areas: tuple(areas[code] for code in text.split(_CODES))),
        "l": ("level", lambda text, areas: Level(text)),
        "p": ("percent", _percent),
        "t": ("target", lambda text, areas: areas[text]),
        "g": ("target", lambda text, areas: Goal(text)),
        "n": ("target", _percent),
        "s": ("since", lambda text, areas: Days.parse(text)),
    }
)
