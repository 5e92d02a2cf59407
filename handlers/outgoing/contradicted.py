"""What an announcement says against the visits that it is about: on its preview, before it is confirmed, and when it begins."""

from datetime import date

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.contradictions import Contradiction, contradictions, visits_meant
from ektp_core.announcements.fees import fee_in, is_about_recording
from ektp_core.announcements.text import plain
from ektp_core.office import Office
from ektp_core.understanding.announced import said_of_a_visit


def contradicted(announcement: Announcement, office: Office) -> tuple[Contradiction, ...]:
    """What contradicts the schedule as it is now, or the law: "besok" is said on the day on which it is sent."""
    if announcement.kind is AnnouncementKind.RETRACTION:
        return ()
    day = _day_of_sending(announcement, office)
    about = visits_meant(announcement.audience, office.board, day)
    fees = _fees(announcement.text, is_of_a_visit=bool(about))
    if not about:
        return fees
    said = said_of_a_visit(announcement.text, office.board, office.public.reader, day)
    return *contradictions(said, about, announcement.audience), *fees


def _fees(html: str, *, is_of_a_visit: bool) -> tuple[Contradiction, ...]:
    words = plain(html)
    fee = fee_in(words) if is_of_a_visit or is_about_recording(words) else ""
    return (Contradiction((), fee=fee),) if fee else ()


def _day_of_sending(announcement: Announcement, office: Office) -> date:
    due = announcement.due
    return due.astimezone(office.zone).date() if due and due > office.now() else office.today()
