"""`/sandbox/inline`: what people type behind the bot's name, and the card they send. The contract is the docstring of each function."""

import asyncio
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.sandbox.control.bodies import body_of, place_of, told, wrong
from bot.sandbox.world.world import World

PATIENCE_SECONDS = 10.0
"""Telegram waits no longer for the bot, and then shows nothing."""

LONGEST_QUERY = 256


class Inline:
    """The people's side of inline mode."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/sandbox/inline", self.ask), web.post("/sandbox/inline/choose", self.choose)]

    async def ask(self, request: web.Request) -> web.Response:
        """Type behind the bot's name: `as`, `chat`, `query`, `offset`; the cards, once the bot has answered."""
        body = await body_of(request)
        person, chat = place_of(body, self._world)
        query, offset = str(body.get("query", ""))[:LONGEST_QUERY], str(body.get("offset", ""))
        number, asked, update_id = await self._world.ask_inline(person, chat, query, offset)
        shown: dict[str, Any] = {"results": [], "button": None, "next_offset": ""}
        with suppress(TimeoutError):  # then nothing is shown, and the person types on
            shown = (await asyncio.wait_for(asyncio.shield(asked.answer), PATIENCE_SECONDS)).shown
        return told({"query_id": number, "update_id": update_id, **shown})

    async def choose(self, request: web.Request) -> web.Response:
        """Send one of the cards: `query_id`, `id`."""
        body = await body_of(request)
        asked = self._world.inline.find(str(body.get("query_id", "")))
        answer = asked.answer.result() if asked and asked.answer.done() else None
        card = next((card for card in answer.cards if card.id == body.get("id")), None) if answer else None
        if asked is None or card is None:
            raise wrong("Kartu itu sudah tidak ada. Ketik sekali lagi.")
        update_id, message = await self._world.send_card(asked, card)
        return told({"update_id": update_id, "message_id": message.id})
