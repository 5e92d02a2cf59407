"""What an update asks: the words with their formatting, and what came with them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.messaging.requests.chats import Membership, membership_of
from bot.messaging.requests.reader import RequestReader
from bot.messaging.updates import read_update
from ektp_core.announcements.announcement import FileKind, SentBefore
from ektp_core.subscriptions.subscribers import UnreachableReason
from ektp_core.visits.nearest import Position
from handlers.request import Content, Request
from tests.bot.messaging.asking import no_files, no_telegram
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import GROUP, SITI

BOARD = demo_board()


@pytest.fixture
async def reader() -> AsyncIterator[RequestReader]:
    async with an_office(BOARD) as office:
        yield RequestReader(office, "siaprekam_bot", no_files, no_telegram)


def a_message(**more: Any) -> dict[str, Any]:
    person = {"id": SITI, "is_bot": False, "first_name": "Siti", "last_name": "Aminah", "language_code": "id"}
    return {"message_id": 5, "date": 0, "chat": {"id": SITI, "type": "private"}, "from": person, **more}


def asked(reader: RequestReader, **more: Any) -> Request:
    found = reader.read(read_update({"update_id": 1, "message": a_message(**more)}))
    assert found is not None
    return found


@pytest.mark.parametrize(("words", "places"), [("text", "entities"), ("caption", "caption_entities")])
def test_the_formatting_of_a_text_or_a_caption_is_kept(reader: RequestReader, words: str, places: str) -> None:
    request = asked(reader, **{words: "Besok <b>", places: [{"type": "expandable_blockquote", "offset": 0, "length": 5}]})
    assert (request.html, request.has_lost_formatting) == ("<blockquote expandable>Besok</blockquote> &lt;b&gt;", False)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("/umumkan Besok libur", "Besok <b>libur</b>"),
        ("/umumkan@siaprekam_bot\nBesok libur", "Besok <b>libur</b>"),
        ("/umumkan 🎓 libur", "🎓 <b>libur</b>"),
        ("/umumkan libur", "<b>libur</b>"),
    ],
)
def test_the_formatting_behind_a_command_of_staff_is_kept(reader: RequestReader, text: str, html: str) -> None:
    units = len(text.encode("utf-16-le")) // 2
    entities = [{"type": "bot_command", "offset": 0, "length": 8}, {"type": "bold", "offset": units - 5, "length": 5}]
    assert asked(reader, text=text, entities=entities).html == html


@pytest.mark.parametrize("look", ["has_media_spoiler", "show_caption_above_media"])
def test_how_a_picture_was_to_be_shown_is_lost_and_said_to_be(reader: RequestReader, look: str) -> None:
    sizes = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    assert asked(reader, caption="x", photo=sizes, **{look: True}).has_lost_formatting
    assert not asked(reader, caption="x", photo=sizes).has_lost_formatting


def test_what_telegram_finds_by_itself_is_no_formatting(reader: RequestReader) -> None:
    assert asked(reader, text="https://a.example", entities=[{"type": "url", "offset": 0, "length": 17}]).html is None


@pytest.mark.parametrize(
    "entity",
    [
        {"type": "bold", "offset": 1, "length": 3},
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "date_time", "offset": 2, "length": 2, "unix_time": 2**40},
    ],
)
def test_formatting_that_cannot_be_read_loses_no_words(reader: RequestReader, entity: dict[str, Any]) -> None:
    request = asked(reader, text="😀12 maret 2010", entities=[entity])
    assert (request.argument, request.html, request.has_lost_formatting) == ("😀12 maret 2010", None, True)


def test_a_picture_is_taken_in_its_largest_size(reader: RequestReader) -> None:
    sizes = [{"file_id": size, "file_unique_id": size, "width": 1, "height": 1} for size in ("small", "large")]
    assert asked(reader, caption="x", photo=sizes).attachment == SentBefore(FileKind.PHOTO, "large")


def test_of_an_album_the_first_part_is_taken_and_each_that_has_words(reader: RequestReader) -> None:
    sizes = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    first = asked(reader, caption="x", photo=sizes, media_group_id="7")
    assert (first.attachment, first.content, first.is_album) == (SentBefore(FileKind.PHOTO, "a"), Content.PHOTO, True)
    others = [{"photo": [sizes[0] | {"file_id": "b"}]}, {"photo": [sizes[0] | {"file_id": "c"}], "caption": "y"}]
    updates = [{"update_id": number, "message": a_message(media_group_id="7", **more)} for number, more in enumerate(others, 2)]
    silent, second = [reader.read(read_update(update)) for update in updates]
    assert silent is None
    assert second is not None
    assert (second.argument, second.attachment, second.is_album) == ("y", SentBefore(FileKind.PHOTO, "c"), True)


def test_what_telegram_tells_as_a_file_for_old_apps_is_none(reader: RequestReader) -> None:
    found = asked(reader, caption="x", animation={}, document={"file_id": "g", "file_name": "g.mp4"})
    assert (found.content, found.file, found.attachment) == (Content.STICKER, None, None)


@pytest.mark.parametrize(
    ("more", "content"),
    [
        ({"animation": {}, "document": {"file_id": "g", "file_unique_id": "g"}}, Content.STICKER),
        ({"live_photo": {}, "photo": [{"file_id": "a"}]}, Content.PHOTO),
        ({"venue": {}, "location": {"latitude": -2.4, "longitude": 106}}, Content.LOCATION),
        ({"dice": {"emoji": "🎲", "value": 6}}, Content.GAME),
    ],
)
def test_what_was_sent_goes_by_the_name_that_people_give_it(reader: RequestReader, more: dict[str, Any], content: Content) -> None:
    assert asked(reader, **more).content is content
    assert asked(reader, **dict(reversed(more.items()))).content is content


def test_a_venue_is_where_its_location_is(reader: RequestReader) -> None:
    found = asked(reader, venue={"title": "x"}, location={"latitude": -2.4, "longitude": 106})
    assert found.position == Position(-2.4, 106)


def test_a_file_comes_with_its_name_and_size(reader: RequestReader) -> None:
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "dkb.xlsx", "file_size": 7}
    found = asked(reader, caption="x", document=document)
    assert found.attachment == SentBefore(FileKind.DOCUMENT, "f", "dkb.xlsx")
    assert found.file
    assert (found.file.name, found.file.size) == ("dkb.xlsx", 7)


def test_whoever_asks_has_a_whole_name(reader: RequestReader) -> None:
    assert asked(reader, text="x").name == "Siti Aminah"


@pytest.mark.parametrize(
    ("chat", "status", "gone"),
    [
        ({"id": SITI, "type": "private"}, "kicked", UnreachableReason.BLOCKED),
        ({"id": SITI, "type": "private"}, "member", None),
        ({"id": GROUP, "type": "supergroup"}, "kicked", UnreachableReason.KICKED),
        ({"id": GROUP, "type": "supergroup"}, "left", UnreachableReason.KICKED),
        ({"id": GROUP, "type": "supergroup"}, "administrator", None),
    ],
)
def test_who_lets_the_bot_in_or_shuts_it_out_is_told_apart(chat: dict[str, Any], status: str, gone: UnreachableReason | None) -> None:
    update = read_update({"update_id": 1, "my_chat_member": {"chat": chat, "new_chat_member": {"status": status}}})
    assert membership_of(update) == Membership(chat["id"], gone)


@pytest.mark.parametrize(
    ("data", "route", "act", "notice"),
    [
        ("1:schedule:10900778", "schedule", None, None),
        ("1k:unsubscribe:", "unsubscribe", None, None),
        ("2:visits:open:12", "visits", "open", None),
        ("2:schedule:open:12", "start", None, "old_button"),
        ("2:nothing:open:12", "start", None, "old_button"),
        ("3:schedule:x", "start", None, "old_button"),
        ("", "start", None, "old_button"),
    ],
)
async def test_a_button_asks_a_question_or_does_an_act_of_staff_or_is_old(
    reader: RequestReader, data: str, route: str, act: str | None, notice: str | None
) -> None:
    query = {"id": "1", "from": a_message()["from"], "message": a_message(), "data": data, "chat_instance": "1"}
    request = reader.read(read_update({"update_id": 1, "callback_query": query}))
    assert request is not None
    assert (request.route, request.act, request.notice) == (route, act, notice)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Siti", "Aminah", "Siti Aminah"),
        ("Siti\n\nAdmin kantor:", "sudah disetujui", "Siti Admin kantor: sudah disetujui"),
        ("\u202eitiS", "\u2067Aminah", "itiS Aminah"),
        ("\u3164", "", str(SITI)),
        ("\u200e", "\u2800", str(SITI)),
    ],
)
def test_a_name_that_somebody_chose_is_one_line_whatever_is_in_it(reader: RequestReader, first: str, last: str, name: str) -> None:
    person = {"id": SITI, "is_bot": False, "first_name": first, "last_name": last}
    assert asked(reader, **{"from": person}, text="halo").name == name


def test_the_name_of_a_file_is_one_line(reader: RequestReader) -> None:
    found = asked(reader, document={"file_id": "a", "file_name": "angka\u202evsc\n.csv"})
    assert found.file is not None
    assert found.file.name == "angkavsc .csv"
    assert found.attachment == SentBefore(FileKind.DOCUMENT, "a", "angkavsc .csv")
