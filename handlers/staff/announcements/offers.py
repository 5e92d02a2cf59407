"""A visit was moved or cancelled: the announcement of it, ready-written, and what is told automatically otherwise."""

from dataclasses import replace
from datetime import date

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.audit import Seen
from ektp_core.notices.due import CERTAIN, SETTLES_AFTER, NoticeKind
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, may
from ektp_core.store import announcements as store
from ektp_core.store.notice_switches import notices_off
from ektp_core.store.notices import told_of
from ektp_core.store.visits import earlier_version
from ektp_core.subscriptions.quiet_hours import out_of_night
from ektp_core.visits.changes import as_seen
from ektp_core.visits.schedule import Visit, VisitState
from handlers.reply import Reply, reply
from handlers.request import Request
from handlers.staff.announcements.acts import OFFER
from handlers.staff.announcements.draft_changes import begin
from handlers.texts import render


async def with_offer(shown: Reply, number: int, kind: NoticeKind, request: Request, office: Office) -> Reply:
    """The screen after a visit was changed, with a button to announce it and a line on what happens without."""
    visit = office.board.schedule.find(number)
    if visit is None or not may(request.member, Act.ANNOUNCE):
        return shown
    settled = request.now + SETTLES_AFTER
    told_at = out_of_night(settled, office.zone)
    automatic = {
        "automatic": kind not in await notices_off(office.store),
        "settles": SETTLES_AFTER,
        "morning": told_at if told_at != settled else None,
        "today": request.today,
    }
    offer = [OFFER.button("announcement_offer", Seen(visit.id, visit.version))]
    return replace(shown, values={**shown.values, **automatic}, buttons=(offer, *shown.buttons))


async def from_visit(seen: Seen, request: Request, office: Office) -> Announcement:
    """A draft for the followers of a visit, written as it stands now; a button that is tapped twice makes one."""
    visit = as_seen(office.board.schedule, seen)
    # People are announced to in Indonesian, whatever the language of the member's own phone.
    known = await _days_known(visit, office)
    text = render(reply("staff/announcements/offer", visit=visit, known=known, example=visit.example), Language.ID)
    begun = await store.draft_for_visit(office.store, visit.id, text)
    if begun is not None:
        return await store.one(office.store, begun)
    return await begin(request, office, Audience(AudienceKind.VISIT, (str(visit.id),)), text, visit=visit.id)


async def _days_known(visit: Visit, office: Office) -> tuple[date, ...]:
    """The days that followers expect the team on: as they were told, else as the schedule said last; none when they are no others."""
    told = await told_of(office.store, visit.id)
    if told is None or told.state not in CERTAIN:
        told = await earlier_version(office.store, visit.id) if visit.state is VisitState.MOVED else None
    return told.days if told and told.days != visit.days else ()
