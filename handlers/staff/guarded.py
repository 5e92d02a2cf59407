"""The one door to staff's tools: the right is looked at, and what cannot be done is said and audited."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from ektp_core.audit import Subject
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.audit import note_refusal
from ektp_core.store.drafts import DraftGone, DraftOld, OtherDraft
from handlers.acts import ALL, OldButton
from handlers.contents.left_out import beside_tool
from handlers.refusals import refused, refused_with_rights
from handlers.reply import Reply, private_only, reply
from handlers.request import OWN_HAND, ChatKind, Origin, Request
from handlers.routes import Route
from handlers.staff.drafts.double_taps import done, done_already

Does = Callable[[Request, Office], Awaitable[Reply]]
"""What answers a route, or fills a tool with what a sentence says."""


async def guarded(route: Route, act: Act, request: Request, office: Office, does: Does | None = None) -> Reply:
    """The right is looked at here, and again in the transaction that acts; every refusal is audited.

    See docs/reliability.md#only-a-role-held-now-acts.
    """
    by_hand = request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND
    try:
        if not (by_hand and may(request.member, act)):
            raise NotAllowed(act=act)
        if request.origin is Origin.TAPPED and request.argument and request.act is None:
            raise OldButton  # before acts were declared they were part of a question
        found = await _opened(route, does or route.handler, request, office)
        left_out = beside_tool(route.name, request)
        return replace(found, left_out=left_out) if left_out else found
    except OldButton:
        return reply("old_button")
    except NotAllowed as refusal:
        role = request.member.role if request.member else None
        await note_refusal(office.store, request.person, request.name, role, act, Subject(route.name, request.origin), request.now)
        if request.chat_kind is ChatKind.GROUP and may(request.member, act):
            return private_only(route.name)
        return refused_with_rights(refusal, route.name, request, office.public.members)
    except Refusal as refusal:
        return refused(refusal, route.name)


async def _opened(route: Route, does: Does, request: Request, office: Office) -> Reply:
    """What the tool answers. A draft of an earlier version is told and gone then, and stands in nobody's way to the tool itself."""
    try:
        found = await does(request, office)
    except DraftOld as old:
        if request.act or request.awaited:
            raise
        return replace(await does(request, office), overcome=old.key)
    except (DraftGone, OtherDraft) as gone:
        if not _ends_draft(route, request):
            raise
        # What the first tap did stays on the screen: it has the way back.
        return done_already(request, office) or replace(refused(gone, route.name), as_new=True)
    return done(request, office, found) if _ends_draft(route, request) else found


def _ends_draft(route: Route, request: Request) -> bool:
    acts = ALL.get(route.name)
    return acts is not None and acts.ends_draft(request.act)
