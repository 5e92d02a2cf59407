"""A question put to an office that has only these figures."""

from dataclasses import replace
from datetime import date

from ektp_core.areas import Area
from ektp_core.coverage.figure import Figure, HeadCounts
from ektp_core.coverage.questions import Answer, CoverageQuestion, answer_question
from tests.core.builders import CODES, TODAY, a_figure, published_board

OCTOBER, JUNE = "2026-10-31", "2026-06-30"


def place(name: str) -> Area:
    return published_board().areas[CODES.get(name, name)]


def asked(figures: list[Figure], question: CoverageQuestion, today: date = TODAY) -> Answer:
    return answer_question(question, replace(published_board(), figures=tuple(figures)), today)


def counted(area: str, recorded: int, early: int | None = 0, *, obliged: int = 1000, as_of: str = OCTOBER) -> Figure:
    return a_figure(area, HeadCounts(obliged, recorded, early), as_of=as_of)


def of_date(as_of: str, **values: float) -> list[Figure]:
    return [a_figure(name.replace("_", " "), value, as_of=as_of) for name, value in values.items()]
