"""The cards of queries, asked of an office of a board."""

import asyncio
from collections.abc import Iterator
from functools import cache

from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.inline.cards import Card
from handlers.inline.queries import Cards, cards
from handlers.request import ChatKind, Request
from handlers.texts.examples import use_examples
from tests.handlers.boards import board_of
from tests.handlers.walk import an_office
from tests.rehearsal import a_request

QUERIES = (
    *("", "sman 1 koba", "SMKN 1 KOBA", "sman", "sma", "koba", "lubuk besar", "10900778", "sma kobba", "bangka tengah", "bangka", "babel"),
    *("jadwal", "syarat", "kontak", "peringkat", "cakupan", "cek", "kapan tim ke sman 1 koba?", "kapan tim ke koba sama namang", "koba 99"),
    *("jadwal minggu depan", "jadwal besok", "30 februari", "03/25/2027", "cakupan koba", "siapa paling rendah", "apa yang dibawa"),
    *("ktp hilang", "berapa biayanya", "kelas 11 boleh rekam?", "12-03-2010", "16", "anak lahir 12 maret 2010 boleh?", "halo sman 1 koba"),
    *("berhenti", "umumkan sman 1 koba", "1904035203100001", "081234567890", "xyzzy", "halo", "smkn 2 koba", "sma bakti", "desa jelutung"),
    *("when does the team visit SMAN 1 Koba?", "coverage", "is it free", "what to bring", "sungailiat", "bikin kk baru"),
)


def asked(query: str, language: Language = Language.ID) -> Request:
    """As `bot.messaging.inline` asks it."""
    return a_request(query, chat_kind=ChatKind.GROUP, language=language)


async def offered(query: str, office: Office, offset: str = "", language: Language = Language.ID) -> Cards:
    use_examples(office.board)
    return await cards(asked(query, language), offset, office)


@cache
def every_card(data: str, language: Language) -> tuple[tuple[str, Card], ...]:
    """Each card of each query, over the office of this name."""
    return tuple(asyncio.run(_every_card(board_of(data), language)))


async def _every_card(board: Board, language: Language) -> list[tuple[str, Card]]:
    async with an_office(board) as office:
        return [(query, card) for query in QUERIES for card in (await offered(query, office, language=language)).cards]


def every_office() -> Iterator[tuple[str, Language]]:
    yield from ((data, language) for data in ("published", "demo", "crowded", "bare") for language in Language)
    yield "Indonesian", Language.EN
