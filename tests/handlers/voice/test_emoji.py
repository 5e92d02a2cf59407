"""An emoji helps to find one line: a message has one at most, a refusal none."""

import re

import pytest

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.texts import TEXTS, render
from tests.handlers.notices import unasked
from tests.handlers.staff.walk.screens import messages
from tests.handlers.walk import WALKS, Walk, screens

EMOJI = re.compile("[\U0001f000-\U0001faff☀-☏☔-✒✔✖-➿⏩-⏺ℹ▶⭐⭕]")
"""What phones draw as a picture; marks that they write as letters (✓ ✕ ☐ ● ‹ ›) are none."""

QUOTED = re.compile(r"“[^”]*”|<blockquote\b[^>]*>.*?</blockquote>", re.DOTALL)
"""What somebody wrote is theirs."""


def emoji_in(html: str) -> list[str]:
    return EMOJI.findall(plain(QUOTED.sub("", html)))


@pytest.mark.parametrize("walk", WALKS, ids=str)
def test_no_message_has_more_than_one(walk: Walk) -> None:
    found = {screen.path: emoji_in(shown.html) for screen in screens(walk) for shown in screen.messages}
    assert {path: several for path, several in found.items() if len(several) > 1} == {}


@pytest.mark.parametrize("language", Language)
def test_no_screen_of_staff_has_more_than_one(language: Language) -> None:
    found = {where: emoji_in(shown.html) for shown, where in messages(language).items()}
    assert {where: several for where, several in found.items() if len(several) > 1} == {}


@pytest.mark.parametrize("language", Language)
def test_no_notice_has_more_than_one(language: Language) -> None:
    found = {about: emoji_in(render(notice, language)) for about, notice in unasked().items()}
    assert {about: several for about, several in found.items() if len(several) > 1} == {}


def test_a_refusal_has_none() -> None:
    texts = {path.as_posix(): emoji_in(path.read_text(encoding="utf-8")) for path in TEXTS.glob("*/refusal/**/*.html")}
    assert texts
    assert {path: found for path, found in texts.items() if found} == {}


@pytest.mark.parametrize(("text", "count"), [("✅ boleh", 1), ("⏳ 🗓️ ℹ️", 3), ("✓ ✕ – ☐ ● ‹ › ½ →", 0), ("“🎓 kami”", 0)])
def test_what_counts_as_one(text: str, count: int) -> None:
    assert len(emoji_in(text)) == count
