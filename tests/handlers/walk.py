"""Walks through every screen: from each command and some texts, over every button, without Telegram in between."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from sqlalchemy import insert, select, update

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.board import Board
from ektp_core.coverage.questions import Asked
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language
from ektp_core.store import reminders, subscriptions
from ektp_core.store.outbox import Wording, enqueue
from ektp_core.store.reachable import NO_THREAD
from ektp_core.store.schema import delivery, metadata, subscriber
from ektp_core.store.unanswered import keep_text, switch_collecting
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.reminders import MOST_REMINDERS, Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import (
    CONSENT_VERSION,
    MOST_FOLLOWED,
    ChatSort,
    Consent,
    Scope,
    Subscription,
    Topic,
    UnreachableReason,
)
from ektp_core.unanswered import MOST_LETTERS, MOST_TEXTS, Why
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import ChatKind, TelegramSilent
from handlers.routes import ROUTES
from tests.core.builders import HOME, TODAY
from tests.databases import Filled, in_memory
from tests.handlers.boards import board_of
from tests.handlers.shown import Shown, messages_of
from tests.rehearsal import SITI, ZONE, a_request

FIRST_CHAT = 10_000
REMINDED = ((ReminderKind.MAY_RECORD, date(2027, 2, 1)), (ReminderKind.CARD, date(2027, 3, 12)))
MOST_SCREENS = 900
"""A walk that is not over by then goes round in circles."""

QUOTED = "kapan tim ke sekolah kami"
"""What every message of the bot replies to, where it replies."""

TEXTS: tuple[tuple[str | None, str], ...] = (
    *((None, text) for text in ("12 maret 2010", "29-02-2012", "16", "16 thn 3 bln", "2010", "2026", "sman 1 koba", "bangka", "halo")),
    *((None, text) for text in ("05/06/75", "12 juri 2010", "31-04-2010", "03/25/2010", "25-11-2026", "121 tahun", "senin 12 maret 2010")),
    *((None, text) for text in ("1904035203100001", "1904035203100001 12-03-2010", "٦", "12-03-1869")),
    *(
        (None, text)
        for text in ("kelas 2 boleh rekam?", "anak sd smp sma boleh rekam?", "15 thn 3 bln sama 17 thn", "bayar gak", "kelas 11 boleh?")
    ),
    *((None, text) for text in ("halo min", "makasih ya", "resep lempah kuning dong", "berapa harga cabai")),
    *((None, text) for text in ("kec yg paling tnggi apa", "kec di ats 98 persen")),
    *((None, text) for text in ("cara bikin kk baru", "kapan tim ke sungailiat", "hp saya 081234567890")),
    *(
        (None, text)
        for text in ("kapan tim ke sma koba? trus bawa apa", "minggu depan rekam dimana aja", "koba gmn bang", "qwrt zxcv plmk")
    ),
    *((None, text) for text in ("ikuti sman 1 namang", "stop sman 1 koba", "jeda 1 minggu", "berhenti dulu ya")),
    *((None, f"langganan {text}") for text in ("sman 1 namang smkn 1 koba ok", "ok=2026-11,s=10900779,s=10900753")),
    *(
        (None, text)
        for text in ("berapa harga cabai", "anak lahir maret 2010 boleh rekam?", "umur 16 tahun 7 bulan udah boleh?", "langganan", "kontak")
    ),
    *(("eligibility", text) for text in ("12 maret 2009", "12-03-2010 sudah menikah", "umur 15 sudah menikah", "halo")),
    *(("eligibility", text) for text in ("umur 16 nikah siri", "12-03-2010 nikah resmi", "umur 17 nikah siri")),
    *(("eligibility", text) for text in ("anak campuran umur 17", "WNA", "12-03-2010 KITAP", "2009 KITAP sudah menikah", "KITAS umur 17")),
    *((None, text) for text in ("anak saya 16 tahun sudah menikah siri", "anak saya WNA pegang KITAS umur 17", "perpanjang kitas dimana")),
    *(
        ("schedule", text)
        for text in ("smkn koba", "26-11-2026", "1 desember", "8 desember", "17 agustus 2027", "jakarta", "30 februari", "14-12 januari")
    ),
    *(("schedule", text) for text in ("14-12 januari", "10901234", "SMKN 1 Koba 10900778", "SMKN 2 Koba", "SMA Bakti")),
    *(("schedule", f"i={name}") for name in ("semua", "10900778", "10900753", "19.04.05", "v1", "v99", "10999999")),
    *(("coverage", text) for text in ("bangka", "pangkalpinang", "babel", "desa koba", "nibung", "jakarta", "t=19.06")),
    *(("coverage", f"q={asked}") for asked in Asked),
    *(
        ("coverage", f"q={text}")
        for text in ("lowest;l=district", "below;p=100;l=district", "lowest;l=village", "compare;c=19.04.01,19.04.05")
    ),
    *(("coverage", f"q={text}") for text in ("gap;g=last_year", "unrecorded;l=subdistrict", "forecast;a=19.04.03", "change;a=19.03")),
    *(("coverage", f"q={text}") for text in ("gap;a=19.04.03", "position;a=19.04.01.1001", "show;a=19.04.01.1001", "nothing")),
    *(("requirements", text) for text in ("ktp hilang", "zzz")),
    *(("awards", text) for text in ("2021", "halo")),
    *(("posters", text) for text in ("sman 1 koba", "kecamatan koba", "smkn koba", "v=99999", "sma antah berantah")),
    *(
        ("subscriptions", text)
        for text in ("smk koba", "smkn 2 koba", "bateng", "desa jelutung", "jakarta", "off=halo", "ok=2000-01,s=10900778")
    ),
    *(
        ("reminders", text)
        for text in ("12-03-2010", "12-03-2011", "01-02-2011", "besok", "29-02-2012", "12-03-2000", "2010", "+c=2020-01-01")
    ),
    *(("pause", text) for text in ("kemarin", "halo")),
    *(("start", route.name) for route in ROUTES if route.name != "start"),
    ("language", "en"),
    ("my_data", ""),
)


class Asker(StrEnum):
    """Who walks: somebody of whom nothing is kept, or a chat that follows something; in a group an admin."""

    NEW = "new"
    FOLLOWER = "follower"


@dataclass(frozen=True, slots=True)
class Walk:
    """Whose walk it is: over which data, in which language, where, and who."""

    data: str
    language: Language
    chat_kind: ChatKind = ChatKind.PRIVATE
    asker: Asker = Asker.NEW

    def __str__(self) -> str:
        return f"{self.data}-{self.language}-{self.chat_kind}-{self.asker}"


WALKS = [
    *(Walk(data, language, kind) for data in ("published", "demo") for language in Language for kind in ChatKind),
    *(Walk("demo", language, kind, Asker.FOLLOWER) for language in Language for kind in ChatKind),
    Walk("crowded", Language.ID),
    *(Walk("bare", language) for language in Language),
    Walk("Indonesian", Language.EN),
]


@dataclass(frozen=True, slots=True)
class Screen:
    """What one question shows, or the error that it ended in; `under` is the screen whose button asked it."""

    asked: tuple[str | None, str]
    under: "Screen | None"
    reply: Reply | None
    messages: tuple[Shown, ...] = ()
    error: str = ""

    @property
    def text(self) -> str:
        return self.messages[0].text if self.messages else ""

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        return self.messages[0].labels if self.messages else ()

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
    store = await in_memory(Filled.TABLES)
    try:
        yield Office(store, Public(store, board, {}, {}), OfficeSettings(ZONE), lambda: datetime.combine(today, time(12), ZONE))
    finally:
        await store.close()


@cache
def screens(walk: Walk) -> tuple[Screen, ...]:
    """Every screen of a walk, each question once, nearest first."""
    return asyncio.run(_screens(walk, board_of(walk.data)))


async def _screens(walk: Walk, board: Board) -> tuple[Screen, ...]:
    """Each question comes from another chat, so that no answer hangs on what was asked before."""
    seen: dict[tuple[str | None, str], Screen] = {}
    ahead: deque[tuple[tuple[str | None, str], Screen | None]] = deque(((route.name, ""), None) for route in ROUTES)
    ahead.extend((asked, None) for asked in TEXTS)
    async with an_office(board) as office:
        if walk.asker is Asker.FOLLOWER:
            await _collect_texts(office)
            await _follow(FIRST_CHAT, walk, office)
            await _do_like(FIRST_CHAT, range(FIRST_CHAT + 1, FIRST_CHAT + MOST_SCREENS), office)
        while ahead:
            asked, under = ahead.popleft()
            if asked in seen:
                continue
            assert len(seen) < MOST_SCREENS, f"no end to the buttons: {under.path if under else asked}"
            seen[asked] = await _screen(asked, under, walk, office, FIRST_CHAT + len(seen))
            ahead.extend(((item.route, item.argument), seen[asked]) for item in seen[asked].buttons)
        await _keep_everything(walk, office)
        for asked in OF_ALL_THAT_IS_KEPT:
            seen[asked[0], f"{asked[1]} again"] = await _screen(asked, None, walk, office, SITI)
        seen["subscriptions", "unsaid"] = await _screen(("subscriptions", ""), None, walk, office, SITI, _unsaid)
    return tuple(seen.values())


async def _collect_texts(office: Office) -> None:
    """Where followers walk, the office asks whether sentences may be kept."""
    async with office.store.changing() as connection:
        await switch_collecting(connection, office.today(), on=True)
    await office.public.renew_collecting()


OF_ALL_THAT_IS_KEPT = (
    *((route, "") for route in ("my_data", "pause", "subscriptions", "start")),
    *(("subscriptions", text) for text in ("namang", "koba")),
    *(("reminders", f"+c={day}") for day in ("2027-03-12", "2027-03-13")),
)
"""What somebody asks of whom as much is kept as can be."""


async def _follow(chat: int, walk: Walk, office: Office) -> None:
    """One thing of each scope, a silent topic, a reminder, and a notice that came."""
    sort = ChatSort.PRIVATE if walk.chat_kind is ChatKind.PRIVATE else ChatSort.GROUP
    consent = Consent(chat, sort, walk.language, CONSENT_VERSION, office.now())
    things = [Subscription(Scope.SCHOOL, "10900778"), Subscription(Scope.SUBDISTRICT, "19.04.05"), Subscription(Scope.DISTRICT, HOME)]
    await subscriptions.follow(office.store, chat, things, office.now(), office.today(), consent)
    await subscriptions.mute(office.store, chat, Topic.CATCH_UP)
    for kind, day in REMINDED if walk.chat_kind is ChatKind.PRIVATE else ():
        await reminders.remind(office.store, Reminder(chat, kind, day), office.today())
    async with office.store.changing() as connection:
        html = "<b>SMAN 1 Koba</b>: pindah ke Senin, 30 November 2026. Anak datang sendiri dengan fotokopi KK."
        wordings = [Wording(walk.language, html)]
        people = select(subscriber.c.chat, subscriber.c.language, NO_THREAD).where(subscriber.c.chat == chat)
        await enqueue(connection, AnnouncementKind.NOTICE, f"told {chat}", wordings, people, office.now())
        await connection.execute(update(delivery).where(delivery.c.chat == chat).values(state=DeliveryState.DELIVERED))


async def _do_like(first: int, others: Iterable[int], office: Office) -> None:
    """Whatever is kept of one chat is kept of others as well."""
    async with office.store.changing() as connection:
        for table in (table for table in metadata.sorted_tables if "chat" in table.c):
            kept = [dict(row._mapping) for row in await connection.execute(select(table).where(table.c.chat == first))]
            copies = [{name: value for name, value in row.items() if name != "id"} | {"chat": other} for row in kept for other in others]
            if copies:
                await connection.execute(insert(table), copies)


async def _keep_everything(walk: Walk, office: Office) -> None:
    """Siti chose a language; as a follower she asked for all that one may, paused, and shut the bot out for a while."""
    await office.choose_language(SITI, walk.language)
    if walk.asker is Asker.NEW:
        return
    await _follow(SITI, walk, office)
    removed = [Subscription(Scope.SCHOOL, f"{number}") for number in range(MOST_FOLLOWED - 3)]
    await subscriptions.follow(office.store, SITI, removed, office.now(), office.today())
    for month in range(3, MOST_REMINDERS + 1):
        await reminders.remind(office.store, Reminder(SITI, ReminderKind.CARD, date(2028, month, 1)), office.today())
    for number in range(MOST_TEXTS):
        await keep_text(office.store, SITI, f"{number}" * MOST_LETTERS, Why.UNSURE, "card_status", office.today())
    await subscriptions.pause(office.store, SITI, date(2027, 4, 1))
    await retire(office.store, SITI, UnreachableReason.BLOCKED, office.now())


async def _screen(
    asked: tuple[str | None, str],
    under: Screen | None,
    walk: Walk,
    office: Office,
    chat: int,
    is_admin: Callable[[], Awaitable[bool]] | None = None,
) -> Screen:
    route, argument = asked
    request = a_request(argument, chat, walk.chat_kind, walk.language)
    request = replace(request, message_id=5, quoted=QUOTED, is_chat_admin=is_admin or (_yes if walk.asker is Asker.FOLLOWER else _no))
    try:
        found = await answer(replace(request, route=route), office)
        return Screen(asked, under, found, messages_of(found, request, office))
    except Exception as error:
        return Screen(asked, under, None, error=repr(error))


async def _yes() -> bool:
    return True


async def _no() -> bool:
    return False


async def _unsaid() -> bool:
    raise TelegramSilent
