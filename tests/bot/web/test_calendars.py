"""Phones ask for a feed and get it once, and again only when it has changed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import aiohttp
import pytest

from bot.application import open_office
from bot.settings import Settings
from bot.web import calendars
from bot.web.calendars import Calendars
from bot.web.content import LONGEST_QUERY
from bot.web.server import Server
from bot.web.site import Site
from ektp_core.board import Board
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.visits.schedule import Schedule
from tests.core.builders import TODAY, demo_board
from tests.handlers.calendars.reading import entries_of, faults_of
from tests.rehearsal import ZONE

NOON = datetime.combine(TODAY, time(12), ZONE)
PUBLIC = "https://dukcapil.example"


class Desk:
    """An office of the demo set; a commit gives it another board, and its clock is put."""

    def __init__(self) -> None:
        nothing: Any = None
        self.now = NOON
        self.public = Public(nothing, demo_board(), {}, {})
        self.office = Office(nothing, self.public, OfficeSettings(ZONE, public_url=PUBLIC), lambda: self.now)

    def commits(self, board: Board) -> None:
        self.public.board = replace(board, version=self.public.board.version + 1)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def http(desk: Desk) -> AsyncIterator[aiohttp.ClientSession]:
    server = Server(Calendars(Site(desk.office, "siaprekam_bot", PUBLIC)).routes())
    await server.start("127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
        yield session
    await server.stop()


async def etag(http: aiohttp.ClientSession, path: str) -> str:
    async with http.get(path) as answer:
        assert answer.status == 200
        return answer.headers["ETag"]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kind of every calendar that is made from now on."""
    made: list[str] = []
    real = calendars.calendar_file

    def make(*given: Any) -> bytes:
        made.append(given[0].kind)
        return real(*given)

    monkeypatch.setattr(calendars, "calendar_file", make)
    return made


def moved_at_koba(board: Board) -> Board:
    """The visits to SMAN 1 Koba are another version by now."""
    later = NOON + timedelta(hours=1)
    events = [replace(each, sequence=9, modified=later) if each.place.name == "SMAN 1 Koba" else each for each in board.calendar]
    return replace(board, calendar=tuple(events))


@pytest.mark.parametrize(
    ("path", "first_word", "days"),
    [
        ("/kalender/semua.ics", "CONTOH", 9),
        ("/kalender/10900778.ics", "CONTOH", 2),
        ("/kalender/19.04.05.ics", "CONTOH", 2),
        ("/kalender/10900778.ics?lang=en", "EXAMPLE", 2),
        ("/kalender/10900778.ics?lang=fr", "CONTOH", 2),
    ],
)
async def test_a_feed_is_served(http: aiohttp.ClientSession, path: str, first_word: str, days: int) -> None:
    async with http.get(path) as answer:
        content = await answer.read()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert list(faults_of(content)) == []
    assert len(entries_of(content)) == days
    assert {entry.summary.split()[0].strip(":") for entry in entries_of(content)} == {first_word}
    address = f"{PUBLIC}{path.replace('?lang=fr', '')}"
    assert f"SOURCE;VALUE=URI:{address}".encode() in content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("name", ["v2", "10999999", "19.04", "19.05.01", "lain", "%2e%2e", "semua.ics", ""])
async def test_no_other_name_is_a_feed(http: aiohttp.ClientSession, name: str) -> None:
    async with http.get(f"/kalender/{name}.ics") as answer:
        assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (404, "text/plain")


async def test_whoever_asks_for_no_calendar_is_told_which_there_is(http: aiohttp.ClientSession) -> None:
    for language, said in {"": "Semua kunjungan: /kalender/semua.ics", "?lang=en": "All visits: /kalender/semua.ics?lang=en"}.items():
        async with http.get(f"/kalender/lain.ics{language}") as answer:
            assert said in await answer.text()


async def test_of_many_feeds_the_last_ones_are_kept(http: aiohttp.ClientSession, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [f"/kalender/{name}.ics" for name in ("semua", "19.04.01", "19.04.02")]
    made = counted(monkeypatch)
    monkeypatch.setattr(calendars, "MOST_KEPT", 2)
    for path in (asked[0], asked[1], asked[0], asked[2], asked[0], asked[1]):
        await etag(http, path)
    assert made == ["all", "subdistrict", "subdistrict", "subdistrict"]


async def test_who_has_it_already_gets_it_no_second_time(http: aiohttp.ClientSession) -> None:
    tag = await etag(http, "/kalender/semua.ics")
    async with http.get("/kalender/semua.ics", headers={"If-None-Match": tag}) as again:
        assert (again.status, await again.read()) == (304, b"")
    async with http.head("/kalender/semua.ics") as head:
        assert (head.status, head.headers["ETag"], await head.read()) == (200, tag, b"")


async def test_the_mark_of_a_feed_changes_with_what_it_says_and_with_nothing_else(http: aiohttp.ClientSession, desk: Desk) -> None:
    paths = "/kalender/10900778.ics", "/kalender/19.04.05.ics", "/kalender/10900778.ics?lang=en"
    koba, namang, english = [await etag(http, path) for path in paths]
    assert len({koba, namang, english}) == 3
    desk.now += timedelta(days=2)
    desk.commits(desk.office.board)
    assert [await etag(http, path) for path in paths] == [koba, namang, english]
    desk.commits(moved_at_koba(desk.office.board))
    again = [await etag(http, path) for path in paths]
    assert again[1] == namang
    assert not {koba, english} & {*again}


async def test_a_feed_is_made_once_for_all_who_ask_at_the_same_time(
    http: aiohttp.ClientSession, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    assert len({*await asyncio.gather(*(etag(http, "/kalender/semua.ics") for _ in range(20)))}) == 1
    assert made == ["all"]
    desk.commits(replace(desk.office.board, schedule=Schedule(desk.office.board.schedule)))
    await etag(http, "/kalender/semua.ics")
    assert made == ["all", "all"]


async def test_what_is_longer_than_any_address_of_ours_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.get(f"/kalender/semua.ics?lang={'x' * LONGEST_QUERY}") as answer:
        assert answer.status == 414


@pytest.mark.parametrize(("board", "told"), [(True, PUBLIC), (False, None)])
async def test_the_chat_tells_an_address_only_where_it_is_served(board: bool, told: str | None) -> None:
    settings = Settings(public_url=PUBLIC, board=board)
    async with open_office(settings, "sqlite+aiosqlite:///:memory:", lambda: NOON, demo=False, exclusive=False) as office:
        assert office.settings.public_url == told


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_feed_is_only_read(http: aiohttp.ClientSession, method: str) -> None:
    async with http.request(method, "/kalender/semua.ics") as answer:
        assert answer.status == 405
