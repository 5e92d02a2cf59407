"""What is said of unfinished work with visits: what it is about, whether a text is meant for it, and the screen that goes on with it."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import PlaceFault
from ektp_core.visits.recaps import RecapUnclear, read_recap
from ektp_core.visits.schedule import Place
from handlers.reply import DraftName, Reply
from handlers.request import Request
from handlers.staff.drafts.tools import DraftTool, Fit, offer
from handlers.staff.visits import closing, planning, preview, recaps, rounds
from handlers.staff.visits.drafts import (
    DRAFTS,
    AddVisit,
    AwaitSheet,
    CancelVisit,
    ChangeVisit,
    CloseVisit,
    LineDraft,
    PlanRound,
    SavedRound,
    SaveRecaps,
    VisitDraft,
)
from handlers.staff.visits.places import places_of
from handlers.staff.visits.replied import replied_visits


def _named(draft: VisitDraft, request: Request, office: Office) -> DraftName | None:
    match draft:
        case AddVisit(line) if line.place:
            return DraftName("draft_visit", line.place.name, *line.days[:1])
        case AddVisit(line):
            return DraftName("draft_visit_new", "", *line.days[:1])
        case ChangeVisit():
            return _of_visit("draft_visit_change", draft.seen.id, office)
        case CancelVisit():
            return _of_visit("draft_visit_cancel", draft.seen.id, office)
        case CloseVisit():
            return _of_visit("draft_visit_close", draft.seen.id, office)
        case SavedRound():
            return None
    return DraftName("draft_visit_sheet")


def _of_visit(label: str, number: int, office: Office) -> DraftName | None:
    """None once the visit is gone: nothing can come of it."""
    visit = office.board.schedule.find(number)
    return DraftName(label, visit.place.name) if visit else None


def _fit(text: str, draft: VisitDraft, awaits: str | None, request: Request, office: Office) -> Fit:
    if _is_reply_about_another(draft, request, office):
        return Fit.OTHER_PLACE
    match draft:
        case AddVisit() | ChangeVisit():
            return _fit_of_line(text, draft, awaits, request, office)
        case CloseVisit(recap=recap) if awaits and (recap is None or any(letter.isdigit() for letter in text)):
            return Fit.READS if _is_recap(text) else Fit.MISREADS
        case CancelVisit() | CloseVisit() if awaits:
            return Fit.WORDS
    line = read_visit_line(text, places_of(office), request.today)
    is_round = "\n" in text.strip() or not (line.wrongs or line.lacks)
    return Fit.READS if awaits and is_round else Fit.MISREADS


def _is_reply_about_another(draft: VisitDraft, request: Request, office: Office) -> bool:
    """Whether the message that was replied to is about visits, and the draft about none of them."""
    replied = replied_visits(request.replied, office)
    own = draft.seen.id if isinstance(draft, ChangeVisit | CancelVisit | CloseVisit) else None
    return bool(replied) and own not in replied


def _is_recap(text: str) -> bool:
    try:
        read_recap(text)
    except RecapUnclear:
        return False
    return True


def _fit_of_line(text: str, draft: LineDraft, awaits: str | None, request: Request, office: Office) -> Fit:
    """Several lines are a round; a place besides the draft's own is another visit's. Of one with an error the rest is the draft's."""
    if awaits and "\n" in text.strip():
        return Fit.READS
    line = read_visit_line(text, places_of(office), request.today)
    place = _place_of(draft, office)
    if place and _another(line, place):
        return Fit.OTHER_PLACE
    if awaits is None:
        is_partly = line.wrongs and planning.is_for_draft(replace(line, wrongs=()), request.today)
        return Fit.PARTLY if is_partly else Fit.READS if planning.is_for_draft(line, request.today) else Fit.MISREADS
    is_asked = place is None and any(wrong.fault == PlaceFault.SEVERAL for wrong in line.wrongs)
    return Fit.MISREADS if line.is_empty and not is_asked else Fit.READS


def _place_of(draft: LineDraft, office: Office) -> Place | None:
    if isinstance(draft, AddVisit):
        return draft.line.place
    visit = office.board.schedule.find(draft.seen.id)
    return visit.place if visit else None


def _another(line: VisitLine, place: Place) -> bool:
    """Whether a line names another place than this, or may."""
    may_be = [each for wrong in line.wrongs for each in wrong.places]
    return (line.place is not None and line.place != place) or (bool(may_be) and place not in may_be)


async def _show(draft: VisitDraft, request: Request, office: Office) -> Reply:
    match draft:
        case AddVisit() | ChangeVisit():
            return await preview.keep(draft, request, office)
        case CancelVisit() | CloseVisit():
            return await closing.show(draft, request, office)
        case PlanRound():
            return await rounds.keep(draft, request, office)
        case SaveRecaps():
            return await recaps.show(draft, request, office)
        case AwaitSheet() | SavedRound():
            return await rounds.wait_for_sheet(request, office)


offer(DraftTool(DRAFTS, _named, _fit, _show))
