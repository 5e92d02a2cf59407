"""Scripts of conversations: who writes or taps what, and what is seen then. How to write one: tests/conversations/README.md.

The tests' conversations and the page's stories are read here and nowhere else: what a test plays is what a visitor is shown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

PARENTS = -1001234500001
CAST: Mapping[str, tuple[int, int]] = {
    "Siti": (7001, 7001),
    "Parent": (7003, 7003),
    "Siti di grup": (7001, PARENTS),
    "Pak Rusli di grup": (7002, PARENTS),
    "Dimas": (7004, 7004),
    "Bu Ratna": (7101, 7101),
    "Pak Hendra": (7102, 7102),
    "Pak Julian": (7201, 7201),
    "Bu Wulan": (7202, 7202),
    "TU Koba": (7301, 7301),
    "TU Namang": (7302, 7302),
}
"""The names of scripts: a person and the chat in which they write."""


class Act(StrEnum):
    """What somebody does, by the word behind their name."""

    WRITES = ""
    TAPS = "mengetuk"
    SEES = "melihat"
    SENDS = "mengirim"
    REPLIES = "membalas"


class Seen(StrEnum):
    """What is looked for on the screen after that."""

    SHOWN = "Bot"
    HIDDEN = "Bukan"
    BUTTONS = "Tombol"


LINE = re.compile(rf"(?P<who>[A-Z][\w ]*?)(?: (?P<act>{'|'.join(act for act in Act if act)}))?: (?P<words>.*)")
TOLD = re.compile(r"(?P<language>id|en): (?P<words>.+)")
DEMO = "contoh"


class NotAScript(Exception):
    """A line that says nothing, or something that nobody does."""

    def __init__(self, name: str, number: int, line: str) -> None:
        super().__init__(f"{name}, line {number}: {line!r}")


@dataclass(frozen=True, slots=True)
class Check:
    """What must be on the screen, or must not; `words` of buttons are `labels`."""

    number: int
    what: Seen
    words: str

    @property
    def labels(self) -> list[str]:
        return self.words.split(" | ")


@dataclass(slots=True)
class Step:
    """One thing that somebody does, what is seen then, and what a story tells of it by language."""

    number: int
    who: str
    act: Act
    words: str
    checks: list[Check] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, int]:
        """The person and the chat."""
        return CAST[self.who]


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation: its settings by name, and its steps."""

    name: str
    settings: Mapping[str, str]
    steps: tuple[Step, ...]

    @property
    def today(self) -> date | None:
        """The office's day; None for any."""
        return date.fromisoformat(self.settings["today"]) if "today" in self.settings else None

    @property
    def demo(self) -> bool:
        """Whether it is played with the example data."""
        return self.settings.get("data") == DEMO


def read(path: Path) -> Script:
    """The script in a file. Raises NotAScript."""
    settings: dict[str, str] = {}
    steps: list[Step] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@"):
            name, _, value = line.removeprefix("@").partition(" ")
            settings[name] = value
        elif line.strip() and not line.startswith("#") and not _take(line, number, steps):
            raise NotAScript(path.name, number, line)
    return Script(path.name, settings, tuple(steps))


def _take(line: str, number: int, steps: list[Step]) -> bool:
    """Add a line to the steps: a new one, or what is seen and told of the last; whether it could be read."""
    if told := TOLD.fullmatch(line):
        if not steps:
            return False
        steps[-1].told[told["language"]] = told["words"]
        return True
    said = LINE.fullmatch(line)
    if said is None:
        return False
    who, act, words = said["who"], said["act"] or "", said["words"].replace("\\n", "\n")
    if who in CAST:
        steps.append(Step(number, who, Act(act), words))
        return True
    if act or who not in list(Seen) or not steps:
        return False
    steps[-1].checks.append(Check(number, Seen(who), words))
    return True
