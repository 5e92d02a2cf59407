"""What comes back from Telegram's address need not be Telegram's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.messaging import transport as module
from bot.messaging.transport import UNSAID_WAIT, Transport, seconds_to_wait
from handlers.request import NotFetched, TooLargeToFetch
from tests.bot.served import way_to


@pytest.mark.parametrize("payload", [b"", b"<html>rahasia</html>", b"[]", b'{"ok"', b'{"a":' + b"[" * 100_000])
def test_an_answer_that_is_no_json_is_an_error_without_its_words(payload: bytes) -> None:
    with pytest.raises(TelegramError) as refused:
        Transport.parse_json_payload(payload)
    assert refused.value.message == "Invalid server response"


@asynccontextmanager
async def telegram(*, asked: web.Response, fetched: web.Response) -> AsyncIterator[Transport]:
    """A way to a server that answers so when a file is asked for, and when it is fetched."""

    async def get_file(request: web.Request) -> web.Response:
        return asked

    async def download(request: web.Request) -> web.Response:
        return fetched

    app = web.Application()
    app.add_routes([web.post("/bot1:x/getFile", get_file), web.get("/file/bot1:x/a.csv", download)])
    async with way_to(app) as transport:
        yield transport


def refusing(status: int, described: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": status, "description": described}, status=status)


def found() -> web.Response:
    return web.json_response({"ok": True, "result": {"file_id": "a", "file_unique_id": "a", "file_path": "a.csv"}})


@pytest.mark.parametrize("file_id", ["a", "../a", "/a", "a" * 400, "a\x00"])
async def test_a_file_is_fetched_whole_under_a_name_of_ours(tmp_path: Path, file_id: str) -> None:
    async with telegram(asked=found(), fetched=web.Response(body=b"1;2")) as transport:
        path = await transport.download(file_id, tmp_path)
    assert path.read_bytes() == b"1;2"
    assert [*tmp_path.iterdir()] == [path]


NO_FILES: list[Any] = [None, True, [], {}, {"file_id": "a"}, {"file_path": None}, {"file_path": 7}, {"file_path": "../b"}]
"""What holds no file, where Telegram says one is."""


@pytest.mark.parametrize(
    ("asked", "fetched", "refusal"),
    [
        (found, lambda: web.Response(status=404, text="404: Not Found"), NotFetched),
        (found, lambda: web.Response(status=502, text="<html>"), NotFetched),
        (found, lambda: web.Response(body=b"x" * 101), TooLargeToFetch),
        (lambda: refusing(400, "Bad Request: file is too big"), web.Response, TooLargeToFetch),
        (lambda: refusing(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), web.Response, NotFetched),
        (lambda: refusing(500, "Internal Server Error"), web.Response, NotFetched),
        (lambda: web.Response(status=502, text="<html>"), web.Response, NotFetched),
        *((lambda result=result: web.json_response({"ok": True, "result": result}), web.Response, NotFetched) for result in NO_FILES),
        (lambda: refusing(401, "Unauthorized"), web.Response, InvalidToken),
    ],
    ids=["gone", "no answer", "long", "too big", "unavailable", "failing", "no json", *map(str, NO_FILES), "token revoked"],
)
async def test_a_file_that_is_not_given_out_is_no_file(asked, fetched, refusal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_FILE", 100)
    async with telegram(asked=asked(), fetched=fetched()) as transport:
        with pytest.raises(refusal):
            await transport.download("a", tmp_path)


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        pytest.param(b'{"ok":false,"parameters":{"retry_after":38}}', 38, id="named"),
        pytest.param(b'{"ok":false,"parameters":{"retry_after":0}}', UNSAID_WAIT, id="none"),
        pytest.param(b'{"ok":false,"description":"Too Many Requests"}', UNSAID_WAIT, id="not named"),
        pytest.param(b'{"ok":false,"parameters":{"retry_after":"soon"}}', UNSAID_WAIT, id="no number"),
        pytest.param(b"[]", UNSAID_WAIT, id="another JSON"),
        pytest.param(b"<html>rahasia</html>", UNSAID_WAIT, id="HTML"),
    ],
)
async def test_a_429_always_asks_to_wait(body: bytes, seconds: float) -> None:
    async with telegram(asked=web.Response(body=body, status=429), fetched=found()) as transport:
        with pytest.raises(RetryAfter) as refused:
            await transport.call("getFile", {})
    assert seconds_to_wait(refused.value) == seconds
