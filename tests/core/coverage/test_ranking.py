"""Who leads: only for one date and one definition, ties share a place, and nobody is last for want of data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.coverage.figure import Definition, Fragment, HeadCounts
from ektp_core.coverage.ranking import NotComparable, Ranking, latest, latest_comparable, rank
from ektp_core.reading.calendar import AsOf
from tests.core.builders import DISTRICT_CODES, DISTRICTS, HOME, a_figure, demo_board, names, published_board


def places(table: Ranking) -> dict[str, int]:
    return {placed.area.short_name: placed.place for placed in table.placed}


# Places


def test_districts_are_ordered_by_coverage_highest_first() -> None:
    table = rank([a_figure("Bangka", 97.0), a_figure("Bangka Tengah", 105.0), a_figure("Belitung", 99.0)], DISTRICTS)
    assert [placed.area.short_name for placed in table.placed] == ["Bangka Tengah", "Belitung", "Bangka"]
    assert places(table) == {"Bangka Tengah": 1, "Belitung": 2, "Bangka": 3}


def test_districts_with_equal_coverage_share_a_place() -> None:
    table = rank(
        [a_figure("Bangka", 99.1), a_figure("Belitung", 99.1), a_figure("Bangka Tengah", 105.0), a_figure("Bangka Barat", 98)], DISTRICTS
    )
    assert places(table) == {"Bangka Tengah": 1, "Bangka": 2, "Belitung": 2, "Bangka Barat": 4}


def test_two_leaders_are_both_first_and_the_next_is_third() -> None:
    table = rank([a_figure("Bangka", 105.0), a_figure("Bangka Tengah", 105.0), a_figure("Belitung", 104.99)], DISTRICTS)
    assert places(table) == {"Bangka": 1, "Bangka Tengah": 1, "Belitung": 3}


def test_districts_that_read_the_same_share_a_place() -> None:
    table = rank([a_figure("Bangka", HeadCounts(300_000, 297_300)), a_figure("Belitung", HeadCounts(300_000, 297_301))], DISTRICTS)
    assert places(table) == {"Bangka": 1, "Belitung": 1}


def test_head_counts_and_published_percentages_of_one_definition_are_compared() -> None:
    table = rank([a_figure("Bangka", HeadCounts(1000, 970, 100)), a_figure("Bangka Tengah", 105.0)], DISTRICTS)
    assert places(table) == {"Bangka": 1, "Bangka Tengah": 2}


def test_a_ranking_says_its_date_and_its_definition() -> None:
    table = rank([a_figure("Bangka", as_of="2026-10-31"), a_figure("Belitung", as_of="2026-10-31")], DISTRICTS)
    assert (table.as_of, table.definition) == (AsOf(2026, 10, 31), Definition.WITH_EARLY)


@given(st.lists(st.sampled_from([95.0, 97.5, 99.1, 100.0, 105.0]), min_size=2, max_size=7))
def test_a_place_is_one_more_than_the_districts_ahead(values: list[float]) -> None:
    figures = [a_figure(name, value) for name, value in zip(DISTRICT_CODES, values, strict=False)]
    for placed in rank(figures, DISTRICTS).placed:
        assert placed.place == 1 + sum(value > placed.parts.total for value in values)


@given(
    st.permutations([a_figure("Bangka", 99.1), a_figure("Belitung", 99.1), a_figure("Bangka Tengah", 105), a_figure("Bangka Barat", 98)])
)
def test_the_order_in_which_figures_arrive_changes_no_place(figures: list) -> None:
    assert places(rank(figures, DISTRICTS)) == {"Bangka Tengah": 1, "Bangka": 2, "Belitung": 2, "Bangka Barat": 4}


# Without data


def test_districts_without_data_have_no_place_and_are_listed_after() -> None:
    table = rank([a_figure("Bangka", 97.0), a_figure("Bangka Tengah", 105.0)], DISTRICTS)
    assert places(table) == {"Bangka Tengah": 1, "Bangka": 2}
    assert names(table.without_figure) == ["Belitung", "Bangka Selatan", "Bangka Barat", "Belitung Timur", "Pangkalpinang"]


def test_a_fragment_is_no_data() -> None:
    table = rank([a_figure("Bangka"), a_figure("Belitung"), a_figure("Bangka Barat", Fragment(None, 1029, None))], DISTRICTS)
    assert "Bangka Barat" in names(table.without_figure)


@pytest.mark.parametrize("figures", [[], [a_figure("Bangka")], [a_figure("Bangka"), a_figure("Belitung", Fragment(1, None, None))]])
def test_one_district_alone_is_no_ranking(figures: list) -> None:
    with pytest.raises(NotComparable):
        rank(figures, DISTRICTS)


def test_figures_of_other_areas_are_not_ranked() -> None:
    table = rank([a_figure("Bangka"), a_figure("Belitung"), a_figure("Koba", 120.0)], DISTRICTS)
    assert set(places(table)) == {"Bangka", "Belitung"}


# Comparable or not


def test_mixed_dates_are_refused_with_what_was_found() -> None:
    story, neighbour = a_figure("Bangka Tengah", 105.0, as_of="2022-11-22"), a_figure("Bangka Selatan", 106.73, as_of="2023-01-16")
    with pytest.raises(NotComparable) as refused:
        rank([story, neighbour], DISTRICTS)
    assert set(refused.value.values["found"]) == {story, neighbour}


def test_a_month_and_a_day_of_that_month_are_different_dates() -> None:
    with pytest.raises(NotComparable):
        rank([a_figure("Bangka", as_of="2018-02"), a_figure("Belitung", as_of="2018-02-14")], DISTRICTS)


@pytest.mark.parametrize("other", [Definition.RECORDED, Definition.OWNED, Definition.UNSTATED])
def test_mixed_definitions_are_refused_with_what_was_found(other: Definition) -> None:
    figures = [a_figure("Bangka"), a_figure("Belitung", definition=other)]
    with pytest.raises(NotComparable) as refused:
        rank(figures, DISTRICTS)
    assert refused.value.values["found"] == tuple(figures)


def test_one_odd_date_among_many_refuses_all() -> None:
    figures = [a_figure(name, 99.0) for name in list(DISTRICT_CODES)[:6]]
    with pytest.raises(NotComparable):
        rank([*figures, a_figure("Pangkalpinang", 99.0, as_of="2022-11-21")], DISTRICTS)


# The newest that may be compared


def test_the_latest_figure_of_each_area_is_its_newest_whatever_the_order() -> None:
    old, new = a_figure("Bangka", 97.0, as_of="2023"), a_figure("Bangka", 95.0, as_of="2024")
    fragment = a_figure("Bangka", Fragment(1, None, None), as_of="2025")
    assert latest([new, old, fragment]) == latest([old, fragment, new]) == (new,)


def test_the_newest_comparable_figures_are_those_of_one_date_and_definition() -> None:
    wanted = [a_figure(name, as_of="2024-06-30") for name in DISTRICT_CODES]
    older = [a_figure(name, as_of="2023-12-31") for name in DISTRICT_CODES]
    lonely = [a_figure("Bangka", as_of="2024-09-07"), a_figure("Belitung", as_of="2024-10-01")]
    owned = [a_figure("Bangka", as_of="2024-09-07", definition=Definition.OWNED)]
    assert set(latest_comparable([*older, *wanted, *lonely, *owned], DISTRICTS)) == set(wanted)


def test_of_two_definitions_on_the_newest_date_the_one_of_more_districts_is_taken() -> None:
    many = [a_figure(name, definition=Definition.RECORDED) for name in list(DISTRICT_CODES)[:6]]
    few = [a_figure(name) for name in list(DISTRICT_CODES)[:4]]
    assert set(latest_comparable([*few, *many], DISTRICTS)) == set(many)


@pytest.mark.parametrize("owned_last", [True, False])
def test_cards_held_count_only_where_no_recordings_are_shared(owned_last: bool) -> None:
    owned = [a_figure(name, as_of="2024-09-07", definition=Definition.OWNED) for name in DISTRICT_CODES]
    recorded = [a_figure(name, as_of="2024-06-30") for name in DISTRICT_CODES]
    assert set(latest_comparable([*recorded, *owned] if owned_last else [*owned, *recorded], DISTRICTS)) == set(recorded)
    assert set(latest_comparable(owned, DISTRICTS)) == set(owned)


def test_of_two_definitions_on_one_date_that_as_many_share_the_last_applied_is_taken() -> None:
    with_early = [a_figure(name) for name in DISTRICT_CODES]
    recorded = [a_figure(name, definition=Definition.RECORDED) for name in DISTRICT_CODES]
    again = [a_figure("Bangka", 104.0)]
    assert set(latest_comparable([*with_early, *recorded], DISTRICTS)) == set(recorded)
    assert set(latest_comparable([*with_early, *recorded, *again], DISTRICTS)) == {*with_early[1:], *again}


def test_where_nothing_is_comparable_the_newest_of_each_is_what_was_found() -> None:
    newest = [a_figure("Bangka", as_of="2024-01-31"), a_figure("Belitung", as_of="2023-06-30")]
    found = latest_comparable([*newest, a_figure("Bangka", as_of="2020-01-31")], DISTRICTS)
    assert set(found) == set(newest)
    with pytest.raises(NotComparable):
        rank(found, DISTRICTS)


def test_two_districts_that_share_an_old_date_say_nothing_of_the_province() -> None:
    pair = [a_figure(name, as_of="2018-02") for name in ("Bangka", "Belitung")]
    newest = [a_figure(name, as_of=day) for name, day in (("Bangka", "2023-01-10"), ("Belitung", "2021-08-07"))]
    assert set(latest_comparable([*pair, *newest], DISTRICTS)) == set(newest)


def test_subdistrict_figures_make_no_district_comparable() -> None:
    below = [a_figure(name, as_of="2026-10-31") for name in ("Koba", "Namang")]
    districts = [a_figure(name, as_of="2026-06-30") for name in DISTRICT_CODES]
    assert set(latest_comparable([*below, *districts], DISTRICTS)) == set(districts)


# The boards


def test_the_published_statements_of_the_province_are_not_comparable() -> None:
    board = published_board()
    with pytest.raises(NotComparable) as refused:
        rank(latest_comparable(board.figures, board.districts), board.districts)
    assert len({figure.as_of for figure in refused.value.values["found"]}) > 1


def test_bangka_tengah_leads_the_demo_set_with_105_percent() -> None:
    board = demo_board()
    table = rank(latest_comparable(board.figures, board.districts), board.districts)
    assert (table.placed[0].area.code, table.placed[0].place, table.placed[0].parts.total) == (HOME, 1, 105.0)
    assert (len(table.placed), table.without_figure) == (7, ())
    assert table.example


def test_the_subdistricts_of_the_demo_set_are_ranked_too() -> None:
    board = demo_board()
    below = board.areas.children(HOME)
    assert len(rank(latest_comparable(board.figures, below), below).placed) == 6
