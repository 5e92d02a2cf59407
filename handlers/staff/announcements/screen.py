"""An announcement before it is sent: the message as its readers get it, and under it who, how many, when, and what to do next."""

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.approval import needs_second_person
from ektp_core.announcements.audience import AudienceKind
from ektp_core.announcements.contradictions import Contradiction
from ektp_core.announcements.corrections import DELETABLE, is_too_old_to_delete, some_too_old_to_delete
from ektp_core.announcements.targets import targets_of, visit_of
from ektp_core.announcements.text import AnnouncementRefused, TextFault, placeholders_in
from ektp_core.notices.due import SETTLES_AFTER
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from ektp_core.store.audiences import how_many, how_many_groups
from ektp_core.store.corrections import newest_copy, newest_words, tellings_of
from ektp_core.subscriptions.quiet_hours import QUIET_FROM, QUIET_UNTIL, is_quiet, out_of_night
from handlers.outgoing.contradicted import contradicted
from handlers.outgoing.wordings import chats_of, check_earlier_copies, wordings
from handlers.refusals import in_a_sentence
from handlers.reply import Button, Preview, Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.announcements.acts import (
    APPROVE,
    ASK_AUDIENCE,
    ASK_CANCEL,
    ASK_TEMPLATE_NAME,
    ASK_TEXT,
    ASK_TIME,
    CONFIRM,
    DISCARD,
    EDIT_QUIETLY,
    OPEN,
    ROUTE,
    TELL_AGAIN,
)
from handlers.staff.announcements.awaited import AwaitedStep, await_nothing, await_step, mended_by, seen_of
from handlers.staff.announcements.contradicted import decision, despite
from handlers.staff.announcements.progress import minutes, progress_now


@dataclass(frozen=True, slots=True)
class Look:
    """An announcement as it would go out now: its first text, how many texts there are, for how many people; or why it cannot."""

    html: str | None = None
    variants: int = 0
    people: int = 0
    """Chats, some of which may be groups."""

    groups: int = 0
    problem: Refusal | None = None
    contradictions: tuple[Contradiction, ...] = ()
    """What it says against the schedule: it is sent all the same by a button that names it."""

    some_too_old: bool = False
    """Of a retraction: its first copies can no longer be deleted."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is reached, for the words: the names of its places, and of which announcement the rest or the copies are meant."""

    kind: AudienceKind | None
    names: tuple[str, ...] = ()
    without: str | None = None
    corrects: str | None = None
    retells: str | None = None


async def look(announcement: Announcement, office: Office) -> Look:
    """Word it as it would be worded now. Words that only stand in quietly edited copies may be told again as they are."""
    if announcement.kind is AnnouncementKind.RETRACTION and announcement.corrects:
        return await _retraction(announcement, announcement.corrects, office)
    said = await newest_words(office.store, announcement.mends) if announcement.mends else None
    async with office.store.reading() as connection:
        try:
            chats = await chats_of(connection, announcement, office.board, office.today())
            people, groups = await how_many(connection, chats), await how_many_groups(connection, chats)
            texts = await wordings(connection, announcement, office.board, office.today())
            await check_earlier_copies(connection, announcement, office.board, office.today())
        except Refusal as refusal:
            return Look(problem=refusal)
    nobody = TextFault.NOBODY_LEFT if announcement.retells else TextFault.NOBODY
    is_heard = announcement.retells is not None and said != (await store.one(office.store, announcement.retells)).text
    fault = TextFault.UNCHANGED if announcement.text == said and not is_heard else None if people else nobody
    problem = AnnouncementRefused(fault) if fault else None
    return Look(texts[0].html, len(texts), people, groups, problem, contradicted(announcement, office))


async def _retraction(announcement: Announcement, root: int, office: Office) -> Look:
    """The message that will be deleted, where Telegram still lets it be."""
    html = await newest_copy(office.store, root)
    async with office.store.reading() as connection:
        chats = await chats_of(connection, announcement, office.board, office.today())
        people, groups = await how_many(connection, chats), await how_many_groups(connection, chats)
        tellings = [await store.one_in(connection, each) for each in await tellings_of(connection, root)]
    too_old = is_too_old_to_delete(tellings[-1], office.now())
    problem = AnnouncementRefused(TextFault.TOO_OLD, deletable=DELETABLE) if too_old else None
    return Look(html, 1, people, groups, problem, some_too_old=some_too_old_to_delete(tellings[0], office.now()))


def reach_of(announcement: Announcement, office: Office) -> Reach:
    """Who is reached, in names."""
    if announcement.mends:
        mended = f"A-{announcement.mends}"
        return Reach(None, retells=mended) if announcement.retells else Reach(None, corrects=mended)
    audience = announcement.audience
    if audience is None:
        return Reach(None)
    if audience.kind is AudienceKind.VISIT and visit_of(audience, office.board) is None:
        return Reach(audience.kind)
    names = tuple(target.name for target in targets_of(audience, office.board, office.today()))
    return Reach(audience.kind, names, f"A-{audience.without}" if audience.without else None)


async def show(number: int, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """The announcement as it is now, whatever became of it. The next text mends a draft that cannot go so. Raises AnnouncementGone."""
    announcement = (await store.one(office.store, number)).as_of(office.now())
    if announcement.state not in store.EDITABLE:
        await await_nothing(request, office)
        return await progress_now(number, office, changed_by=changed_by)
    looks = await look(announcement, office)
    rows = _rows(announcement, looks, request, office)
    if looks.problem is None:
        await await_nothing(request, office)
        return _screen(announcement, looks, office, rows, changed_by=changed_by)
    # What was confirmed is only changed by a button that says so.
    step = mended_by(looks.problem, announcement) if announcement.state is AnnouncementState.DRAFT else None
    await (await_step(announcement, step, request, office) if step else await_nothing(request, office))
    wrong = in_a_sentence(looks.problem, request.language)
    return _screen(announcement, looks, office, rows, wrong=wrong, awaits=step, changed_by=changed_by)


def asked(announcement: Announcement, looks: Look, office: Office) -> Reply:
    """What a second person gets unasked: the same message and screen, and the button to agree."""
    rows: list[Row] = [[_agree(announcement, looks, office)], [OPEN.button("announcement_open", announcement.id)]]
    return _screen(announcement, looks, office, rows)


def _screen(
    announcement: Announcement,
    looks: Look,
    office: Office,
    rows: list[Row],
    *,
    wrong: Markup | None = None,
    awaits: AwaitedStep | None = None,
    changed_by: str | None = None,
) -> Reply:
    """The message above, and under it all that staff must know before they send it."""
    names = {member.person: member.name for member in office.public.members}
    due = announcement.due
    moment = due if due and due > office.now() else office.now()
    screen = reply(
        "staff/announcements/screen",
        *rows,
        announcement=announcement,
        reach=reach_of(announcement, office),
        people=looks.people,
        groups=looks.groups,
        variants=looks.variants,
        filled=bool(looks.problem is None and announcement.text and placeholders_in(announcement.text)),
        minutes=minutes(looks.people, office.settings.bulk_rate),
        second=needs_second_person(looks.people, office.settings.second_person_over),
        second_over=office.settings.second_person_over,
        due=due and due.astimezone(office.zone),
        late=bool(due and due <= office.now()),
        quiet=is_quiet(moment, office.zone),
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        replaces=announcement.visit is not None,
        morning=_morning_of_notice(announcement, office),
        settles=SETTLES_AFTER,
        contradictions=looks.contradictions,
        too_old=looks.some_too_old,
        deletable=DELETABLE,
        confirmed_by=names.get(announcement.confirmed_by or 0),
        wrong=wrong,
        awaits=awaits,
        changed_by=changed_by,
    )
    return replace(screen, preview=Preview(looks.html, announcement.file)) if looks.html else screen


def _morning_of_notice(announcement: Announcement, office: Office) -> datetime | None:
    """When the automatic notice that this replaces goes out, where the night holds it up."""
    visit = office.board.schedule.find(announcement.visit or 0)
    settled = visit.updated.astimezone(office.zone) + SETTLES_AFTER if visit else office.now()
    return out_of_night(settled, office.zone) if visit and is_quiet(settled, office.zone) else None


def _rows(announcement: Announcement, looks: Look, request: Request, office: Office) -> list[Row]:
    seen = seen_of(announcement)
    go = [] if looks.problem else _go(announcement, looks, request, office)
    is_new = announcement.kind is AnnouncementKind.ANNOUNCEMENT
    is_own = is_new and announcement.mends is None
    text = [ASK_TEXT.button("announcement_text", seen)] if announcement.kind is not AnnouncementKind.RETRACTION else []
    who = [ASK_AUDIENCE.button("announcement_audience", seen)] if is_own else []
    when = [ASK_TIME.button("announcement_time", seen)] if is_new else []
    keep = [ASK_TEMPLATE_NAME.button("template_save", seen)] if is_own and announcement.text else []
    is_scheduled = announcement.state is AnnouncementState.SCHEDULED
    end = ASK_CANCEL.button("announcement_cancel", seen) if is_scheduled else DISCARD.button("announcement_discard", seen)
    rows: list[Row] = [go, _heard_otherwise(announcement), [*text, *who], [*when, *keep], [end, button(ROUTE, label="announcements")]]
    return [row for row in rows if row]


def _heard_otherwise(announcement: Announcement) -> Row:
    """The other way in which a correction may be heard, besides the one that is shown."""
    if announcement.mends is None or announcement.kind is AnnouncementKind.RETRACTION:
        return []
    other, label = (EDIT_QUIETLY, "edit_quietly") if announcement.retells else (TELL_AGAIN, "tell_again")
    return [other.button(label, seen_of(announcement))]


def _go(announcement: Announcement, looks: Look, request: Request, office: Office) -> Row:
    """The button that sends it, asks a second person for it, or agrees to it."""
    match announcement.state:
        case AnnouncementState.DRAFT if looks.contradictions:
            return [despite(CONFIRM, "announcement_despite", announcement, looks.contradictions)]
        case AnnouncementState.DRAFT if needs_second_person(looks.people, office.settings.second_person_over):
            return [CONFIRM.button("announcement_propose", decision(announcement, ()))]
        case AnnouncementState.DRAFT:
            labels = {AnnouncementKind.CORRECTION: "announcement_correct_now", AnnouncementKind.RETRACTION: "announcement_retract_now"}
            at_once = "announcement_tell_again" if announcement.retells else "announcement_send"
            ordinary = "announcement_schedule" if announcement.due else at_once
            return [CONFIRM.button(labels.get(announcement.kind, ordinary), decision(announcement, ()))]
        case AnnouncementState.WAITING if announcement.confirmed_by != request.person:
            return [_agree(announcement, looks, office)]
    return []


def _agree(announcement: Announcement, looks: Look, office: Office) -> Button:
    """The second person's button, which says when it goes unless that is at once, or what speaks against it."""
    if looks.contradictions:
        return despite(APPROVE, "announcement_approve_despite", announcement, looks.contradictions)
    seen = decision(announcement, ())
    due = announcement.due and announcement.due.astimezone(office.zone)
    if due is None or due <= office.now():
        return APPROVE.button("announcement_approve", seen)
    return APPROVE.button("announcement_approve_for", seen, day=due.date(), hour=f"{due:%H.%M}")
