"""The way to the Bot API: python-telegram-bot on aiohttp.

aiohttp carries ten times the replies of httpx at the same concurrency (docs/architecture.md#libraries). Answers and updates
go as ready JSON, without the layers of `Bot.send_message`; for everything else there is `Transport.bot`, on the same session.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import aiohttp
import msgspec
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.health.descriptors import share
from bot.health.vitals import Vitals, moment
from handlers.request import LARGEST_FILE, NotFetched, TooLargeToFetch

log = logging.getLogger(__name__)

CONNECTIONS = 100
"""As many as updates in one batch, so that no reply waits for another's."""

CONNECT_SECONDS = 5.0
CHUNK_BYTES = 64 * 1024
READ_SECONDS = 30.0
"""Long, because a send that times out may still have arrived (docs/reliability.md#what-an-answer-means)."""

UNSAID_WAIT = 5.0
"""A 429 that names no wait (docs/reliability.md#telegrams-pace-is-kept)."""


class JsonBody:
    """Parameters that are JSON already, with the two things that `do_request` asks of a RequestData (which is final)."""

    __slots__ = ("json_payload",)

    contains_files = False

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self.json_payload = encode(parameters)


class FoundFile(msgspec.Struct, frozen=True):
    """Where a file lies that may be fetched."""

    file_path: str


class Transport(BaseRequest):
    """One session to one Bot API server."""

    __slots__ = ("_api_url", "_base", "_files", "_session", "_token", "bot", "vitals")

    def __init__(self, api_url: str, token: str, vitals: Vitals | None = None) -> None:
        self.vitals = vitals or Vitals()
        """What is observed of this bot; every way to the same server writes into the same."""

        self._api_url, self._token = api_url, token
        self._base = f"{api_url}/bot{token}/"
        self._files = f"{api_url}/file/bot{token}/"
        self._session: aiohttp.ClientSession | None = None
        self.bot = Bot(token, f"{api_url}/bot", f"{api_url}/file/bot", request=self, get_updates_request=self)
        """For what is not asked at every answer: menus, the webhook, files, who is who."""

    def another(self) -> "Transport":
        """Another way to the same server, with connections of its own: neither waits for the other's."""
        return Transport(self._api_url, self._token, self.vitals)

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=min(CONNECTIONS, share())))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """Call a method and return its result. Raises python-telegram-bot's errors."""
        return await self.post(self._base + method, cast(RequestData, JsonBody(parameters)))

    async def answer_to(self, method: str, parameters: Mapping[str, Any], *, patience: float) -> bytes:
        """Call a method and return its answer's JSON unread, after so many seconds at most. Raises python-telegram-bot's errors."""
        body = cast(RequestData, JsonBody(parameters))
        return await self._request_wrapper(self._base + method, "POST", body, read_timeout=patience)

    async def exchange(self, method: str, parameters: Mapping[str, Any]) -> tuple[int, bytes]:
        """Call a method once, without reading its answer: status and body.

        Raises aiohttp's errors and TimeoutError as they come: which of them it was tells whether the call may have had its effect.
        """
        timeout = _timeout(READ_SECONDS)
        body = encode(parameters)
        async with self._open_session().post(self._base + method, data=body, headers=JSON_HEADERS, timeout=timeout) as response:
            self.vitals.note_date(response.headers.get("Date"))
            return response.status, await response.read()

    async def download(self, file_id: str, folder: Path) -> Path:
        """Get a file that somebody sent into a folder.

        Raises TooLargeToFetch past the 20 MB that Telegram lets bots fetch, NotFetched when it does not give it out, and InvalidToken.
        """
        path = folder / "file"
        try:
            found = msgspec.convert(await self.call("getFile", {"file_id": file_id}), FoundFile)
            await self._save(f"{self._files}{quote(found.file_path)}", path)
        except InvalidToken:
            raise
        except (TelegramError, aiohttp.ClientError, TimeoutError, msgspec.ValidationError) as error:
            if isinstance(error, BadRequest) and "too big" in error.message:
                raise TooLargeToFetch from None
            log.warning("file not fetched", extra={"error": type(error).__name__})
            raise NotFetched from error
        return path

    async def _save(self, url: str, path: Path) -> None:
        """Raises TooLargeToFetch, and aiohttp's errors: an answer that is no success holds no file."""
        async with self._open_session().get(url, timeout=_timeout(READ_SECONDS), raise_for_status=True) as response:
            with path.open("wb") as file:
                async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                    if file.tell() + len(chunk) > LARGEST_FILE:
                        raise TooLargeToFetch
                    file.write(chunk)

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NetworkError("the transport is not open")
        return self._session

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        """One HTTP exchange; only the read timeout may be chosen. Raises TimedOut, NetworkError, RetryAfter."""
        session = self._open_session()
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else READ_SECONDS
        body: Any = None
        headers = None
        if isinstance(request_data, JsonBody):
            body, headers = request_data.json_payload, JSON_HEADERS
        elif request_data is not None and request_data.contains_files:
            body = _form(request_data)
        elif request_data is not None:
            body, headers = encode(request_data.parameters), JSON_HEADERS
        try:
            async with session.request(method, url, data=body, headers=headers, timeout=_timeout(seconds)) as response:
                self.vitals.note_date(response.headers.get("Date"))
                status, payload = response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self.vitals.answered = moment()
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            # python-telegram-bot takes one that names no wait for a failure of the network, which is tried again at once.
            raise RetryAfter(timedelta(seconds=wait_asked(payload) or UNSAID_WAIT))
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's JSON. Raises TelegramError without the payload, which may hold people's words."""
        try:
            answer: dict[str, Any] = _decode(payload)
        except (msgspec.DecodeError, RecursionError):
            raise TelegramError("Invalid server response") from None
        return answer


def _form(request_data: RequestData) -> aiohttp.FormData:
    """A multipart body for parameters with files."""
    form = aiohttp.FormData(request_data.json_parameters)
    for field, (name, content, kind) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form


encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode
JSON_HEADERS = {"Content-Type": "application/json"}


@cache
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=seconds)


def wait_asked(payload: bytes) -> float | None:
    """The seconds that a 429 names; 0 names none, and what is between us and Telegram may answer in HTML."""
    try:
        body = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError):
        return None
    parameters = body.get("parameters") if isinstance(body, dict) else None
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(wait) if isinstance(wait, (int, float)) and wait > 0 else None


def seconds_to_wait(error: RetryAfter) -> float:
    """The wait that Telegram asks for with a 429, in seconds."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()
