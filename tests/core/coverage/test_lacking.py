"""Which figures a question lacked is told by its answer, and is over once they are there."""

import pytest

from ektp_core.areas import Level
from ektp_core.coverage.figure import Figure
from ektp_core.coverage.lacking import figures_lacking, still_lacks_figures
from ektp_core.coverage.questions import Asked, CoverageQuestion
from ektp_core.unanswered import Lack, Unmet
from tests.core.builders import published_board
from tests.core.coverage.asking import OCTOBER, asked, counted, of_date, place

SOME = of_date(OCTOBER, Koba=99, Namang=101)
KOBA, NAMANG, LUBUK = (place(name).code for name in ("Koba", "Namang", "Lubuk Besar"))
PENYAK = place("19.04.01.2007")


@pytest.mark.parametrize(
    ("figures", "question", "lacking"),
    [
        (SOME, CoverageQuestion(Asked.LOWEST), []),
        (SOME, CoverageQuestion(Asked.LOWEST, level=Level.VILLAGE), [(Lack.VILLAGE_FIGURES, "19.04")]),
        (SOME, CoverageQuestion(Asked.HIGHEST, area=place("Koba")), [(Lack.VILLAGE_FIGURES, KOBA)]),
        (SOME, CoverageQuestion(Asked.LOWEST, level=Level.DISTRICT), [(Lack.DISTRICT_FIGURES, "19")]),
        ([], CoverageQuestion(Asked.BELOW), [(Lack.SUBDISTRICT_FIGURES, "19.04")]),
        (SOME, CoverageQuestion(Asked.GAP, area=place("Koba")), []),
        (SOME, CoverageQuestion(Asked.GAP, area=place("Lubuk Besar")), [(Lack.FIGURE, LUBUK)]),
        (SOME, CoverageQuestion(Asked.FORECAST, area=PENYAK), [(Lack.FIGURE, PENYAK.code)]),
        (SOME, CoverageQuestion(Asked.CHANGE), [(Lack.FIGURE, "19.04")]),
        (SOME, CoverageQuestion(Asked.POSITION, area=place("Lubuk Besar")), [(Lack.FIGURE, LUBUK)]),
        (SOME, CoverageQuestion(Asked.POSITION, area=place("Koba")), []),
        (SOME, CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"))), []),
        (SOME, CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"), place("Lubuk Besar"))), [(Lack.FIGURE, LUBUK)]),
        (SOME[:1], CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"))), [(Lack.FIGURE, NAMANG)]),
        ([], CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Namang"))), [(Lack.FIGURE, KOBA), (Lack.FIGURE, NAMANG)]),
    ],
)
def test_the_figures_that_were_asked_for_and_nobody_has_are_lacking(
    figures: list[Figure], question: CoverageQuestion, lacking: list[tuple[Lack, str]]
) -> None:
    assert [*figures_lacking(asked(figures, question))] == [Unmet(*each) for each in lacking]


@pytest.mark.parametrize(
    ("lack", "area", "came", "lacks"),
    [
        (Lack.FIGURE, "Koba", "Koba", False),
        (Lack.FIGURE, "Koba", "Namang", True),
        (Lack.FIGURE, "Koba", "19.04.01.2007", True),
        (Lack.SUBDISTRICT_FIGURES, "19.04", "Koba", False),
        (Lack.SUBDISTRICT_FIGURES, "19.04", "Bangka Tengah", True),
        (Lack.VILLAGE_FIGURES, "Koba", "Koba", True),
        (Lack.VILLAGE_FIGURES, "Koba", "19.04.01.2007", False),
        (Lack.VILLAGE_FIGURES, "Namang", "19.04.01.2007", True),
        (Lack.DISTRICT_FIGURES, "19", "Bangka Tengah", False),
    ],
)
def test_figures_lack_until_one_of_just_those_came(lack: Lack, area: str, came: str, lacks: bool) -> None:
    assert still_lacks_figures(lack, place(area), published_board().areas, [counted(came, 99)]) is lacks
