"""What Telegram refuses is refused, in Telegram's words: a bot reads them."""

from typing import Any

import aiohttp
import pytest

from tests.sandbox.line import DIMAS, RUSLI, SITI, TOKEN, Line

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def buttons(*row: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(row)]}


def a_message(**more: Any) -> dict[str, Any]:
    """Parameters of a message to Siti."""
    return {"chat_id": SITI, "text": "Halo"} | more


@pytest.fixture
async def started(line: Line) -> Line:
    """Siti (message 1) and Pak Rusli (message 2) have written to the bot, Dimas has not; the bot has answered Siti (message 3)."""
    await line.writes("/start")
    await line.writes("/start", RUSLI)
    sent = await line.gives("sendMessage", **a_message(text="Selamat datang"))
    assert sent["message_id"] == 3
    return line


@pytest.mark.parametrize(
    ("method", "parameters", "code", "words"),
    [
        ("sendMessage", a_message(text=""), 400, "Bad Request: message text is empty"),
        ("sendMessage", a_message(text=" \n "), 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": SITI}, 400, "Bad Request: message text is empty"),
        ("sendMessage", a_message(text="<b> </b>", parse_mode="HTML"), 400, "Bad Request: message text is empty"),
        ("sendMessage", a_message(text="a" * 4097), 400, "Bad Request: message is too long"),
        (
            "sendMessage",
            a_message(text="<b>a", parse_mode="HTML"),
            400,
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ("sendMessage", a_message(parse_mode="Latex"), 400, "Bad Request: unsupported parse_mode"),
        ("sendMessage", {"text": "Halo"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", a_message(chat_id=999), 400, "Bad Request: chat not found"),
        ("sendMessage", a_message(chat_id=DIMAS), 403, "Forbidden: bot can't initiate conversation with a user"),
        (
            "sendMessage",
            a_message(reply_markup=buttons({"text": "Jadwal", "callback_data": "x" * 65})),
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            a_message(reply_markup=buttons({"text": "Jadwal", "callback_data": "é" * 33})),
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        ("sendMessage", a_message(reply_markup=buttons({"text": "Jadwal", "callback_data": ""})), 400, "Bad Request: BUTTON_DATA_INVALID"),
        (
            "sendMessage",
            a_message(reply_markup=buttons({"text": "Jadwal"})),
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            a_message(reply_markup=buttons({"text": "", "callback_data": "x"})),
            400,
            'Bad Request: can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (
            "sendMessage",
            a_message(reply_markup=buttons({"text": "Situs", "url": "koba"})),
            400,
            "Bad Request: inline keyboard button URL 'koba' is invalid: Wrong HTTP URL",
        ),
        ("sendMessage", a_message(reply_parameters={"message_id": 99}), 400, "Bad Request: message to be replied not found"),
        ("editMessageText", a_message(message_id=99), 400, "Bad Request: message to edit not found"),
        ("editMessageText", a_message(message_id=3, text="Selamat datang"), 400, NOT_MODIFIED),
        ("editMessageText", a_message(message_id=1), 400, "Bad Request: message can't be edited"),
        ("editMessageText", a_message(message_id=3, text="a" * 4097), 400, "Bad Request: message is too long"),
        ("deleteMessage", {"chat_id": SITI, "message_id": 99}, 400, "Bad Request: message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400, TOO_OLD),
        ("setMyCommands", {"commands": [{"command": "Cek", "description": "x"}]}, 400, "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "cek-umur", "description": "x"}]}, 400, "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "x"}]}, 400, "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "", "description": "x"}]}, 400, "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "cek", "description": ""}]}, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "cek", "description": "x" * 257}]},
            400,
            "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": f"c{number}", "description": "x"} for number in range(101)]},
            400,
            "Bad Request: BOT_COMMANDS_TOO_MUCH",
        ),
        ("setWebhook", {"url": "http://office.example/hook"}, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://office.example/hook", "secret_token": "rahasia!"},
            400,
            "Bad Request: secret token contains unallowed characters",
        ),
        ("getFile", {"file_id": "none"}, 400, "Bad Request: invalid file_id"),
        ("sendDocument", {"chat_id": SITI}, 400, "Bad Request: there is no document in the request"),
        ("sendTelepathy", a_message(), 404, "Not Found: method not found"),
    ],
)
async def test_telegram_refuses(started: Line, method: str, parameters: dict[str, Any], code: int, words: str) -> None:
    answer = await started.call(method, **parameters)
    assert (answer["ok"], answer["error_code"], answer["description"]) == (False, code, words)
    assert len(await started.messages()) == 2


@pytest.mark.parametrize(
    "parameters",
    [
        a_message(text="a" * 4096),
        a_message(text="<b>" + "a" * 4096 + "</b>", parse_mode="HTML"),
        a_message(text="&amp;" * 4096, parse_mode="HTML"),
        a_message(text="a" * 4096 + "  \n"),
        a_message(reply_markup=buttons({"text": "Jadwal", "callback_data": "x" * 64})),
        a_message(reply_markup=buttons({"text": "Jadwal", "callback_data": "é" * 32})),
        a_message(reply_markup=buttons({"text": "Situs", "url": "https://t.me/siaprekam_bot?start=schedule"})),
        a_message(reply_parameters={"message_id": 99, "allow_sending_without_reply": True}),
        a_message(reply_parameters={"message_id": 1}),
    ],
    ids=["4096", "4096 bold", "4096 references", "4096 and blanks", "64 bytes", "64 bytes of é", "link", "reply to nothing", "reply"],
)
async def test_telegram_takes_what_is_within_its_limits(started: Line, parameters: dict[str, Any]) -> None:
    assert await started.gives("sendMessage", **parameters)


async def test_a_form_is_read_as_json_is(started: Line) -> None:
    form = {"chat_id": str(SITI), "text": "Halo", "reply_markup": '{"inline_keyboard":[[{"text":"Jadwal","callback_data":"1:schedule:"}]]}'}
    async with started.http.post(f"/bot{TOKEN}/sendMessage", data=form) as answer:
        assert (await answer.json())["ok"]
    assert (await started.messages())[-1]["buttons"] == [[{"text": "Jadwal", "data": "1:schedule:"}]]


async def test_methods_are_known_in_any_case_of_letters(started: Line) -> None:
    assert await started.gives("SENDMESSAGE", **a_message())


async def test_a_bot_that_is_blocked_is_told_so(started: Line) -> None:
    await started.acts("block", by=SITI, blocked=True)
    answer = await started.call("sendMessage", **a_message())
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    await started.acts("block", by=SITI, blocked=False)
    assert await started.gives("sendMessage", **a_message())


async def test_a_tap_is_answered_once(started: Line) -> None:
    await started.acts("tap", by=SITI, chat=SITI, message_id=3, data="1:schedule:")
    query = (await started.updates(-1))[0]["callback_query"]["id"]
    assert await started.gives("answerCallbackQuery", callback_query_id=query)
    assert (await started.call("answerCallbackQuery", callback_query_id=query))["description"] == TOO_OLD


async def test_a_toast_has_200_characters_at_most(started: Line) -> None:
    await started.acts("tap", by=SITI, chat=SITI, message_id=3, data="1:schedule:")
    query = (await started.updates(-1))[0]["callback_query"]["id"]
    assert (await started.call("answerCallbackQuery", callback_query_id=query, text="a" * 201))[
        "description"
    ] == "Bad Request: MESSAGE_TOO_LONG"
    assert await started.gives("answerCallbackQuery", callback_query_id=query, text="a" * 200)


@pytest.mark.parametrize(("length", "taken"), [(1024, True), (1025, False)])
async def test_a_caption_has_1024_characters_at_most(started: Line, length: int, taken: bool) -> None:
    form = aiohttp.FormData({"chat_id": str(SITI), "caption": "a" * length})
    form.add_field("document", b"kode;nama", filename="angka.csv")
    async with started.http.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        told = await answer.json()
    assert told["ok"] == taken
    assert taken or told["description"] == "Bad Request: message caption is too long"


async def test_a_file_must_not_be_empty(started: Line) -> None:
    form = aiohttp.FormData({"chat_id": str(SITI)})
    form.add_field("document", b"", filename="angka.csv")
    async with started.http.post(f"/bot{TOKEN}/sendDocument", data=form) as answer:
        assert (await answer.json())["description"] == "Bad Request: file must be non-empty"


async def test_a_wrong_token_is_unauthorized(started: Line) -> None:
    await started.acts("rules", token="2:other")
    answer = await started.call("getMe")
    assert (answer["error_code"], answer["description"]) == (401, "Unauthorized")
    async with started.http.get(f"/file/bot{TOKEN}/documents/x") as download:
        assert download.status == 401


@pytest.mark.parametrize("body", ["{", '{"chat_id": ', "[1, 2]", '"x"', "7"])
async def test_a_body_that_is_no_json_object_is_refused(started: Line, body: str) -> None:
    async with started.http.post(f"/bot{TOKEN}/sendMessage", data=body, headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", a_message(reply_markup="{")),
        ("sendMessage", a_message(reply_markup=[])),
        ("sendMessage", a_message(reply_markup={"inline_keyboard": "x"})),
        ("sendMessage", a_message(reply_markup={"inline_keyboard": [["x"]]})),
        ("sendMessage", a_message(reply_markup={"inline_keyboard": [{"text": "Jadwal", "callback_data": "x"}]})),
        ("sendMessage", a_message(reply_parameters="x")),
        ("sendMessage", a_message(reply_parameters=[1])),
        ("setMyCommands", {"commands": "x"}),
        ("setMyCommands", {"commands": ["cek"]}),
        ("setMyCommands", {"commands": [{"command": "cek", "description": "x"}], "scope": "default"}),
        ("getUpdates", {"allowed_updates": 7}),
    ],
)
async def test_parameters_of_the_wrong_shape_are_refused_and_not_a_failure_of_the_sandbox(
    started: Line, method: str, parameters: dict[str, Any]
) -> None:
    async with started.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"].startswith("Bad Request: ")


async def test_every_call_is_listed_with_its_outcome(started: Line) -> None:
    await started.call("sendMessage", **a_message(text=""))
    calls = (await started.asks("calls", since=1))["calls"]
    assert [(call["n"], call["method"], call["ok"], call["error_code"], call["description"]) for call in calls] == [
        (1, "sendMessage", False, 400, "Bad Request: message text is empty")
    ]
    assert calls[0]["params"] == a_message(text="")
