"""Every screen that people can come to reads as a finished message."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.reply import Reply, reply
from handlers.request import ChatKind
from handlers.texts import TEXTS, render
from tests.handlers.boards import board_of
from tests.handlers.shown import Shown, faults_of
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.handlers.walk import WALKS, Screen, Walk, screens

OF_THE_BOT = {
    "error": {"error_id": "0a1b2c3d"},
    "no_such_command": {},
    "not_in_topic": {},
    "not_drawn": {},
    "old_button": {},
    "too_many": {},
    "too_many_in_group": {},
    "too_many_taps": {},
    "refusal/unknown_link": {},
}
"""Views that `bot` sends by itself."""

NOT_TELEGRAMS = re.compile(r"&(?!(?:lt|gt|amp|quot);)#?\w+;")
"""References that Telegram shows as they are written (https://core.telegram.org/bots/api#html-style)."""

PERSONAL = re.compile(r"eligibility\w*|reminder\w*|my_data|erased?|bare_number")
"""Views about a person's child or data (docs/reliability.md#nothing-personal-in-groups)."""

every_walk = pytest.mark.parametrize("walk", WALKS, ids=str)


def names_of(language: Language) -> set[str]:
    return {path.relative_to(TEXTS / language).with_suffix("").as_posix() for path in (TEXTS / language).rglob("*.html")}


def every_screen() -> Iterator[tuple[Walk, Screen]]:
    return ((walk, screen) for walk in WALKS for screen in screens(walk))


@every_walk
def test_no_question_ends_in_an_apology(walk: Walk) -> None:
    assert {screen.path: screen.error for screen in screens(walk) if screen.error} == {}


@every_walk
def test_every_screen_fits_one_message(walk: Walk) -> None:
    assert [screen.path for screen in screens(walk) if not screen.error and not 0 < len(screen.text) <= TEXT_CHARACTERS] == []


@every_walk
def test_every_message_can_be_read_on_a_small_phone_in_the_language_of_its_reader(walk: Walk) -> None:
    assert {fault: screen.path for screen in screens(walk) for shown in screen.messages for fault in faults_of(shown)} == {}


@every_walk
def test_every_template_is_filled_in_without_gaps(walk: Walk) -> None:
    found = {screen.path: UNFINISHED.search(screen.text) for screen in screens(walk)}
    assert {path: match.group() for path, match in found.items() if match} == {}


@pytest.mark.parametrize("walk", [walk for walk in WALKS if board_of(walk.data).has_examples], ids=str)
def test_every_message_of_an_office_that_rehearses_says_so(walk: Walk) -> None:
    silent = [
        screen.path
        for screen in screens(walk)
        for shown in screen.messages
        if plain(render(reply("_example"), shown.language)) not in shown.text
    ]
    assert silent == []


@pytest.mark.parametrize("walk", [walk for walk in WALKS if not board_of(walk.data).has_examples], ids=str)
def test_what_is_published_is_never_called_an_example(walk: Walk) -> None:
    assert [screen.path for screen in screens(walk) if "CONTOH" in screen.text] == []


@pytest.mark.parametrize("walk", [walk for walk in WALKS if walk.chat_kind is ChatKind.GROUP], ids=str)
def test_a_group_never_reads_what_is_personal(walk: Walk) -> None:
    assert [screen.path for screen in screens(walk) if screen.reply and PERSONAL.fullmatch(screen.reply.view)] == []


@pytest.mark.parametrize("walk", [walk for walk in WALKS if walk.data == "crowded"], ids=str)
def test_no_page_denies_the_visits_of_another(walk: Walk) -> None:
    pages = [screen for screen in screens(walk) if screen.asked[0] == "schedule" and "p=" in screen.asked[1] and screen.reply]
    assert pages
    assert [screen.path for screen in pages if not screen.reply.values["visits"]] == []


@pytest.mark.parametrize("language", Language)
def test_no_text_holds_a_reference_that_telegram_does_not_know(language: Language) -> None:
    files = [path for path in (TEXTS / language).rglob("*") if path.is_file()]
    assert {
        path.name: NOT_TELEGRAMS.findall(path.read_text(encoding="utf-8")) for path in files if NOT_TELEGRAMS.search(path.read_text())
    } == {}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("1&nbsp;%", "1&nbsp;%"),
        ("<b>a &lt; b</b> &amp; &#34;c&#39;", "a < b & \"c'"),
        ("&amp;lt;", "&lt;"),
        ("&eacute;", "&eacute;"),
        ("1\u00a0%", "1 %"),
    ],
)
def test_a_text_is_read_as_telegram_shows_it(html: str, text: str) -> None:
    assert plain(html) == text


def test_every_view_is_written_in_both_languages() -> None:
    assert names_of(Language.ID) == names_of(Language.EN)


@pytest.mark.parametrize("view", OF_THE_BOT)
@pytest.mark.parametrize("language", Language)
def test_what_the_bot_says_by_itself_is_filled_in(view: str, language: Language) -> None:
    text = plain(render(Reply(view, OF_THE_BOT[view]), language))
    assert text
    assert not UNFINISHED.search(text)
    assert list(faults_of(Shown(language, render(Reply(view, OF_THE_BOT[view]), language), ()))) == []


def test_every_view_is_seen_by_somebody() -> None:
    replies = [screen.reply for _, screen in every_screen() if screen.reply]
    noticed = {f"_notice_{found.masked}" for found in replies if found.masked}
    if any(found.understood for found in replies):
        noticed.add("_understood")
    parts = {"_example", "_shared", "_following", "_marriage", "_unanswered", "_left_out", "_kept_draft", "_topic", "_class"}
    parts |= {"coverage_questions/_shared", "pictures/corner", "pictures/trend_corner", "posters/_message"}
    shown = {found.view for found in replies} | noticed | set(OF_THE_BOT) | parts
    of_citizens = {name for name in names_of(Language.ID) if not re.search(r"staff/|notice/|sent/|board_page/|open_data/", name)}
    assert of_citizens - shown == set()


def test_both_languages_show_the_same_screens() -> None:
    for walk in WALKS:
        other = replace(walk, language=Language.EN)
        if other in WALKS:
            views = ({screen.asked: screen.reply.view for screen in screens(one) if screen.reply} for one in (walk, other))
            assert next(views) == next(views)
