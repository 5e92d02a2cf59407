"""The people and groups of the sandbox, and who has shut the bot out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

BOT_ID = 424242
BOT_NAME = "SiapRekam"
BOT_USERNAME = "siaprekam_bot"

Role = Literal["citizen", "officer", "admin", "school"]
CROWD_FROM = 10_000_000
"""Ids of people who are made for a load of updates."""


@dataclass(slots=True)
class Person:
    """Somebody with a phone. A bot may write to people only once they have written to it."""

    id: int
    name: str
    role: Role = "citizen"
    language: str = "id"
    has_started: bool = False
    has_blocked: bool = False

    @property
    def user(self) -> dict[str, Any]:
        """The Bot API's `User`."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat with its members."""

    id: int
    title: str
    members: frozenset[int]


BOT_USER = {"id": BOT_ID, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}


def people() -> list[Person]:
    """Several of each role that the office knows."""
    return [
        Person(7001, "Siti"),
        Person(7002, "Pak Rusli"),
        Person(7003, "Emily", language="en"),
        Person(7004, "Dimas"),
        Person(7101, "Bu Ratna", "officer"),
        Person(7102, "Pak Hendra", "officer"),
        Person(7201, "Pak Julian", "admin"),
        Person(7202, "Bu Wulan", "admin"),
        Person(7301, "TU SMAN 1 Koba", "school"),
        Person(7302, "TU SMAN 1 Namang", "school"),
    ]


GROUPS = (
    Group(-1001234500001, "Wali Murid XI SMAN 1 Koba", frozenset({7001, 7002, 7003, 7301})),
    Group(-1001234500002, "Tim Perekaman", frozenset({7101, 7102, 7201, 7202})),
)


class Cast:
    """Everybody in the sandbox, by id."""

    def __init__(self, known: Iterable[Person]) -> None:
        self.people = {person.id: person for person in known}
        self.groups = {group.id: group for group in GROUPS}

    def crowd(self, count: int) -> list[Person]:
        """That many people more, each of whom has started the bot."""
        first = max((CROWD_FROM, *(person + 1 for person in self.people)))
        made = [Person(first + number, f"Warga {number + 1}", has_started=True) for number in range(count)]
        self.people.update({person.id: person for person in made})
        return made

    def is_member(self, person: int, chat: int) -> bool:
        """Whether this person may write in this chat."""
        return person == chat or (chat in self.groups and person in self.groups[chat].members)

    def chat(self, chat: int) -> dict[str, Any]:
        """The Bot API's `Chat`. KeyError for an unknown one."""
        if chat in self.groups:
            return {"id": chat, "type": "supergroup", "title": self.groups[chat].title}
        return {"id": chat, "type": "private", "first_name": self.people[chat].name}
