"""`/sandbox/beside`: where people read what is served beside the chat page. The contract is the docstring of the function."""

from collections.abc import Mapping

from aiohttp import web

from bot.sandbox.control.bodies import told


class Beside:
    """The way from the chat page to the pages that whoever started the sandbox serves on the same port."""

    def __init__(self, front: Mapping[str, str] | None) -> None:
        self._front = dict(front) if front else None

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/sandbox/beside", self.beside)]

    async def beside(self, request: web.Request) -> web.Response:
        """`front`: the address of the first page in each language, null where nothing is served."""
        return told({"front": self._front})
