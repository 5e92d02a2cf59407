"""From a question to its reply: the one door through which every question passes."""

from collections.abc import Collection
from dataclasses import replace

from ektp_core.audit import Subject
from ektp_core.office import Office
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.audit import note_refusal
from ektp_core.store.drafts import awaited
from handlers.acts import OldButton
from handlers.free_text.first_words import spoken
from handlers.free_text.sentences import free_text, said_by_staff
from handlers.privacy import UNSEND
from handlers.questions import QUESTIONS
from handlers.refusals import refused
from handlers.reply import Reply, button, private_only, reply
from handlers.request import NO_SUCH_COMMAND, OWN_HAND, ChatKind, Origin, Request
from handlers.routes import BY_NAME, Route

NOTHING_ELSE_SAID = frozenset({"not_understood", "out_of_scope", "which_meant", NO_SUCH_COMMAND, "nik_received"})
"""Answers that a message with a NIK gets for want of another: then what became of the NIK is the whole answer."""


async def answer(request: Request, office: Office) -> Reply:
    """Answer a route, or a free sentence when the request names none: a command without its slash is one, too.

    What people can mend comes back as a sentence with the way out; anything else is a bug and passes through.
    """
    if request.notice and not (request.member and (request.file or request.attachment)):
        return await _citizen(None, request, office)
    route = BY_NAME[request.route] if request.route else None
    if route is None and request.member:
        route, request = await _for_staff(request, office)
    if route is None:
        route, request = spoken(request, office)
    if route is None and request.member:
        route = said_by_staff(request, office)
    if route and route.act:
        return await _staff(route, route.act, request, office)
    return await _citizen(route, request, office)


async def _citizen(route: Route | None, request: Request, office: Office) -> Reply:
    """NIK, KK and phone numbers are masked before anything else reads the text (docs/domain.md#nik-and-family-card-numbers)."""
    if route and route.private and request.chat_kind is ChatKind.GROUP:
        return private_only(route.name)
    masked = mask_numbers(request.argument)
    if masked.found:
        request = replace(request, argument=masked.text)
    try:
        found = await (route.handler if route else _without_route)(request, office)
    except Refusal as refusal:
        found = reply("nik_received") if NumberKind.NIK_OR_KK in masked.found else refused(refusal, route.name if route else None)
    return _told_of_numbers(found, masked.found, request) if masked.found else found


async def _without_route(request: Request, office: Office) -> Reply:
    """What a notice says, or the answer to a free sentence."""
    if request.notice is None:
        return await free_text(request, office)
    return reply(request.notice, *(QUESTIONS if request.notice == NO_SUCH_COMMAND else ()))


def _told_of_numbers(found: Reply, kinds: Collection[NumberKind], request: Request) -> Reply:
    """The answer with what became of the number that was sent, and a button that deletes the message with it."""
    kind = "nik" if NumberKind.NIK_OR_KK in kinds else "phone"
    if kind == "nik" and found.view in NOTHING_ELSE_SAID:
        found = reply("nik_received")
    deleting = [button("privacy", f"{UNSEND}{request.message_id}", "unsend")]
    rows = found.buttons if request.chat_kind is ChatKind.GROUP or not request.message_id else (*found.buttons, deleting)
    return replace(found, masked=None if found.view == "nik_received" else kind, buttons=rows, quotes=False)


async def _for_staff(request: Request, office: Office) -> tuple[Route | None, Request]:
    """A member's text or file without a command: it answers the draft that awaits one, and a sheet is figures."""
    if request.chat_kind is not ChatKind.PRIVATE or request.origin is not Origin.TYPED:
        return None, request
    if waiting := await awaited(office.store, request.person):
        return BY_NAME.get(waiting.tool), replace(request, awaited=waiting.field)
    return (BY_NAME.get("figures") if request.file else None), request


async def _staff(route: Route, act: Act, request: Request, office: Office) -> Reply:
    """The right is looked at here, and again in the transaction that acts; every refusal is audited.

    See docs/reliability.md#only-a-role-held-now-acts.
    """
    by_hand = request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND
    try:
        if not (by_hand and may(request.member, act)):
            raise NotAllowed(act=act)
        if request.origin is Origin.TAPPED and request.argument and request.act is None:
            raise OldButton  # before acts were declared they were part of a question
        return await route.handler(request, office)
    except OldButton:
        return reply("old_button")
    except NotAllowed as refusal:
        role = request.member.role if request.member else None
        await note_refusal(office.store, request.person, request.name, role, act, Subject(route.name, request.origin), request.now)
        if request.chat_kind is ChatKind.GROUP and may(request.member, act):
            return private_only(route.name)
        return refused(refusal, route.name)
    except Refusal as refusal:
        return refused(refusal, route.name)
