"""What exactly somebody did, where the act alone does not tell: announcements are written, confirmed and cancelled by one right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ektp_core.roles import Act, Outcome, Role, number_in
from ektp_core.sheets.word import Word

WITH_PEOPLE = frozenset({"confirm", "approve"})
WRITTEN = frozenset({"begin", "audience", "text", "file", "template", "time"})
STEERED = frozenset({"pause", "resume", "cancel", "discard"})
KEPT = frozenset({"save", "delete"})
SWITCHED = frozenset({"on", "off"})


def deed(about: str, details: Mapping[str, Any]) -> Word | None:
    """A line of the audit as a sentence: "mengonfirmasi A-4 untuk 120 orang"; None where its act and subject (`about`) tell it."""
    done = str(details.get("act"))
    if number := number_in(about, "announcement"):
        name = f"A-{number}"
        if done in WITH_PEOPLE and "people" in details:
            return Word(f"announcement_{done}", {"name": name, "people": details["people"]})
        return Word(f"announcement_{done}", {"name": name}) if done in WRITTEN | STEERED else None
    if number_in(about, "template") and done in KEPT:
        return Word(f"template_{done}", {"name": details.get("name", "")})
    _, _, kind = about.partition("notice ")
    return Word(f"notice_{done}", {"name": Word(f"notice_kind_{kind}")}) if kind and done in SWITCHED else None


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
    subject: str
    details: Mapping[str, Any]
