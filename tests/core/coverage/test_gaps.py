"""What is missing to a goal, who is not recorded yet and who was early: early ones count in one and not in the other."""

from fractions import Fraction

import pytest

from ektp_core.areas import Level
from ektp_core.coverage.figure import Definition, Figure, HeadCounts, Percentages
from ektp_core.coverage.gaps import Gap, Goal, NoGoal
from ektp_core.coverage.people import People, PeopleByArea
from ektp_core.coverage.questions import Asked, CoverageQuestion, OneAlone, answer_question
from ektp_core.reading.calendar import AsOf
from tests.core.builders import TODAY, a_figure, names, published_board
from tests.core.coverage.asking import JUNE, OCTOBER, asked, counted, of_date, place

# Goals


def test_early_recordings_fill_the_gap_to_a_goal_but_are_not_among_the_recorded() -> None:
    figures = [counted("Koba", 980, 10)]
    goal, missing = (asked(figures, CoverageQuestion(kind, place("Koba"))) for kind in (Asked.GAP, Asked.UNRECORDED))
    assert isinstance(goal, Gap)
    assert isinstance(missing, People)
    assert (goal.people, missing.people) == (10, 20)


def test_what_reads_100_may_lack_people() -> None:
    found = asked([counted("Koba", 99_996, obliged=100_000)], CoverageQuestion(Asked.GAP, place("Koba"), target=100.0))
    assert isinstance(found, Gap)
    assert (found.people, found.is_reached) == (4, False)


def test_of_a_percentage_the_points_are_told_and_no_people() -> None:
    found = asked(of_date(OCTOBER, Koba=97.37), CoverageQuestion(Asked.GAP, place("Koba"), target=Goal.TARGET))
    assert isinstance(found, Gap)
    assert (found.people, found.points, found.is_reached) == (None, Fraction("2.63"), False)


@pytest.mark.parametrize(
    ("figures", "people"),
    [
        ([counted("Koba", 950, as_of="2025-06-30"), counted("Koba", 980, as_of="2025-12-31"), counted("Koba", 970)], 10),
        ([counted("Koba", 980, as_of="2025"), counted("Koba", 970)], 10),
        ([counted("Koba", 960, as_of="2025-12-31"), counted("Koba", 970)], 0),
        ([counted("Koba", 970)], None),
        ([counted("Koba", 980, as_of="2024-12-31"), counted("Koba", 970)], None),
        ([counted("Koba", 980, as_of="2025-12-31")], None),
        ([a_figure("Koba", 98, as_of="2025", definition=Definition.RECORDED), counted("Koba", 970)], None),
    ],
)
def test_last_year_is_its_newest_figure_of_the_same_definition(figures: list[Figure], people: int | None) -> None:
    found = asked(figures, CoverageQuestion(Asked.GAP, place("Koba"), target=Goal.LAST_YEAR))
    assert (found.people if isinstance(found, Gap) else None) == people
    assert isinstance(found, NoGoal if people is None else Gap)


def test_another_place_is_caught_up_with_on_a_date_that_both_share() -> None:
    figures = [counted("Koba", 990, as_of=JUNE), counted("Namang", 970, as_of=JUNE), counted("Koba", 999)]
    found = asked(figures, CoverageQuestion(Asked.GAP, place("Namang"), target=place("Koba")))
    assert isinstance(found, Gap)
    assert (found.people, found.here.figure.as_of.iso()) == (20, JUNE)
    assert isinstance(asked(figures[1:], CoverageQuestion(Asked.GAP, place("Namang"), target=place("Koba"))), NoGoal)


@pytest.mark.parametrize(
    "question",
    [
        CoverageQuestion(Asked.GAP, place("Koba"), target=place("Koba")),
        CoverageQuestion(Asked.COMPARE, areas=(place("Koba"), place("Koba"))),
        CoverageQuestion(Asked.COMPARE, place("Koba")),
    ],
)
def test_one_place_alone_is_asked_with_which_other(question: CoverageQuestion) -> None:
    found = asked(of_date(OCTOBER, Koba=99, Namang=98), question)
    assert isinstance(found, OneAlone)
    assert (found.area, names(found.others)) == (place("Koba"), ["Namang"])


# People


@pytest.mark.parametrize(
    ("figure", "people", "share", "at_least", "exceeded"),
    [
        (counted("Koba", 980, 70), 20, 2, False, False),
        (counted("Koba", 980, None), 20, 2, True, False),
        (a_figure("Koba", HeadCounts(1000, 980), definition=Definition.RECORDED), 20, 2, False, False),
        (a_figure("Koba", HeadCounts(1000, 980), definition=Definition.UNSTATED), 20, 2, True, False),
        (counted("Koba", 1067, None), None, None, False, True),
        (counted("Koba", 100_001, obliged=100_000), None, None, False, True),
        (a_figure("Koba", Percentages(105.0, 98.0, 7.0)), None, 2, False, False),
        (a_figure("Koba", 97.0), None, 3, True, False),
        (a_figure("Koba", 105.0), None, None, False, True),
        (a_figure("Koba", HeadCounts(1000, 980), definition=Definition.OWNED), None, None, False, False),
    ],
)
def test_who_is_not_recorded_yet(figure: Figure, people: int | None, share: int | None, at_least: bool, exceeded: bool) -> None:
    found = asked([figure], CoverageQuestion(Asked.UNRECORDED, place("Koba")))
    assert isinstance(found, People)
    assert (found.people, found.share, found.at_least, found.exceeded) == (people, share, at_least, exceeded)


def test_where_the_newest_figure_tells_no_people_the_last_one_that_does_is_told_with_its_date() -> None:
    found = answer_question(CoverageQuestion(Asked.UNRECORDED), published_board(), TODAY)
    assert isinstance(found, People)
    assert found.older
    assert (found.people, found.share, found.older.people, found.older.here.figure.as_of) == (None, 2, 8402, AsOf(2017))


def test_a_level_below_lists_each_part_most_people_first_and_the_unknown_last() -> None:
    figures = [counted("Koba", 990), a_figure("Namang", 98, as_of=OCTOBER), counted("Lubuk Besar", 900), counted("Sungai Selan", 1000)]
    found = asked(figures, CoverageQuestion(Asked.UNRECORDED, level=Level.SUBDISTRICT))
    assert isinstance(found, PeopleByArea)
    assert names(row.here.area for row in found.rows) == ["Lubuk Besar", "Koba", "Sungai Selan", "Namang"]


def test_a_level_that_is_the_areas_own_asks_of_the_area() -> None:
    found = asked([counted("Koba", 990, 30)], CoverageQuestion(Asked.EARLY, place("Koba"), level=Level.SUBDISTRICT))
    assert isinstance(found, People)
    assert (found.people, found.share) == (30, 3)
