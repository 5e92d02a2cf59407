"""The way to the Bot API: python-telegram-bot's request and its errors, on aiohttp.

aiohttp carries ten times the replies of httpx at the same concurrency (DESIGN 9). `call` posts a ready JSON payload without the
layers of `Bot.send_message`; python-telegram-bot's own methods use the same session.
"""

from collections.abc import Mapping
from typing import Any, cast

import aiohttp
import orjson
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 100
"""As many as updates in one batch, so that no reply waits for another's."""

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
"""Long, because a send that times out may still have arrived (RELIABILITY 2.2)."""


class JsonBody:
    """Parameters that are JSON already, with the two things that `do_request` asks of a RequestData (which is final)."""

    __slots__ = ("json_payload",)

    contains_files = False

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self.json_payload = orjson.dumps(parameters)


class Transport(BaseRequest):
    """One session to one Bot API server."""

    __slots__ = ("_base", "_session")

    def __init__(self, api_url: str, token: str) -> None:
        self._base = f"{api_url}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=READ_SECONDS),
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, parameters: Mapping[str, Any], *, patience: float = READ_SECONDS) -> Any:
        """Call a method and return its result. Raises python-telegram-bot's errors; `patience` is the wait for an answer in seconds."""
        return await self.post(self._base + method, cast(RequestData, JsonBody(parameters)), read_timeout=patience)

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
        """One HTTP exchange; only the read timeout may be chosen.

        TimedOut and NetworkError keep aiohttp's error as their cause: it tells "not sent" from "maybe sent".
        """
        session = self._session
        if session is None:
            raise NetworkError("the transport is not open")
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else READ_SECONDS
        body: Any = None
        headers = None
        if request_data is not None and request_data.contains_files:
            body = _multipart(request_data)
        elif request_data is not None:
            body, headers = request_data.json_payload, JSON_HEADERS
        try:
            async with session.request(method, url, data=body, headers=headers, timeout=_timeout(seconds)) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's JSON. Raises TelegramError without the payload, which may hold people's words."""
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            raise TelegramError("Invalid server response") from None
        return answer


JSON_HEADERS = {"Content-Type": "application/json"}
_TIMEOUTS: dict[float, aiohttp.ClientTimeout] = {}


def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    timeout = _TIMEOUTS.get(seconds)
    if timeout is None:
        timeout = _TIMEOUTS[seconds] = aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS, sock_read=seconds)
    return timeout


def seconds_to_wait(error: RetryAfter) -> float:
    """The wait that Telegram asks for with a 429, in seconds."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, (int, float)) else wait.total_seconds()


def _multipart(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
