"""What a writer formatted is written as Telegram reads it: every entity of the Bot API, or it is said to be lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.formatting import FOUND_BY_TELEGRAM, TAGS, Formatted, behind, formatted
from bot.messaging.updates import Entity, User
from bot.sandbox.rules.markup import read_html
from ektp_core.announcements.text import as_html, check_formatting
from tests.bot.messaging.updates.bot_api import API

RUSLI = User(7002, first_name="Rusli")
LINK = 'https://a.example/?a=1&lt=2&q="x"<y>'

WRITTEN = [
    (Entity("bold", 0, 5), "<b>Besok</b> &lt;b&gt;"),
    (Entity("italic", 0, 5), "<i>Besok</i> &lt;b&gt;"),
    (Entity("underline", 0, 5), "<u>Besok</u> &lt;b&gt;"),
    (Entity("strikethrough", 0, 5), "<s>Besok</s> &lt;b&gt;"),
    (Entity("spoiler", 0, 5), "<tg-spoiler>Besok</tg-spoiler> &lt;b&gt;"),
    (Entity("code", 0, 5), "<code>Besok</code> &lt;b&gt;"),
    (Entity("pre", 0, 5), "<pre>Besok</pre> &lt;b&gt;"),
    (Entity("pre", 0, 5, language="c++"), '<pre><code class="language-c++">Besok</code></pre> &lt;b&gt;'),
    (Entity("blockquote", 0, 5), "<blockquote>Besok</blockquote> &lt;b&gt;"),
    (Entity("expandable_blockquote", 0, 5), "<blockquote expandable>Besok</blockquote> &lt;b&gt;"),
    (
        Entity("text_link", 0, 5, url=LINK),
        '<a href="https://a.example/?a=1&amp;lt=2&amp;q=&quot;x&quot;&lt;y&gt;">Besok</a> &lt;b&gt;',
    ),
    (Entity("text_mention", 0, 5, user=RUSLI), '<a href="tg://user?id=7002">Besok</a> &lt;b&gt;'),
    (Entity("date_time", 0, 5, unix_time=12345, date_time_format="wDT"), '<tg-time unix="12345" format="wDT">Besok</tg-time> &lt;b&gt;'),
    (Entity("date_time", 0, 5, unix_time=12345), '<tg-time unix="12345">Besok</tg-time> &lt;b&gt;'),
]


def test_every_entity_of_the_bot_api_is_kept_or_found_again_by_telegram() -> None:
    assert set(API["entities"]) == {*TAGS, *FOUND_BY_TELEGRAM}
    assert not TAGS.keys() & FOUND_BY_TELEGRAM


@pytest.mark.parametrize(("entity", "html"), WRITTEN, ids=lambda value: value.type if isinstance(value, Entity) else "")
def test_an_entity_is_written_as_telegrams_html(entity: Entity, html: str) -> None:
    assert formatted("Besok <b>", [entity]) == Formatted(html)
    assert as_html("Besok <b>", html) == html
    text, read = read_html(html)
    assert (text, [each.url for each in read if each.kind == "text_link" and each.url == LINK]) == (
        "Besok <b>",
        [LINK] if entity.type == "text_link" else [],
    )


def test_emoji_of_ones_own_are_kept_and_told_apart() -> None:
    found = formatted("🎓 Besok", [Entity("custom_emoji", 0, 2, custom_emoji_id="5")])
    assert found == Formatted('<tg-emoji emoji-id="5">🎓</tg-emoji> Besok', has_custom_emoji=True)


@pytest.mark.parametrize(
    ("entities", "html"),
    [
        ([Entity("bold", 3, 5)], "🎓 <b>Besok</b> libur"),
        ([Entity("italic", 3, 5), Entity("bold", 0, 14)], "<b>🎓 <i>Besok</i> libur</b>"),
        ([Entity("bold", 3, 5), Entity("italic", 3, 5)], "🎓 <b><i>Besok</i></b> libur"),
        ([Entity("bold", 3, 5), Entity("italic", 8, 6)], "🎓 <b>Besok</b><i> libur</i>"),
        ([Entity("bold", 0, 8), Entity("italic", 3, 11)], "<b>🎓 <i>Besok</i></b><i> libur</i>"),
        ([Entity("bot_command", 3, 5), Entity("bold", 9, 5)], "🎓 Besok <b>libur</b>"),
    ],
)
def test_formatting_is_nested_as_it_was(entities: list[Entity], html: str) -> None:
    assert formatted("🎓 Besok libur", entities) == Formatted(html)


@pytest.mark.parametrize(
    ("entity", "html"),
    [
        (Entity("of_a_later_api", 0, 2), None),
        (Entity("text_link", 0, 2), None),
        (Entity("text_mention", 0, 2), None),
        (Entity("date_time", 0, 2, unix_time=2**40), None),
        (Entity("bold", 1, 3), None),
    ],
)
def test_what_cannot_be_kept_is_said_to_be_lost(entity: Entity, html: str | None) -> None:
    assert formatted("🎓 Besok", [entity]) == Formatted(html, is_lost=True)


def test_what_is_lost_takes_nothing_else_with_it() -> None:
    found = formatted("🎓 Besok", [Entity("of_a_later_api", 0, 8), Entity("bold", 3, 5)])
    assert found == Formatted("🎓 <b>Besok</b>", is_lost=True)


def test_what_nobody_formatted_is_no_html() -> None:
    assert formatted("Besok /jadwal", [Entity("bot_command", 6, 7)]) == Formatted(None)


@pytest.mark.parametrize(
    ("entity", "left"),
    [
        (Entity("bold", 0, 8), []),
        (Entity("bold", 0, 14), [Entity("bold", 0, 5)]),
        (Entity("bold", 9, 5), [Entity("bold", 0, 5)]),
        (Entity("bold", 11, 2), [Entity("bold", 2, 2)]),
    ],
)
def test_the_end_of_a_text_has_its_own_places(entity: Entity, left: list[Entity]) -> None:
    assert behind("/umumkan Besok", [entity], "Besok") == left


CHOSEN = st.builds(
    Entity, st.sampled_from(sorted(TAGS)), st.integers(0, 12), st.integers(1, 12), url=st.just("https://a.example"), user=st.just(RUSLI)
)


@given(text=st.text(alphabet="ab <&\"'🎓é\n", min_size=1, max_size=12), entities=st.lists(CHOSEN, max_size=5))
def test_whatever_was_formatted_the_words_stay_and_telegram_takes_them(text: str, entities: list[Entity]) -> None:
    html = formatted(text, entities).html
    if html is not None:
        check_formatting(html)
        assert read_html(html)[0] == text
