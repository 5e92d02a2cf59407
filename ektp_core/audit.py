"""Who did what when, in values: which act, about which thing, in which version; and as a sentence where the act alone is too little."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from ektp_core.refusal import Refusal
from ektp_core.roles import Act, Outcome, Role
from ektp_core.sheets.word import Word

WITH_PEOPLE = frozenset({"confirm", "approve"})
WRITTEN = frozenset({"begin", "audience", "text", "file", "template", "time", "tell_again", "edit_quietly"})
STEERED = frozenset({"pause", "resume", "cancel", "discard"})
KEPT = frozenset({"save", "delete"})
SWITCHED = frozenset({"on", "off"})


class Thing(StrEnum):
    """The kinds of things that acts are about."""

    ANNOUNCEMENT = "announcement"
    AWARD = "award"
    COLLECTING = "collecting"
    EXPORT = "export"
    FACT = "fact"
    FIGURES = "figures"
    INVITATION = "invite"
    INVITATION_ACCEPTED = "accept"
    INVITATION_DECLINED = "decline"
    LOAN = "loan"
    NOTICE = "notice"
    REQUEST = "request"
    REQUIREMENT = "requirement"
    ROLE = "role"
    ROLE_REVOKED = "revoke"
    SCHOOL = "school"
    SCHOOLS = "schools"
    SENDING = "sending"
    SENTENCE = "sentence"
    TALLY = "tally"
    TEMPLATE = "template"
    VISIT = "visit"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act was about: a kind, and which thing of it. What was refused is about a route and how it was reached."""

    kind: str = ""
    thing: str | int = ""

    @property
    def number(self) -> int | None:
        """The number of the thing, where its kind is numbered."""
        text = str(self.thing)
        return int(text) if text.isdecimal() else None

    def __str__(self) -> str:
        """ "visit 12": the words of the audit are looked up one by one."""
        return f"{self.kind} {self.thing}".strip()


NOTHING = Subject()
"""Of an act that is about no thing in particular, or about one that it makes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing in the version that was on somebody's screen: what they do counts only while it is still that one."""

    id: int
    version: int


CHANGED_KEYS: Mapping[str, str] = {
    Thing.VISIT: "staff/visit_changed",
    Thing.LOAN: "staff/loan_changed",
    Thing.FIGURES: "staff/figures_changed",
    Thing.SCHOOL: "staff/school_changed",
}
"""Sentences that say where to look; other things have the same one."""


class Changed(Refusal):
    """What was shown has changed since, or is gone: nothing was written. `by` is who changed it, where that is known."""

    key = "staff/changed"

    def __init__(self, subject: Subject = NOTHING, by: str | None = None) -> None:
        self.key = CHANGED_KEYS.get(subject.kind, self.key)
        super().__init__(subject=subject, by=by)
        self.subject = subject
        self.by = by


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. `details` are named values, without anybody's private words."""

    id: int
    moment: datetime
    person: int
    name: str
    role: Role | None
    act: Act
    outcome: Outcome
    subject: Subject
    details: Mapping[str, Any]


PHRASES: Mapping[str, tuple[str, ...]] = {
    Thing.INVITATION: ("role", "school"),
    Thing.INVITATION_ACCEPTED: ("role", "name", "person"),
    Thing.INVITATION_DECLINED: ("role", "name", "person"),
    Thing.ROLE: ("to", "name", "person"),
    Thing.ROLE_REVOKED: ("role", "name", "person"),
}
"""Which details say what an act of the team was about: its number alone would tell a reader nothing."""

WHO_IS_MEANT = frozenset({"role", "name"})
"""Details of which every such act has one, since its subject is a number; before, the subject was the whole phrase."""


def phrase_of(entry: Entry) -> str:
    """What an act was about, for people: "invite school SMAN 1 Koba", "visit 12"; its words are looked up one by one."""
    named = PHRASES.get(entry.subject.kind, ())
    if not named or not WHO_IS_MEANT & entry.details.keys():
        return str(entry.subject)
    return " ".join([entry.subject.kind, *(str(entry.details[name]) for name in named if name in entry.details)])


def act_in_words(about: Subject, details: Mapping[str, Any]) -> Word | None:
    """A line of the audit as a sentence: "mengonfirmasi A-4 untuk 120 orang"; None where its act and subject (`about`) tell it."""
    done = str(details.get("act"))
    match about.kind:
        case Thing.ANNOUNCEMENT:
            name = f"A-{about.thing}"
            if done in WITH_PEOPLE and "people" in details:
                return Word(f"announcement_{done}", {"name": name, "people": details["people"]})
            return Word(f"announcement_{done}", {"name": name}) if done in WRITTEN | STEERED else None
        case Thing.TEMPLATE if done in KEPT:
            return Word(f"template_{done}", {"name": details.get("name", "")})
        case Thing.NOTICE if done in SWITCHED:
            return Word(f"notice_{done}", {"name": Word(f"notice_kind_{about.thing}")})
    return None
