"""The Bot API's address: a call's way in, through latency and faults, and its answer's way out."""

import asyncio
import random
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox.api.calls import CallLog
from bot.sandbox.api.changing import CHANGING
from bot.sandbox.api.methods import METHODS
from bot.sandbox.api.parameters import Parameters
from bot.sandbox.api.sending import SENDING, Method
from bot.sandbox.api.spoiled import spoil
from bot.sandbox.rules.faults import Fault
from bot.sandbox.rules.refusals import Refused, too_many_requests
from bot.sandbox.world.world import World

TROUBLED = SENDING.keys() | CHANGING.keys()
"""Methods that latency, faults and halts apply to."""


class Gateway:
    """`/bot<token>/<method>` and `/file/bot<token>/...`."""

    def __init__(self, world: World, calls: CallLog, closing: asyncio.Event) -> None:
        self._world = world
        self._calls = calls
        self._closing = closing

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/documents/{id}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        call = Parameters({})
        try:
            self._check_token(request.match_info["token"])
            method = METHODS.get(name.lower())
            if method is None:
                raise Refused(404, "Not Found: method not found")
            call = await Parameters.of(request)
            if name.lower() in TROUBLED:
                return await self._troubled(request, method, call)
            result = await method(self._world, call)
        except Refused as refused:
            self._calls.add(name, call, refused)
            return _answer(None, refused)
        self._calls.add(name, call, None)
        return _answer(result, None)

    async def download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request.match_info["token"])
        except Refused as error:
            return _answer(None, error)
        file = self._world.chats.files.get(request.match_info["id"])
        if file is None:
            return _answer(None, Refused(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _troubled(self, request: web.Request, method: Method, call: Parameters) -> web.StreamResponse:
        """A call that sends or changes something: it takes effect half-way through its time, unless a fault prevents that."""
        name, rules = request.match_info["method"], self._world.rules
        if is_send := name.lower() in SENDING:
            self._world.deliveries.requests[call.number("chat_id")] += 1
        half = random.uniform(*rules.latency_ms) / 2000  # noqa: S311 -- a wait, no secret
        await _wait(half)
        result, refused, fault = None, None, None
        try:
            self._world.pace.check_halt()
            fault = self._world.faults.next(call.number("chat_id"), rules.faults, rules.fault_seed)
            if fault is None or fault.has_effect:
                result = await method(self._world, call)
            elif fault is Fault.TOO_MANY:
                self._world.pace.halt(rules.retry_after)
                raise too_many_requests(rules.retry_after)
        except Refused as error:
            refused = error
        self._calls.add(name, call, refused, fault)
        if is_send and ((refused and refused.code == 429) or (fault and fault.is_429)):
            self._world.pace_kept.refused += 1
        await _wait(half)
        answer = _answer(result, refused)
        return await spoil(fault, request, answer, rules.stall_seconds, self._closing) if fault else answer

    def _check_token(self, token: str) -> None:
        if self._world.rules.token is not None and token != self._world.rules.token:
            raise Refused(401, "Unauthorized")


async def _wait(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)


def _answer(result: Any, refused: Refused | None) -> web.Response:
    if refused is None:
        return web.Response(body=msgspec.json.encode({"ok": True, "result": result}), content_type="application/json")
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.Response(body=msgspec.json.encode(body), status=refused.code, content_type="application/json")
