"""Telegram without a wire: the sandbox's world, asked in the same loop, so that a virtual clock has no sockets to wait for."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from telegram.request import RequestData

from bot.messaging.messages import Call
from bot.messaging.transport import Transport, encode
from bot.sandbox import LimitRules
from bot.sandbox.api.methods import METHODS
from bot.sandbox.api.parameters import Parameters
from bot.sandbox.rules.refusals import Refused
from bot.sandbox.world.fates import ChatFate
from bot.sandbox.world.world import World

LATENCY_SECONDS = (0.005, 0.015)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it was made and answered, to which chat, and what Telegram said."""

    begun: float
    answered: float
    chat: int
    status: int
    text: str


class Nearby(Transport):
    """A way to a world that enforces Telegram's limits; a request takes its time, half before its effect and half after."""

    def __init__(self, **rules: Any) -> None:
        super().__init__("http://nearby", "1:nearby")
        self.world = World(LimitRules(**rules), now)
        self.asked: list[Asked] = []
        self._delays = random.Random(7)

    def people(self, count: int) -> list[int]:
        """So many who have started the bot."""
        return [self.world.personas.add_person(ChatFate.OPEN).id for _ in range(count)]

    def group(self) -> int:
        return self.world.personas.add_group(ChatFate.OPEN).id

    def becomes_supergroup(self, group: int) -> int:
        """Nobody is told: the next answer to the group finds out."""
        return self.world.personas.migrate(self.world.personas.groups[group]).id

    def refused(self) -> list[Asked]:
        """What met a 429."""
        return [each for each in self.asked if each.status == 429]

    def got(self, chat: int) -> list[str]:
        """What has arrived in a chat, in order."""
        return [message.text for message in self.world.chats.delivered(chat)]

    async def exchange(self, method: str, parameters: Mapping[str, Any]) -> tuple[int, bytes]:
        begun, half = now(), self._delays.uniform(*LATENCY_SECONDS) / 2
        await asyncio.sleep(half)
        status, body = await self._effect(method, Parameters(parameters))
        await asyncio.sleep(half)
        self.asked.append(Asked(begun, now(), parameters.get("chat_id", 0), status, parameters.get("text", "")))
        return status, encode(body)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        sent = msgspec.json.decode(request_data.json_payload) if request_data else {}
        return await self.exchange(url.rpartition("/")[2], sent)

    async def _effect(self, method: str, call: Parameters) -> tuple[int, dict[str, Any]]:
        try:
            self.world.pace.check_halt()
            return 200, {"ok": True, "result": await METHODS[method.lower()](self.world, call)}
        except Refused as refused:
            said = {"ok": False, "error_code": refused.code, "description": refused.description, "parameters": refused.parameters}
            return refused.code, said


def message(chat: int, text: str = "Ya.") -> Call:
    return Call("sendMessage", {"chat_id": chat, "text": text})


def now() -> float:
    return asyncio.get_running_loop().time()
