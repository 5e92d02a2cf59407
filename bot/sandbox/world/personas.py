"""The people and groups of the sandbox, and which of them the bot can reach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.rules.refusals import bad_request, forbidden, migrated
from bot.sandbox.world.fates import NOTHING_WRITTEN, ChatFate
from bot.sandbox.world.topics import ForumTopic

BOT_ID = 424242
BOT_NAME = "SiapRekam"
BOT_USERNAME = "siaprekam_bot"
BOT_USER = {"id": BOT_ID, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}

Role = Literal["citizen", "officer", "admin", "school"]
CLERK, FIRST_CLERK, FIRST_SCHOOL = "TU", 7301, "SMAN 1 Koba"
CROWD_FROM = 10_000_000
"""Ids of people and groups who are made for a load start here."""

SUPERGROUPS_BELOW = -1_000_000_000_000


@dataclass(slots=True)
class Persona:
    """Somebody with a phone. A bot may write to people only once they have written to it."""

    id: int
    name: str
    role: Role = "citizen"
    language: str = "id"
    fate: ChatFate = ChatFate.NOT_STARTED

    @property
    def user(self) -> dict[str, Any]:
        """The Bot API's `User`."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass(slots=True)
class Group:
    """A group chat with its members; `moved_to` is the supergroup that a migrated one has become."""

    id: int
    title: str
    members: frozenset[int] = frozenset()
    creator: int | None = None
    admins: frozenset[int] = frozenset()
    fate: ChatFate = ChatFate.OPEN
    moved_to: int | None = None
    topics: dict[int, ForumTopic] = field(default_factory=dict)

    @property
    def kind(self) -> Literal["group", "supergroup"]:
        return "supergroup" if self.id < SUPERGROUPS_BELOW else "group"

    @property
    def tells_bot(self) -> bool:
        """Whether the bot is in the group and hears what is meant for it."""
        return self.fate in (ChatFate.OPEN, ChatFate.NO_RIGHTS)


def people() -> list[Persona]:
    """Several of each role that the office knows."""
    return [
        Persona(7001, "Siti"),
        Persona(7002, "Pak Rusli"),
        Persona(7003, "Emily", language="en"),
        Persona(7004, "Dimas"),
        Persona(7101, "Bu Ratna", "officer"),
        Persona(7102, "Pak Hendra", "officer"),
        Persona(7201, "Pak Julian", "admin"),
        Persona(7202, "Bu Wulan", "admin"),
        Persona(7301, "TU SMAN 1 Koba", "school"),
        Persona(7302, "TU SMAN 1 Namang", "school"),
    ]


def groups() -> list[Group]:
    """Parents with their school, and the office's own."""
    return [
        Group(-1001234500001, "Wali Murid XI SMAN 1 Koba", frozenset({7001, 7002, 7003, 7301}), creator=7002, admins=frozenset({7301})),
        Group(-1001234500002, "Tim Perekaman", frozenset({7101, 7102, 7201, 7202}), creator=7201),
    ]


class Personas:
    """Everybody in the sandbox, by id."""

    def __init__(self, people: Iterable[Persona], groups: Iterable[Group]) -> None:
        self.people = {person.id: person for person in people}
        self.groups = {group.id: group for group in groups}
        self.cast = frozenset((*self.people, *self.groups))
        self.school = FIRST_SCHOOL
        self._next_id = CROWD_FROM

    def work_at(self, clerks: Mapping[int, str]) -> None:
        """The clerks are of these schools, by their ids, and the first one's class has the group of parents."""
        for person, school in clerks.items():
            self.people[person].name = f"{CLERK} {school}"
        if first := clerks.get(FIRST_CLERK):
            for group in self.groups.values():
                group.title = group.title.replace(self.school, first)
            self.school = first

    def whose(self, chat: int, but: int) -> int:
        """A person whose chat this is; of a group its creator, or another member who is not `but`."""
        if chat in self.people:
            return chat
        group = self.groups[chat]
        return next(person for person in (group.creator, *sorted(group.members)) if person is not None and person != but)

    def add_person(self, fate: ChatFate) -> Persona:
        """Somebody more."""
        number = self._take_id()
        self.people[number] = Persona(number, f"Warga {number - CROWD_FROM + 1}", fate=fate)
        return self.people[number]

    def add_group(self, fate: ChatFate) -> Group:
        """A group more; a migrated one comes with the supergroup that it has become."""
        number = self._take_id()
        chat = -number if fate is ChatFate.MIGRATED else SUPERGROUPS_BELOW - number
        group = self.groups[chat] = Group(chat, f"Grup {number - CROWD_FROM + 1}", fate=fate)
        if fate is ChatFate.MIGRATED:
            self.migrate(group)
        return group

    def migrate(self, old: Group) -> Group:
        """The supergroup that a group becomes."""
        new = Group(SUPERGROUPS_BELOW - self._take_id(), old.title, old.members, old.creator, old.admins)
        self.groups[new.id] = new
        old.fate, old.moved_to = ChatFate.MIGRATED, new.id
        return new

    def is_member(self, person: int, chat: int) -> bool:
        """Whether this person may write in this chat."""
        return person == chat or (chat in self.groups and person in self.groups[chat].members)

    def chat(self, chat: int) -> dict[str, Any]:
        """The Bot API's `Chat`. KeyError for an unknown one."""
        if chat in self.groups:
            group = self.groups[chat]
            return {"id": chat, "type": group.kind, "title": group.title} | ({"is_forum": True} if group.topics else {})
        return {"id": chat, "type": "private", "first_name": self.people[chat].name}

    def topics(self, chat: int) -> dict[int, ForumTopic]:
        """The topics of a chat; none where it is no forum."""
        return self.groups[chat].topics if chat in self.groups else {}

    def reach(self, chat: int) -> Persona | Group:
        """Whose chat this is. Raises Refused where the bot is not, or is no longer."""
        found = self.people.get(chat) or self.groups.get(chat)
        if found is None or found.fate is ChatFate.NOT_FOUND:
            raise bad_request("chat not found")
        if isinstance(found, Group):
            if found.fate is ChatFate.KICKED:
                raise forbidden(f"bot was kicked from the {found.kind} chat")
            if found.fate is ChatFate.MIGRATED and found.moved_to:
                raise migrated(found.moved_to)
        return found

    def write_to(self, chat: int) -> Persona | Group:
        """Whose chat takes a new message of the bot. Raises Refused for one that does not."""
        found = self.reach(chat)
        if found.fate in NOTHING_WRITTEN:
            raise NOTHING_WRITTEN[found.fate]()
        return found

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1
