"""A coverage question as a sentence or a button hands it on comes back as it was."""

from typing import Any

import pytest

from ektp_core.areas import Level
from ektp_core.coverage.gaps import Goal
from ektp_core.coverage.questions import Asked, CoverageQuestion
from ektp_core.reading.calendar import Days
from handlers.coverage_questions.argument import NotAQuestion, parsed, written
from handlers.reply import button
from tests.core.builders import HOME, published_board

AREAS = published_board().areas
KOBA, NAMANG = AREAS["19.04.01"], AREAS["19.04.05"]
VILLAGES = AREAS.children(KOBA.code)


@pytest.mark.parametrize(
    ("slots", "argument"),
    [
        ({}, "q=gap"),
        ({"area": KOBA}, "q=gap;a=19.04.01"),
        ({"areas": (KOBA, NAMANG)}, "q=gap;c=19.04.01,19.04.05"),
        ({"level": Level.VILLAGE, "area": KOBA}, "q=gap;a=19.04.01;l=village"),
        ({"percent": 99.5}, "q=gap;p=99.5"),
        ({"percent": 0.0}, "q=gap;p=0"),
        ({"target": 100.0}, "q=gap;n=100"),
        ({"target": Goal.LAST_YEAR}, "q=gap;g=last_year"),
        ({"target": Goal.TARGET}, "q=gap;g=target"),
        ({"target": NAMANG}, "q=gap;t=19.04.05"),
        ({"since": Days.of_month(2026, 9)}, "q=gap;s=2026-09-01/2026-09-30"),
    ],
)
def test_every_slot_comes_back(slots: dict[str, Any], argument: str) -> None:
    question = CoverageQuestion(Asked.GAP, **slots)
    assert written(question) == argument
    assert parsed(argument, AREAS) == question


def test_every_kind_of_question_comes_back() -> None:
    for kind in Asked:
        assert parsed(written(CoverageQuestion(kind)), AREAS) == CoverageQuestion(kind)


def test_three_villages_fit_a_button() -> None:
    assert button("coverage", written(CoverageQuestion(Asked.COMPARE, areas=VILLAGES[:3]))).fits


@pytest.mark.parametrize(
    "argument",
    [
        "q=",
        "q=best",
        "q=gap;",
        "q=gap;x=1",
        "q=gap;a=19.99",
        f"q=compare;c={HOME},",
        "q=below;p=nan",
        "q=below;p=-1",
        "q=below;p=1e9",
        "q=gap;g=next_year",
        "q=lowest;l=street",
        "q=change;s=2026-13-01",
        "q=change;s=2026-09-30/2026-09-01",
    ],
)
def test_what_nobody_wrote_is_no_question(argument: str) -> None:
    with pytest.raises(NotAQuestion):
        parsed(argument, AREAS)
