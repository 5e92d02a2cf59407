"""A visit that is being planned or changed: what is still missing, or the preview with all that speaks against it."""

from datetime import date, timedelta

import msgspec

from ektp_core.holidays import is_workday
from ektp_core.kits.loans import kits_free
from ektp_core.office import Office
from ektp_core.planning import Doubt, booked_near, doubts, without_closed_days
from ektp_core.roles import Act, may
from ektp_core.store.drafts import mark_of
from ektp_core.visits.changes import as_seen, changed, planned
from ektp_core.visits.line import VisitLine
from ektp_core.visits.places import PlaceFault
from ektp_core.visits.schedule import Place, Visit
from handlers.reply import Reply, Row, in_rows, reply
from handlers.request import Request
from handlers.staff.visits.acts import (
    CHOOSE_DAY,
    CHOOSE_MEANT,
    CHOOSE_SUBDISTRICT,
    DISCARD,
    EDIT,
    SAVE,
    SAVE_AND_ANNOUNCE,
    WORKDAYS_ONLY,
    DayOf,
    MeantOf,
    PlaceOf,
)
from handlers.staff.visits.drafts import DRAFTS, LINE, AddVisit, ChangeVisit, LineDraft
from handlers.staff.visits.sizes import of_days

DAYS_OFFERED, DAYS_AHEAD = 6, 90
DOUBTS_SHOWN = 5


async def keep_line(draft: LineDraft, line: VisitLine, request: Request, office: Office) -> Reply:
    """`keep` with another line."""
    return await keep(msgspec.structs.replace(draft, line=line), request, office)


async def keep(draft: LineDraft, request: Request, office: Office, *, anew: bool = False) -> Reply:
    """Keep a draft and show it: what is still missing or wrong, or the preview. It waits for a text while anything is missing."""
    against = _against(draft, request, office)
    draft = msgspec.structs.replace(draft, doubts=_keys(against))
    waits = _is_unfinished(draft)
    await DRAFTS.keep(office.store, request.person, draft, request.now, awaits=LINE if waits else None)
    return ask(draft, request, office) if waits else _preview(draft, against, request, office, anew=anew)


def may_be_saved(draft: LineDraft, request: Request, office: Office) -> bool:
    """Whether nothing is missing, and the same speaks against the visit as when it was previewed."""
    return not _is_unfinished(draft) and _keys(_against(draft, request, office)) == draft.doubts


def _keys(against: tuple[Doubt, ...]) -> tuple[str, ...]:
    return tuple(doubt.key for doubt in against)


def _is_unfinished(draft: LineDraft) -> bool:
    return bool(draft.line.wrongs or (draft.line.lacks if isinstance(draft, AddVisit) else draft.line.is_empty))


# What is still missing


def ask(draft: LineDraft, request: Request, office: Office) -> Reply:
    """What is wrong or missing, and what may be said instead."""
    line, changing, key = draft.line, isinstance(draft, ChangeVisit), DRAFTS.key(draft)
    choices = meant(line)
    rows: list[Row] = in_rows([CHOOSE_MEANT.button("place", MeantOf(key, number), name=place.name) for number, place in enumerate(choices)])
    if not changing and line.place is None and not any(wrong.fault == PlaceFault.SEVERAL for wrong in line.wrongs):
        areas = office.board.subdistricts
        rows += in_rows([CHOOSE_SUBDISTRICT.button("place", PlaceOf(key, area.code), name=area.name) for area in areas], 3)
    if not line.days and (line.place or changing):
        rows += in_rows([CHOOSE_DAY.button("visit_day", DayOf(key, day), day=day) for day in _free_days(office, request.today)])
    return reply(
        "staff/visits/ask",
        *rows,
        [DISCARD.button("visit_discard", mark_of(draft))],
        line=line,
        before=_before(draft, office),
        lacks=line.lacks,
        changing=changing,
    )


def meant(line: VisitLine) -> list[Place]:
    """The places that an unclear name may mean."""
    return [place for wrong in line.wrongs for place in wrong.places]


def _before(draft: LineDraft, office: Office) -> Visit | None:
    return office.board.schedule.find(draft.seen.id) if isinstance(draft, ChangeVisit) else None


def _free_days(office: Office, today: date) -> list[date]:
    """The next working days with a kit that is not out yet."""
    ahead = (today + timedelta(step) for step in range(1, DAYS_AHEAD))
    free = (day for day in ahead if may_be_offered(day, today) and kits_free(day, office.board.loans, office.board.schedule) > 0)
    return [day for day, _ in zip(free, range(DAYS_OFFERED), strict=False)]


def may_be_offered(day: date, today: date) -> bool:
    """Whether a day is among those that a button may offer, be there kits on it or not: a workday to come, not too far ahead."""
    return today < day < today + timedelta(DAYS_AHEAD) and is_workday(day)


# The preview


def _against(draft: LineDraft, request: Request, office: Office) -> tuple[Doubt, ...]:
    if draft.line.wrongs or (isinstance(draft, AddVisit) and draft.line.lacks):
        return ()
    return doubts(outcome(draft, request, office), office.board.loans, office.board.schedule, request.today)


def outcome(draft: LineDraft, request: Request, office: Office) -> Visit:
    """The visit as it will be once saved. Raises Changed, NoSuchMove."""
    if isinstance(draft, AddVisit):
        return planned(draft.line, request.now, office.board.office_name)
    return changed(as_seen(office.board.schedule, draft.seen), draft.line, request.now)


def _preview(draft: LineDraft, against: tuple[Doubt, ...], request: Request, office: Office, *, anew: bool) -> Reply:
    visit = outcome(draft, request, office)
    gathered = of_days(against)
    some_closed = 0 < len(without_closed_days(visit.days)) < len(visit.days)
    label = "visit_save_anyway" if against else "visit_save" if isinstance(draft, AddVisit) else "visit_change_save"
    told = "visit_save_anyway_and_announce" if against else "visit_save_and_announce"
    return reply(
        "staff/visits/preview",
        [SAVE.button(label, mark_of(draft))],
        [SAVE_AND_ANNOUNCE.button(told, mark_of(draft))] if _is_told(draft, visit, request, office) else [],
        [WORKDAYS_ONLY.button("visit_workdays", DRAFTS.key(draft))] if some_closed else [],
        [EDIT.button("visit_edit", DRAFTS.key(draft)), DISCARD.button("visit_discard", mark_of(draft))],
        visit=visit,
        before=_before(draft, office),
        subdistrict=office.board.areas.subdistrict_at(visit.place.subdistrict),
        doubts=gathered[:DOUBTS_SHOWN],
        near=booked_near(visit, office.board.schedule)[:DOUBTS_SHOWN],
        hidden=len(gathered[DOUBTS_SHOWN:]),
        anew=anew,
    )


def _is_told(draft: LineDraft, visit: Visit, request: Request, office: Office) -> bool:
    """Whether those who follow a visit have something to hear of its change: other days or hours, from whoever may announce."""
    before = _before(draft, office)
    is_other = before is not None and (before.days, before.hours) != (visit.days, visit.hours)
    return is_other and may(request.member, Act.ANNOUNCE)
