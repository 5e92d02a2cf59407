"""How an answer is lost or spoiled on its way to the bot."""

import asyncio
import socket
import struct
from contextlib import suppress

from aiohttp import web

from bot.sandbox.rules.faults import Fault

NO_LINGER = struct.pack("ii", 1, 0)
"""SO_LINGER that makes closing a socket send RST instead of FIN."""

HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr><center>nginx</center></body></html>"
"""What stands before Telegram's servers says when they do not answer."""

ERROR_PAGES = {
    Fault.BAD_GATEWAY_AFTER: (502, "Bad Gateway"),
    Fault.BAD_GATEWAY_BEFORE: (502, "Bad Gateway"),
    Fault.GATEWAY_TIMEOUT_AFTER: (504, "Gateway Time-out"),
    Fault.TOO_MANY_HTML: (429, "Too Many Requests"),
}
BODIES = {
    Fault.EMPTY_AFTER: (200, b""),
    Fault.NOT_OK_AFTER: (200, b'{"ok":false}'),
    Fault.TOO_MANY_BARE: (429, b'{"ok":false,"error_code":429,"description":"Too Many Requests"}'),
    Fault.SERVER_ERROR_BEFORE: (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}'),
}


async def spoil(fault: Fault, request: web.Request, answer: web.Response, stall_seconds: float, closing: asyncio.Event) -> web.Response:
    """What the bot gets in place of `answer`; nothing at all where the connection ends. A stall ends early when the sandbox does."""
    if fault in ERROR_PAGES:
        status, title = ERROR_PAGES[fault]
        return web.Response(status=status, text=HTML.format(f"{status} {title}"), content_type="text/html")
    if fault in BODIES:
        status, body = BODIES[fault]
        return web.Response(status=status, body=body, content_type="application/json")
    if fault is Fault.CUT_AFTER:
        whole = answer.body
        return web.Response(body=whole[: len(whole) // 2] if isinstance(whole, bytes) else b"", content_type="application/json")
    if fault in (Fault.STALL_AFTER, Fault.STALL_BEFORE):
        with suppress(TimeoutError):
            await asyncio.wait_for(closing.wait(), stall_seconds)
    if fault is not Fault.TOO_MANY:
        _hang_up(request, reset=fault in (Fault.RESET_AFTER, Fault.RESET_BEFORE))
    return answer


def _hang_up(request: web.Request, *, reset: bool) -> None:
    """End the connection: what is written to it afterwards goes nowhere."""
    if request.transport is None:
        return
    if reset:
        request.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        request.transport.abort()
    else:
        request.transport.close()
