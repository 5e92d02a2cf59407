"""A school that has closed, and one that opens again; those who follow it are told where to go on."""

from dataclasses import replace

import msgspec

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.audit import Subject, Thing, change_of
from ektp_core.figures.line import NoSuchAsOf, read_as_of
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.fields import WrongValue
from ektp_core.roles import Act, may
from ektp_core.schools.numbers import schools_named
from ektp_core.schools.register import School
from ektp_core.store import schools as store
from ektp_core.store.drafts import Mark, mark_of
from ektp_core.store.requests import all_requests
from handlers.reply import DraftName, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.asking import go_on
from handlers.staff.announcements.draft_changes import begin
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.form import Choice, Field, Form
from handlers.staff.schools.acts import ASK_CLOSE, CLOSE, OPEN, REOPEN, ROUTE, TELL, SchoolSeen
from handlers.staff.schools.card import card, school_of, told
from handlers.staff.schools.drafts import DRAFTS, FORMS, CloseSchool
from handlers.texts import render

SUCCESSORS_OFFERED = 12


def draft_name(draft: CloseSchool, office: Office) -> DraftName:
    """By which a draft is gone on with."""
    school = office.board.schools.get(draft.seen.npsn)
    return DraftName("draft_school_close", school.name if school else draft.seen.npsn)


@ASK_CLOSE.does
async def _ask_close(npsn: str, request: Request, office: Office) -> Reply:
    """The preview at once: since when and who took it over may be said, and need not."""
    school = school_of(npsn, office)
    draft = CloseSchool(SchoolSeen(npsn, school.version), school.closed_since, school.successor)
    return await FORMS.begin_or_go_on(draft, request, office)


def _read_since(text: str, draft: CloseSchool, request: Request, office: Office) -> CloseSchool:
    """As precise as it is typed, "2024" or "30 juni 2024", and never to come. Raises WrongValue."""
    try:
        return msgspec.structs.replace(draft, since=read_as_of(text, request.today))
    except NoSuchAsOf:
        raise WrongValue("closed_since") from None


def _read_successor(text: str, draft: CloseSchool, request: Request, office: Office) -> CloseSchool:
    """The one open school that a text names, by number or name. Raises WrongValue, NpsnUnclear."""
    one = office.board.schools.get(text)
    named = (one,) if one else schools_named(text, office.board.schools)
    if len(named) != 1 or named[0].is_closed or named[0].npsn == draft.seen.npsn:
        raise WrongValue("school_successor")
    return msgspec.structs.replace(draft, successor=named[0].npsn)


def _successors(draft: CloseSchool, request: Request, office: Office) -> list[Choice]:
    """The other schools of its subdistrict: mostly one of them it is."""
    school = school_of(draft.seen.npsn, office)
    near = [each for each in office.board.schools.in_subdistrict(school.subdistrict) if each.npsn != school.npsn]
    return [Choice(each.npsn, "place", {"name": each.name}) for each in near[:SUCCESSORS_OFFERED]]


async def _preview(draft: CloseSchool, request: Request, office: Office) -> Reply:
    """What closing comes to. While the team is still to come there, it is said instead of offered. Raises Changed."""
    school = school_of(draft.seen.npsn, office, draft.seen.version)
    coming = office.board.schedule.at_school(school.npsn, request.today)
    visits = [*filter(None, [coming.next]), *coming.later]
    asked = [each for each in await all_requests(office.store) if each.school == school.npsn and each.is_open]
    return reply(
        "staff/schools/close",
        [] if visits else [CLOSE.button("school_close_now", mark_of(draft))],
        *in_rows(FORMS.edit_buttons(draft, "since", "successor")),
        [FORMS.discard_button(draft)],
        school=school,
        since=draft.since,
        successor=office.board.schools.get(draft.successor),
        visits=visits,
        requests=len(asked),
    )


FORMS.add(
    Form(
        CloseSchool,
        "schools/ask_closing",
        (
            Field("since", _read_since, optional=True, is_exact=True),
            Field("successor", _read_successor, _successors, optional=True),
        ),
        _preview,
    )
)


@CLOSE.does
async def _close(mark: Mark, request: Request, office: Office) -> Reply:
    """From now on it is offered and planned for no more; what hangs on it stays. Raises SchoolStillVisited, Changed."""
    draft = await DRAFTS.previewed_as(CloseSchool, office.store, request.person, mark)
    before = school_of(draft.seen.npsn, office)
    closed = replace(before, is_closed=True, closed_since=draft.since, successor=draft.successor)
    async with carrying_out(DRAFTS, draft, Act.CHANGE_SCHOOLS, request, office, Subject(Thing.SCHOOL, closed.npsn)) as doing:
        await store.correct_school(doing.connection, closed, draft.seen.version, request.person, request.now, request.today)
        followers = await store.followers_of(doing.connection, closed.npsn)
        doing.details = {"act": "close", "name": closed.name}
        doing.changes = [change_of(closed.name, told(before, office), told(closed, office))]
    tell = [TELL.button("school_tell", closed.npsn, count=followers)] if followers and may(request.member, Act.ANNOUNCE) else []
    rows = tell, [OPEN.button("school_look", closed.npsn), button(ROUTE, label="back")]
    return reply("staff/schools/closed", *rows, school=closed, followers=followers)


@REOPEN.does
async def _reopen(seen: SchoolSeen, request: Request, office: Office) -> Reply:
    """It is found and planned for again. Raises Changed."""
    before = school_of(seen.npsn, office)
    opened = replace(before, is_closed=False, closed_since=None, successor=None)
    async with office.acting(request, Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOL, seen.npsn)) as doing:
        await store.correct_school(doing.connection, opened, seen.version, request.person, request.now, request.today)
        doing.details = {"act": "reopen", "name": before.name}
        doing.changes = [change_of(before.name, told(before, office), told(opened, office))]
    return card(school_of(seen.npsn, office), office)


@TELL.does
async def _tell(npsn: str, request: Request, office: Office) -> Reply:
    """A draft for those who follow it, written as the register stands now. Raises Changed when it has opened again."""
    school = school_of(npsn, office)
    if not school.is_closed:
        return card(school, office, changed_by="")
    text = _told_to_followers(school, office)
    draft = await begin(request, office, Audience(AudienceKind.SCHOOLS, (npsn,)), text)
    return await go_on(draft, request, office)


def _told_to_followers(school: School, office: Office) -> str:
    """People are announced to in Indonesian, whatever the language of the member's own phone."""
    successor = office.board.schools.get(school.successor)
    return render(reply("staff/schools/closed_told", school=school, successor=successor), Language.ID)
