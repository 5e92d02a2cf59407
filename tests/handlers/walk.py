"""Walks through every screen: from each command and some texts, over every button, without Telegram in between."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache

from bot.terminal import plain
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.schedule import Schedule
from ektp_core.store import migrate, open_store
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import ChatKind
from handlers.routes import ROUTES
from handlers.texts import label, render
from tests.core.builders import TODAY, demo_board, published_board
from tests.rehearsal import SITI, ZONE, a_request

MOST_SCREENS = 400
"""A walk that is not over by then goes round in circles."""

FURTHER_ROUNDS = 6
"""Rounds of visits more than the demo set holds, so that every list needs its pages."""

TEXTS: tuple[tuple[str | None, str], ...] = (
    *((None, text) for text in ("12 maret 2010", "29-02-2012", "16", "16 thn 3 bln", "2010", "2026", "sman 1 koba", "bangka", "halo")),
    *((None, text) for text in ("05/06/75", "12 juri 2010", "31-04-2010", "03/25/2010", "25-11-2026", "121 tahun")),
    *((None, text) for text in ("1904035203100001", "1904035203100001 12-03-2010", "٦")),
    *(("eligibility", text) for text in ("12 maret 2009", "12-03-2010 sudah menikah", "umur 15 sudah menikah", "halo")),
    *(("schedule", text) for text in ("smkn koba", "26-11-2026", "1 desember", "8 desember", "17 agustus 2027", "jakarta", "30 februari")),
    *(("coverage", text) for text in ("bangka", "pangkalpinang", "babel", "desa koba", "jakarta", "t=19.06")),
    *(("requirements", text) for text in ("ktp hilang", "zzz")),
    *(("awards", text) for text in ("2021", "halo")),
    *(("start", route.name) for route in ROUTES if route.name != "start"),
    ("language", "en"),
    ("my_data", ""),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """Whose walk it is: over which data, in which language, where."""

    data: str
    language: Language
    chat_kind: ChatKind = ChatKind.PRIVATE

    def __str__(self) -> str:
        return f"{self.data}-{self.language}-{self.chat_kind}"


WALKS = [
    *(Walk(data, language, kind) for data in ("published", "demo") for language in Language for kind in ChatKind),
    Walk("crowded", Language.ID),
]


@dataclass(frozen=True, slots=True)
class Screen:
    """What one question shows, or the error that it ended in; `under` is the screen whose button asked it."""

    asked: tuple[str | None, str]
    under: "Screen | None"
    reply: Reply | None
    text: str = ""
    labels: tuple[tuple[str, ...], ...] = ()
    error: str = ""

    @property
    def buttons(self) -> Iterator[Button]:
        return (item for row in (self.reply.buttons if self.reply else ()) for item in row if isinstance(item, Button))

    @property
    def path(self) -> str:
        """How one comes here, as `1:route:argument` after `1:route:argument`."""
        here = f"{self.asked[0] or ''}:{self.asked[1]}"
        return f"{self.under.path} > {here}" if self.under else here


@asynccontextmanager
async def an_office(board: Board, today: date = TODAY) -> AsyncIterator[Office]:
    """The office of a board, over an empty store."""
    store = open_store("sqlite+aiosqlite:///:memory:")
    try:
        await migrate(store)
        yield Office(store, board, {}, {}, ZONE, lambda: datetime.combine(today, time(12), ZONE))
    finally:
        await store.close()


def board_of(data: str) -> Board:
    """What is published, the demo set, or more visits than one page holds."""
    if data == "published":
        return published_board()
    return demo_board() if data == "demo" else _crowded(demo_board())


def _crowded(board: Board) -> Board:
    visits = list(board.schedule)
    later = [
        replace(visit, id=visit.id + 100 * more, days=tuple(day + timedelta(weeks=3 * more) for day in visit.days), moved_from=())
        for more in range(1, FURTHER_ROUNDS + 1)
        for visit in visits
    ]
    return replace(board, schedule=Schedule([*visits, *(visit for visit in later if visit.state != "cancelled")]))


@cache
def screens(walk: Walk) -> tuple[Screen, ...]:
    """Every screen of a walk, each question once, nearest first."""
    return asyncio.run(_screens(walk, board_of(walk.data)))


async def _screens(walk: Walk, board: Board) -> tuple[Screen, ...]:
    seen: dict[tuple[str | None, str], Screen] = {}
    ahead: deque[tuple[tuple[str | None, str], Screen | None]] = deque(((route.name, ""), None) for route in ROUTES)
    ahead.extend((asked, None) for asked in TEXTS)
    async with an_office(board) as office:
        while ahead:
            asked, under = ahead.popleft()
            if asked in seen:
                continue
            assert len(seen) < MOST_SCREENS, f"no end to the buttons: {under.path if under else asked}"
            seen[asked] = await _screen(asked, under, walk, office)
            ahead.extend(((item.route, item.argument), seen[asked]) for item in seen[asked].buttons)
        seen["my_data", "again"] = await _chosen(walk, office)
    return tuple(seen.values())


async def _chosen(walk: Walk, office: Office) -> Screen:
    """What is kept once a language was chosen."""
    await office.choose_language(SITI, walk.language)
    return await _screen(("my_data", ""), None, walk, office)


async def _screen(asked: tuple[str | None, str], under: Screen | None, walk: Walk, office: Office) -> Screen:
    route, argument = asked
    try:
        found = await answer(route, a_request(argument, SITI, walk.chat_kind, walk.language), office)
        language = found.language or walk.language
        labels = tuple(tuple(label(item, language) for item in row) for row in found.buttons)
        return Screen(asked, under, found, plain(render(found, language)), labels)
    except Exception as error:
        return Screen(asked, under, None, error=repr(error))
