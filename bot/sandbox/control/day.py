"""`/sandbox/day`: which day it is in the practice room, and choosing another. The contract is the docstring of each function."""

from datetime import date
from typing import Any

from aiohttp import web

from bot.sandbox.control.bodies import body_of, told, wrong
from bot.sandbox.world.calendar import Calendar, TooFar


class Day:
    """The day's control; without a calendar the bot has its own clock elsewhere, and there is nothing to choose."""

    def __init__(self, calendar: Calendar | None) -> None:
        self._calendar = calendar

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/sandbox/day", self.day), web.post("/sandbox/day", self.choose)]

    async def day(self, request: web.Request) -> web.Response:
        """The office's day, null where it cannot be chosen, and whether it is another than the real one."""
        return told(self._stand())

    async def choose(self, request: web.Request) -> web.Response:
        """Make it another day: `day` as 2026-11-26, null for the real one."""
        body = await body_of(request)
        if self._calendar is None:
            raise wrong("Bot ini berjalan di tempat lain dan punya jamnya sendiri.")
        try:
            self._calendar.choose(_read(body.get("day")))
        except TooFar:
            raise wrong("Hari itu terlalu jauh: paling jauh dua tahun dari hari ini.") from None
        return told(self._stand())

    def _stand(self) -> dict[str, Any]:
        if self._calendar is None:
            return {"today": None, "is_moved": False}
        return {"today": self._calendar.today.isoformat(), "is_moved": self._calendar.is_moved}


def _read(day: object) -> date | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise wrong("Tanggal itu tidak ada. Pilih lagi.") from None
