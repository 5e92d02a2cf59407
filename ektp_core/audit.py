"""Who did what when, in values: which act, about which thing, and what it was before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from ektp_core.refusal import Refusal
from ektp_core.roles import Act, Outcome, Role


class Thing(StrEnum):
    """The kinds of things that acts are about."""

    ANNOUNCEMENT = "announcement"
    AREAS = "areas"
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


class Audited(StrEnum):
    """The kinds of things by which the audit is looked through, as people name them."""

    FIGURES = "figures"
    VISITS = "visits"
    REQUESTS = "requests"
    KITS = "kits"
    ANNOUNCEMENTS = "announcements"
    OFFICE = "office"
    TEAM = "team"
    SCHOOLS = "schools"


ACTS_ON: Mapping[Audited, frozenset[Act]] = MappingProxyType(
    {
        Audited.FIGURES: frozenset({Act.CHANGE_FIGURES}),
        Audited.VISITS: frozenset({Act.CHANGE_VISITS, Act.TALLY}),
        Audited.REQUESTS: frozenset({Act.ASK_VISIT, Act.DECIDE_REQUEST}),
        Audited.KITS: frozenset({Act.CHANGE_KITS}),
        Audited.ANNOUNCEMENTS: frozenset({Act.ANNOUNCE, Act.RESUME_SENDING}),
        Audited.OFFICE: frozenset({Act.CHANGE_OFFICE}),
        Audited.TEAM: frozenset({Act.CHANGE_TEAM}),
        Audited.SCHOOLS: frozenset({Act.CHANGE_SCHOOLS}),
    }
)
"""The acts that change things of each kind. A request that is accepted becomes a visit: it is looked for among requests."""


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
class Change:
    """One of the things that an act has changed: what it was called then, and the values that differ, by name.

    What is new has nothing before, what is removed nothing after. Values are plain: numbers, words, days as YYYY-MM-DD, lists of these;
    never a citizen's words, and nobody's contact (docs/reliability.md#what-the-audit-keeps).
    """

    name: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def change_of(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """The values that differ; one that is None, or an empty list, is there no value at all."""
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    was, became = ({key: values[key] for key in differing if values.get(key) not in NO_VALUE} for values in (before, after))
    return Change(name, was, became)


NO_VALUE: tuple[Any, ...] = (None, "", (), [])


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. `details` are named values, without anybody's private words; `changes` the things that the act has changed."""

    id: int
    moment: datetime
    person: int
    name: str
    role: Role | None
    act: Act
    outcome: Outcome
    subject: Subject
    details: Mapping[str, Any]
    changes: tuple[Change, ...] = ()

    @property
    def deed(self) -> str:
        """What was done, as the key of its sentence: the kind of thing, and what tells one deed with it from another."""
        if self.outcome is Outcome.REFUSED:
            return Outcome.REFUSED
        done = next((str(self.details[name]) for name in DEED_TOLD_BY if name in self.details), "undo" if "undo" in self.details else "")
        return f"{self.subject.kind}_{done}" if done else self.subject.kind


DEED_TOLD_BY = ("act", "answer", "state")
"""Of the details the one that tells deeds with one kind of thing apart; no line has two of them."""
