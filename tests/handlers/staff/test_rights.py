"""Every route, asked by everybody, everywhere, in every way: without the right nothing happens, and each try is on record."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_type_hints

import pytest
import pytest_asyncio
from sqlalchemy import insert, select

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import read_update
from ektp_core.exports import Export
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import IMPERSONAL, RIGHTS, Member, Outcome, Role
from ektp_core.store import Store
from ektp_core.store.schema import audit, member
from handlers.acts import ALL, Person, ToolAct
from handlers.reply import Button, parse_callback, private_only, reply
from handlers.routes import BY_NAME, ROUTES, STAFF_ROUTES, Route
from handlers.staff import exports, team, unanswered
from handlers.staff.figures import acts as figures
from handlers.staff.requests import acts as requests
from handlers.texts import render
from tests.databases import Filled, in_memory
from tests.rehearsal import TODAY, ZONE
from tests.store.records import everything

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOBODY, VIEWER, OFFICER, ADMIN, SCHOOL, REVOKED = 7001, 7401, 7101, 7201, 7301, 7402
ROLES = {VIEWER: Role.VIEWER, OFFICER: Role.OFFICER, ADMIN: Role.ADMIN, SCHOOL: Role.SCHOOL}
PEOPLE = {
    "nobody": NOBODY,
    "viewer": VIEWER,
    "officer": OFFICER,
    "admin": ADMIN,
    "school": SCHOOL,
    "revoked": REVOKED,
    "anonymous admin": 1087968824,
    "channel": 136817688,
    "Telegram": 777000,
}
GROUP, CHANNEL = -1001234500001, -1001234500002
CHATS = {"private": 0, "supergroup": GROUP, "channel": CHANNEL}

OFFICE = frozenset({Role.ADMIN, Role.OFFICER, Role.VIEWER})
WORKING = frozenset({Role.ADMIN, Role.OFFICER})
MAY_USE: Mapping[str, frozenset[Role]] = {
    "staff": frozenset(Role),
    "figures": OFFICE,
    "visits": OFFICE,
    "tally": WORKING,
    "kits": WORKING,
    "requests": WORKING | {Role.SCHOOL},
    "announcements": WORKING,
    "schools": WORKING,
    "office": frozenset({Role.ADMIN}),
    "award_edit": WORKING,
    "team": frozenset({Role.ADMIN}),
    "audit": frozenset({Role.ADMIN}),
    "export": OFFICE,
}
"""Who may open each tool, said here once more: a tool that loses its guard, or opens to more people, contradicts this table."""

Asked = str | Button
"""What is asked of a tool: words, or a button that does something."""

EFFECTIVE: Mapping[str, tuple[Asked, ...]] = {
    "team": (
        team.INVITE.button("", Role.VIEWER),
        team.CHANGE_ROLE.button("", team.NewRole(Person(OFFICER), Role.ADMIN)),
        team.REVOKE.button("", Person(OFFICER)),
        team.ACCEPT.button("", 1),
    ),
    "export": (exports.TAKE.button("", Export.FIGURES), exports.TAKE.button("", Export.AUDIT), "figures", "audit"),
    "figures": (figures.APPLY.button(""), figures.TAKE_BACK.button("", 1)),
    "requests": (requests.SEND.button(""), requests.NEW.button("")),
}
"""What would do something for those who may."""

MORE_THAN_LOOKING: tuple[tuple[str, Asked, int], ...] = (
    *(("figures", asked, VIEWER) for asked in (*EFFECTIVE["figures"], "Koba 15-11-2026 wajib 31.500 rekam 30.800")),
    ("visits", "SMAN 1 Koba 12-01-2027", VIEWER),
    *(("export", asked, person) for asked in (exports.TAKE.button("", Export.AUDIT), "audit") for person in (VIEWER, OFFICER)),
    *(("requests", asked, SCHOOL) for asked in (requests.CLOSED.button("", 1), requests.DECLINE.button(""), requests.ACCEPT.button(""))),
    *(("staff", unanswered.SWITCH.button("", unanswered.Collecting.ON), person) for person in (OFFICER, VIEWER, SCHOOL)),
    *(("staff", unanswered.TEXTS.button("", 1), person) for person in (OFFICER, VIEWER, SCHOOL)),
    *(("staff", unanswered.DELETE.button("", unanswered.OnPage(1, "aaaaaa", 1)), person) for person in (OFFICER, VIEWER, SCHOOL)),
    ("staff", unanswered.OVERVIEW.button(""), SCHOOL),
)
"""What needs more than the right to open the tool, tapped or typed by somebody who has only that."""

FORGED = ("i=king", "r=7101.king", "X=99999999999999", "s=0", "../..", "\u0661", "a" * 50, "=", "a=", "-1", "0.0.0.0.0")
FORGED_ARGUMENTS = ("-1", "9" * 9, "9" * 16, "999999.9", "1.x", "\u0661", "x" * 24)
"""Of acts that there are; an act without an argument gets none of them either."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a question comes in: as which kind of update, and what in it is not the person's own hand."""

    name: str
    own_hand: bool
    made: Any


def typed(route: Route, asked: Asked, person: int, chat: int, kind: str, **more: Any) -> dict[str, Any]:
    text = f"/{route.command} {asked if isinstance(asked, str) else asked.data}"
    message = {"message_id": 5, "date": 1, "chat": {"id": chat, "type": kind}, "from": user(person), "text": text}
    return {"update_id": 1, "message": message | more}


def tapped(route: Route, asked: Asked, person: int, chat: int, kind: str, *, version: str = "", **more: Any) -> dict[str, Any]:
    message = {"message_id": 5, "date": 1, "chat": {"id": chat, "type": kind}, "text": "…", **more}
    data = asked.raw_data if isinstance(asked, Button) else f"1:{route.name}:{asked}"
    data = version + data[1:] if version else data
    return {"update_id": 1, "callback_query": {"id": "77", "from": user(person), "message": message, "data": data, "chat_instance": "1"}}


def user(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "id"}


def edited(*asked: Any) -> dict[str, Any]:
    return {"update_id": 1, "edited_message": typed(*asked)["message"] | {"edit_date": 2}}


def forwarded(*asked: Any) -> dict[str, Any]:
    return typed(*asked, forward_origin={"type": "user", "date": 1, "sender_user": user(ADMIN)})


def via_bot(*asked: Any) -> dict[str, Any]:
    return typed(*asked, via_bot={"id": 1, "is_bot": True, "first_name": "bot"})


def anonymous(*asked: Any) -> dict[str, Any]:
    return typed(*asked, sender_chat={"id": asked[3], "type": "supergroup", "title": "G"})


def as_channel(*asked: Any) -> dict[str, Any]:
    return typed(*asked, sender_chat={"id": CHANNEL, "type": "channel", "title": "C"})


def someone_elses(route: Route, button: Asked, person: int, chat: int, kind: str) -> dict[str, Any]:
    """The button stands under the bot's answer to an admin."""
    asked = {"message_id": 4, "date": 1, "chat": {"id": chat, "type": kind}, "from": user(ADMIN), "text": "/tim"}
    return tapped(route, button, person, chat, kind, reply_to_message=asked)


def old(*asked: Any) -> dict[str, Any]:
    """A button of a version that is not today's."""
    return tapped(*asked, version="0")


def posted(*asked: Any) -> dict[str, Any]:
    return {"update_id": 1, "channel_post": typed(*asked)["message"]}


BY_OWN_HAND = (Way("typed", True, typed), Way("tapped", True, tapped), Way("someone else's button", True, someone_elses))
BY_NO_HAND = tuple(Way(each.__name__, False, each) for each in (edited, forwarded, via_bot, anonymous, as_channel, posted, old))
WAYS = (*BY_OWN_HAND, *BY_NO_HAND)
TAPPED = BY_OWN_HAND[1]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was answered, how many rows of the whole database changed, and the audit's line when there is a new one."""

    calls: list[Call]
    changed: int
    entry: Any

    @property
    def texts(self) -> list[str]:
        return [str(call.parameters.get("text") or call.parameters.get("caption")) for call in self.calls if "chat_id" in call.parameters]


@dataclass(slots=True)
class Desk:
    """A demo office and its door; `database` counts the rows that anything changes."""

    store: Store
    office: Office
    door: Dispatcher
    database: Any
    newest: int = 0

    async def asked(self, update: dict[str, Any]) -> Seen:
        before = self.database.total_changes
        calls = await self.door.respond(read_update(update))
        changed = self.database.total_changes - before
        return Seen(calls, changed, await self._new_entry() if changed else None)

    async def _new_entry(self) -> Any:
        async with self.store.reading() as connection:
            row = (await connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1))).first()
        if row is None or row.id == self.newest:
            return None
        self.newest = row.id
        return row


def said(view: str, **values: Any) -> str:
    return render(reply(view, **values), Language.ID, "siaprekam_bot")


@cache
def said_private_only(route: Route) -> str:
    return render(private_only(route.name), Language.ID, "siaprekam_bot")


NOT_ALLOWED = said("refusal/staff/not_allowed")
OLD_BUTTON = said("old_button")


async def no_telegram(method: str, parameters: Mapping[str, Any]) -> Any:
    raise LookupError(method)


async def no_files(file_id: str, folder: Path) -> Path:
    raise FileNotFoundError(file_id)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    """The demo office, a viewer besides its staff, somebody whose role was taken away, and ids that pretend to hold one."""
    store = await in_memory(Filled.DEMO)
    noon = datetime.combine(TODAY, time(12), ZONE)
    async with store.changing() as connection:
        for person, role in ((VIEWER, Role.VIEWER), (REVOKED, Role.ADMIN)):
            await connection.execute(insert(member).values(person=person, role=role, name=f"P{person}", since=noon))
    office = await Office.open(store, OfficeSettings(ZONE), lambda: noon)
    door = Dispatcher(office, "siaprekam_bot", no_files, no_telegram)
    async with store.reading() as connection:
        database = (await connection.get_raw_connection()).driver_connection
    yield Desk(store, office, door, database)
    await store.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def _settled(desk: Desk) -> None:
    """The revoked admin is revoked in the chat; then the team is what it is."""
    assert NOT_ALLOWED not in (await desk.asked(typed(BY_NAME["team"], "", REVOKED, REVOKED, "private"))).texts
    await desk.asked(tapped(BY_NAME["team"], team.REVOKE.button("", Person(REVOKED)), ADMIN, ADMIN, "private"))
    for person in IMPERSONAL:
        desk.office.public.appear_as(Member(person, Role.ADMIN, "many people", datetime.combine(TODAY, time(12), ZONE)))


def cases(ways: tuple[Way, ...]) -> Iterator[tuple[str, int, str, int, Way]]:
    for (who, person), (kind, chat), way in product(PEOPLE.items(), CHATS.items(), ways):
        yield who, person, kind, chat or person, way


def has_right(route: Route, person: int, kind: str, way: Way) -> bool:
    return kind == "private" and way.own_hand and ROLES.get(person) in MAY_USE[route.name]


def questions(route: Route, buttons: Mapping[str, list[Asked]], way: Way) -> list[Asked]:
    """What would do something, and for a button also what the tool's own first screen offers, and what was never written there."""
    known: list[Asked] = ["", *EFFECTIVE.get(route.name, ())]
    return [*known, *buttons.get(route.name, [])[:3], FORGED[0]] if way.made is tapped else known[-1:]


async def test_every_tool_says_here_who_may_use_it() -> None:
    assert {route.name for route in STAFF_ROUTES} - set(MAY_USE) == set()
    assert [route.name for route in STAFF_ROUTES if route.act is None] == []
    assert [route.name for route in ROUTES if route.act] == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def buttons(desk: Desk) -> dict[str, list[Asked]]:
    """What the first screen of each tool offers to an admin, by route."""
    found: dict[str, list[Asked]] = {}
    for route in STAFF_ROUTES:
        seen = await desk.asked(typed(route, "", ADMIN, ADMIN, "private"))
        for data in _callbacks(seen):
            tap = parse_callback(data)
            assert tap
            found.setdefault(tap.route, []).append(Button("", tap.route, tap.argument, {}, tap.act))
    return found


def _callbacks(seen: Seen) -> Iterator[str]:
    for call in seen.calls:
        for row in call.parameters.get("reply_markup", {}).get("inline_keyboard", ()):
            yield from (item["callback_data"] for item in row if "callback_data" in item)


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_without_the_right_nothing_changes_and_the_try_is_on_record(
    route: Route, desk: Desk, buttons: dict[str, list[Asked]]
) -> None:
    wrong = []
    for who, person, kind, chat, way in cases(WAYS):
        if has_right(route, person, kind, way):
            continue
        for asked in questions(route, buttons, way):
            seen = await desk.asked(way.made(route, asked, person, chat, kind))
            if not is_refused(seen, route, way, kind):
                wrong.append((who, kind, way.name, asked, seen))
    assert wrong == []


def is_refused(seen: Seen, route: Route, way: Way, kind: str) -> bool:
    """A refusal, one line in the audit, and nothing else. What asks nothing (a channel's post) is not answered."""
    if way.made is posted or (kind == "channel" and way.made not in (tapped, someone_elses, old)):
        return seen == Seen([], 0, None)
    if way.made is old:
        return seen.changed == 0 and seen.texts == [OLD_BUTTON]
    on_record = seen.entry is not None and (seen.entry.outcome, seen.entry.act) == (Outcome.REFUSED, route.act)
    return seen.changed == 1 and on_record and seen.texts in ([NOT_ALLOWED], [said_private_only(route)])


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_with_the_right_the_tool_opens(route: Route, desk: Desk) -> None:
    shut = [
        (who, way.name)
        for who, person, kind, chat, way in cases(BY_OWN_HAND)
        if has_right(route, person, kind, way) and NOT_ALLOWED in (await desk.asked(way.made(route, "", person, chat, kind))).texts[0]
    ]
    assert shut == []


@pytest.mark.parametrize(("name", "asked", "person"), MORE_THAN_LOOKING)
async def test_a_tool_that_opens_does_not_do_everything_for_everybody(desk: Desk, name: str, asked: Asked, person: int) -> None:
    assert ROLES[person] in MAY_USE[name]
    come = tapped if isinstance(asked, Button) else typed
    seen = await desk.asked(come(BY_NAME[name], asked, person, person, "private"))
    assert seen.texts == [NOT_ALLOWED]
    assert (seen.changed, seen.entry.outcome) == (1, Outcome.REFUSED)


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_forged_button_gets_a_sentence_and_changes_nothing(route: Route, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    before = await effects(desk)
    for argument, (person, role) in product(FORGED, ROLES.items()):
        if role in MAY_USE[route.name]:
            seen = await desk.asked(tapped(route, argument, person, person, "private"))
            assert [record.exc_text for record in caplog.records if record.levelname == "ERROR"] == [], (argument, role)
            assert len(seen.texts) == 1, (argument, role)
    assert await effects(desk) == before


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_no_act_is_begun_without_its_right(route: Route, desk: Desk) -> None:
    """Each act that a tool declares, with an argument that a button could carry, tapped by whoever may not even begin it."""
    wrong = []
    for act, (who, person), (kind, chat) in product(acts_of(route), PEOPLE.items(), CHATS.items()):
        begins = MAY_USE[route.name] & RIGHTS[act.right] if act.right else MAY_USE[route.name]
        if kind == "private" and ROLES.get(person) in begins:
            continue
        seen = await desk.asked(tapped(route, act.button("", a_value(act.argument)), person, chat or person, kind))
        if not is_refused(seen, route, TAPPED, kind):
            wrong.append((act.name, who, kind, seen))
    assert wrong == []


def acts_of(route: Route) -> list[ToolAct[Any]]:
    import_module(route.handler.module)
    return [*ALL.get(route.name, ())]


def a_value(kind: Any) -> Any:
    """Something of an argument's type; a part that may be lacking does."""
    if isinstance(kind, UnionType) or kind is NoneType:
        return None
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{each.name: a_value(hints[each.name]) for each in fields(kind)})
    return next(iter(kind)) if issubclass(kind, StrEnum) else VALUES[kind]


VALUES: Mapping[type, Any] = {int: 1, Person: Person(OFFICER), str: "x", date: TODAY, datetime: datetime.combine(TODAY, time(12))}


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_forged_argument_gets_a_sentence_and_changes_nothing(route: Route, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    before = await effects(desk)
    for act, argument, (person, role) in product(acts_of(route), FORGED_ARGUMENTS, ROLES.items()):
        if role in MAY_USE[route.name] and act.is_done:
            seen = await desk.asked(tapped(route, Button("", route.name, argument, {}, act.name), person, person, "private"))
            assert [record.exc_text for record in caplog.records if record.levelname == "ERROR"] == [], (act.name, argument, role)
            assert len(seen.texts) == 1, (act.name, argument, role)
    assert await effects(desk) == before


async def effects(desk: Desk) -> dict[str, list[Any]]:
    """Every row but unfinished work and what was refused."""
    rows = await everything(desk.store)
    return {name: [row for row in found if Outcome.REFUSED not in row] for name, found in rows.items() if name != "draft"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_what_citizens_ask_changes_nothing_but_their_own_choice(route: Route, desk: Desk) -> None:
    for _, person, kind, chat, way in cases(WAYS):
        seen = await desk.asked(way.made(route, "", person, chat, kind))
        assert seen.changed == 0
        assert NOT_ALLOWED not in seen.texts


@pytest.mark.parametrize("route", STAFF_ROUTES, ids=lambda route: route.name)
async def test_a_link_into_a_tool_is_no_way_around_the_right(route: Route, desk: Desk) -> None:
    start = BY_NAME["start"]
    seen = await desk.asked(typed(start, route.name, NOBODY, NOBODY, "private"))
    assert is_refused(seen, route, BY_OWN_HAND[0], "private")


async def test_an_acts_right_is_read_from_the_store_when_it_happens(desk: Desk) -> None:
    """Somebody whose role another process took away a moment ago is refused, though this process still shows them as a member."""
    late = 7499
    desk.office.public.appear_as(Member(late, Role.ADMIN, "P7499", desk.office.now()))
    seen = await desk.asked(tapped(BY_NAME["team"], team.INVITE.button("", Role.VIEWER), late, late, "private"))
    assert (seen.texts, seen.changed) == ([NOT_ALLOWED], 1)
    assert seen.entry.outcome == Outcome.REFUSED
