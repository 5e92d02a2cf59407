"""Sheets on paper: letters that can be read, nothing cut off, what names a row on every page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.sheets.writing.paper import LEAST_POINTS, LEAST_SCALE, MOST_SCALE, ROOM, Column, laid_out, pages

WIDEST = 430
columns = st.builds(lambda least, more: Column(least, least + more), st.integers(40, 200), st.integers(0, 230))


def some(count: int, least: int = 90, liked: int | None = None) -> list[Column]:
    return [Column(least, liked or least)] * count


@given(st.lists(columns, min_size=1, max_size=40), st.integers(1, 2), st.integers(0, 39))
def test_every_page_fits_and_its_letters_are_read_without_a_glass(given_columns: list[Column], keys: int, second: int) -> None:
    keys = min(keys, len(given_columns))
    layout = laid_out(given_columns, keys, second if keys < second < len(given_columns) else 0)
    assert layout.points >= LEAST_POINTS
    assert LEAST_SCALE <= layout.scale <= MOST_SCALE
    assert all(page * layout.scale <= ROOM * 100 for page in pages(layout, keys))
    assert all(column.least <= width <= column.liked for column, width in zip(given_columns, layout.widths, strict=True))


@pytest.mark.parametrize(
    ("given_columns", "side_by_side", "scale"),
    [
        pytest.param(some(3), 1, MOST_SCALE, id="few are enlarged"),
        pytest.param(some(10), 1, 105, id="ten fill the page"),
        pytest.param(some(14), 1, 75, id="fourteen are made smaller"),
        pytest.param(some(15), 2, 117, id="one more would be too small: two pages, and larger again"),
        pytest.param([*some(8), *some(2, 150, 430)], 1, LEAST_SCALE, id="long texts are folded before anything goes to another page"),
    ],
)
def test_columns_are_spread_over_as_few_pages_as_can_be_read(given_columns: list[Column], side_by_side: int, scale: int) -> None:
    layout = laid_out(given_columns, 2)
    assert (len(layout.breaks) + 1, layout.scale) == (side_by_side, scale)


@pytest.mark.parametrize(("count", "breaks"), [(14, ()), (15, (12,)), (16, (12,)), (30, (12, 22))])
def test_what_belongs_together_parts_at_its_own_column_once_a_page_is_not_enough(count: int, breaks: tuple[int, ...]) -> None:
    assert laid_out(some(count), 2, second=12).breaks == breaks
