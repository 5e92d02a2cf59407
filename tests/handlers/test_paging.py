"""A list in pages: nothing is missing, nothing comes twice, and a button leads from every page to the next."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.acts import Acts
from handlers.paging import Page, page_among, page_of, page_read
from handlers.reply import Button

OPEN = Acts("pages", {}).act("open", int)

LISTS, SIZES = st.lists(st.integers(), max_size=60), st.integers(1, 20)


def to(number: int) -> Button:
    return OPEN.button("more", number)


def numbers(buttons: list[Button]) -> list[str]:
    return [item.argument for item in buttons]


@given(LISTS, SIZES)
def test_pages_together_are_the_list(everything: list[int], size: int) -> None:
    pages = [page_of(everything, size, number) for number in range(1, page_of(everything, size, 1).last + 1)]
    assert [item for page in pages for item in page.items] == everything
    assert all(len(page.items) <= size for page in pages)
    assert [page.number for page in pages] == list(range(1, pages[0].last + 1))


@given(LISTS, SIZES, st.integers())
def test_a_page_that_is_gone_is_the_nearest_there_is(everything: list[int], size: int, number: int) -> None:
    page = page_of(everything, size, number)
    assert 1 <= page.number <= page.last
    assert bool(page.items) is bool(everything)


def test_an_empty_list_is_one_empty_page_without_buttons() -> None:
    page = page_of([], 5, 3)
    assert page == Page((), 1, 1)
    assert page.onward(to) == page.around(to, to) == []


def test_the_button_onward_goes_round() -> None:
    assert [numbers(page_of(range(25), 10, number).onward(to)) for number in (1, 2, 3)] == [["2"], ["3"], ["1"]]
    assert page_of(range(10), 10, 1).onward(to) == []


def test_before_and_after_end_where_the_list_does() -> None:
    assert [numbers(page_of(range(25), 10, number).around(to, to)) for number in (1, 2, 3)] == [["2"], ["1", "3"], ["2"]]


def test_pages_may_be_cut_by_something_else_than_their_number() -> None:
    assert page_among([("a", "b"), ("c",)], 2) == Page(("c",), 2, 2)
    assert page_among([], 2) == Page((), 1, 1)


def test_of_a_list_in_the_store_one_item_more_says_that_there_are_more() -> None:
    assert page_read("abc", 2, 4) == Page("ab", 4, 5)
    assert page_read("ab", 2, 4) == Page("ab", 4, 4)
