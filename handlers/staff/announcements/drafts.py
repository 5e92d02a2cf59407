"""Writing an announcement, in any order: whom it reaches, its words, a picture or file, and when; each step keeps the rest."""

import re
from dataclasses import replace
from datetime import datetime
from html import escape

from ektp_core.announcements.addressed import Addressed, addressed
from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience
from ektp_core.announcements.ordered import Ordered
from ektp_core.announcements.targets import AudienceFault, NoAudience, is_message
from ektp_core.announcements.text import AnnouncementRefused, TextFault, as_html, placeholders_in
from ektp_core.announcements.time import read_moment
from ektp_core.audit import Changed, Seen
from ektp_core.office import Office
from ektp_core.reading.corrections import takes_back
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from ektp_core.store.announcement_files import file_columns
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import (
    ASK_TEXT,
    ASK_TIME,
    CHOOSE_TIME,
    DISCARD,
    NEW,
    OFFER,
    OPEN,
    REMOVE_FILE,
    ROUTE,
    SEND_AT_ONCE,
    ChosenMoment,
)
from handlers.staff.announcements.asking import ask_audience, ask_text, ask_time, go_on, go_on_or_ask_caption
from handlers.staff.announcements.audiences import set_audience, typed_audience
from handlers.staff.announcements.awaited import DRAFTS, AwaitedStep, await_nothing, editable_now, mended_by, seen_now, seen_of
from handlers.staff.announcements.corrections import heard_by_default
from handlers.staff.announcements.draft_changes import begin, change
from handlers.staff.announcements.offers import from_visit
from handlers.staff.announcements.screen import show
from handlers.staff.announcements.templates import typed_name

_REFERENCE = re.compile(r"(?:no\.?\s*)?a-(?P<number>\d{1,9})", re.IGNORECASE)


# Begun and opened


@NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    """Another announcement."""
    return await go_on(await begin(request, office), request, office)


@OPEN.does
async def _open(number: int, request: Request, office: Office) -> Reply:
    """One announcement, as it is now."""
    return await go_on(await store.one(office.store, number), request, office)


@OFFER.does
async def _offer(visit: Seen, request: Request, office: Office) -> Reply:
    """The announcement of a visit that was changed."""
    return await go_on(await from_visit(visit, request, office), request, office)


# Typed


async def from_words(request: Request, office: Office) -> Reply:
    """/umumkan with words: a reference opens that announcement, a place begins one for it, a message begins one with these words."""
    if reference := _REFERENCE.fullmatch(request.argument.strip()):
        return await show(int(reference["number"]), request, office)
    named, request = _addressed(request, office)
    words = request.argument.strip()
    if named is None and words and not (is_message(words) or request.attachment):
        raise AnnouncementRefused(TextFault.TOO_SHORT)
    if named and named.unclear and not words and named.unclear.values["fault"] is AudienceFault.NPSN:
        raise named.unclear
    return await _begun(named.audience if named else None, named.unclear if named else None, request, office)


async def from_order(said: Ordered, request: Request, office: Office) -> Reply:
    """An announcement that a sentence orders: its message in the writer's own words and formatting, without the order."""
    kept = _only(said.message, request) or replace(request, argument=said.message, html=None, has_lost_formatting=True)
    return await _begun(said.audience, said.unclear, kept, office)


async def _begun(audience: Audience | None, unclear: NoAudience | None, request: Request, office: Office) -> Reply:
    """A draft for these with the words of the request; what is missing of it, or is not clear, is asked."""
    words = request.argument.strip()
    text = as_html(words, request.html) if words else ""
    begun = await begin(request, office, audience, text, request.attachment)
    if unclear:
        return await _again(AwaitedStep.AUDIENCE, unclear, begun, request, office)
    return await go_on_or_ask_caption(begun, request, office)


def _addressed(request: Request, office: Office) -> tuple[Addressed | None, Request]:
    """Whom a message says that it is for, and the message without that. Formatting that goes across both keeps them together."""
    named = addressed(request.argument.strip(), office.board)
    kept = _only(named.message, request) if named else None
    return (named, kept) if kept else (None, request)


def _only(message: str, request: Request) -> Request | None:
    """The request with this part of its words, formatted as it was; None where formatting goes across it and the rest."""
    words = request.argument.strip()
    if request.html is None:
        return replace(request, argument=message)
    before, message, behind = words.rpartition(message) if message else (words, "", "")
    before, behind = escape(before, quote=False), escape(behind, quote=False)
    html = request.html.strip()
    if not (html.startswith(before) and html.endswith(behind)):
        return None
    return replace(request, argument=message, html=html.removeprefix(before).removesuffix(behind))


async def typed(request: Request, office: Office) -> Reply:
    """The text, picture or file that answers what was asked; what cannot be taken is said, and asked again.

    Raises AnnouncementGone; Changed when somebody else has written it on, sent it or thrown it away: nothing is asked of it then.
    """
    awaited = await DRAFTS.one(office.store, request.person)
    announcement = await (seen_now if awaited.step is AwaitedStep.NAME else editable_now)(awaited.seen, office)
    if takes_back(request.argument) and not request.attachment:
        return await _never_mind(announcement, request, office)
    try:
        match awaited.step:
            case AwaitedStep.AUDIENCE | AwaitedStep.TEXT_OR_AUDIENCE as step:
                return await _audience_or_text(step, announcement, request, office)
            case AwaitedStep.TIME:
                moment = read_moment(request.argument, request.now, office.zone)
                return await go_on(await _set_time(announcement, moment, request, office), request, office)
            case AwaitedStep.NAME:
                return await typed_name(announcement, request, office)
        return await go_on_or_ask_caption(await _set_text(announcement, request, office), request, office)
    except Changed:
        raise
    except Refusal as refusal:
        return await _again(awaited.step, refusal, announcement, request, office)


async def _never_mind(announcement: Announcement, request: Request, office: Office) -> Reply:
    """The question is taken back; what was written so far stays a draft."""
    await await_nothing(request, office)
    rows = [OPEN.button("announcement_open", announcement.id), DISCARD.button("announcement_discard", seen_of(announcement))]
    return reply("staff/announcements/never_mind", rows, [button(ROUTE, label="announcements")], announcement=announcement)


async def _again(step: AwaitedStep, refusal: Refusal, announcement: Announcement, request: Request, office: Office) -> Reply:
    """What was asked, or what mends it where that is something else: words that were refused are written anew."""
    wrong = in_a_sentence(refusal, request.language)
    match mended_by(refusal, announcement) or step:
        case AwaitedStep.AUDIENCE:
            return await ask_audience(announcement, request, office, wrong=wrong, schools=refusal.values.get("schools", ()))
        case AwaitedStep.TIME:
            return await ask_time(announcement, request, office, wrong)
        case AwaitedStep.TEXT | AwaitedStep.TEXT_OR_AUDIENCE:
            return await ask_text(announcement, request, office, wrong)
    raise refusal


async def _audience_or_text(step: AwaitedStep, announcement: Announcement, request: Request, office: Office) -> Reply:
    """A place, the message, or both: whoever is asked for one may send the other first. Where words are asked for, few are some, too."""
    named, request = _addressed(request, office)
    is_alone = not (request.argument.strip() or request.attachment)
    if named and named.audience:
        announcement = await set_audience(announcement, named.audience, request, office)
    elif named and is_alone:
        raise named.unclear or NoAudience(AudienceFault.UNKNOWN)
    elif named is None and not (request.attachment or request.html or "\n" in request.argument.strip()):
        try:
            return await go_on(await typed_audience(request.argument, announcement, request, office), request, office)
        except NoAudience as unknown:
            may_be_words = step is AwaitedStep.TEXT_OR_AUDIENCE or is_message(request.argument)
            if unknown.values["schools"] or not may_be_words:
                raise
    if not is_alone:
        announcement = await _set_text(announcement, request, office)
    if named and named.unclear:
        return await _again(AwaitedStep.AUDIENCE, named.unclear, announcement, request, office)
    return await go_on_or_ask_caption(announcement, request, office)


# Words, picture and file


async def _set_text(announcement: Announcement, request: Request, office: Office) -> Announcement:
    """New words replace the old ones, a new picture the old one; what was not sent stays."""
    if request.attachment and announcement.mends:
        raise AnnouncementRefused(TextFault.FILE_STAYS)
    columns: dict[str, object] = {}
    if request.argument.strip():
        columns["text"] = as_html(request.argument, request.html)
        placeholders_in(str(columns["text"]))
        columns |= await heard_by_default(announcement, str(columns["text"]), office)
    if request.attachment:
        columns |= file_columns(request.attachment)
    if not columns:
        raise AnnouncementRefused(TextFault.EMPTY)
    return await change(announcement, "text", request, office, **columns)


@ASK_TEXT.does
async def _ask_text(seen: Seen, request: Request, office: Office) -> Reply:
    """Other words."""
    return await ask_text(await editable_now(seen, office), request, office)


@REMOVE_FILE.does
async def _remove_file(seen: Seen, request: Request, office: Office) -> Reply:
    """The words alone."""
    announcement = await editable_now(seen, office)
    if announcement.text:
        announcement = await change(announcement, "file", request, office, **file_columns(None))
    return await go_on(announcement, request, office)


# Time


@ASK_TIME.does
async def _ask_time(seen: Seen, request: Request, office: Office) -> Reply:
    """Another time."""
    return await ask_time(await editable_now(seen, office), request, office)


@SEND_AT_ONCE.does
async def _at_once(seen: Seen, request: Request, office: Office) -> Reply:
    """As soon as it is confirmed."""
    return await go_on(await _set_time(await editable_now(seen, office), None, request, office), request, office)


@CHOOSE_TIME.does
async def _choose_time(chosen: ChosenMoment, request: Request, office: Office) -> Reply:
    """A moment from its button; one that is over by now is refused like a typed one."""
    announcement = await editable_now(chosen.seen, office)
    try:
        moment = read_moment(f"{chosen.moment:%Y-%m-%d %H.%M}", request.now, office.zone)
    except Refusal as refusal:
        return await ask_time(announcement, request, office, in_a_sentence(refusal, request.language))
    return await go_on(await _set_time(announcement, moment, request, office), request, office)


async def _set_time(announcement: Announcement, due: datetime | None, request: Request, office: Office) -> Announcement:
    """Another time; None for at once."""
    return await change(announcement, "time", request, office, due=due)
