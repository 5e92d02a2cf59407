"""Runs every script of this folder through the sandbox. How to write one: README.md beside this file."""

import asyncio
import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.patience import LONGEST
from tests.rehearsal import ENGLISH_SPEAKER, GROUP, SITI, TODAY, Phone, Screen, rehearsal

SCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))
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
FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_conversation(script: Path, tmp_path: Path) -> None:
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    settings = dict(line.removeprefix("@").split(" ", 1) for line in lines if line.startswith("@"))
    today = date.fromisoformat(settings["today"]) if "today" in settings else TODAY
    async with rehearsal(tmp_path, today=today, demo=settings.get("data") == "contoh") as bot:
        phones: dict[str, Phone] = {}
        screen = Screen([])
        for number, line in enumerate(lines, 1):
            if line.startswith("@"):
                continue
            said = LINE.fullmatch(line)
            assert said, f"{script.name}: cannot read {line!r}"
            who, words = said["who"], said["words"]
            if who in ("Bot", "Bukan", "Tombol"):
                _check(who, words, screen, f"{script.name}, line {number}")
                continue
            phone = phones.setdefault(who, bot.phone(*PEOPLE[who]))
            screen = await _act(phone, said["act"], words)
            if said["act"] == " melihat":
                _check("Bot", words, screen, f"{script.name}, line {number}")


async def _act(phone: Phone, act: str | None, words: str) -> Screen:
    match act:
        case " mengetuk":
            return await phone.taps(words)
        case " melihat":
            return await _seen(phone, words)
        case " mengirim":
            return await phone.sends(FILES / words)
        case " membalas":
            return await phone.replies(words)
    return await phone.writes(words.replace("\\n", "\n"))


async def _seen(phone: Phone, words: str) -> Screen:
    """The last message once these words are in it: what is sent to many comes in its turn."""
    screen = await phone.sees_last()
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            while words not in screen.text:
                await asyncio.sleep(0.05)
                screen = await phone.sees_last()
    return screen


def _check(who: str, words: str, screen: Screen, where: str) -> None:
    if who == "Bot":
        assert words in screen.text, f"{where}: {words!r} not in\n{screen.text}"
    elif who == "Bukan":
        assert words not in screen.text, f"{where}: {words!r} in\n{screen.text}"
    else:
        for label in words.split(" | "):
            assert label in screen.labels, f"{where}: no button {label!r} among {screen.labels}"
