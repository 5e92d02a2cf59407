"""From a question to its reply: the one door through which every question passes."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.privacy import NumberKind, mask_numbers
from ektp_core.refusal import Refusal
from handlers.free_text import free_text
from handlers.refusals import refused
from handlers.reply import Reply, private_only, reply
from handlers.request import ChatKind, Request
from handlers.routes import BY_NAME


async def answer(route_name: str | None, request: Request, office: Office) -> Reply:
    """Answer a route, or a free sentence when `route_name` is None.

    NIK, KK and phone numbers are masked before anything else reads the text (DOMAIN 1.6). What people can mend comes back as a
    sentence with the way out; anything else is a bug and passes through.
    """
    route = BY_NAME[route_name] if route_name else None
    if route and route.private and request.chat_kind is ChatKind.GROUP:
        return private_only(route.name)
    masked = mask_numbers(request.argument)
    if masked.found:
        request = replace(request, argument=masked.text)
    try:
        found = await (route.handler if route else free_text)(request, office)
    except Refusal as refusal:
        found = reply("nik_received") if NumberKind.NIK_OR_KK in masked.found else refused(refusal, route_name)
    if NumberKind.NIK_OR_KK not in masked.found or found.view == "nik_received":
        return found
    return reply("nik_received") if found.view == "not_understood" else replace(found, values=dict(found.values, notice="nik"))
