"""What a supervisor asks: `/healthz`, `/readyz` and `/metrics`, on a port of their own, never beside the public pages."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus

from aiohttp import web

from bot.health.vitals import Vitals
from ektp_core.alarms import Fault
from ektp_core.office import Office

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def health_routes(seen: Vitals, office: Office, faults: Callable[[], Sequence[Fault]]) -> list[web.RouteDef]:
    """The three, over what was observed."""

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="alive")  # said by the loop itself: one that does not turn says nothing

    async def readyz(request: web.Request) -> web.Response:
        held = [*([] if seen.serving else ["starting"]), *faults()]
        status = HTTPStatus.SERVICE_UNAVAILABLE if held else HTTPStatus.OK
        return web.json_response({"ready": not held, "faults": held}, status=status, dumps=json.dumps)

    async def metrics(request: web.Request) -> web.Response:
        from bot.health.metrics import exposition

        return web.Response(body=exposition(seen, office, faults), headers={"Content-Type": METRICS_TYPE})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]
