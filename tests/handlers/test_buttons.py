"""Every button leads on, every text gets an answer."""

import asyncio
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.inline.queries import IN_PRIVATE, NOT_FOUND
from handlers.reply import CALLBACK_BYTES, Button, Reply, Tap, parse_callback
from handlers.routes import BY_NAME
from handlers.texts import TEXTS, label, render
from tests.core.builders import demo_board
from tests.handlers.inline.offered import every_card
from tests.handlers.notices import unasked
from tests.handlers.walk import WALKS, Walk, an_office, screens
from tests.rehearsal import a_request

every_walk = pytest.mark.parametrize("walk", WALKS, ids=str)
Ask = Callable[[str | None, str], Reply]


@every_walk
def test_every_button_fits_telegrams_limit_and_asks_a_known_route(walk: Walk) -> None:
    for screen in screens(walk):
        for item in screen.buttons:
            assert len(item.data.encode()) <= CALLBACK_BYTES
            assert parse_callback(item.data) == Tap(item.route, item.argument)
            assert item.route in BY_NAME


@every_walk
def test_no_button_leads_to_a_refusal(walk: Walk) -> None:
    dead_ends = re.compile(r"refusal/.*|not_understood|nik_received")
    reached = [screen for screen in screens(walk) if screen.under and screen.reply]
    assert [screen.path for screen in reached if dead_ends.fullmatch(screen.reply.view)] == []


@every_walk
def test_no_button_shows_the_screen_it_stands_under(walk: Walk) -> None:
    by_question = {screen.asked: screen for screen in screens(walk)}
    repeated = [
        f"{screen.path} > {item.data}"
        for screen in screens(walk)
        for item in screen.buttons
        if (shown := by_question.get((item.route, item.argument))) and shown.text == screen.text and shown.labels == screen.labels
    ]
    assert repeated == []


@every_walk
def test_no_screen_offers_the_same_button_twice(walk: Walk) -> None:
    offered = {screen.path: [item.data for item in screen.buttons] for screen in screens(walk)}
    assert [path for path, data in offered.items() if len(data) != len(set(data))] == []


def test_a_date_offered_by_the_schedule_asks_the_schedule(ask: Ask) -> None:
    for text in ("03/25/2027", "12 juri 2027"):
        offered = [item for row in ask("schedule", text).buttons for item in row if isinstance(item, Button)]
        assert {item.route for item in offered} == {"schedule"}, text


@pytest.mark.parametrize(
    ("route", "argument"),
    [
        *(("coverage", argument) for argument in ("t=", "t=19.99", "k=19.99", "t=koba", "q=gap;a=19.99", "q=", "q=gap;n=nan", "q=x;;")),
        *(("schedule", argument) for argument in ("s=1", "k=1", "k=19.04.01.2001", "p=x", "p=0", "p=99", "k=19.04.01p=2", "d=2026-02-30")),
        *(("awards", argument) for argument in ("0", "9999")),
        *(("requirements", argument) for argument in ("t=", "-")),
    ],
)
def test_a_button_of_what_is_gone_is_answered(ask: Ask, route: str, argument: str) -> None:
    """Messages keep their buttons for years; schools, pages and areas do not stay that long."""
    assert ask(route, argument).view


@pytest.mark.parametrize("page", ["p=0", "p=9"])
def test_a_page_that_is_gone_does_not_deny_the_visits(ask: Ask, page: str) -> None:
    assert ask("schedule", page).values["visits"]


def labels_of(language: Language) -> dict[str, str]:
    return tomllib.loads((TEXTS / language / "labels.toml").read_text(encoding="utf-8"))


def test_every_label_is_written_in_both_languages_with_the_same_values() -> None:
    """But for what a subdistrict is called, which only Indonesian says in the words of the district."""
    values = [
        {key: set(re.findall(r"\{(\w+)\}", words)) - {"kec", "Kecamatan"} for key, words in labels_of(language).items()}
        for language in Language
    ]
    assert values[0] == values[1]


def test_every_label_stands_on_some_button() -> None:
    used = {item.label for walk in WALKS for screen in screens(walk) if screen.reply for row in screen.reply.buttons for item in row}
    unasked_for = {item.label for shown in unasked().values() for row in shown.buttons for item in row}
    cards = {item.label for _, card in every_card("demo", Language.ID) for item in (card.title, *chain(*card.answer.buttons))}
    assert set(labels_of(Language.ID)) - used - unasked_for - cards - {NOT_FOUND.label, IN_PRIVATE.label} == set()


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Ask the office of the demo set; the answer was rendered in both languages, and its labels too."""
    with asyncio.Runner() as loop:
        opening = an_office(demo_board())
        office = loop.run(opening.__aenter__())

        def asked(route: str | None, text: str) -> Reply:
            request = a_request(text)
            found = loop.run(answer(replace(request, route=route), office))
            shown = [render(found, language) for language in Language]
            shown += [label(item, language) for row in found.buttons for item in row for language in Language]
            assert all(plain(text) for text in shown)
            return found

        yield asked
        loop.run(opening.__aexit__(None, None, None))


def words_of(found: Reply) -> str:
    """All that people and Telegram would see of a reply."""
    return "\n".join([render(found, Language.ID), *(item.data for row in found.buttons for item in row if isinstance(item, Button))])


DATES_AND_PLACES = (
    "12",
    "03",
    "2010",
    "12-03-2010",
    "maret",
    "juri",
    "16",
    "thn",
    "bln",
    "lahir",
    "umur",
    "sman 1 koba",
    "smk",
    "koba",
    "kec.",
    "bangka",
)
TROUBLE = ("<b>", "&lt;", "{{7*7}}", "{% raw %}", "'--", "\x00", "\u200b", "\u202e", "😀", "١٢", "１６", "²", "/", "-", ".", "\n", "0" * 40)
PIECES = st.sampled_from(DATES_AND_PLACES + TROUBLE)
TEXT = st.text(max_size=300) | st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join)
WITH_ARGUMENT = [None, *(name for name, route in BY_NAME.items() if route.argument), "start"]


@pytest.mark.parametrize("route", WITH_ARGUMENT)
@settings(max_examples=250)
@given(text=TEXT.map(lambda text: text[:300]))
@example(text="x" * 4096)
@example(text="9" * 4096)
def test_any_text_is_answered(ask: Ask, route: str | None, text: str) -> None:
    assert ask(route, text).view


DIGITS = st.integers(1, 6).flatmap(lambda subdistrict: st.integers(10**9, 10**10 - 1).map(lambda rest: f"1904{subdistrict:02d}{rest:010d}"))
GAPS = st.sampled_from(["", " ", "-", ".", "/", "_", "  ", ", "])
BESIDE = st.sampled_from(["", "nik ", "NIK: ", "lahir 12-03-2010 ", "koba ", "16 tahun "])


@pytest.mark.parametrize("route", WITH_ARGUMENT)
@settings(max_examples=150)
@given(digits=DIGITS, places=st.lists(st.integers(1, 15), max_size=4), gap=GAPS, before=BESIDE, after=BESIDE)
def test_no_answer_repeats_a_nik(ask: Ask, route: str | None, digits: str, places: list[int], gap: str, before: str, after: str) -> None:
    cut = [0, *sorted(set(places)), len(digits)]
    grouped = gap.join(digits[start:end] for start, end in pairwise(cut))
    shown = words_of(ask(route, f"{before}{grouped} {after}"))
    assert grouped not in shown
    assert digits not in re.sub(r"\D", "", shown)
