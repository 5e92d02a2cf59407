"""Coverage is (recorded + early) / obliged, never clamped; what is not known is said, not made up."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ektp_core.coverage.figure import Definition, Fragment, HeadCounts, Percentages
from ektp_core.coverage.parts import HeadCountsUnknown, NoCoverage, coverage, people_to, shown_hundredths
from ektp_core.coverage.trend import trend
from tests.core.builders import HOME, a_figure, published_board, register

STORY = HeadCounts(obliged=150_000, recorded=147_000, early=10_500)
counts = st.builds(HeadCounts, st.integers(1, 3_000_000), st.integers(0, 3_500_000), st.none() | st.integers(0, 400_000))
targets = st.integers(0, 300).map(float) | st.integers(0, 30_000).map(lambda cents: cents / 100)


# Parts and sum


def test_98_and_7_percent_of_one_denominator_are_105() -> None:
    parts = coverage(a_figure(measure=STORY))
    assert (parts.recorded, parts.early, parts.total) == (98.0, 7.0, 105.0)
    assert parts.counts == STORY


def test_the_published_105_keeps_its_parts_and_has_no_people() -> None:
    parts = coverage(a_figure(measure=Percentages(105.0, 98.0, 7.0)))
    assert (parts.recorded, parts.early, parts.total, parts.counts) == (98.0, 7.0, 105.0, None)


@given(counts)
def test_the_sum_is_that_of_people_and_is_never_clamped(measure: HeadCounts) -> None:
    parts = coverage(a_figure(measure=measure))
    people = measure.recorded + (measure.early or 0)
    assert float(parts.total) == float(Fraction(people * 100, measure.obliged))
    assert (parts.total > 100) == (people > measure.obliged)
    assert float(parts.total) == pytest.approx(float((parts.recorded or 0) + (parts.early or 0)))


@given(counts)
def test_the_parts_that_are_shown_add_up_to_the_sum_that_is_shown(measure: HeadCounts) -> None:
    exact = coverage(a_figure(measure=measure))
    shown = exact.shown
    assert shown.total == round(exact.total, 2)
    assert shown.total == (shown.recorded or 0) + (shown.early or 0)
    assert abs((shown.early or 0) - (exact.early or 0)) <= Fraction(1, 100)
    assert shown.early is None or shown.early >= 0
    assert (shown.early is None) == (measure.early is None)


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (HeadCounts(151_230, 148_427, 10_913), ("105.36", "98.15", "7.21")),
        (HeadCounts(150_000, 147_000, 10_500), ("105", "98", "7")),
        (HeadCounts(3, 1, 1), ("66.67", "33.33", "33.34")),
        (HeadCounts(7, 6, 0), ("85.71", "85.71", "0")),
        (HeadCounts(30_000, 29_000, 1), ("96.67", "96.67", "0")),
        (Percentages(105.37, 98.15, 7.22), ("105.37", "98.15", "7.22")),
    ],
)
def test_what_rounding_leaves_over_is_shown_with_the_early(measure: HeadCounts | Percentages, shown: tuple[str, str, str]) -> None:
    parts = coverage(a_figure(measure=measure)).shown
    assert (parts.total, parts.recorded, parts.early) == tuple(map(Fraction, shown))


def test_early_that_is_not_known_is_not_zero() -> None:
    unknown = coverage(a_figure(measure=HeadCounts(1000, 980)))
    none = coverage(a_figure(measure=HeadCounts(1000, 980, 0)))
    assert (unknown.early, unknown.total) == (None, 98.0)
    assert (none.early, none.total) == (0.0, 98.0)


def test_a_percentage_published_without_parts_has_none() -> None:
    parts = coverage(a_figure(measure=99.3))
    assert (parts.total, parts.recorded, parts.early) == (Fraction("99.3"), None, None)


def test_printed_cards_are_not_recordings() -> None:
    assert coverage(a_figure(measure=HeadCounts(1000, 900, 0, printed=1500))).total == 90.0


@pytest.mark.parametrize("measure", [Fragment(118_000, None, None), Fragment(None, 2230, None), Fragment(None, 1029, 7385)])
def test_a_fragment_has_no_coverage(measure: Fragment) -> None:
    with pytest.raises(NoCoverage) as refused:
        coverage(a_figure(measure=measure))
    assert refused.value.values == {"area": HOME}


@pytest.mark.parametrize("measure", [HeadCounts(0, 0), HeadCounts(0, 10, 3)])
def test_where_nobody_is_obliged_there_is_no_coverage(measure: HeadCounts) -> None:
    with pytest.raises(NoCoverage):
        coverage(a_figure(measure=measure))


# How many more people


def test_the_story_without_its_children_needs_3000_people_to_100() -> None:
    assert people_to(100, a_figure(measure=HeadCounts(150_000, 147_000))) == 3_000


def test_early_recordings_count_towards_the_target() -> None:
    assert people_to(100, a_figure(measure=HeadCounts(1000, 900, 60))) == 40


def test_a_target_that_is_reached_needs_nobody() -> None:
    assert people_to(100, a_figure(measure=STORY)) == 0
    assert people_to(105, a_figure(measure=STORY)) == 0
    assert people_to(105.01, a_figure(measure=STORY)) == 15


@pytest.mark.parametrize(("target", "obliged", "people"), [(99.2, 1000, 992), (90.04, 150_000, 135_060), (90.18, 10_000, 9018)])
def test_a_decimal_target_is_taken_as_written(target: float, obliged: int, people: int) -> None:
    assert people_to(target, a_figure(measure=HeadCounts(obliged, 0))) == people


@given(measure=counts, target=targets)
def test_that_many_more_reach_the_target_and_one_fewer_does_not(measure: HeadCounts, target: float) -> None:
    needed = people_to(target, a_figure(measure=measure))
    people = measure.recorded + (measure.early or 0)
    goal = Fraction(str(target))
    assert Fraction(100 * (people + needed), measure.obliged) >= goal
    assert needed == 0 or Fraction(100 * (people + needed - 1), measure.obliged) < goal


@given(counts)
def test_a_district_needs_nobody_to_reach_its_own_coverage(measure: HeadCounts) -> None:
    figure = a_figure(measure=measure)
    assert people_to(coverage(figure).total, figure) == 0


@given(counts, st.integers(1, 1000))
def test_to_last_year_s_value_on_the_same_denominator_it_is_last_year_s_people(measure: HeadCounts, fallen: int) -> None:
    assume(measure.recorded >= fallen)
    now = HeadCounts(measure.obliged, measure.recorded - fallen, measure.early)
    assert people_to(coverage(a_figure(measure=measure)).total, a_figure(measure=now)) == fallen


@pytest.mark.parametrize("measure", [Percentages(105.0, 98.0, 7.0), Percentages(97.37), Fragment(118_000, None, None)])
def test_people_are_not_counted_from_a_percentage_or_a_fragment(measure: Percentages | Fragment) -> None:
    with pytest.raises(HeadCountsUnknown):
        people_to(100, a_figure(measure=measure))


# What was published


def test_the_story_of_bangka_tengah_is_on_the_first_board_as_percentages() -> None:
    (figure,) = (figure for figure in published_board().figures_of(HOME) if figure.as_of.year == 2022)
    assert figure.measure == Percentages(105.0, 98.0, 7.0)
    assert figure.definition is Definition.WITH_EARLY
    assert figure.approximate
    assert "babelpos" in figure.source


def test_a_published_percentage_is_never_turned_into_people() -> None:
    without_people = {(row["kode"], row["tanggal"]) for row in register("angka_rekam_babel.csv") if not row["wajib_ktp"]}
    for figure in published_board().figures:
        if (figure.area, figure.as_of.iso()) in without_people:
            assert not isinstance(figure.measure, HeadCounts)


def test_counts_that_disagree_with_the_percentage_beside_them_are_a_misprint() -> None:
    (figure,) = (figure for figure in published_board().figures_of("19.03") if figure.as_of.iso() == "2021-12-31")
    assert figure.measure == Percentages(99.3)


# Trend


def test_a_trend_goes_from_the_oldest_to_the_newest() -> None:
    newer, older = a_figure(measure=99.0, as_of="2026-06-30"), a_figure(measure=97.5, as_of="2026-03-31")
    course = trend([newer, older])
    assert course.figures == (older, newer)
    assert [(change.before, change.after, change.points) for change in course.changes] == [(older, newer, 1.5)]


def test_a_trend_holds_only_the_definition_of_the_newest_figure() -> None:
    owned = a_figure(measure=98.44, as_of="2021-02", definition=Definition.OWNED)
    early = a_figure(measure=105.0, as_of="2022-11-22")
    recorded = [a_figure(measure=99.0, as_of=day, definition=Definition.RECORDED) for day in ("2020-12-31", "2023-01-10")]
    assert trend([owned, early, *recorded]).figures == tuple(recorded)


def test_fragments_are_left_out_of_a_trend() -> None:
    fragment = a_figure(measure=Fragment(118_000, None, None), as_of="2026-09-30", definition=Definition.RECORDED)
    figure = a_figure(as_of="2026-03-31")
    assert trend([fragment, figure]).figures == (figure,)
    assert trend([fragment]).figures == ()


def test_without_figures_there_is_no_trend() -> None:
    assert (trend([]).figures, trend([]).changes) == ((), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [("2025-12-31", "2026-01-31"), ("2026-06-30", "2026-07-31"), ("2026-06", "2026-07"), ("2025-03-31", "2026-03-31")],
)
def test_a_fall_across_january_or_july_is_the_half_yearly_denominator_s(before: str, after: str) -> None:
    (change,) = trend([a_figure(measure=99.0, as_of=before), a_figure(measure=97.0, as_of=after)]).changes
    assert change.half_yearly_fall
    assert change.points == -2.0


@pytest.mark.parametrize(("before", "after"), [("2026-01-31", "2026-06-30"), ("2026-07-01", "2026-12-31")])
def test_a_fall_within_a_half_year_is_not(before: str, after: str) -> None:
    (change,) = trend([a_figure(measure=99.0, as_of=before), a_figure(measure=97.0, as_of=after)]).changes
    assert not change.half_yearly_fall


@pytest.mark.parametrize("value", [97.0, 98.0])
def test_a_rise_or_a_standstill_across_january_is_no_fall(value: float) -> None:
    (change,) = trend([a_figure(measure=97.0, as_of="2025-12-31"), a_figure(measure=value, as_of="2026-01-31")]).changes
    assert not change.half_yearly_fall


@given(obliged=st.integers(1, 10_000), recorded=st.integers(0, 12_000), early=st.none() | st.integers(0, 3_000))
def test_the_order_of_long_lists_is_by_what_people_read(obliged: int, recorded: int, early: int | None) -> None:
    figure = a_figure("Koba", HeadCounts(obliged, recorded, early))
    assert shown_hundredths(figure) == coverage(figure).shown_total * 100
