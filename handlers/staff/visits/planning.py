"""Planning and changing one visit: a line or buttons, a preview with all that speaks against it, then saved."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ektp_core.areas import Area
from ektp_core.audit import NOTHING, Subject, Thing, change_of
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.planning import without_closed_days
from ektp_core.reading.corrections import beside_day, read_correction, with_unit
from ektp_core.roles import Act, may
from ektp_core.schools.closing import refuse_closed
from ektp_core.store import visits as store
from ektp_core.store.audit import Doing
from ektp_core.store.drafts import DraftKey, Mark, OtherDraft
from ektp_core.visits.changes import as_seen
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import at_office, at_school
from ektp_core.visits.schedule import Visit
from ektp_core.visits.told import told
from handlers.acts import OldButton
from handlers.reply import Button, Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.offers import Offer, announced, offer_of
from handlers.staff.drafts.carrying_out import carrying_out
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW, NotForDraft
from handlers.staff.visits import acts, rounds
from handlers.staff.visits.acts import VISITS, on_screen
from handlers.staff.visits.changes import as_it_is
from handlers.staff.visits.drafts import DRAFTS, LINE, AddVisit, ChangeVisit, LineDraft, line_draft
from handlers.staff.visits.places import places_of
from handlers.staff.visits.preview import ask, keep, keep_line, may_be_offered, may_be_saved, meant, outcome


async def begin(request: Request, office: Office) -> Reply:
    """A visit from one line, a round from several."""
    return await typed(AddVisit(begun=request.message_id), request, office)


async def typed(draft: LineDraft, request: Request, office: Office) -> Reply:
    """The text that a draft waits for; what it says counts, what was there stays. Raises NotForDraft."""
    line = read_visit_line(beside_what_stands(request.argument, draft, request, office), places_of(office), request.today)
    if request.awaited == UNDER_PREVIEW and not is_for_draft(line, request.today):
        raise NotForDraft
    if "\n" in request.argument.strip():
        return await rounds.from_lines(request, office)
    return await keep_line(draft, line.over(draft.line), request, office)


def beside_what_stands(text: str, draft: LineDraft, request: Request, office: Office) -> str:
    """A text as it is read beside what the draft says: a correction without its marks, a day alone in the month of the visit."""
    visit = office.board.schedule.find(draft.seen.id) if isinstance(draft, ChangeVisit) else None
    line, days = draft.line, draft.line.days or (visit.days if visit else ())
    said = read_correction(text) if request.awaited == CORRECTED else None
    counts = {"alat": line.kits or (visit.kits if visit else None), "siswa": line.expected or (visit.expected if visit else None)}
    return beside_day(with_unit(said, counts) if said else text, days[0] if days else None, request.today)


def is_for_draft(line: VisitLine, today: date) -> bool:
    """Whether a text under a preview is about a visit: a place alone asks when the team goes there, and a day that is over is a birth."""
    return not (line.wrongs or replace(line, place=None).is_empty or any(day < today for day in line.days))


# Saved


@acts.SAVE.does
async def _save(mark: Mark, request: Request, office: Office) -> Reply:
    return await _carry_out(mark, _saved, request, office)


@acts.SAVE_AND_ANNOUNCE.does
async def _save_and_announce(mark: Mark, request: Request, office: Office) -> Reply:
    return await _carry_out(mark, _announced, request, office)


Shown = Callable[[int, LineDraft, Request, Office], Awaitable[Reply]]
"""What is shown of a visit that was saved, by its number and the draft that it was."""


async def _carry_out(mark: Mark, shown: Shown, request: Request, office: Office) -> Reply:
    """Save what was previewed; when visits or loans changed so that other things speak against it, the preview comes again."""
    draft = await DRAFTS.previewed(office.store, request.person, mark)
    if not isinstance(draft, LineDraft):
        raise OtherDraft()
    if not may_be_saved(draft, request, office):
        return await keep(draft, request, office, anew=True)
    visit = outcome(draft, request, office)
    about, seen = (Subject(Thing.VISIT, draft.seen.id), draft.seen) if isinstance(draft, ChangeVisit) else (NOTHING, None)
    try:
        async with carrying_out(DRAFTS, draft, Act.CHANGE_VISITS, request, office, about, seen=seen) as doing:
            await store.hold_board(doing.connection, office.board.version)
            number = await _written(draft, visit, doing, request, office)
    except store.BoardMoved:
        return await keep(draft, request, office, anew=True)
    return await shown(number, draft, request, office)


async def _written(draft: LineDraft, visit: Visit, doing: Doing, request: Request, office: Office) -> int:
    """The number of the visit that was planned or changed."""
    details: dict[str, Any] = {"place": visit.place.name, "days": [day.isoformat() for day in visit.days], "kits": visit.kits}
    if isinstance(draft, ChangeVisit):
        before = as_seen(office.board.schedule, draft.seen)
        await store.change_visit(doing.connection, before, visit, request.person, request.now)
        doing.details = {"act": "change", **details}
        doing.changes = [change_of(visit.place.name, told(before), told(visit))]
        return visit.id
    number = await store.plan_visit(doing.connection, visit)
    doing.subject, doing.details = Subject(Thing.VISIT, number), {"act": "add", **details}
    doing.changes = [change_of(visit.place.name, {}, told(visit))]
    return number


async def _saved(number: int, draft: LineDraft, request: Request, office: Office) -> Reply:
    visit = as_it_is(number, office)
    if isinstance(draft, AddVisit):
        return _saved_screen(visit, acts.ASK_REMOVE.button("visit_remove", on_screen(visit)), added=True)
    offer = await offer_of(visit, NoticeKind.MOVED, request, office)
    return _saved_screen(visit, acts.ASK_UNDO.button("visit_undo", on_screen(visit)), added=False, offer=offer)


async def _announced(number: int, draft: LineDraft, request: Request, office: Office) -> Reply:
    """What the followers of a moved visit will read; without the right to announce, as it is saved otherwise."""
    if isinstance(draft, AddVisit) or not may(request.member, Act.ANNOUNCE):
        return await _saved(number, draft, request, office)
    return await announced(as_it_is(number, office), request, office)


def _saved_screen(visit: Visit, undo: Button, *, added: bool, offer: Offer | None = None) -> Reply:
    return reply(
        "staff/visits/saved",
        [offer.announce] if offer else [],
        [acts.OPEN.button("visit_open", visit.id), undo],
        [acts.NEW.button("visit_add"), button(VISITS, label="back")],
        visit=visit,
        added=added,
        offer=offer,
    )


# The buttons of a draft


@acts.NEW.does
async def _new(_: None, request: Request, office: Office) -> Reply:
    return await keep(AddVisit(begun=request.message_id), request, office)


@acts.PLAN_AT_SCHOOL.does
async def _plan_at_school(npsn: str, request: Request, office: Office) -> Reply:
    school = office.board.schools.get(npsn)
    if school:
        refuse_closed(school, office.board.schools)
    line = VisitLine(at_school(school)) if school else VisitLine()
    return await keep(AddVisit(line, begun=request.message_id), request, office)


@acts.PLAN_AT_OFFICE.does
async def _plan_at_office(code: str, request: Request, office: Office) -> Reply:
    area = _subdistrict(code, office)
    line = VisitLine(at_office(area)) if area else VisitLine()
    return await keep(AddVisit(line, begun=request.message_id), request, office)


@acts.CHOOSE_SUBDISTRICT.does
async def _choose_subdistrict(wanted: acts.PlaceOf, request: Request, office: Office) -> Reply:
    """The schools of a subdistrict and its office, to choose the place."""
    draft = await line_draft(wanted.draft, request, office)
    area = _subdistrict(wanted.place, office)
    if area is None:
        return await keep(draft, request, office)
    choices = [at_office(area), *(at_school(school) for school in office.board.schools.in_subdistrict(area.code))]
    rows = in_rows(
        [acts.CHOOSE_PLACE.button("place", acts.PlaceOf(wanted.draft, place.npsn or area.code), name=place.name) for place in choices]
    )
    return reply("staff/visits/place", *rows, [acts.RESUME.button("back", wanted.draft)], area=area)


def _subdistrict(code: str, office: Office) -> Area | None:
    return next((area for area in office.board.subdistricts if area.code == code), None)


@acts.CHOOSE_PLACE.does
async def _choose_place(wanted: acts.PlaceOf, request: Request, office: Office) -> Reply:
    """Only of a visit that is planned: one that is changed keeps its place."""
    draft = await line_draft(wanted.draft, request, office)
    if not isinstance(draft, AddVisit):
        raise OldButton
    if school := office.board.schools.get(wanted.place):
        refuse_closed(school, office.board.schools)
        place = at_school(school)
    elif area := _subdistrict(wanted.place, office):
        place = at_office(area)
    else:
        raise OldButton
    return await keep_line(draft, replace(draft.line, place=place, wrongs=()), request, office)


@acts.CHOOSE_MEANT.does
async def _choose_meant(wanted: acts.MeantOf, request: Request, office: Office) -> Reply:
    draft = await line_draft(wanted.draft, request, office)
    places = meant(draft.line)
    if not 0 <= wanted.number < len(places):
        raise OldButton
    clear = tuple(wrong for wrong in draft.line.wrongs if not wrong.places)
    return await keep_line(draft, replace(draft.line, place=places[wanted.number], wrongs=clear), request, office)


@acts.CHOOSE_DAY.does
async def _choose_day(wanted: acts.DayOf, request: Request, office: Office) -> Reply:
    """A day that was offered; what has taken its kits since is told by the preview."""
    if not may_be_offered(wanted.day, request.today):
        raise OldButton
    draft = await line_draft(wanted.draft, request, office)
    return await keep_line(draft, replace(draft.line, days=(wanted.day,), wrongs=()), request, office)


@acts.WORKDAYS_ONLY.does
async def _workdays_only(key: DraftKey, request: Request, office: Office) -> Reply:
    draft = await line_draft(key, request, office)
    return await keep_line(draft, replace(draft.line, days=without_closed_days(draft.line.days)), request, office)


@acts.EDIT.does
async def _edit(key: DraftKey, request: Request, office: Office) -> Reply:
    """The draft waits for a text again; what it says replaces that part."""
    draft = await line_draft(key, request, office)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=LINE)
    return ask(draft, request, office)


@acts.RESUME.does
async def _resume(key: DraftKey, request: Request, office: Office) -> Reply:
    return await keep(await line_draft(key, request, office), request, office)


@acts.DISCARD.does
async def _discard(mark: Mark, request: Request, office: Office) -> Reply:
    await DRAFTS.discard(office.store, request.person, mark)
    return reply("staff/visits/discarded", [button(VISITS, label="visits")])
