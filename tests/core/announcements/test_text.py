"""What an announcement may say: nothing leaves that Telegram would refuse, and nothing is filled in that nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.rules.markup import read_html
from ektp_core.announcements.text import (
    AnnouncementRefused,
    Placeholder,
    TextFault,
    as_html,
    check,
    excerpt,
    fill,
    finished,
    placeholders_in,
    plain,
    units,
)
from ektp_core.reading.fields import NikNotKept

WELL_FORMED = (
    "Besok jam 8",
    "<b>Besok</b> <i>jam <u>8</u></i>",
    '<a href="https://dukcapil.example/?a=1&amp;b=2">di sini</a>',
    '<span class="tg-spoiler">rahasia</span> <tg-spoiler>juga</tg-spoiler>',
    "<blockquote expandable>panjang</blockquote>",
    '<pre><code class="language-python">1 &lt; 2</code></pre>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    "5 &gt; 3 &amp; 2 &lt; 4",
)
BROKEN = (
    "<b>Besok",
    "<b>Besok</i>",
    "Besok</b>",
    "<i><b>Besok</i></b>",
    "1 < 2",
    "<div>Besok</div>",
    "<b Besok",
    "<span>x</span>",
    '<span class="red">x</span>',
    "<a href=x'>y</a",
    "<",
    "</b class='x'>",
)


def fault_of(html: str, *, with_file: bool = False) -> TextFault | None:
    try:
        check(html, with_file=with_file)
    except AnnouncementRefused as refusal:
        return TextFault(refusal.values["fault"])
    return None


@pytest.mark.parametrize("html", WELL_FORMED)
def test_what_telegram_takes_is_taken(html: str) -> None:
    read_html(html)
    assert fault_of(html) is None


@pytest.mark.parametrize("html", BROKEN)
def test_broken_formatting_is_refused(html: str) -> None:
    assert fault_of(html) is TextFault.FORMATTING


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<", ">", "&", "x", '<a href="y">', "</a>", "<x>"])).map("".join)
)
def test_what_is_taken_can_be_read_by_telegram(html: str) -> None:
    if fault_of(html) is None:
        assert read_html(html.encode("utf-8", "replace").decode())


@given(st.text(max_size=200))
def test_any_plain_words_become_well_formed_and_read_the_same(words: str) -> None:
    try:
        html = as_html(words, None)
    except NikNotKept:
        return
    assert fault_of(html) is None
    assert plain(html) == words.strip()


@pytest.mark.parametrize(
    ("text", "with_file", "longest"),
    [("x" * 4097, False, 4096), ("😀" * 2049, False, 4096), ("x" * 1025, True, 1024), ("😀" * 513, True, 1024)],
)
def test_length_is_counted_as_telegram_counts_it(text: str, with_file: bool, longest: int) -> None:
    assert fault_of(text, with_file=with_file) is TextFault.TOO_LONG
    fitting = text[: longest // units(text[0])]
    assert fault_of(f"<b>{fitting}</b>", with_file=with_file) is None


def test_a_message_ends_with_its_reference() -> None:
    assert finished("Besok", "A-17", "Dinas <B&T>") == "Besok\n\n<i>Dinas &lt;B&amp;T&gt; · No. A-17 · /langganan</i>"
    assert finished("Besok", "A-17", None) == "Besok\n\n<i>No. A-17 · /langganan</i>"
    assert finished("", "A-17", None) == "<i>No. A-17 · /langganan</i>"


def test_placeholders_are_known_in_both_languages() -> None:
    text = "{sekolah} {School} { tanggal } {date} {tempat} {place} {jam} {hours}"
    assert set(placeholders_in(text)) == set(Placeholder)


@pytest.mark.parametrize("text", ["{nama}", "{<b>sekolah</b>}", "{}{x}"])
def test_braces_around_anything_else_are_refused(text: str) -> None:
    with pytest.raises(AnnouncementRefused) as refused:
        placeholders_in(text)
    assert refused.value.values["fault"] is TextFault.UNKNOWN_PLACEHOLDER


@pytest.mark.parametrize("html", ["{<b>sekolah</b>}", "<b>{sekolah</b>}", "{<b>sekolah}</b>"])
def test_a_placeholder_may_be_bold_with_or_without_its_braces(html: str) -> None:
    assert as_html("{sekolah}", html) == "<b>{sekolah}</b>"


def test_what_is_filled_in_is_escaped() -> None:
    assert fill("di {tempat} & {place}", {Placeholder.PLACE: "<Pasar> & Toko"}) == "di &lt;Pasar&gt; &amp; Toko & &lt;Pasar&gt; &amp; Toko"


def test_a_nik_is_never_announced() -> None:
    with pytest.raises(NikNotKept):
        as_html("NIK 1904035203100001 silakan datang", None)


def test_an_excerpt_is_one_short_line_of_words() -> None:
    assert excerpt("<b>Besok</b>\njam &lt;8&gt;", 40) == "Besok jam <8>"
    assert excerpt("x" * 40, 10) == "x" * 9 + "…"
