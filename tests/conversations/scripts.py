"""Scripts of conversations, read and played on whatever phone: over HTTP, or the chat page in a browser. How to write one: README.md."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, TODAY, Phone, Screen

FOLDER = Path(__file__).parent
FILES = FOLDER / "files"
PEOPLE = {
    "Siti": (SITI, None),
    "Parent": (ENGLISH_SPEAKER, None),
    "Siti di grup": (SITI, GROUP),
    "Pak Rusli di grup": (7002, GROUP),
    "Dimas": (7004, None),
    "Bu Ratna": (7101, None),
    "Pak Hendra": (7102, None),
    "Pak Julian": (7201, None),
    "Bu Wulan": (7202, None),
    "TU Koba": (7301, None),
    "TU Namang": (7302, None),
}
LINE = re.compile(r"(?P<who>[A-Z][\w ]*?)(?P<act> mengetuk| melihat| mengirim| membalas)?: (?P<words>.*)")
PhoneOf = Callable[[int, int | None], Phone]
"""The phone of a person, in a group if one is named."""


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation: its settings, and its lines with their numbers."""

    name: str
    today: date
    demo: bool
    lines: tuple[tuple[int, str], ...]


def read(path: Path) -> Script:
    """A script of this folder."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    settings = dict(line.removeprefix("@").split(" ", 1) for line in lines if line.startswith("@"))
    today = date.fromisoformat(settings["today"]) if "today" in settings else TODAY
    said = tuple((number, line) for number, line in enumerate(lines, 1) if not line.startswith("@"))
    return Script(path.name, today, settings.get("data") == "contoh", said)


async def play(script: Script, phone_of: PhoneOf) -> None:
    """Do what people do, and see that they see what they should."""
    phones: dict[str, Phone] = {}
    screen = Screen([])
    for number, line in script.lines:
        said = LINE.fullmatch(line)
        assert said, f"{script.name}: cannot read {line!r}"
        who, words, where = said["who"], said["words"], f"{script.name}, line {number}"
        if who in ("Bot", "Bukan", "Tombol"):
            check(who, words, screen, where)
            continue
        phone = phones.setdefault(who, phone_of(*PEOPLE[who]))
        screen = await _act(phone, said["act"], words)
        if said["act"] == " melihat":
            check("Bot", words, screen, where)


async def _act(phone: Phone, act: str | None, words: str) -> Screen:
    match act:
        case " mengetuk":
            return await phone.taps(words)
        case " melihat":
            return await phone.sees_last()
        case " mengirim":
            return await phone.sends(FILES / words)
        case " membalas":
            return await phone.replies(words)
    return await phone.writes(words.replace("\\n", "\n"))


def check(who: str, words: str, screen: Screen, where: str) -> None:
    """What must be in the answer ("Bot"), must not ("Bukan"), or must be among its buttons ("Tombol")."""
    if who == "Bot":
        assert words in screen.text, f"{where}: {words!r} not in\n{screen.text}"
    elif who == "Bukan":
        assert words not in screen.text, f"{where}: {words!r} in\n{screen.text}"
    else:
        for label in words.split(" | "):
            assert label in screen.labels, f"{where}: no button {label!r} among {screen.labels}"
