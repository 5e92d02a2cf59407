"""What is typed behind the bot's name: the cards for it, each the command's own answer, with links alone and nothing personal."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.inline.cards import VIEWS
from handlers.inline.queries import IN_PRIVATE, NOT_FOUND
from handlers.links.deep_links import opened_by
from handlers.reply import PrivateLink
from handlers.texts import TEXTS, render
from handlers.texts.examples import use_examples
from tests.core.builders import demo_board
from tests.handlers.boards import board_of
from tests.handlers.inline.offered import asked, every_card, every_office, offered
from tests.handlers.shown import faults_of, messages_of
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.handlers.walk import an_office

BOARD, CROWDED = demo_board(), board_of("crowded")
DEFAULT = ("schedule", "c_19-04", "r_early", "eligibility")
FOUND = {
    "": DEFAULT,
    "  ": DEFAULT,
    "sman 1 koba": ("s_10900778",),
    "SMAN1KOBA": ("s_10900778",),
    "10900778": ("s_10900778",),
    "sma kobba": ("s_10900778",),
    "kapan tim ke sman 1 koba?": ("s_10900778",),
    "halo sman 1 koba": ("s_10900778",),
    "umumkan sman 1 koba": ("s_10900778",),
    "koba": ("k_19-04-01", "c_19-04-01"),
    "desa jelutung": ("k_19-04-05", "c_19-04-05"),
    "kapan tim ke koba sama namang": ("k_19-04-01", "k_19-04-05"),
    "bangka tengah": ("schedule", "c_19-04"),
    "bangka selatan": ("c_19-03",),
    "cakupan koba": ("c_19-04-01",),
    "jadwal": ("schedule",),
    "peringkat": ("ranking",),
    "syarat": ("r_early",),
    "kontak": ("contact",),
    "cek": ("eligibility",),
    "ktp hilang": ("r_lost",),
    "berapa biayanya": ("t_price",),
    "umur berapa boleh rekam": ("eligibility",),
}
NOTHING = (
    "xyzzy",
    "halo",
    "berhenti",
    "langganan",
    "jadwal 30 februari",
    "1904035203100001",
    "sman 1 koba 1904035203100001",
    "🙂",
    "a" * 300,
)
OF_BIRTHS = ("12-03-2010", "16", "16 tahun", "2010", "05/06/75", "anak lahir 12 maret 2010 boleh?", "15 sama 17")
PERSONAL = re.compile(r"eligibility(?!_ask)\w*|reminder\w*|my_data|erased?|bare_number|subscriptions\w*|staff/.*|notice/.*")
every_board = pytest.mark.parametrize(("data", "language"), list(every_office()))


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(BOARD) as opened:
        yield opened


async def ids(query: str, office: Office) -> tuple[str, ...]:
    return tuple(card.id for card in (await offered(query, office)).cards)


@pytest.mark.parametrize(("query", "found"), FOUND.items(), ids=FOUND.keys())
async def test_a_query_finds_what_it_names(office: Office, query: str, found: tuple[str, ...]) -> None:
    shown = await offered(query, office)
    assert tuple(card.id for card in shown.cards) == found
    assert shown.above is None or query == "sma kobba"


@pytest.mark.parametrize("query", NOTHING)
async def test_a_query_that_names_nothing_says_so_and_offers_what_people_ask_most(office: Office, query: str) -> None:
    shown = await offered(query, office)
    assert (tuple(card.id for card in shown.cards), shown.above) == (DEFAULT, NOT_FOUND)


@pytest.mark.parametrize("query", OF_BIRTHS)
async def test_a_birth_is_answered_in_private_alone(office: Office, query: str) -> None:
    shown = await offered(query, office)
    assert shown.above == IN_PRIVATE
    assert shown.cards[0].id == "eligibility"
    texts = "".join(plain(render(card.answer, Language.ID)) for card in shown.cards)
    assert not re.search(r"2010|12 Maret|16 tahun \d|1975", texts)


async def test_several_schools_of_a_kind_are_a_card_each(office: Office) -> None:
    found = await ids("sman", office)
    assert len(found) > 4
    assert all(each.startswith("s_") for each in found)


async def test_more_cards_than_are_seen_at_once_come_when_somebody_scrolls_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.inline.queries.CARDS_AT_ONCE", 3)
    async with an_office(CROWDED) as office:
        pages = [await offered("sman", office)]
        while following := pages[-1].next_offset:
            pages.append(await offered("sman", office, following))
    seen = [card.id for page in pages for card in page.cards]
    assert len(seen) == len(set(seen)) > len(pages[0].cards)


@pytest.mark.parametrize("offset", ["-1", "x", "²", "99999", "9" * 60, "1.5", "\n"])
async def test_an_offset_that_is_not_ours_begins_at_the_first_card(office: Office, offset: str) -> None:
    assert (await offered("koba", office, offset)).cards == (await offered("koba", office)).cards


async def test_an_offset_past_the_last_card_has_no_cards(office: Office) -> None:
    shown = await offered("koba", office, "50")
    assert (shown.cards, shown.next_offset) == ((), "")


@pytest.mark.parametrize("query", ["sman 1 koba", "koba", "peringkat", "ktp hilang", "bangka"])
@pytest.mark.parametrize("language", Language)
async def test_a_card_has_the_very_words_of_the_command(office: Office, query: str, language: Language) -> None:
    for card in (await offered(query, office, language=language)).cards:
        opened = opened_by(card.id, office.board)
        assert opened
        told = await answer(replace(asked(opened.argument, language), route=opened.route), office)
        assert render(card.answer, language, "bot") == render(told, language, "bot")


async def test_what_was_typed_and_is_not_in_the_answer_is_said_above_it(office: Office) -> None:
    (card, *_) = (await offered("jadwal koba 99", office)).cards
    assert "99" in plain(render(card.answer, Language.ID)).split("\n", maxsplit=1)[0]


async def test_asking_counts_for_nobody_and_keeps_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*_: object) -> None:
        raise AssertionError("a letter that was typed is no question to the office")

    monkeypatch.setattr(type(office.notes), "fell_through", counted)
    monkeypatch.setattr(type(office.notes), "saw", counted)
    for query in (*FOUND, *NOTHING, *OF_BIRTHS, "sman 9 koba", "jam buka kantor"):
        await offered(query, office)


@every_board
def test_the_buttons_of_a_card_are_links_alone_and_few(data: str, language: Language) -> None:
    board = board_of(data)
    for query, card in every_card(data, language):
        assert 1 <= len(card.answer.buttons) <= 4, query
        for item in (item for row in card.answer.buttons for item in row):
            assert isinstance(item, PrivateLink), query
            assert opened_by(item.start, board), (query, item.start)


@every_board
def test_a_card_is_public_and_reads_as_a_finished_message(data: str, language: Language) -> None:
    cards = every_card(data, language)
    assert {card.answer.view for _, card in cards} <= VIEWS
    assert [query for query, card in cards if PERSONAL.fullmatch(card.answer.view)] == []
    assert [query for query, card in cards if not 1 <= len(card.id.encode()) <= 64] == []
    texts = {query: plain(render(card.answer, language, "siaprekam_bot")) for query, card in cards}
    assert {query: found.group() for query, text in texts.items() if (found := UNFINISHED.search(text))} == {}
    assert [query for query, text in texts.items() if not 0 < len(text) <= TEXT_CHARACTERS] == []


@every_board
def test_a_card_can_be_read_on_a_small_phone_in_the_language_of_its_sender(data: str, language: Language) -> None:
    board, cards = board_of(data), every_card(data, language)

    async def shown() -> dict[str, str]:
        async with an_office(board) as office:
            use_examples(board)
            told = [(query, messages_of(card.answer, asked(query, language), office)) for query, card in cards]
        return {fault: query for query, messages in told for message in messages for fault in faults_of(message)}

    assert asyncio.run(shown()) == {}


def test_every_view_of_a_card_is_written() -> None:
    assert [view for view in VIEWS if not (TEXTS / Language.ID / f"{view}.html").exists()] == []
