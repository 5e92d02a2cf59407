"""Telegram's HTML is read as Telegram reads it, and shown without letting anything else into the page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.rules.markup import MarkupEntity, MarkupError, read_html, shown_html
from tests.sandbox.seen import Page, is_ours

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "tdlib_markup_vectors.json"


def vectors() -> list[dict[str, str]]:
    """TDLib's own cases for HTML; none in a lone clone."""
    if not VECTORS.exists():
        return []
    return [case for case in json.loads(VECTORS.read_text(encoding="utf-8")) if case["mode"] == "HTML"]


@pytest.mark.skipif(not VECTORS.exists(), reason="TDLib's vectors are not at hand")
@pytest.mark.parametrize("case", vectors(), ids=lambda case: ascii(case["input"])[:60])
def test_html_is_read_as_tdlib_reads_it(case: dict[str, str]) -> None:
    if "error" in case:
        with pytest.raises(MarkupError) as refused:
            read_html(case["input"])
        assert str(refused.value) == case["error"]
    else:
        assert read_html(case["input"])[0] == case["text"]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("Cakupan 105 %", "Cakupan 105 %", []),
        ("<b>105 %</b> tercapai", "105 % tercapai", [MarkupEntity("bold", 0, 5)]),
        ("<b>a<i>b</i></b>", "ab", [MarkupEntity("bold", 0, 2), MarkupEntity("italic", 1, 2)]),
        ("<B>a</B>", "a", [MarkupEntity("bold", 0, 1)]),
        ("<strong>a</strong><em>b</em>", "ab", [MarkupEntity("bold", 0, 1), MarkupEntity("italic", 1, 2)]),
        ("SMA &amp; SMK &lt;3 &quot;Koba&quot; &#33;", 'SMA & SMK <3 "Koba" !', []),
        ("&nbsp;&copy;", "&nbsp;&copy;", []),
        (
            '<a href="https://disdukcapil.example/?a=1&amp;b=2">situs</a>',
            "situs",
            [MarkupEntity("text_link", 0, 5, "https://disdukcapil.example/?a=1&b=2")],
        ),
        ('<a href="javascript:alert(1)">situs</a>', "situs", []),
        ('<span class="tg-spoiler">a</span>', "a", [MarkupEntity("spoiler", 0, 1)]),
        ("<b></b>", "", []),
        ("👨‍👩‍👧 <b>KK</b>", "👨‍👩‍👧 KK", [MarkupEntity("bold", 6, 8)]),
    ],
)
def test_a_text_and_its_entities_are_read(source: str, text: str, entities: list[MarkupEntity]) -> None:
    assert read_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<script>a</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("umur < 17", 'Unsupported start tag "" at byte offset 5'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("é<x>", 'Unsupported start tag "x" at byte offset 2'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused_in_tdlibs_words(source: str, sentence: str) -> None:
    with pytest.raises(MarkupError) as refused:
        read_html(source)
    assert str(refused.value) == sentence


OPENED = ["<b>", "<i>", "<code>", "<pre>", "<blockquote>", "<tg-spoiler>", '<span class="tg-spoiler">', "<a>"]
CLOSED = ["</b>", "</i>", "</code>", "</pre>", "</blockquote>", "</tg-spoiler>", "</span>", "</a>", "</>"]
LINKED = ['<a href="https://a.b/?x=1&amp;y=&quot;">', "<a href='javascript:alert(1)'>", '<a href="data:text/html,x">']
FORGED = [
    "<script>",
    '<b onclick="alert(1)">',
    "&lt;script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    '<a href="https://a.b/&quot;onfocus=&quot;x">',
]
PLAIN = ["&quot;", "'\"", "\n", "a.b/\"'>", " ", "x"]
PIECES = st.sampled_from([*OPENED, *CLOSED, *LINKED, *FORGED, *PLAIN])
SOURCES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8).map("".join))


@given(SOURCES)
def test_the_page_is_given_no_tag_or_attribute_that_is_not_ours(source: str) -> None:
    try:
        text, entities = read_html(source)
    except MarkupError:
        return
    page = Page(shown_html(text, entities))
    assert all(is_ours(tag, attributes) for tag, attributes in page.tags), page.tags
    assert page.open == []
    assert page.text == text


@given(st.text())
def test_a_text_without_markup_is_shown_as_it_was_written(text: str) -> None:
    page = Page(shown_html(text, []))
    assert (page.tags, page.text) == ([], text)
