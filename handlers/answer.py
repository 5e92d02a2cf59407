"""From a question to its reply: the one door through which every question passes."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from ektp_core.office import Office
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.masking import NumberKind, mask_numbers
from ektp_core.reading.words.signs import one_line
from ektp_core.refusal import Refusal
from ektp_core.roles import Act
from ektp_core.store.drafts import Awaited, KeptDraft, drafts_of, left_open, waiting_of
from handlers.contents.left_out import beside_words
from handlers.contents.wordless import wordless
from handlers.coverage import UnknownArea
from handlers.free_text.commands import ALONE, commanded
from handlers.free_text.first_words import spoken
from handlers.free_text.orders import is_commanded, order_of
from handlers.free_text.sentences import free_text
from handlers.other_offices.naming import listed_elsewhere
from handlers.privacy import UNSEND
from handlers.questions import QUESTIONS
from handlers.refusals import refused
from handlers.reply import Button, Reply, button, private_only, reply
from handlers.request import NO_SUCH_COMMAND, OWN_HAND, ChatKind, Origin, Request
from handlers.routes import BY_NAME, Route
from handlers.schedule import UnknownPlace
from handlers.staff.drafts.going_on import AS_QUESTION, FOR_DRAFT, GO_ON, go_on_button, name_of, said_again
from handlers.staff.drafts.tools import tool_of
from handlers.staff.drafts.under_preview import SITTING, NotForDraft
from handlers.staff.drafts.whose import Judged, Whose, is_yes, whose
from handlers.staff.guarded import guarded
from handlers.staff.orders.opening import opened, opens_for, with_following
from handlers.staff.requests.acts import ROUTE as OF_OFFERS
from handlers.staff.requests.acts import UNDER_OFFER
from handlers.staff.visits.open_board import is_for_board
from handlers.staff.way_to_desk import with_way_to_desk
from handlers.texts.examples import use_examples

NOTHING_ELSE_SAID = frozenset({"not_understood", "out_of_scope", "which_meant", NO_SUCH_COMMAND, "nik_received"})
"""Answers that a message with a NIK gets for want of another: then what became of the NIK is the whole answer."""


AWAIT_SHEETS = frozenset({Awaited("visits", "sheet"), Awaited("schools", "file")})
TAKES_ANY_FILE = "announcements"
"""The tool whose drafts are sent on with pictures and files."""


async def answer(request: Request, office: Office) -> Reply:
    """Answer a route, or a free sentence when the request names none: a command without its slash is one, too.

    What people can mend comes back as a sentence with the way out; anything else is a bug and passes through. The team finds its desk
    under every answer.
    """
    use_examples(office.board)
    found = await _answered(request, office)
    if request.member is None:  # what staff ask is no wish of citizens
        for unmet in {each for shown in (found, *found.more) for each in shown.lacks}:  # once a message, however many answers say so
            office.notes.fell_through(unmet)
    return with_way_to_desk(found, request, office) if request.member or found.notices else found


async def _answered(request: Request, office: Office) -> Reply:
    says_nothing = request.notice or request.is_wordless
    if says_nothing and not (request.member and (request.file or request.attachment)):
        return await _citizen(None, request, office)
    if request.member and request.chat_kind is ChatKind.PRIVATE and request.origin in OWN_HAND:
        return await _of_member(request, office)
    return await beside_drafts(request, office)


async def beside_drafts(request: Request, office: Office) -> Reply:
    """The answer to a question that is for no draft: a route, a command's word, a sentence for a tool, a citizen's sentence."""
    route = BY_NAME[request.route] if request.route else None
    if route is None:
        order = order_of(request, office)
        route, behind = spoken(request, office)
        if order and not is_commanded(route, behind, order, office):
            opens = opens_for(order, request)
            found = await guarded(BY_NAME[opens.route], opens.act, request, office, partial(opened, order))
            return with_following(_told_of_nik(found, request), order)
        request = behind
    if route and route.act:
        return await guarded(route, route.act, request, office)
    return await _citizen(route, request, office)


async def _of_member(request: Request, office: Office) -> Reply:
    """What a member of staff writes or taps themselves; a draft that waited and is left for another one is said to be kept."""
    if request.route is None and (said := await _under_offer(request, office)):
        return said
    if request.route is None and await is_for_board(request, office):
        return await beside_drafts(replace(request, route="tally"), office)
    kept = await drafts_of(office.store, request.person)
    if request.route is None and request.origin is Origin.TYPED and (open_draft := _open_draft(kept, request)):
        return await _beside(open_draft, request, office)
    waited = waiting_of(kept)
    sheet = BY_NAME["staff"] if request.route is None and request.file else None
    try:
        found = await beside_drafts(replace(request, route=sheet.name) if sheet else request, office)
    except NotForDraft:  # a button said so of words that were typed before
        found, open_draft = await beside_drafts(said_again(request), office), _open_draft(kept, request)
        return _told_of_draft(open_draft, found, request, office) if open_draft else found
    if waited is None:
        return found
    now = await drafts_of(office.store, request.person)
    is_left = now[:1] != kept[:1] and now and now[0].key != waited.key and any(each.key == waited.key for each in now)
    return _told_of_draft(waited, found, request, office) if is_left else found


def _open_draft(kept: Sequence[KeptDraft], request: Request) -> KeptDraft | None:
    """The draft that a text may be for: the one that waits, else the newest, while its preview is seen; a yes is said to what is shown."""
    shown = left_open(kept, request.now - SITTING)
    return shown if shown and is_yes(request.argument) else waiting_of(kept) or shown


async def _beside(kept: KeptDraft, request: Request, office: Office) -> Reply:
    """A text or file while a draft is open: the draft's, or answered beside it, or asked back (`handlers.staff.drafts.whose`).

    Whoever may not go on with that draft any more, since their role was lowered, asks like a citizen.
    """
    tool = tool_of(kept, request)
    if tool is None:
        return await beside_drafts(replace(request, route="staff") if request.file else request, office)
    if request.file or request.attachment:
        return await _sent(kept, request, office)
    draft = tool.drafts.decode(kept)
    if draft is None:  # of an earlier version: whoever answers it hears so
        awaited = replace(request, awaited=kept.awaits)
        return await (_answering(kept, awaited, office) if kept.awaits else beside_drafts(request, office))
    if request.replied and not any(tap.route == kept.tool for tap in request.replied):
        judged = Judged(Whose.OTHER)
    else:
        judged = whose(kept, draft, tool, request, office)
    match judged.whose:
        case Whose.DRAFT:
            return await _for_draft(kept, judged, request, office)
        case Whose.NOBODYS | Whose.CONFIRMS:
            said = "staff/discard_or_go_on" if judged.whose is Whose.NOBODYS else "staff/tap_to_confirm"
            tapped = replace(request, route=GO_ON.tool, act=GO_ON.name, argument=f"{kept.key:d}", origin=Origin.TAPPED)
            return replace(await guarded(BY_NAME[GO_ON.tool], Act.SEE_DESK, tapped, office), overcome=said, as_new=True)
        case Whose.OTHER:
            return _told_of_draft(kept, await beside_drafts(request, office), request, office, is_for_draft=judged.fits)
    return _asked_whose(kept, request, office)


async def _answering(kept: KeptDraft, request: Request, office: Office) -> Reply:
    """What a draft's tool makes of what answers it. Raises NotForDraft."""
    route = BY_NAME[kept.tool]
    return await guarded(route, route.act or Act.SEE_DESK, request, office)


async def _for_draft(kept: KeptDraft, judged: Judged, request: Request, office: Office) -> Reply:
    """The draft as the text changes it; where it reads nothing in it after all, the text is a question."""
    try:
        words = request.argument if judged.words is None else judged.words
        found = await _answering(kept, replace(request, awaited=judged.awaited, argument=words), office)
    except NotForDraft:
        return _told_of_draft(kept, await beside_drafts(request, office), request, office)
    if not judged.may_ask:
        return found
    return replace(found, buttons=(*found.buttons, [AS_QUESTION.button("as_question")]), quotes=True)


def _asked_whose(kept: KeptDraft, request: Request, office: Office) -> Reply:
    """For the draft, or a question? The words are those of the message that was sent."""
    name = name_of(kept, request, office)
    rows = [FOR_DRAFT.button("draft_take", kept.key)], [AS_QUESTION.button("as_question")]
    return replace(
        reply("staff/draft_or_question", *rows, words=one_line(mask_numbers(request.argument).text)), kept_draft=name, quotes=True
    )


def _told_of_draft(kept: KeptDraft, found: Reply, request: Request, office: Office, *, is_for_draft: bool = False) -> Reply:
    """An answer that is about something else, with the draft that stays, a way back to it, and to take the words for it after all."""
    name = name_of(kept, request, office)
    if name is None:
        return found
    row = [go_on_button(kept, name), *([FOR_DRAFT.button("draft_take", kept.key)] if is_for_draft else [])]
    there = {(each.route, each.act, each.argument) for shown in found.buttons for each in shown if isinstance(each, Button)}
    rows = [[each] for each in row if (each.route, each.act, each.argument) not in there]
    return replace(found, kept_draft=name, buttons=(*found.buttons, *rows), quotes=found.quotes or is_for_draft)


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
    if isinstance(refusal, UnknownPlace | UnknownArea) and (found := listed_elsewhere(refusal, office)):
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


def _told_of_nik(found: Reply, request: Request) -> Reply:
    """A tool's screen with what became of a NIK in the sentence that opened it; a phone number may be a contact, which tools keep."""
    kinds = mask_numbers(request.argument, keep_phones=True).found
    return replace(_told_of_numbers(found, kinds, request), quotes=found.quotes) if kinds else found


async def _sent(kept: KeptDraft, request: Request, office: Office) -> Reply:
    """A file or picture while a draft is open: it answers one that is sent on with pictures, or that waits for a sheet.

    No sheet answers a draft that waits for a date or a line: what it is, is told, and the draft waits on.
    """
    takes = kept.tool == TAKES_ANY_FILE or (kept.awaits is not None and Awaited(kept.tool, kept.awaits) in AWAIT_SHEETS)
    if kept.awaits is not None and (takes or request.file is None):
        try:
            return await _answering(kept, replace(request, awaited=kept.awaits), office)
        except NotForDraft:
            pass  # a sheet that the draft cannot use: what it is, is told as if no draft waited
    found = await beside_drafts(replace(request, route="staff") if request.file else request, office)
    return _told_of_draft(kept, found, request, office)


async def _under_offer(request: Request, office: Office) -> Reply | None:
    """What a school answers to the office's offer in its own words; None for a text that speaks of something else."""
    is_plain = request.argument and not (request.file or request.attachment or request.content)
    tool = BY_NAME[OF_OFFERS]
    if not (request.member and request.member.school and is_plain and tool.act):
        return None
    if request.origin is not Origin.TYPED:
        return None
    try:
        return await guarded(tool, tool.act, replace(request, awaited=UNDER_OFFER), office)
    except NotForDraft:
        return None
