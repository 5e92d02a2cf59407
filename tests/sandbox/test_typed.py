"""What people type is formatted as Telegram's apps format it, and the bot is told where in UTF-16 units."""

from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.rules.entities import found_in, in_order, read_typed
from bot.sandbox.rules.markup import MarkupEntity, shown_html
from tests.sandbox.line import SITI, Line
from tests.sandbox.seen import Page, is_ours


@pytest.mark.parametrize(
    ("typed", "text", "entities"),
    [
        ("Besok libur", "Besok libur", []),
        ("**Besok** libur", "Besok libur", [MarkupEntity("bold", 0, 5)]),
        ("__Besok__ libur", "Besok libur", [MarkupEntity("italic", 0, 5)]),
        ("~~Besok~~ lusa", "Besok lusa", [MarkupEntity("strikethrough", 0, 5)]),
        ("||Besok|| libur", "Besok libur", [MarkupEntity("spoiler", 0, 5)]),
        ("`a**b**`", "a**b**", [MarkupEntity("code", 0, 6)]),
        ("```\na\nb```", "\na\nb", [MarkupEntity("pre", 0, 4)]),
        ("**a __b__ c**", "a b c", [MarkupEntity("bold", 0, 5), MarkupEntity("italic", 2, 3)]),
        ("**__a__**", "a", [MarkupEntity("bold", 0, 1), MarkupEntity("italic", 0, 1)]),
        ("**a\nb**", "a\nb", [MarkupEntity("bold", 0, 3)]),
        ("  **a** dan **b**  ", "a dan b", [MarkupEntity("bold", 0, 1), MarkupEntity("bold", 6, 7)]),
        ("2 ** 3 ** 4", "2 ** 3 ** 4", []),
        ("**tebal", "**tebal", []),
        ("****", "****", []),
        ("`` ` ``", "`` ` ``", []),
        ("*a* _b_ <b>c</b>", "*a* _b_ <b>c</b>", []),
        ("https://a.example/x__y__z", "https://a.example/x__y__z", []),
    ],
)
def test_marks_become_formatting(typed: str, text: str, entities: list[MarkupEntity]) -> None:
    assert read_typed(typed) == (text, entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lihat https://a.example/x?y=1.", [("url", "https://a.example/x?y=1")]),
        ("(disdukcapil.bangkatengahkab.go.id)", [("url", "disdukcapil.bangkatengahkab.go.id")]),
        ("Lahir 12.03.2010 atau 12.3", []),
        ("angka.csv dan a@b.com", []),
        ("/cek@siaprekam_bot lalu @pak_rusli", [("bot_command", "/cek@siaprekam_bot"), ("mention", "@pak_rusli")]),
        ("https://t.me/siaprekam_bot /jadwal", [("url", "https://t.me/siaprekam_bot"), ("bot_command", "/jadwal")]),
        ("a/b", []),
    ],
)
def test_addresses_commands_and_mentions_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entity.kind, text[entity.start : entity.end]) for entity in in_order(found_in(text, []))] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (MarkupEntity("bold", 0, 11), 1),
        (MarkupEntity("bold", 6, 8), 1),
        (MarkupEntity("code", 0, 11), 0),
        (MarkupEntity("text_link", 0, 11, "https://a.id"), 0),
        (MarkupEntity("bold", 0, 7), 0),
    ],
    ids=["around", "inside", "code", "link", "across"],
)
def test_nothing_is_found_in_code_in_links_or_across_the_end_of_formatting(asked: MarkupEntity, found: int) -> None:
    assert len(found_in("cek a.go.id", [asked])) == found


TYPED = st.lists(
    st.sampled_from(["**", "__", "~~", "||", "`", "```", " ", "\n", "a", "👋", "https://a.id/", "a.id", "/cek", "<b>"]), max_size=20
)


@given(TYPED.map("".join))
def test_whatever_is_typed_something_is_sent_and_the_page_is_given_only_our_tags(typed: str) -> None:
    text, entities = read_typed(typed)
    assert bool(text.strip()) == bool(typed.strip())
    assert all(0 <= entity.start < entity.end <= len(text) for entity in entities)
    page = Page(shown_html(text, in_order([*entities, *found_in(text, entities)])))
    assert all(is_ours(tag, attributes) for tag, attributes in page.tags), page.tags
    assert (page.open, page.text) == ([], text)


async def test_the_bot_is_told_of_formatting_in_utf_16_units_and_the_page_shows_it(line: Line) -> None:
    await line.writes("👋 **Besok** buka https://a.example")
    (message,) = (update["message"] for update in await line.updates())
    assert message["text"] == "👋 Besok buka https://a.example"
    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 5}, {"type": "url", "offset": 14, "length": 17}]
    (shown,) = await line.messages()
    assert shown["html"] == '👋 <b>Besok</b> buka <a href="https://a.example">https://a.example</a>'


async def test_an_edit_is_formatted_anew(line: Line) -> None:
    sent = await line.writes("**Besok** libur")
    await line.acts("edit", by=SITI, chat=SITI, message_id=sent["message_id"], text="Besok __buka__")
    edited = (await line.updates(-1))[0]["edited_message"]
    assert (edited["text"], edited["entities"]) == ("Besok buka", [{"type": "italic", "offset": 6, "length": 4}])


async def test_a_caption_is_formatted_as_a_text_is(line: Line) -> None:
    form = aiohttp.FormData({"as": str(SITI), "chat": str(SITI), "caption": "**Jadwal** ||baru||"})
    form.add_field("file", b"\x89PNG", filename="jadwal.png", content_type="image/png")
    async with line.http.post("/sandbox/upload", data=form) as answer:
        assert answer.status == 200
    message: dict[str, Any] = (await line.updates())[0]["message"]
    assert message["caption"] == "Jadwal baru"
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 6}, {"type": "spoiler", "offset": 7, "length": 4}]
    assert (await line.messages())[0]["html"] == '<b>Jadwal</b> <span class="spoiler">baru</span>'
