"""What an update asks: the words with their formatting, and what came with them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram

from bot.messaging.requests import Membership, RequestReader, membership_of
from bot.messaging.updates import read_update
from ektp_core.announcements.announcement import FileKind, SentBefore
from ektp_core.subscriptions.subscribers import UnreachableReason
from handlers.request import Request
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


RUSLI = {"id": 7002, "is_bot": False, "first_name": "Rusli"}
FORMATTED = {
    "emoji before, so that places are UTF-16's": [{"type": "bold", "offset": 3, "length": 5}],
    "one in another": [{"type": "bold", "offset": 0, "length": 11}, {"type": "italic", "offset": 3, "length": 5}],
    "a link": [{"type": "text_link", "offset": 3, "length": 5, "url": "https://a.example/?a=1&b=2"}],
    "code of a language": [{"type": "pre", "offset": 3, "length": 5, "language": "python"}],
    "somebody without a name": [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_mention", "offset": 3, "length": 5, "user": RUSLI},
    ],
    "a quote that opens at a tap": [{"type": "expandable_blockquote", "offset": 3, "length": 5}],
    "an emoji of one's own": [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5"},
    ],
}


@pytest.mark.parametrize("entities", FORMATTED.values(), ids=FORMATTED.keys())
@pytest.mark.parametrize(("words", "places"), [("text", "entities"), ("caption", "caption_entities")])
def test_formatting_is_kept_as_telegrams_library_reads_it(
    reader: RequestReader, words: str, places: str, entities: list[dict[str, Any]]
) -> None:
    more = {words: "🎓 Besok <b>", places: entities}
    read = telegram.Message.de_json(a_message(**more))
    assert asked(reader, **more).html == (read.text_html if words == "text" else read.caption_html)


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
    assert (request.argument, request.html) == ("😀12 maret 2010", None)


def test_a_picture_is_taken_in_its_largest_size(reader: RequestReader) -> None:
    sizes = [{"file_id": size, "file_unique_id": size, "width": 1, "height": 1} for size in ("small", "large")]
    assert asked(reader, caption="x", photo=sizes).attachment == SentBefore(FileKind.PHOTO, "large")


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
