"""The public pages: harmless in any browser, the same for everybody, kept by caches only as long as they are true."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import Mock

import aiohttp
import pytest
from yarl import URL

from bot.web.style import MOST_SCREENS
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.store import Store
from ektp_core.store.boundaries import boundaries_of
from ektp_core.visits.schedule import Schedule
from handlers.board_page import board_page
from handlers.board_page.page import LONGEST_LIST, VISITS, View
from handlers.board_page.screens import CANCELLED_SHOWN, LINES_A_SCREEN
from tests.at_once import at_once
from tests.bot.web.public import BOT, FILES, PAGES, served
from tests.handlers.board_page.pages import Seen
from tests.rehearsal import Clock


async def page(http: aiohttp.ClientSession, path: str) -> str:
    async with http.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def tag(http: aiohttp.ClientSession, path: str = "/papan") -> str:
    async with http.head(path) as answer:
        return answer.headers["ETag"]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_may_load_nothing_but_the_bots_own_style_sheet(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as answer:
        policy = {name: sources for name, *sources in (rule.split() for rule in answer.headers["Content-Security-Policy"].split(";"))}
        seen = Seen.of(await answer.text())
    assert policy["default-src"] == ["'none'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == (["*"] if path.startswith("/papan/sisip") else ["'none'"])
    assert not {"script-src", "connect-src", "font-src"} & policy.keys()
    assert {each for each in seen.addresses if ":" in each} <= {"data:,", f"https://t.me/{BOT}"}


@pytest.mark.parametrize("path", [*PAGES, *FILES, "/papan/gaya.css"])
async def test_nobody_is_remembered_and_nothing_is_guessed(http: aiohttp.ClientSession, path: str) -> None:
    for method in ("GET", "HEAD"):
        async with http.request(method, path, headers={"Cookie": "a=b", "Accept-Language": "en"}) as answer:
            assert answer.status == 200
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert answer.headers["Cache-Control"].startswith("public")
    for method in ("POST", "PUT", "DELETE"):
        async with http.request(method, path) as answer:
            assert answer.status == 405


@pytest.mark.parametrize("path", [*PAGES, *FILES])
async def test_every_address_that_a_page_leads_to_is_served(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as answer:
        if not answer.headers["Content-Type"].startswith("text/html"):
            return
        here, seen = answer.url, Seen.of(await answer.text())
    for address in seen.addresses:
        if not re.match(r"https:|data:|#", address):
            async with http.get(here.join(URL(address))) as found:
                assert (found.status, address) == (200, address)


async def test_the_language_is_in_the_address_alone(http: aiohttp.ClientSession) -> None:
    assert '<html lang="id">' in await page(http, "/papan")
    assert '<html lang="en">' in await page(http, "/papan?lang=en")
    for unknown in ("/papan?lang=fr", "/papan?lang=", "/papan?lang=EN%00", "/papan?x=1&lang=%22"):
        assert '<html lang="id">' in await page(http, unknown)


async def test_a_page_is_the_same_until_the_board_or_the_day_changes(http: aiohttp.ClientSession, office: Office, clock: Clock) -> None:
    first = await tag(http)
    assert await tag(http) == first
    board = office.board
    office.public.board = replace(board, version=board.version + 1, schedule=Schedule([]))
    moved = await tag(http)
    assert moved != first
    assert "Belum ada kunjungan" in await page(http, "/papan")
    async with http.get("/papan", headers={"If-None-Match": first}) as answer:
        assert answer.status == 200
    clock.moment += timedelta(days=1)
    assert await tag(http) != moved
    async with http.get("/papan", headers={"If-None-Match": await tag(http)}) as answer:
        assert answer.status == 304


async def test_a_board_of_the_same_version_that_says_something_else_has_another_tag(http: aiohttp.ClientSession, office: Office) -> None:
    """Two processes, or another build, may number alike."""
    first = await tag(http)
    office.public.board = replace(office.board, schedule=Schedule([]))
    assert await tag(http) != first


async def test_each_language_and_view_has_its_own_tag(http: aiohttp.ClientSession) -> None:
    tags = [await tag(http, path) for path in (*PAGES, *FILES)]
    assert len(set(tags)) == len(tags)


async def test_a_page_is_rendered_once_for_everybody(http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[View] = []

    def counted(board: Board, today: date, view: View, *more: Any) -> str:
        rendered.append(view)
        return board_page(board, today, view, *more)

    monkeypatch.setattr("bot.web.board_page.board_page", counted)
    await at_once(*[page(http, "/papan") for _ in range(20)])
    await page(http, "/papan?lang=id&x=" + "y" * 20)
    assert rendered == [View.PAGE]


async def test_the_boundaries_are_read_for_the_first_who_asks_and_for_nobody_after(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    async def counted(store: Store, areas: Sequence[str]) -> dict[str, str]:
        read.append(len(areas))
        return await boundaries_of(store, areas)

    monkeypatch.setattr("bot.web.maps.boundaries_of", counted)
    await at_once(*[page(http, path) for path in PAGES * 3])
    assert read == [7, 6]


async def test_a_page_that_cannot_be_made_says_so_and_repeats_nothing(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.web.board_page.board_page", Mock(side_effect=ZeroDivisionError))
    for path, said in (("/papan?rahasia", "Halaman ini sedang tidak bisa dibuat"), ("/papan?lang=en&rahasia", "This page cannot be made")):
        async with http.get(path) as answer:
            text = await answer.text()
            assert answer.status == 500
            assert said in text
            assert "rahasia" not in text
            assert answer.headers["Cache-Control"] == "no-store"
    assert "rahasia" not in caplog.text
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["page failed"] * 2


async def test_a_question_that_is_too_long_is_told_the_way_out(http: aiohttp.ClientSession) -> None:
    async with http.get("/papan?" + "a" * 500) as answer:
        assert (answer.status, await answer.text()) == (414, "Alamat ini terlalu panjang. Buka /papan tanpa tambahan.")


async def test_a_television_fetches_the_board_again_by_itself(http: aiohttp.ClientSession) -> None:
    async with http.get("/papan?tv") as answer:
        assert answer.headers["Refresh"] == "300"
    async with http.get("/papan") as answer:
        assert "Refresh" not in answer.headers


async def test_the_style_sheet_may_be_kept_for_good_since_its_address_names_what_is_in_it(http: aiohttp.ClientSession) -> None:
    (sheet,) = [each for each in Seen.of(await page(http, "/papan")).addresses if "gaya.css" in each]
    async with http.get("/" + sheet) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        text = await answer.text()
    assert not re.search(r"@import|url\(|https?:", text)


async def test_the_largest_office_has_a_screen_for_everything_that_turns() -> None:
    lists = 2 * -(-LONGEST_LIST // LINES_A_SCREEN)
    assert 2 + VISITS[View.TV] + CANCELLED_SHOWN + lists + 2 <= MOST_SCREENS


async def test_the_address_that_is_set_is_the_pages_own(office: Office) -> None:
    async with served(office, "https://papan.example.go.id") as address, aiohttp.ClientSession(address) as http:
        assert '<link rel="canonical" href="https://papan.example.go.id/papan?lang=en">' in await page(http, "/papan?lang=en")
        assert "https://papan.example.go.id/papan/sisip" in await page(http, "/data/")


@pytest.mark.parametrize(("typed", "meant"), [("/papan/", "/papan"), ("/data", "/data/")])
async def test_an_address_with_a_slash_too_many_or_too_few_leads_to_the_page(http: aiohttp.ClientSession, typed: str, meant: str) -> None:
    async with http.get(typed, headers={"Host": "jahat.example"}, allow_redirects=False) as answer:
        assert answer.status == 308
        assert answer.url.join(URL(answer.headers["Location"])).path == meant
        assert "jahat" not in str(answer.headers)
