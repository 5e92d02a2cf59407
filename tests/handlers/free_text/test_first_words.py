"""Commands without their slash: what a sentence's first word asks for, and when it asks for nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ektp_core.roles import Member, Role
from handlers.free_text.first_words import spoken
from handlers.request import ChatKind, Origin
from handlers.routes import BY_WORD
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import SITI, a_request

BOARD = demo_board()
OFFICER = Member(SITI, Role.OFFICER, "Ratna", datetime(2026, 1, 1, tzinfo=UTC))
"""Who may announce."""


async def heard(text: str, **more: object) -> tuple[str | None, str]:
    """The route that is asked, and its words."""
    async with an_office(BOARD) as office:
        route, asked = spoken(replace(a_request(text), **more), office)
        return route.name if route else None, asked.argument


@pytest.mark.parametrize(
    ("text", "route", "argument"),
    [
        ("stop", "unsubscribe", ""),
        ("Berhenti.", "unsubscribe", ""),
        ("berhenti langganan", "unsubscribe", ""),
        ("jeda 1 minggu", "pause", "1 minggu"),
        ("ingatkan saya anak lahir 5 mei 2011", "reminders", "anak lahir 5 mei 2011"),
        ("remind me 12 march 2011", "reminders", "12 march 2011"),
        ("jadwal", "schedule", ""),
        ("kontak kantor", "contact", ""),
        ("hapus data saya", "erase", ""),
        ("hapus ya", "erase", ""),
        ("cek", "eligibility", ""),
        ("penghargaan 2022", "awards", "2022"),
    ],
)
async def test_a_sentence_that_begins_with_a_commands_word_asks_it(text: str, route: str, argument: str) -> None:
    assert await heard(text) == (route, argument)


@pytest.mark.parametrize(
    "text",
    [
        "mulai kapan boleh rekam?",
        "berhenti sekolah boleh rekam?",
        "stop SMAN 1 Koba",
        "jadwal rapor",
        "12-03-2010",
        "Koba",
        "halo",
        "",
        "...",
    ],
)
async def test_other_sentences_stay_as_they_are(text: str) -> None:
    assert await heard(text) == (None, text)


@pytest.mark.parametrize("text", ["cek SMAN 1 Koba", "cek bangka"])
async def test_a_place_is_asked_about_by_its_name(text: str) -> None:
    assert await heard(text) == (None, text.removeprefix("cek "))


@pytest.mark.parametrize(
    "more", [{"chat_kind": ChatKind.GROUP}, *({"origin": origin} for origin in (Origin.FORWARDED, Origin.VIA_BOT, Origin.IMPERSONAL))]
)
async def test_nobody_stops_by_words_of_others(more: dict[str, object]) -> None:
    assert await heard("stop", **more) == (None, "stop")


async def test_words_of_staff_ask_only_who_may() -> None:
    assert await heard("umumkan besok libur") == (None, "umumkan besok libur")
    assert await heard("umumkan besok libur", member=OFFICER) == ("announcements", "besok libur")


async def test_every_word_of_a_route_is_read() -> None:
    for word, route in BY_WORD.items():
        assert (await heard(word))[0] == (None if route.act else route.name), word
