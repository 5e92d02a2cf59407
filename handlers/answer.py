"""From a question to its reply: the one door through which every question passes."""

from collections.abc import Collection
from dataclasses import replace

from ektp_core.audit import Subject
from ektp_core.office import Office
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.refusal import Refusal
from ektp_core.roles import Act, NotAllowed, may
from ektp_core.store.audit import note_refusal
from ektp_core.store.drafts import Awaited, DraftGone, DraftOld, OtherDraft, awaited, left_open
from handlers.acts import ALL, OldButton
from handlers.contents.left_out import beside_tool, beside_words
from handlers.contents.wordless import wordless
from handlers.coverage import UnknownArea
from handlers.free_text.commands import ALONE, commanded
from handlers.free_text.first_words import spoken
from handlers.free_text.sentences import free_text, said_by_staff
from handlers.privacy import UNSEND
from handlers.questions import QUESTIONS
from handlers.refusals import refused
from handlers.reply import Reply, button, private_only, reply
from handlers.request import NO_SUCH_COMMAND, OWN_HAND, ChatKind, Origin, Request
from handlers.routes import BY_NAME, Route
from handlers.schedule import UnknownPlace
from handlers.staff.drafts.double_taps import done, done_already
from handlers.staff.drafts.under_preview import SITTING, UNDER_PREVIEW, NotForDraft
from handlers.staff.visits.open_board import is_for_board

NOTHING_ELSE_SAID = frozenset({"not_understood", "out_of_scope", "which_meant", NO_SUCH_COMMAND, "nik_received"})
"""Answers that a message with a NIK gets for want of another: then what became of the NIK is the whole answer."""


AWAIT_SHEETS = frozenset({Awaited("visits", "sheet"), Awaited("schools", "file")})
TAKES_ANY_FILE = "announcements"
"""The tool whose drafts are sent on with pictures and files."""


async def answer(request: Request, office: Office) -> Reply:
    """Answer a route, or a free sentence when the request names none: a command without its slash is one, too.

    What people can mend comes back as a sentence with the way out; anything else is a bug and passes through.
    """
    says_nothing = request.notice or request.is_wordless
    if says_nothing and not (request.member and (request.file or request.attachment)):
        return await _citizen(None, request, office)
    route = BY_NAME[request.route] if request.route else None
    if route is None and request.member:
        is_count = await is_for_board(request, office)
        route, request = (BY_NAME["tally"], request) if is_count else await _for_staff(request, office)
    if route is None:
        route, request = spoken(request, office)
    if route is None and request.member:
        if changed := await _under_preview(request, office):
            return changed
        route = said_by_staff(request, office)
    if route and route.act:
        return await _of_tool(route, route.act, request, office)
    return await _citizen(route, request, office)


async def _of_tool(route: Route, act: Act, request: Request, office: Office) -> Reply:
    """What a tool answers; a sheet that the waiting draft cannot use is asked about as if no draft waited, and the draft waits on."""
    desk = BY_NAME["staff"]
    try:
        return await _staff(route, act, request, office)
    except NotForDraft:
        if request.file is None or desk.act is None:
            raise
        return await _staff(desk, desk.act, replace(request, awaited=None), office)


async def _citizen(route: Route | None, request: Request, office: Office) -> Reply:
    """NIK, KK and phone numbers are masked before anything else reads the text (docs/domain.md#nik-and-family-card-numbers)."""
    if route and route.private and request.chat_kind is ChatKind.GROUP:
        return private_only(route.name)
    masked = mask_numbers(request.argument)
    if masked.text != request.argument:
        request = replace(request, argument=masked.text)
    try:
        more = await commanded(route, request, office) if route and route.name in ALONE else None
        found = more or await (route.handler if route else _without_route)(request, office)
    except Refusal as refusal:
        found = await _mended(refusal, route, request, office) if NumberKind.NIK_OR_KK not in masked.found else reply("nik_received")
    if request.content and not request.is_wordless:
        found = replace(found, left_out=beside_words(request))
    return _told_of_numbers(found, masked.found, request) if masked.found else found


async def _without_route(request: Request, office: Office) -> Reply:
    """What a notice says, the answer to what came without words, or to a free sentence."""
    if request.is_wordless:
        return wordless(request, office)
    if request.notice is None:
        return await free_text(request, office)
    return reply(request.notice, *(QUESTIONS if request.notice == NO_SUCH_COMMAND else ()))


async def _mended(refusal: Refusal, route: Route | None, request: Request, office: Office) -> Reply:
    """A command that does not know what stands behind it reads it as a sentence; what then is not understood is refused."""
    if route and isinstance(refusal, NotADate | UnknownPlace | UnknownArea) and (found := await commanded(route, request, office)):
        return found
    return refused(refusal, route.name if route else None)


def _told_of_numbers(found: Reply, kinds: Collection[NumberKind], request: Request) -> Reply:
    """The answer with what became of the number that was sent, and a button that deletes the message with it."""
    kind = "nik" if NumberKind.NIK_OR_KK in kinds else "phone"
    if kind == "nik" and found.view in NOTHING_ELSE_SAID:
        found = reply("nik_received")
    deleting = [button("privacy", f"{UNSEND}{request.message_id}", "unsend")]
    rows = found.buttons if request.chat_kind is ChatKind.GROUP or not request.message_id else (*found.buttons, deleting)
    return replace(found, masked=None if found.view == "nik_received" else kind, buttons=rows, quotes=False)


async def _for_staff(request: Request, office: Office) -> tuple[Route | None, Request]:
    """A member's text or file without a command: it answers the draft that awaits one.

    No sheet answers a draft that waits for a date or a line: the desk tells what it is, and the draft waits on.
    Whoever may not go on with that draft any more, since their role was lowered, asks like a citizen.
    """
    if request.chat_kind is not ChatKind.PRIVATE or request.origin is not Origin.TYPED:
        return None, request
    waiting = await awaited(office.store, request.person)
    if waiting and (request.file is None or waiting in AWAIT_SHEETS or waiting.tool == TAKES_ANY_FILE):
        tool = BY_NAME.get(waiting.tool)
        if tool and _may_change(tool, request):
            return tool, replace(request, awaited=waiting.field)
    return (BY_NAME.get("staff") if request.file else None), request


def _may_change(tool: Route, request: Request) -> bool:
    """Whether the member may go on with a draft of a tool."""
    needed = tool.changes or tool.act
    return needed is not None and may(request.member, needed)


async def _under_preview(request: Request, office: Office) -> Reply | None:
    """The draft whose preview a member looks at, as their text changes it; None for a text that the draft cannot read."""
    is_alone = not (request.file or request.attachment or request.replied)
    if request.chat_kind is not ChatKind.PRIVATE or request.origin is not Origin.TYPED or not is_alone:
        return None
    name = await left_open(office.store, request.person, request.now - SITTING)
    tool = BY_NAME.get(name) if name else None
    if tool is None or tool.act is None or not _may_change(tool, request):
        return None
    try:
        return await _staff(tool, tool.act, replace(request, awaited=UNDER_PREVIEW), office)
    except NotForDraft:
        return None


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
        found = await _opened(route, request, office)
        left_out = beside_tool(route.name, request)
        return replace(found, left_out=left_out) if left_out else found
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


async def _opened(route: Route, request: Request, office: Office) -> Reply:
    """What the tool answers. A draft of an earlier version is told and gone then, and stands in nobody's way to the tool itself."""
    try:
        found = await route.handler(request, office)
    except DraftOld as old:
        if request.act or request.awaited:
            raise
        return replace(await route.handler(request, office), overcome=old.key)
    except (DraftGone, OtherDraft) as gone:
        if not _ends_draft(route, request):
            raise
        # What the first tap did stays on the screen: it has the way back.
        return done_already(request, office) or replace(refused(gone, route.name), as_new=True)
    return done(request, office, found) if _ends_draft(route, request) else found


def _ends_draft(route: Route, request: Request) -> bool:
    acts = ALL.get(route.name)
    return acts is not None and acts.ends_draft(request.act)
