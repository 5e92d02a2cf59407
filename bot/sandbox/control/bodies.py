"""JSON in and out of `/sandbox/...`, and the sentence for what cannot be."""

from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from bot.sandbox.world.world import World


def whole(given: Mapping[str, Any], name: str, default: int | None = None) -> int:
    """A whole number that somebody gave."""
    try:
        return int(given.get(name, default))
    except (TypeError, ValueError):
        raise wrong(f"{name} harus berupa bilangan bulat.") from None


def place_of(given: Any, world: World) -> tuple[int, int]:
    """Who acts, and where: `as` and `chat`, a member of that chat."""
    try:
        person, chat = int(given["as"]), int(given["chat"])
    except (KeyError, TypeError, ValueError):
        raise wrong("Siapa Anda, dan di obrolan mana? Muat ulang halaman ini.") from None
    if person not in world.personas.people or not world.personas.is_member(person, chat):
        raise wrong("Orang atau obrolan itu tidak ada. Muat ulang halaman ini.")
    return person, chat


async def body_of(request: web.Request) -> dict[str, Any]:
    """The JSON object that a request carries."""
    try:
        body = msgspec.json.decode(await request.read())
    except msgspec.DecodeError:
        raise wrong("Permintaan tidak terbaca.") from None
    if not isinstance(body, dict):
        raise wrong("Permintaan tidak terbaca.")
    return body


def told(body: dict[str, Any]) -> web.Response:
    """An answer; keys that are numbers become text."""
    return web.Response(body=msgspec.json.encode(body), content_type="application/json")


def wrong(sentence: str) -> web.HTTPBadRequest:
    """400 with a sentence for people."""
    return web.HTTPBadRequest(text=msgspec.json.encode({"error": sentence}).decode(), content_type="application/json")
