"""An announcement before it is sent: the message as its readers get it, and under it who, how many, when, and what to do next."""

from dataclasses import dataclass, replace
from datetime import datetime

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.audience import AudienceKind
from ektp_core.announcements.corrections import DELETABLE, is_too_old_to_delete, some_too_old_to_delete
from ektp_core.announcements.targets import targets_of, visit_of
from ektp_core.announcements.text import AnnouncementRefused, TextFault, placeholders_in
from ektp_core.notices.due import SETTLES_AFTER
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from ektp_core.store.audiences import how_many, how_many_groups
from ektp_core.store.corrections import newest_copy, newest_words
from ektp_core.subscriptions.quiet_hours import QUIET_FROM, QUIET_UNTIL, is_quiet, out_of_night
from handlers.outgoing.wordings import chats_of, wordings
from handlers.refusals import in_a_sentence
from handlers.reply import Button, Preview, Reply, Row, button, reply
from handlers.request import Request
from handlers.staff.announcements.buttons import ROUTE, act_button, await_nothing, open_button
from handlers.staff.announcements.progress import minutes, progress_now
from handlers.staff.visits.buttons import visit_at


@dataclass(frozen=True, slots=True)
class Look:
    """An announcement as it would go out now: its first text, how many texts there are, for how many people; or why it cannot."""

    html: str | None = None
    variants: int = 0
    people: int = 0
    """Chats, some of which may be groups."""

    groups: int = 0
    problem: Refusal | None = None
    some_too_old: bool = False
    """Of a retraction: its first copies can no longer be deleted."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who is reached, for the words: the names of its places, and of which announcement the rest or the copies are meant."""

    kind: AudienceKind | None
    names: tuple[str, ...] = ()
    without: str | None = None
    corrects: str | None = None


async def look(announcement: Announcement, office: Office) -> Look:
    """Word it as it would be worded now."""
    if announcement.kind is AnnouncementKind.RETRACTION and announcement.corrects:
        return await _retraction(announcement, announcement.corrects, office)
    said = await newest_words(office.store, announcement.corrects) if announcement.corrects else None
    async with office.store.reading() as connection:
        try:
            chats = await chats_of(connection, announcement, office.board, office.today())
            people, groups = await how_many(connection, chats), await how_many_groups(connection, chats)
            found = await wordings(connection, announcement, office.board, office.today())
        except Refusal as refusal:
            return Look(problem=refusal)
    fault = TextFault.UNCHANGED if announcement.text == said else None if people else TextFault.NOBODY
    return Look(found[0].html, len(found), people, groups, AnnouncementRefused(fault) if fault else None)


async def _retraction(announcement: Announcement, root: int, office: Office) -> Look:
    """The message that will be deleted, where Telegram still lets it be."""
    retracted = await store.one(office.store, root)
    html = await newest_copy(office.store, root)
    async with office.store.reading() as connection:
        chats = await chats_of(connection, announcement, office.board, office.today())
        people, groups = await how_many(connection, chats), await how_many_groups(connection, chats)
    too_old = is_too_old_to_delete(retracted, office.now())
    problem = AnnouncementRefused(TextFault.TOO_OLD, deletable=DELETABLE) if too_old else None
    return Look(html, 1, people, groups, problem, some_too_old=some_too_old_to_delete(retracted, office.now()))


def reach_of(announcement: Announcement, office: Office) -> Reach:
    """Who is reached, in names."""
    if announcement.corrects:
        return Reach(None, corrects=f"A-{announcement.corrects}")
    audience = announcement.audience
    if audience is None:
        return Reach(None)
    if audience.kind is AudienceKind.VISIT and visit_of(audience, office.board) is None:
        return Reach(audience.kind)
    names = tuple(target.name for target in targets_of(audience, office.board, office.today()))
    return Reach(audience.kind, names, f"A-{audience.without}" if audience.without else None)


async def show(number: int, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """The announcement as it is now, whatever became of it. Raises AnnouncementGone."""
    await await_nothing(request, office)
    found = await store.one(office.store, number)
    if found.state not in store.EDITABLE:
        shown = await progress_now(number, office)
        return replace(shown, values=dict(shown.values, changed_by=changed_by))
    return await card(found, request, office, changed_by=changed_by)


async def card(announcement: Announcement, request: Request, office: Office, *, changed_by: str | None = None) -> Reply:
    """The message above, and under it all that staff must know before they send it."""
    seen = await look(announcement, office)
    wrong = in_a_sentence(seen.problem, request.language) if seen.problem else None
    rows = _rows(announcement, seen, request, office)
    shown = _card(announcement, seen, office, rows)
    shown = replace(shown, values=dict(shown.values, wrong=wrong, changed_by=changed_by))
    return replace(shown, preview=Preview(seen.html, announcement.file)) if seen.html else shown


def asked(announcement: Announcement, seen: Look, office: Office) -> Reply:
    """What a second person gets unasked: the same message and screen, and the button to agree."""
    rows = [_agree(announcement, office)], [open_button(announcement.id, "announcement_open")]
    shown = _card(announcement, seen, office, [*rows])
    return replace(shown, preview=Preview(seen.html or "", announcement.file))


def _card(announcement: Announcement, seen: Look, office: Office, rows: list[Row]) -> Reply:
    names = {member.person: member.name for member in office.public.members}
    due = announcement.due
    moment = due if due and due > office.now() else office.now()
    return reply(
        "staff/announcements/screen",
        *rows,
        announcement=announcement,
        reach=reach_of(announcement, office),
        people=seen.people,
        groups=seen.groups,
        variants=seen.variants,
        filled=bool(seen.problem is None and announcement.text and placeholders_in(announcement.text)),
        minutes=minutes(seen.people, office.settings.bulk_rate),
        second=seen.people > office.settings.second_person_over,
        second_over=office.settings.second_person_over,
        due=due and due.astimezone(office.zone),
        late=bool(due and due <= office.now()),
        quiet=is_quiet(moment, office.zone),
        quiet_from=QUIET_FROM,
        quiet_until=QUIET_UNTIL,
        replaces=announcement.visit is not None,
        morning=_morning_of_notice(announcement, office),
        settles=SETTLES_AFTER,
        too_old=seen.some_too_old,
        deletable=DELETABLE,
        confirmed_by=names.get(announcement.confirmed_by or 0),
        made_by=names.get(announcement.made_by),
        wrong=None,
        changed_by=None,
    )


def _morning_of_notice(announcement: Announcement, office: Office) -> datetime | None:
    """When the automatic notice that this replaces goes out, where the night holds it up."""
    visit = visit_at(announcement.visit or 0, office)
    settled = visit.updated.astimezone(office.zone) + SETTLES_AFTER if visit else office.now()
    return out_of_night(settled, office.zone) if visit and is_quiet(settled, office.zone) else None


def _rows(announcement: Announcement, seen: Look, request: Request, office: Office) -> list[Row]:
    go = [] if seen.problem else _go(announcement, seen, request, office)
    about = announcement.kind
    text = [act_button("t", announcement, "announcement_text")] if about is not AnnouncementKind.RETRACTION else []
    who = [act_button("p", announcement, "announcement_audience")] if about is AnnouncementKind.ANNOUNCEMENT else []
    when = [act_button("w", announcement, "announcement_time")] if about is AnnouncementKind.ANNOUNCEMENT else []
    keep = [act_button("m", announcement, "template_save")] if about is AnnouncementKind.ANNOUNCEMENT and announcement.text else []
    is_scheduled = announcement.state is AnnouncementState.SCHEDULED
    end = act_button("C", announcement, "announcement_cancel") if is_scheduled else act_button("x", announcement, "announcement_discard")
    rows: list[Row] = [go, [*text, *who], [*when, *keep], [end, button(ROUTE, label="announcements")]]
    return [row for row in rows if row]


def _go(announcement: Announcement, seen: Look, request: Request, office: Office) -> Row:
    """The button that sends it, asks a second person for it, or agrees to it."""
    match announcement.state:
        case AnnouncementState.DRAFT if seen.people > office.settings.second_person_over:
            return [act_button("c", announcement, "announcement_propose")]
        case AnnouncementState.DRAFT:
            labels = {AnnouncementKind.CORRECTION: "announcement_correct_now", AnnouncementKind.RETRACTION: "announcement_retract_now"}
            ordinary = "announcement_schedule" if announcement.due else "announcement_send"
            return [act_button("c", announcement, labels.get(announcement.kind, ordinary))]
        case AnnouncementState.WAITING if announcement.confirmed_by != request.person:
            return [_agree(announcement, office)]
    return []


def _agree(announcement: Announcement, office: Office) -> Button:
    """The second person's button, which says when it goes unless that is at once."""
    due = announcement.due and announcement.due.astimezone(office.zone)
    if due is None or due <= office.now():
        return act_button("a", announcement, "announcement_approve")
    return act_button("a", announcement, "announcement_approve_for", day=due.date(), hour=f"{due:%H.%M}")
