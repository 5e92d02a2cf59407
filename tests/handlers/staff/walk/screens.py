"""Walks through every screen of staff, over every button, without Telegram in between; each tap finds the office as its screen left it."""

import asyncio
import sqlite3
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

import aiosqlite

from ektp_core.alarms import AlarmKind, Fault
from ektp_core.audit import Entry
from ektp_core.board import Board
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.store.alarms import Alarm
from ektp_core.store.audit import newest_entries
from ektp_core.store.drafts import awaited
from handlers.answer import answer
from handlers.reply import Button, Reply, Tap, parse_callback
from handlers.request import INVITATION, ChatKind, Origin, Request
from handlers.routes import STAFF_ROUTES
from handlers.staff.alarms import alarm_reply, fault_reply
from handlers.staff.announcements.acts import OPEN
from handlers.staff.way_to_desk import TO_DESK
from tests.databases import Filled, in_memory
from tests.handlers.shown import Shown, messages_of
from tests.handlers.staff.walk.audited import last_line, lines_after
from tests.handlers.staff.walk.furnished import ADMIN, ANNOUNCEMENTS, NOW, OFFICER, SCHOOL, STRANGER, TOKEN, VIEWER, furnish
from tests.handlers.staff.walk.typed import ANSWERS, LINES
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.rehearsal import ZONE, a_request

STAFF = (ADMIN, OFFICER, VIEWER, SCHOOL)
SECOND_PERSON_OVER = 12

MOST_TAPS = 4_000
"""A walk that is not over by then goes round in circles."""

ALIKE = 2
"""So often one role taps buttons of one act and label under one view: of a list the first ones, and "back" not each time."""


@dataclass(frozen=True, slots=True)
class State:
    """The office at one moment: its database, and what is public."""

    database: bytes = field(repr=False)
    board: Board = field(repr=False)
    members: tuple[Member, ...]
    collects_texts: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """What somebody sees, in which office, and how they came there."""

    person: int
    role: Role | None
    reply: Reply
    state: State
    path: tuple[str, ...]

    @property
    def buttons(self) -> Iterator[Button]:
        return (item for row in self.reply.buttons for item in row if isinstance(item, Button))


def kind_of(role: Role | None, shown: Reply) -> Any:
    """Screens of one view that offer one role the same acts are walked over once; of a form those of a new thing, and of a change."""
    buttons = (item for row in shown.buttons for item in row if isinstance(item, Button))
    return role, shown.view, bool(shown.values.get("changing")), frozenset((*act_of(item), item.label) for item in buttons)


@dataclass(frozen=True, slots=True)
class Opened:
    """What one tap, or one text, opened; `notices` are what others got by it, `audited` and `deeds` what is on record of it."""

    role: Role | None
    act: tuple[str, str]
    view: str
    notices: tuple[str, ...]
    audited: tuple[str, ...]
    deeds: tuple[Entry, ...]
    is_dead_end: bool
    ways_to_desk: int
    has_twins: bool
    """Two buttons of one message do the same."""

    path: tuple[str, ...]

    @property
    def is_typed(self) -> bool:
        return self.act[1].startswith("typed ")


def act_of(item: Button) -> tuple[str, str]:
    """The tool and act of a button: without an act it opens the tool, or is in the grammar of letters."""
    if item.act is not None:
        return item.route, item.act
    letter, separator, _ = item.argument.partition("=")
    return item.route, letter + separator if separator else ""


def ways_to_desk(shown: Reply) -> int:
    """How many buttons lead to the desk."""
    return data_of(shown).count(TO_DESK.data)


def has_twins(shown: Reply) -> bool:
    """Whether two buttons under one message do the same."""
    data = data_of(shown)
    return len(data) != len(set(data))


def data_of(shown: Reply) -> list[str]:
    return [item.data for row in shown.buttons for item in row if isinstance(item, Button)]


def walked(language: Language) -> tuple[Opened, ...]:
    """Everything that the staff of the demo office can open, in one language."""
    return tuple(_walk(language).opened)


def messages(language: Language) -> Mapping[Shown, tuple[str, ...]]:
    """Every message that they and those who are told of it come to see on the way, and how it was come to."""
    return _walk(language).messages


@cache
def _walk(language: Language) -> "Walk":
    return asyncio.run(_walked(language))


async def _walked(language: Language) -> "Walk":
    store = await in_memory(Filled.DEMO)
    try:
        office = await Office.open(store, OfficeSettings(ZONE, second_person_over=SECOND_PERSON_OVER), lambda: NOW)
        await furnish(office)
        async with store.reading() as connection:
            live: Any = (await connection.get_raw_connection()).driver_connection
        walk = Walk(office, live, language)
        await walk.begin()
        await walk.go_on()
        return walk
    finally:
        await store.close()


class Walk:
    """One walk through the office: what is still to be looked at, and what was opened so far."""

    def __init__(self, office: Office, live: aiosqlite.Connection, language: Language) -> None:
        self.office = office
        self.opened: list[Opened] = []
        self.messages: dict[Shown, tuple[str, ...]] = {}
        self._live = live
        self._language = language
        self._ahead: deque[Screen] = deque()
        self._known: set[Any] = set()
        self._tapped: Counter[Any] = Counter()

    async def begin(self) -> None:
        """Every command and line, for everybody who may use it; an invitation that is opened, each announcement, and an alarm."""
        asked = [(person, route.name, "") for person in STAFF for route in STAFF_ROUTES]
        asked += [(person, *line) for person in STAFF for line in LINES]
        asked += [(person, route, "") for person in STAFF for route in ("start", "help")]
        asked.append((STRANGER, "start", INVITATION + TOKEN))
        async with self._kept(await self._state()) as put_back:
            for person, route, text in asked:
                await put_back()
                reply = await answer(replace(self._request(person, text, Origin.TYPED), route=route), self.office)
                if not reply.view.startswith("refusal/"):
                    await self._look(person, reply, (f"{person}: {route} {text}",))
            for person, number in product((ADMIN, OFFICER), ANNOUNCEMENTS):
                await put_back()
                asked_to_open = self._request(person, f"{number}", Origin.TAPPED)
                reply = await answer(replace(asked_to_open, route="announcements", act=OPEN.name), self.office)
                await self._look(person, reply, (f"{person}: A-{number}",))
            await put_back()
            await self._look(ADMIN, alarm_reply(Alarm(1, AlarmKind.HELD, {}, NOW), self.office), ("an alarm",))
            await self._look(ADMIN, fault_reply(Fault.CLOCK, NOW, None, self.office), ("a fault",))

    async def go_on(self) -> None:
        """Every button of every screen that is not known yet."""
        while self._ahead:
            screen = self._ahead.popleft()
            async with self._kept(screen.state) as put_back:
                for item in screen.buttons:
                    alike = screen.role, screen.reply.view, act_of(item), item.label
                    self._tapped[alike] += 1
                    if self._tapped[alike] <= ALIKE:
                        await put_back()
                        await self._tap(screen, item)
                await put_back()
                await self._answer_draft(screen)

    async def _tap(self, screen: Screen, item: Button) -> None:
        assert len(self.opened) < MOST_TAPS, f"no end to the buttons: {screen.path}"
        request = self._request(screen.person, item.argument, Origin.TAPPED)
        request = replace(request, act=item.act, tap=f"{len(self.opened)}", message_id=40)
        await self._open(screen, act_of(item), item.route, request, item.data)

    async def _answer_draft(self, screen: Screen) -> None:
        """Type what the draft on the screen waits for."""
        waiting = await awaited(self.office.store, screen.person)
        text = ANSWERS.get((waiting.tool, waiting.field)) if waiting else None
        if waiting and text:
            request = replace(self._request(screen.person, text, Origin.TYPED), awaited=waiting.field)
            await self._open(screen, (waiting.tool, f"typed {waiting.field}"), waiting.tool, request, text)

    async def _open(self, screen: Screen, act: tuple[str, str], route: str, request: Request, said: str) -> None:
        path = (*screen.path, said)
        last = await last_line(self._live)
        try:
            reply = await answer(replace(request, route=route), self.office)
        except Exception as error:
            raise AssertionError(f"{act} as {screen.role}: {' > '.join(path)}") from error
        is_dead_end = not reply.buttons and await awaited(self.office.store, screen.person) is None
        views = tuple(sorted({notice.reply.view for notice in reply.notices}))
        audited = await lines_after(self._live, last, screen.state.database)
        deeds = tuple(each for each in await newest_entries(self.office.store, len(audited)) if each.id > last)
        opened = Opened(screen.role, act, reply.view, views, audited, deeds, is_dead_end, ways_to_desk(reply), has_twins(reply), path)
        self.opened.append(opened)
        if self._role_of(screen.person) is screen.role:
            await self._look(screen.person, reply, path)

    async def _look(self, person: int, reply: Reply, path: tuple[str, ...]) -> None:
        """Everybody's screen after an answer; a new one of staff is walked over later, in the office as it is now."""
        for whose, shown in ((person, reply), *((notice.person, notice.reply) for notice in reply.notices)):
            for message in messages_of(shown, self._request(whose, "", Origin.TYPED), self.office):
                assert 0 < len(message.text) <= TEXT_CHARACTERS, path
                assert not UNFINISHED.search(message.text), (path, message.text)
                self.messages.setdefault(message, path)
            for item in (item for row in shown.buttons for item in row):
                assert not isinstance(item, Button) or parse_callback(item.data) == Tap(item.route, item.argument, act=item.act), path
            kind = kind_of(self._role_of(whose), shown), await awaited(self.office.store, whose)
            if kind not in self._known and shown.view.startswith("staff/"):
                self._known.add(kind)
                self._ahead.append(Screen(whose, self._role_of(whose), shown, await self._state(), path))

    def _role_of(self, person: int) -> Role | None:
        member = self.office.public.member(person)
        return member.role if member else None

    def _request(self, person: int, text: str, origin: Origin) -> Request:
        member = self.office.public.member(person)
        asked = a_request(text, person, ChatKind.PRIVATE, self._language, today=NOW.date(), origin=origin, member=member)
        return replace(asked, now=NOW)

    async def _state(self) -> State:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        await self._live.backup(copy)
        database = copy.serialize()
        copy.close()
        public = self.office.public
        return State(database, public.board, public.members, public.collects_texts)

    @asynccontextmanager
    async def _kept(self, state: State) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """While the block lasts, the office can be put back to a state as often as somebody has changed it."""
        store = self.office.store
        async with aiosqlite.Connection(lambda: _opened(state.database), 64) as kept:

            async def put_back() -> None:
                await kept.backup(self._live)
                members = {member.person: member for member in state.members}
                self.office.public = Public(store, state.board, members, {}, collects_texts=state.collects_texts)

            yield put_back


def _opened(database: bytes) -> sqlite3.Connection:
    kept = sqlite3.connect(":memory:")
    kept.deserialize(database)
    return kept
