"""A line to the sandbox over HTTP: the bot's calls on one side, people's acts on the other."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox import Sandbox

TOKEN = "1:test"
SITI, RUSLI, EMILY, DIMAS = 7001, 7002, 7003, 7004
GROUP = -1001234500001


@dataclass(frozen=True, slots=True)
class Line:
    """The sandbox over HTTP, as a bot and as people use it."""

    telegram: Sandbox
    http: aiohttp.ClientSession

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A Bot API call and the whole answer."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.status == (200 if told["ok"] else told["error_code"])
            return told

    async def gives(self, method: str, **parameters: Any) -> Any:
        """The result of a call that is carried out."""
        answer = await self.call(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def acts(self, path: str, **body: Any) -> dict[str, Any]:
        """What somebody does, by `/sandbox/<path>`; `by` is the person."""
        async with self.http.post(f"/sandbox/{path}", json=_named(body)) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.status == 200, told
            return told

    async def cannot(self, path: str, **body: Any) -> str:
        """The sentence for what somebody may not do."""
        async with self.http.post(f"/sandbox/{path}", json=_named(body)) as answer:
            assert 400 <= answer.status < 500, f"{answer.status} for {path} {body}"
            sentence: str = (await answer.json())["error"]
            return sentence

    async def writes(self, text: str, person: int = SITI, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """Somebody writes, to the bot unless a chat is named."""
        return await self.acts("send", by=person, chat=chat or person, text=text, **more)

    async def asks(self, path: str, **query: Any) -> dict[str, Any]:
        """What `/sandbox/<path>` tells."""
        async with self.http.get(f"/sandbox/{path}", params=_named(query)) as answer:
            told: dict[str, Any] = await answer.json()
            assert answer.status == 200, told
            return told

    async def messages(self, person: int = SITI, chat: int | None = None) -> list[dict[str, Any]]:
        """A chat as a person sees it."""
        found: list[dict[str, Any]] = (await self.asks("chat", by=person, chat=chat or person))["messages"]
        return found

    async def updates(self, offset: int = 0, **more: Any) -> list[dict[str, Any]]:
        """What getUpdates gives; no waiting unless asked for."""
        found: list[dict[str, Any]] = await self.gives("getUpdates", offset=offset, **more)
        return found


def _named(body: dict[str, Any]) -> dict[str, Any]:
    """`as` is a keyword of Python: the person is called `by` here."""
    return {("as" if name == "by" else name): value for name, value in body.items()}
