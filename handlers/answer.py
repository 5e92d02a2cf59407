"""From a question to its reply: the one door through which every question passes."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.privacy import NumberKind, mask_numbers
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.audit import note_refusal
from ektp_core.store.drafts import awaiting_draft
from handlers.free_text import free_text, spoken
from handlers.refusals import refused
from handlers.reply import Reply, private_only, reply
from handlers.request import OWN_HAND, ChatKind, Origin, Request
from handlers.routes import BY_NAME, Route


async def answer(route_name: str | None, request: Request, office: Office) -> Reply:
    """Answer a route, or a free sentence when `route_name` is None: a command without its slash is one, too.

    What people can mend comes back as a sentence with the way out; anything else is a bug and passes through.
    """
    route = BY_NAME[route_name] if route_name else None
    if route is None and request.member:
        route, request = await _for_staff(request, office)
    if route is None:
        route, request = spoken(request, office)
    if route and route.act:
        return await _staff(route, route.act, request, office)
    return await _citizen(route, request, office)


async def _citizen(route: Route | None, request: Request, office: Office) -> Reply:
    """NIK, KK and phone numbers are masked before anything else reads the text (DOMAIN 1.6)."""
    if route and route.private and request.chat_kind is ChatKind.GROUP:
        return private_only(route.name)
    masked = mask_numbers(request.argument)
    if masked.found:
        request = replace(request, argument=masked.text)
    try:
        found = await (route.handler if route else free_text)(request, office)
    except Refusal as refusal:
        found = reply("nik_received") if NumberKind.NIK_OR_KK in masked.found else refused(refusal, route.name if route else None)
    if NumberKind.NIK_OR_KK not in masked.found or found.view == "nik_received":
        return found
    return reply("nik_received") if found.view == "not_understood" else replace(found, values=dict(found.values, notice="nik"))


async def _for_staff(request: Request, office: Office) -> tuple[Route | None, Request]:
    """A member's text or file without a command: it answers the draft that awaits one, and a sheet is figures."""
    if request.chat_kind is not ChatKind.PRIVATE or request.origin is not Origin.TYPED:
        return None, request
    draft = await awaiting_draft(office.store, request.person)
    if draft:
        return BY_NAME.get(draft.kind), replace(request, awaited=draft.awaits)
    return (BY_NAME.get("figures") if request.file else None), request


async def _staff(route: Route, act: Act, request: Request, office: Office) -> Reply:
    """The right is looked at here, and again in the transaction that acts; every refusal is audited (RELIABILITY promise 18)."""
    by_hand = request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND
    try:
        if not (by_hand and may(request.member, act)):
            raise NotAllowed(act=act)
        return await route.handler(request, office)
    except NotAllowed as refusal:
        role = request.member.role if request.member else None
        await note_refusal(office.store, request.person, request.name, role, act, f"{route.name} {request.origin}", request.now)
        if request.chat_kind is ChatKind.GROUP and may(request.member, act):
            return private_only(route.name)
        return refused(refusal, route.name)
    except Refusal as refusal:
        return refused(refusal, route.name)
