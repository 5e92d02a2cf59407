"""Edits and deletions, with the limits that Telegram sets them."""

from typing import Any

import aiohttp
import pytest

from tests.sandbox.line import GROUP, SITI, TOKEN, Line

PICTURE = b"\x89PNG picture"


@pytest.fixture
async def started(line: Line) -> Line:
    await line.writes("/start")
    return line


async def send(line: Line, chat: int = SITI, text: str = "Halo") -> int:
    message_id: int = (await line.gives("sendMessage", chat_id=chat, text=text))["message_id"]
    return message_id


async def uploads(line: Line, mime: str, name: str = "gambar.png", caption: str = "", method: str | None = None) -> dict[str, Any]:
    """A file that Siti sends (the message as the bot is told of it), or that the bot sends by a method."""
    field = "file" if method is None else method.removeprefix("send").lower()
    form = aiohttp.FormData({"as": str(SITI), "chat": str(SITI), "chat_id": str(SITI), "caption": caption})
    form.add_field(field, PICTURE, filename=name, content_type=mime)
    async with line.http.post(f"/bot{TOKEN}/{method}" if method else "/sandbox/upload", data=form) as answer:
        told = await answer.json()
    if method:
        result: dict[str, Any] = told["result"]
        return result
    message: dict[str, Any] = (await line.updates(-1))[0]["message"]
    return message


async def why_not(line: Line, method: str, **parameters: Any) -> str:
    description: str = (await line.call(method, chat_id=SITI, **parameters))["description"]
    return description.removeprefix("Bad Request: ")


WAYS = [("deleteMessage", "message_id", int), ("deleteMessages", "message_ids", lambda message_id: [message_id])]


@pytest.mark.parametrize("hours", [0, 47])
@pytest.mark.parametrize(("method", "name", "given"), WAYS)
async def test_a_message_can_be_deleted_for_48_hours(started: Line, method: str, name: str, given: Any, hours: int) -> None:
    message_id = await send(started)
    await started.acts("age", chat=SITI, message_id=message_id, hours=hours)
    assert await started.gives(method, chat_id=SITI, **{name: given(message_id)})
    assert [message for message in await started.messages() if message["from_bot"]] == []


@pytest.mark.parametrize(("method", "name", "given"), WAYS)
async def test_after_48_hours_a_message_stays(started: Line, method: str, name: str, given: Any) -> None:
    message_id = await send(started)
    await started.acts("age", chat=SITI, message_id=message_id, hours=49)
    assert await why_not(started, method, **{name: given(message_id)}) == "message can't be deleted for everyone"
    assert [message["message_id"] for message in await started.messages() if message["from_bot"]] == [message_id]


async def test_an_old_message_can_still_be_edited(started: Line) -> None:
    message_id = await send(started)
    await started.acts("age", chat=SITI, message_id=message_id, hours=1000)
    assert await started.gives("editMessageText", chat_id=SITI, message_id=message_id, text="Selamat pagi")


async def test_a_deleted_message_is_not_there_any_more(started: Line) -> None:
    message_id = await send(started)
    await started.gives("deleteMessage", chat_id=SITI, message_id=message_id)
    assert await why_not(started, "deleteMessage", message_id=message_id) == "message to delete not found"
    assert await why_not(started, "editMessageText", message_id=message_id, text="x") == "message to edit not found"
    assert await started.cannot("age", chat=SITI, message_id=message_id, hours=1)


async def test_a_bot_deletes_what_people_write_to_it_but_not_in_a_group(started: Line) -> None:
    assert await started.gives("deleteMessage", chat_id=SITI, message_id=1)
    message_id = (await started.writes("/jadwal", SITI, GROUP))["message_id"]
    answer = await started.call("deleteMessage", chat_id=GROUP, message_id=message_id)
    assert answer["description"] == "Bad Request: message can't be deleted"


async def test_many_messages_are_deleted_at_once_and_missing_ones_passed_over(started: Line) -> None:
    ids = [await send(started, text=str(number)) for number in range(3)]
    assert await started.gives("deleteMessages", chat_id=SITI, message_ids=[*ids[:2], ids[0], 999])
    assert [message["text"] for message in await started.messages() if message["from_bot"]] == ["2"]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ("x", "can't parse message_ids JSON object"),
        (["x"], "expected an Array of Integer as message_ids"),
    ],
)
async def test_ids_to_delete_must_be_1_to_100_numbers(started: Line, ids: Any, words: str) -> None:
    assert await why_not(started, "deleteMessages", message_ids=ids) == words


@pytest.mark.parametrize(("method", "mime"), [("sendPhoto", "image/png"), ("sendDocument", "text/csv")])
async def test_a_caption_is_edited_and_a_text_is_not_where_there_is_a_file(started: Line, method: str, mime: str) -> None:
    message_id = (await uploads(started, mime, caption="Angka", method=method))["message_id"]
    edited = await started.gives(
        "editMessageCaption",
        chat_id=SITI,
        message_id=message_id,
        caption="<b>Angka baru</b>",
        parse_mode="HTML",
        show_caption_above_media=True,
    )
    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("Angka baru", "bold")
    assert await why_not(started, "editMessageText", message_id=message_id, text="x") == "there is no text in the message to edit"


async def test_a_message_without_a_file_has_no_caption(started: Line) -> None:
    message_id = await send(started)
    words = "there is no caption in the message to edit"
    assert await why_not(started, "editMessageCaption", message_id=message_id, caption="x") == words


@pytest.mark.parametrize(
    ("mime", "method", "field"),
    [("image/png", "sendPhoto", "photo"), ("image/jpeg", "sendPhoto", "photo"), ("text/csv", "sendDocument", "document")],
)
async def test_what_a_person_sent_is_sent_on_by_its_id(started: Line, mime: str, method: str, field: str) -> None:
    told = (await uploads(started, mime))[field]
    for size in told if field == "photo" else [told]:
        again = await started.gives(
            method, chat_id=SITI, caption="Ini", show_caption_above_media=True, disable_notification=True, **{field: size["file_id"]}
        )
        assert again[field] == told
    shown = (await started.messages())[-1]
    async with started.http.get(shown["file"]["url"]) as file:
        assert await file.read() == PICTURE


async def test_a_photo_has_a_small_and_a_big_size(started: Line) -> None:
    small, big = (await uploads(started, "image/png"))["photo"]
    assert small["width"] < big["width"]
    assert small["file_unique_id"] != big["file_unique_id"]
    for size in (small, big):
        path = (await started.gives("getFile", file_id=size["file_id"]))["file_path"]
        async with started.http.get(f"/file/bot{TOKEN}/{path}") as file:
            assert await file.read() == PICTURE


async def test_a_file_is_sent_again_only_as_what_it_is(started: Line) -> None:
    photo = (await uploads(started, "image/png"))["photo"][-1]["file_id"]
    document = (await uploads(started, "text/csv"))["document"]["file_id"]
    assert await why_not(started, "sendDocument", document=photo) == "can't use file of type Photo as Document"
    assert await why_not(started, "sendPhoto", photo=document) == "can't use file of type Document as Photo"
