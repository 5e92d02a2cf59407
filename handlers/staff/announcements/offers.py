"""A visit was moved or cancelled: the announcement of it, ready-written, and what is told automatically otherwise."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.audit import Seen
from ektp_core.notices.due import CERTAIN, SETTLES_AFTER, NoticeKind
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act, may
from ektp_core.store.notice_switches import notices_off
from ektp_core.store.notices import told_of
from ektp_core.store.visits import earlier_version
from ektp_core.subscriptions.quiet_hours import out_of_night
from ektp_core.visits.changes import as_seen
from ektp_core.visits.schedule import Visit, VisitState
from handlers.reply import Button, Reply, reply
from handlers.request import Request
from handlers.staff.announcements.acts import OFFER
from handlers.staff.announcements.asking import go_on
from handlers.staff.announcements.draft_changes import begin
from handlers.texts import render


@dataclass(frozen=True, slots=True)
class Offer:
    """To announce a visit that was changed, and what its followers hear without that.

    `is_automatic` when they are told anyway, after `settles`; or in the `morning`, where the night comes between.
    """

    announce: Button
    is_automatic: bool
    settles: timedelta
    morning: datetime | None
    today: date


async def offer_of(visit: Visit, kind: NoticeKind, request: Request, office: Office) -> Offer | None:
    """What goes with the screen after a visit was changed; None for those who may not announce."""
    if not may(request.member, Act.ANNOUNCE):
        return None
    settled = request.now + SETTLES_AFTER
    told_at = out_of_night(settled, office.zone)
    return Offer(
        OFFER.button("announcement_offer", Seen(visit.id, visit.version)),
        is_automatic=kind not in await notices_off(office.store),
        settles=SETTLES_AFTER,
        morning=told_at if told_at != settled else None,
        today=request.today,
    )


async def announced(visit: Visit, request: Request, office: Office, *, reason: str = "") -> Reply:
    """The announcement of a visit that was changed just now, ready to be sent; that the change is saved is said above it."""
    draft = await from_visit(Seen(visit.id, visit.version), request, office, reason=reason)
    return replace(await go_on(draft, request, office), overcome="staff/visit_saved")


async def from_visit(seen: Seen, request: Request, office: Office, *, reason: str = "") -> Announcement:
    """A draft for the followers of a visit, written as it stands now, with the reason that was said for it.

    A button that is tapped twice makes one. Raises Changed.
    """
    visit = as_seen(office.board.schedule, seen)
    # People are announced to in Indonesian, whatever the language of the member's own phone.
    known = await _days_known(visit, office)
    text = render(reply("staff/announcements/offer", visit=visit, known=known, reason=reason), Language.ID)
    return await begin(request, office, Audience(AudienceKind.VISIT, (str(visit.id),)), text, visit=visit.id)


async def _days_known(visit: Visit, office: Office) -> tuple[date, ...]:
    """The days that followers expect the team on: as they were told, else as the schedule said last; none when they are no others."""
    if visit.state is VisitState.DONE:
        return visit.called_off
    told = await told_of(office.store, visit.id)
    if told is None or told.state not in CERTAIN:
        told = await earlier_version(office.store, visit.id) if visit.state is VisitState.MOVED else None
    return told.days if told and told.days != visit.days else ()
