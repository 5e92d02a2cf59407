"""Scripts of conversations played on whatever phone: over HTTP, or the chat page in a browser. How to write one: README.md."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.sandbox.control.tour.script import Act, Check, Script, Seen, Step
from tests.patience import LONGEST
from tests.rehearsal import Phone, Screen

FOLDER = Path(__file__).parent
FILES = FOLDER / "files"
PhoneOf = Callable[[int, int | None], Phone]
"""The phone of a person, in a group if one is named."""


async def play(script: Script, phone_of: PhoneOf) -> None:
    """Do what people do, and see that they see what they should."""
    phones: dict[str, Phone] = {}
    for step in script.steps:
        phone = phones.setdefault(step.who, phone_of(*step.place))
        screen = await _act(phone, step)
        checks = [Check(step.number, Seen.SHOWN, step.words), *step.checks] if step.act is Act.SEES else step.checks
        for check in checks:
            check_seen(check, screen, f"{script.name}, line {check.number}")


async def _act(phone: Phone, step: Step) -> Screen:
    match step.act:
        case Act.TAPS:
            return await phone.taps(step.words)
        case Act.SEES:
            return await _seen(phone, step.words)
        case Act.SENDS:
            return await phone.sends(FILES / step.words)
        case Act.REPLIES:
            return await phone.replies(step.words)
    return await phone.writes(step.words)


async def _seen(phone: Phone, words: str) -> Screen:
    """The last message once these words are in it: what is sent to many comes in its turn."""
    screen = await phone.sees_last()
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            while words not in screen.text:
                await asyncio.sleep(0.05)
                screen = await phone.sees_last()
    return screen


def check_seen(check: Check, screen: Screen, where: str) -> None:
    """What must be on the screen, or must not, is so. Raises AssertionError."""
    match check.what:
        case Seen.SHOWN:
            assert check.words in screen.text, f"{where}: {check.words!r} not in\n{screen.text}"
        case Seen.HIDDEN:
            assert check.words not in screen.text, f"{where}: {check.words!r} in\n{screen.text}"
        case Seen.BUTTONS:
            for label in check.labels:
                assert label in screen.labels, f"{where}: no button {label!r} among {screen.labels}"
