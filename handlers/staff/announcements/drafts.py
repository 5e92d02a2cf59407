"""Writing an announcement, in any order: whom it reaches, its words, a picture or file, and when; each step keeps the rest."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape

from markupsafe import Markup

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import NoAudience, audience_first, is_message, read_audience
from ektp_core.announcements.text import AnnouncementRefused, TextFault, as_html, placeholders_in
from ektp_core.announcements.time import offered, read_moment
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from ektp_core.store.announcement_files import file_columns
from ektp_core.store.drafts import DraftGone, draft_of
from handlers.refusals import in_a_sentence
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.audiences import ask_audience, set_audience, typed_audience
from handlers.staff.announcements.buttons import ROUTE, Seen, Step, act_button, await_nothing, await_step, open_button, seen_now
from handlers.staff.announcements.editing import begin, change
from handlers.staff.announcements.screen import reach_of, show
from handlers.staff.announcements.templates import typed_name

NEVER_MIND = frozenset({"batal", "batalkan", "tidak jadi", "nggak jadi", "gak jadi", "cancel", "never mind"})
"""Takes back the question, and is no answer to it."""

_REFERENCE = re.compile(r"(?:no\.?\s*)?a-(?P<number>\d{1,9})", re.IGNORECASE)
NOW = "now"
EXAMPLE_AHEAD = timedelta(days=3)
STAMP = "%Y%m%d%H%M"


async def go_on(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Ask what is still open, else show the whole."""
    if announcement.state in store.EDITABLE:
        if announcement.audience is None and not announcement.corrects:
            return await ask_audience(announcement, request, office)
        if not (announcement.text or announcement.file or announcement.kind is AnnouncementKind.RETRACTION):
            return await ask_text(announcement, request, office)
    return await show(announcement.id, request, office)


# Typed


async def from_words(request: Request, office: Office) -> Reply:
    """/umumkan with words: a reference opens that announcement, a place begins one for it, a message begins one with these words."""
    audience, request = _addressed(request, office)
    words = request.argument.strip()
    if reference := _REFERENCE.fullmatch(words):
        return await show(int(reference["number"]), request, office)
    if audience is None and words:
        try:
            return await _with_file(await begin(request, office, read_audience(words, office.board)), request, office)
        except NoAudience as unknown:
            if unknown.values["schools"] and not request.attachment:
                return await _again(Step.AUDIENCE, unknown, await begin(request, office), request, office)
            if not (is_message(words) or request.attachment):
                raise AnnouncementRefused(TextFault.TOO_SHORT) from None
    text = as_html(words, request.html) if words else ""
    begun = await begin(request, office, audience, text, **file_columns(request.attachment))
    return await _or_ask_caption(begun, request, office)


async def _with_file(announcement: Announcement, request: Request, office: Office) -> Reply:
    """A place under a picture or file says whom that is for."""
    if request.attachment is None:
        return await go_on(announcement, request, office)
    changed = await change(announcement, "text", request, office, **file_columns(request.attachment))
    return await _or_ask_caption(changed, request, office)


def _addressed(request: Request, office: Office) -> tuple[Audience | None, Request]:
    """Whom a message names before it begins, and the message without that."""
    found = audience_first(request.argument.strip(), office.board)
    if found is None:
        return None, request
    audience, rest = found
    if request.html is None:
        return audience, replace(request, argument=rest)
    named = escape(request.argument.strip().removesuffix(rest), quote=False)
    if not request.html.startswith(named):
        return None, request
    return audience, replace(request, argument=rest, html=request.html.removeprefix(named))


async def typed(request: Request, office: Office) -> Reply:
    """The text, picture or file that answers what was asked; what cannot be taken is said, and asked again."""
    draft = await draft_of(office.store, request.person, ROUTE)
    if draft is None:
        raise DraftGone()
    announcement = await seen_now(Seen(draft.body["announcement"], draft.body["version"]), office)
    step = Step(request.awaited or Step.TEXT)
    if request.argument.strip().casefold() in NEVER_MIND and not request.attachment:
        return await _never_mind(announcement, request, office)
    try:
        match step:
            case Step.AUDIENCE:
                return await _or_ask_caption(await _audience_or_text(announcement, request, office), request, office)
            case Step.TIME:
                return await go_on(await set_time(announcement, _moment(request, office), request, office), request, office)
            case Step.NAME:
                return await typed_name(announcement, request, office)
        return await _or_ask_caption(await _set_text(announcement, request, office), request, office)
    except Refusal as refusal:
        return await _again(step, refusal, announcement, request, office)


async def _never_mind(announcement: Announcement, request: Request, office: Office) -> Reply:
    """The question is taken back; what was written so far stays a draft."""
    await await_nothing(request, office)
    rows = [open_button(announcement.id, "announcement_open"), act_button("x", announcement, "announcement_discard")]
    return reply("staff/announcements/never_mind", rows, [button(ROUTE, label="announcements")], announcement=announcement)


async def _again(step: Step, refusal: Refusal, announcement: Announcement, request: Request, office: Office) -> Reply:
    wrong = in_a_sentence(refusal, request.language)
    match step:
        case Step.AUDIENCE:
            return await ask_audience(announcement, request, office, wrong=wrong, schools=refusal.values.get("schools", ()))
        case Step.TIME:
            return await ask_time(announcement, request, office, wrong)
        case Step.TEXT:
            return await ask_text(announcement, request, office, wrong)
    raise refusal


async def _audience_or_text(announcement: Announcement, request: Request, office: Office) -> Announcement:
    """A place, or already the message: whoever is asked for one may send the other first."""
    audience, request = _addressed(request, office)
    if audience:
        return await _set_text(await set_audience(announcement, audience, request, office), request, office)
    try:
        if not (request.attachment or request.html or "\n" in request.argument.strip()):
            return await typed_audience(request.argument, announcement, request, office)
    except NoAudience as unknown:
        if unknown.values["schools"] or not is_message(request.argument):
            raise
    return await _set_text(announcement, request, office)


# Words, picture and file


async def ask_text(announcement: Announcement, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
    """What shall it say? Words, formatted or not, a picture or a file."""
    await await_step(announcement, Step.TEXT, request, office)
    own = announcement.kind is AnnouncementKind.ANNOUNCEMENT
    templates = [act_button("l", announcement, "template_use")] if own else []
    removable = [act_button("f", announcement, "announcement_no_file")] if own and announcement.file and announcement.text else []
    has_words = announcement.text or announcement.file
    back = [act_button("v", announcement, "announcement_back")] if has_words and (announcement.audience or not own) else []
    leave = [*back, act_button("x", announcement, "announcement_discard")]
    is_place = announcement.audience is not None and announcement.audience.kind not in (AudienceKind.EVERYONE, AudienceKind.DISTRICT)
    known = {"announcement": announcement, "wrong": wrong, "fillable": is_place, "reach": reach_of(announcement, office)}
    return reply("staff/announcements/words", [*templates, *removable], leave, **known)


async def _or_ask_caption(announcement: Announcement, request: Request, office: Office) -> Reply:
    """Go on; a picture or file that came without a word may get its words first."""
    if not request.attachment or announcement.text:
        return await go_on(announcement, request, office)
    await await_step(announcement, Step.TEXT, request, office)
    without = act_button("v", announcement, "announcement_no_caption")
    rows = [without, act_button("x", announcement, "announcement_discard")]
    return reply("staff/announcements/caption", rows, announcement=announcement)


async def _set_text(announcement: Announcement, request: Request, office: Office) -> Announcement:
    """New words replace the old ones, a new picture the old one; what was not sent stays."""
    if request.attachment and announcement.corrects:
        raise AnnouncementRefused(TextFault.FILE_STAYS)
    values: dict[str, object] = {}
    if request.argument.strip():
        values["text"] = as_html(request.argument, request.html)
        placeholders_in(str(values["text"]))
    if request.attachment:
        values |= file_columns(request.attachment)
    if not values:
        raise AnnouncementRefused(TextFault.EMPTY)
    return await change(announcement, "text", request, office, **values)


async def without_file(wanted: str, request: Request, office: Office) -> Announcement:
    """The words alone."""
    announcement = await seen_now(Seen.parse(wanted), office)
    return await change(announcement, "file", request, office, **file_columns(None)) if announcement.text else announcement


async def text_again(wanted: str, request: Request, office: Office) -> Reply:
    """Other words."""
    return await ask_text(await seen_now(Seen.parse(wanted), office), request, office)


# Time


async def ask_time(announcement: Announcement, request: Request, office: Office, wrong: Markup | None = None) -> Reply:
    """When? Typed, or one of the buttons."""
    await await_step(announcement, Step.TIME, request, office)
    moments = [moment.astimezone(office.zone) for moment in offered(request.now, office.zone)]
    when = [
        act_button(
            "W",
            announcement,
            "announcement_today" if moment.date() == request.today else "announcement_tomorrow",
            f"{moment:{STAMP}}",
            hour=f"{moment:%H.%M}",
        )
        for moment in moments
    ]
    now = act_button("W", announcement, "announcement_at_once", NOW)
    back = [act_button("v", announcement, "announcement_back")]
    due = announcement.due and announcement.due.astimezone(office.zone)
    known = {"announcement": announcement, "due": due, "wrong": wrong, "example_day": request.today + EXAMPLE_AHEAD}
    return reply("staff/announcements/when", [now], *in_rows(when), back, **known)


def _moment(request: Request, office: Office) -> datetime | None:
    return read_moment(request.argument, request.now, office.zone)


async def set_time(announcement: Announcement, due: datetime | None, request: Request, office: Office) -> Announcement:
    """Another time; None for at once."""
    return await change(announcement, "time", request, office, due=due)


async def time_again(wanted: str, request: Request, office: Office) -> Reply:
    """Another time."""
    return await ask_time(await seen_now(Seen.parse(wanted), office), request, office)


async def choose_time(wanted: str, request: Request, office: Office) -> Announcement | Reply:
    """A moment from its button; one that is over by now is refused like a typed one."""
    seen = Seen.parse(wanted)
    announcement = await seen_now(seen, office)
    if seen.choice == NOW:
        return await set_time(announcement, None, request, office)
    try:
        stamp = datetime.strptime(seen.choice, STAMP).replace(tzinfo=office.zone)
        return await set_time(announcement, read_moment(f"{stamp:%Y-%m-%d %H.%M}", request.now, office.zone), request, office)
    except ValueError:
        return announcement
    except Refusal as refusal:
        return await ask_time(announcement, request, office, in_a_sentence(refusal, request.language))


async def new(_: str, request: Request, office: Office) -> Announcement:
    """Another announcement."""
    return await begin(request, office)
