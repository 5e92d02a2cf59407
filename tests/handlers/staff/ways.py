"""Who asks staff's tools, in which way, and what comes of it: for tests of rights, over a demo office with its door."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, get_type_hints

from sqlalchemy import insert, select

from bot.messaging.dispatch import Dispatcher
from bot.messaging.messages import Call
from bot.messaging.updates import read_update
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import IMPERSONAL, RIGHTS, Act, Member, Outcome, Role
from ektp_core.store import Store
from ektp_core.store.drafts import DraftKey, Mark
from ektp_core.store.schema import audit, member
from ektp_core.visits.rounds import Round, round_of
from handlers.acts import ALL, Person, ToolAct
from handlers.reply import Button, private_only, reply
from handlers.routes import BY_NAME, Route
from handlers.staff import team
from handlers.texts import render
from tests.bot.messaging.asking import no_files, no_telegram
from tests.databases import Filled, in_memory
from tests.rehearsal import TODAY, ZONE
from tests.store.records import everything

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
    "recap": OFFICE,
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
    return render(reply(view, **values), Language.ID, "siaprekam_bot", example=True)


@cache
def said_private_only(route: Route) -> str:
    return render(private_only(route.name), Language.ID, "siaprekam_bot", example=True)


NOT_ALLOWED = said("refusal/staff/not_allowed")
RIGHT_NEEDED = {act: said("refusal/staff/not_allowed", act=act, roles=[role for role in Role if role in RIGHTS[act]]) for act in Act}
"""What a member of the team hears in private who has not the right: who has it."""

OLD_BUTTON = said("old_button")


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    """The demo office, a viewer besides its staff, somebody whose role was taken away, and ids that pretend to hold one."""
    store = await in_memory(Filled.DEMO)
    try:
        noon = datetime.combine(TODAY, time(12), ZONE)
        async with store.changing() as connection:
            for person, role in ((VIEWER, Role.VIEWER), (REVOKED, Role.ADMIN)):
                await connection.execute(insert(member).values(person=person, role=role, name=f"P{person}", since=noon))
        office = await Office.open(store, OfficeSettings(ZONE), lambda: noon)
        async with store.reading() as connection:
            database = (await connection.get_raw_connection()).driver_connection
        desk = Desk(store, office, Dispatcher(office, "siaprekam_bot", no_files, no_telegram), database)
        assert NOT_ALLOWED not in (await desk.asked(typed(BY_NAME["team"], "", REVOKED, REVOKED, "private"))).texts
        await desk.asked(tapped(BY_NAME["team"], team.REVOKE.button("", Person(REVOKED)), ADMIN, ADMIN, "private"))
        for person in IMPERSONAL:
            office.public.appear_as(Member(person, Role.ADMIN, "many people", noon))
        yield desk
    finally:
        await store.close()


def acts_of(route: Route) -> list[ToolAct[Any]]:
    import_module(route.handler.module)
    return [*ALL.get(route.name, ())]


def a_value(kind: Any) -> Any:
    """Something of an argument's type; a part that may be lacking does."""
    if kind in VALUES:
        return VALUES[kind]
    if isinstance(kind, UnionType) or kind is NoneType:
        return None
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{each.name: a_value(hints[each.name]) for each in fields(kind)})
    assert issubclass(kind, StrEnum)
    return next(iter(kind))


VALUES: Mapping[type, Any] = {
    int: 1,
    Mark: Mark(1),
    DraftKey: DraftKey(1),
    Person: Person(OFFICER),
    str: "x",
    date: TODAY,
    datetime: datetime.combine(TODAY, time(12)),
    Round: round_of(TODAY),
}


async def effects(desk: Desk) -> dict[str, list[Any]]:
    """Every row but unfinished work and what was refused."""
    rows = await everything(desk.store)
    return {name: [row for row in found if Outcome.REFUSED not in row] for name, found in rows.items() if name != "draft"}
