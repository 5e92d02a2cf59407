"""The people's side of the sandbox, which the chat page uses: /sandbox/... and the page itself."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.patience import LONGEST
from tests.sandbox.line import DIMAS, EMILY, GROUP, RUSLI, SITI, TOKEN, Line

NOWHERE = 987_654


async def sent_by_bot(line: Line, chat: int = SITI, **more: Any) -> int:
    """A message of the bot; its id."""
    message_id: int = (await line.gives("sendMessage", chat_id=chat, **({"text": "Halo"} | more)))["message_id"]
    return message_id


async def test_the_cast_names_the_bot_and_people_of_each_role_with_their_chats(line: Line) -> None:
    personas = await line.asks("personas")
    me = await line.gives("getMe")
    assert personas["bot"] == {"id": me["id"], "username": me["username"], "name": me["first_name"]}
    assert {person["role"] for person in personas["people"]} == {"citizen", "officer", "admin", "school"}
    siti = next(person for person in personas["people"] if person["id"] == SITI)
    assert siti == {
        "id": SITI,
        "name": "Siti",
        "role": "citizen",
        "language": "id",
        "chats": [
            {"id": SITI, "title": "SiapRekam", "kind": "private"},
            {"id": GROUP, "title": "Wali Murid XI SMAN 1 Koba", "kind": "group"},
        ],
    }


async def test_what_is_written_is_in_the_chat_and_reaches_the_bot(line: Line) -> None:
    sent = await line.writes("12 maret 2010")
    (message,) = await line.messages()
    assert message | {"date": 0} == {
        "message_id": sent["message_id"],
        "date": 0,
        "from_bot": False,
        "from": {"id": SITI, "name": "Siti"},
        "html": "12 maret 2010",
        "text": "12 maret 2010",
        "buttons": [],
        "edited": False,
        "silent": False,
        "reply_to": None,
        "thread": None,
        "via_bot": False,
        "file": None,
        "others": [],
    }
    (update,) = await line.updates()
    assert (update["update_id"], update["message"]["message_id"]) == (sent["update_id"], sent["message_id"])


async def test_what_people_write_is_shown_as_written_not_as_markup(line: Line) -> None:
    await line.writes("<b>tebal</b> <script>alert(1)</script>")
    (message,) = await line.messages()
    assert message["html"] == "&lt;b&gt;tebal&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;"


async def test_what_the_bot_sends_is_shown_with_its_markup_and_buttons(line: Line) -> None:
    await line.writes("/start")
    await sent_by_bot(
        line,
        text='<b>105 %</b> &lt; <a href="https://a.example/?x=1&amp;y=2">sumber</a>\nbaris',
        parse_mode="HTML",
        reply_markup={
            "inline_keyboard": [[{"text": "Tren", "callback_data": "1:coverage:t=19.04"}], [{"text": "Situs", "url": "https://a.example"}]]
        },
    )
    message = (await line.messages())[-1]
    assert message["html"] == '<b>105 %</b> &lt; <a href="https://a.example/?x=1&amp;y=2">sumber</a>\nbaris'
    assert message["text"] == "105 % < sumber\nbaris"
    assert message["buttons"] == [[{"text": "Tren", "data": "1:coverage:t=19.04"}], [{"text": "Situs", "url": "https://a.example"}]]


async def test_an_edit_reaches_the_bot_and_is_marked(line: Line) -> None:
    sent = await line.writes("12 maret 2001")
    edited = await line.acts("edit", by=SITI, chat=SITI, message_id=sent["message_id"], text="12 maret 2010")
    update = (await line.updates(-1))[0]
    assert update["update_id"] == edited["update_id"]
    assert (update["edited_message"]["text"], "edit_date" in update["edited_message"]) == ("12 maret 2010", True)
    assert [(message["text"], message["edited"]) for message in await line.messages()] == [("12 maret 2010", True)]


async def test_nobody_edits_what_another_wrote(line: Line) -> None:
    await line.writes("/start")
    message_id = await sent_by_bot(line)
    assert await line.cannot("edit", by=SITI, chat=SITI, message_id=message_id, text="x")


@pytest.mark.parametrize(("mime", "kind"), [("text/csv", "document"), ("image/png", "photo")])
async def test_a_file_that_is_sent_reaches_the_bot_whole(line: Line, mime: str, kind: str) -> None:
    content = bytes(range(256)) * 40
    form = aiohttp.FormData({"as": str(SITI), "chat": str(SITI), "caption": "angka terbaru"})
    form.add_field("file", content, filename="angka.csv", content_type=mime)
    async with line.http.post("/sandbox/upload", data=form) as answer:
        assert answer.status == 200
    message = (await line.updates())[0]["message"]
    assert message["caption"] == "angka terbaru"
    told = message[kind][-1] if kind == "photo" else message[kind]
    file = await line.gives("getFile", file_id=told["file_id"])
    assert file["file_size"] == told["file_size"] == len(content)
    async with line.http.get(f"/file/bot{TOKEN}/{file['file_path']}") as download:
        assert await download.read() == content
    shown = (await line.messages())[-1]["file"]
    assert (shown["name"], shown["size"], shown["kind"]) == ("angka.csv", len(content), kind)


async def test_a_file_of_the_bot_can_be_fetched_and_is_never_run_by_the_page(line: Line) -> None:
    await line.writes("/start")
    form = aiohttp.FormData({"chat_id": str(SITI), "caption": "<b>Laporan</b>", "parse_mode": "HTML"})
    form.add_field("document", b"<script>alert(1)</script>", filename="laporan.html", content_type="text/html")
    async with line.http.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert (await answer.json())["ok"]
    message = (await line.messages())[-1]
    assert (message["html"], message["file"]["name"]) == ("<b>Laporan</b>", "laporan.html")
    async with line.http.get(message["file"]["url"]) as download:
        assert await download.read() == b"<script>alert(1)</script>"
        assert download.content_type == "application/octet-stream"
        assert download.headers["Content-Disposition"] == 'attachment; filename="laporan.html"'


@asynccontextmanager
async def watching(line: Line, person: int = SITI, chat: int | None = None) -> AsyncIterator[asyncio.Queue[tuple[str, Any]]]:
    """What the page is told of a chat while it is open."""
    happening: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    async with line.http.get("/sandbox/events", params={"as": person, "chat": chat or person}) as stream:
        assert stream.content_type == "text/event-stream"
        assert (await stream.content.readline()).startswith(b":")

        async def read() -> None:
            kind = ""
            async for raw in stream.content:
                name, _, value = raw.decode().strip().partition(": ")
                if name == "event":
                    kind = value
                elif name == "data":
                    happening.put_nowait((kind, json.loads(value)))

        reading = asyncio.create_task(read())
        try:
            yield happening
        finally:
            reading.cancel()
            await asyncio.wait([reading])


async def next_of(happening: asyncio.Queue[tuple[str, Any]]) -> tuple[str, Any]:
    return await asyncio.wait_for(happening.get(), LONGEST)


async def test_a_tap_reaches_the_bot_and_its_toast_the_person(line: Line) -> None:
    await line.writes("/start")
    message_id = await sent_by_bot(line)
    async with watching(line) as happening:
        tapped = await line.acts("tap", by=SITI, chat=SITI, message_id=message_id, data="1:schedule:")
        update = (await line.updates(-1))[0]
        assert update["update_id"] == tapped["update_id"]
        query = update["callback_query"]
        assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("1:schedule:", SITI, message_id)
        await line.gives("answerCallbackQuery", callback_query_id=query["id"], text="Sudah dicatat", show_alert=True)
        assert await next_of(happening) == ("toast", {"text": "Sudah dicatat", "alert": True})


async def test_the_page_is_told_of_new_edited_and_deleted_messages_typing_and_taps_answered_silently(line: Line) -> None:
    await line.writes("/start")
    async with watching(line) as happening:
        message_id = await sent_by_bot(line)
        kind, message = await next_of(happening)
        assert (kind, message["message_id"], message["text"], message["edited"]) == ("message", message_id, "Halo", False)
        await line.gives("editMessageText", chat_id=SITI, message_id=message_id, text="Selamat pagi")
        kind, message = await next_of(happening)
        assert (kind, message["message_id"], message["text"], message["edited"]) == ("message", message_id, "Selamat pagi", True)
        await line.gives("sendChatAction", chat_id=SITI, action="typing")
        assert await next_of(happening) == ("typing", {})
        await line.acts("tap", by=SITI, chat=SITI, message_id=message_id, data="x")
        await line.gives("answerCallbackQuery", callback_query_id=(await line.updates(-1))[0]["callback_query"]["id"])
        assert await next_of(happening) == ("answered", {})
        await line.gives("deleteMessage", chat_id=SITI, message_id=message_id)
        assert await next_of(happening) == ("deleted", {"message_id": message_id})


async def test_a_toast_in_a_group_is_seen_only_by_whoever_tapped(line: Line) -> None:
    message_id = await sent_by_bot(line, GROUP)
    async with watching(line, SITI, GROUP) as siti, watching(line, RUSLI, GROUP) as rusli:
        await line.acts("tap", by=SITI, chat=GROUP, message_id=message_id, data="x")
        await line.gives("answerCallbackQuery", callback_query_id=(await line.updates(-1))[0]["callback_query"]["id"], text="Dicatat")
        await sent_by_bot(line, GROUP)
        assert (await next_of(siti))[0] == "toast"
        assert (await next_of(rusli))[0] == "message"


async def test_whoever_blocks_the_bot_is_reported_as_having_left(line: Line) -> None:
    await line.acts("block", by=SITI, blocked=True)
    await line.acts("block", by=SITI, blocked=False)
    changes = [update["my_chat_member"] for update in await line.updates()]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert {(change["chat"]["id"], change["from"]["id"]) for change in changes} == {(SITI, SITI)}


async def test_whoever_writes_again_has_unblocked_the_bot(line: Line) -> None:
    await line.acts("block", by=SITI, blocked=True)
    await line.writes("/start")
    assert [next(iter(update.keys() - {"update_id"})) for update in await line.updates()] == ["my_chat_member", "my_chat_member", "message"]
    assert await sent_by_bot(line)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("send", {"by": DIMAS, "chat": GROUP, "text": "halo"}),
        ("send", {"by": SITI, "chat": RUSLI, "text": "halo"}),
        ("send", {"by": SITI, "chat": NOWHERE, "text": "halo"}),
        ("send", {"by": NOWHERE, "chat": NOWHERE, "text": "halo"}),
        ("send", {"by": "Siti", "chat": SITI, "text": "halo"}),
        ("send", {"text": "halo"}),
        ("send", {"by": SITI, "chat": SITI}),
        ("send", {"by": SITI, "chat": SITI, "text": " \n"}),
        ("send", {"by": SITI, "chat": SITI, "text": "a" * 4097}),
        ("tap", {"by": SITI, "chat": SITI, "message_id": 99, "data": "x"}),
        ("tap", {"by": SITI, "chat": SITI, "message_id": "x", "data": "x"}),
        ("edit", {"by": SITI, "chat": SITI, "message_id": 99, "text": "x"}),
        ("edit", {"by": SITI, "chat": SITI, "message_id": None, "text": "x"}),
        ("block", {"blocked": True}),
        ("updates", {}),
        ("updates", {"count": "banyak", "text": "x"}),
    ],
)
async def test_what_cannot_be_is_refused_with_a_sentence(line: Line, path: str, body: dict[str, Any]) -> None:
    sentence = await line.cannot(path, **body)
    assert sentence.endswith(".")
    assert await line.updates() == []


@pytest.mark.parametrize(
    "path", ["chat?as=7001&chat=-1001234500002", "chat", "events?as=1&chat=1", "settled", "settled?update_id=x", "calls?since=x"]
)
async def test_questions_that_cannot_be_answered_are_refused_with_a_sentence(line: Line, path: str) -> None:
    async with line.http.get(f"/sandbox/{path}") as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].endswith(".")


@pytest.mark.parametrize("body", ["{", "[]", "7", ""])
async def test_a_body_that_is_no_json_object_is_refused_with_a_sentence(line: Line, body: str) -> None:
    async with line.http.post("/sandbox/send", data=body) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].endswith(".")


async def test_the_menu_is_that_of_the_chat_in_the_persons_language(line: Line) -> None:
    async def menu(person: int, chat: int) -> list[str]:
        return [item["command"] for item in (await line.asks("chat", by=person, chat=chat))["menu"]]

    async def set_menu(command: str, scope: dict[str, Any] | None = None, language: str = "") -> None:
        commands = [{"command": command, "description": "x"}]
        await line.gives("setMyCommands", commands=commands, language_code=language, **({"scope": scope} if scope else {}))

    assert await menu(SITI, SITI) == []
    await set_menu("mulai")
    assert (await menu(SITI, SITI), await menu(SITI, GROUP), await menu(EMILY, EMILY)) == (["mulai"], ["mulai"], ["mulai"])
    await set_menu("cek", {"type": "all_private_chats"})
    await set_menu("check", {"type": "all_private_chats"}, "en")
    await set_menu("jadwal", {"type": "all_group_chats"})
    assert (await menu(SITI, SITI), await menu(EMILY, EMILY), await menu(EMILY, GROUP)) == (["cek"], ["check"], ["jadwal"])
    await set_menu("angka", {"type": "chat", "chat_id": SITI})
    assert (await menu(SITI, SITI), await menu(EMILY, EMILY)) == (["angka"], ["check"])
    await line.gives("deleteMyCommands", scope={"type": "chat", "chat_id": SITI})
    assert await menu(SITI, SITI) == ["cek"]
    assert await line.gives("getMyCommands", scope={"type": "all_group_chats"}) == [{"command": "jadwal", "description": "x"}]
