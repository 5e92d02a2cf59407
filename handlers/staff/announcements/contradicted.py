"""What an announcement says against the visits that it is about: on its preview, and before anybody sends it all the same."""

from datetime import date

from ektp_core.announcements.announcement import Announcement, AnnouncementKind
from ektp_core.announcements.contradictions import Contradiction, contradictions, mark_of, visits_meant
from ektp_core.office import Office
from ektp_core.understanding.announced import said_of_a_visit
from handlers.acts import ToolAct
from handlers.reply import Button
from handlers.staff.announcements.acts import Decision
from handlers.staff.announcements.awaited import seen_of

LONGEST_NAMED = 18
"""Letters of what a button names."""


def contradicted(announcement: Announcement, office: Office) -> tuple[Contradiction, ...]:
    """What contradicts the schedule as it is now; "besok" is said on the day on which it is sent."""
    if announcement.kind is AnnouncementKind.RETRACTION:
        return ()
    day = _day_of_sending(announcement, office)
    about = visits_meant(announcement.audience, office.board, day)
    if not about:
        return ()
    said = said_of_a_visit(announcement.text, office.board, office.public.reader, day)
    return contradictions(said, about, announcement.audience)


def decision(announcement: Announcement, found: tuple[Contradiction, ...]) -> Decision:
    """What a button that sends it carries."""
    return Decision(seen_of(announcement), mark_of(found))


def despite(act: ToolAct[Decision], label: str, announcement: Announcement, found: tuple[Contradiction, ...]) -> Button:
    """The button that sends it all the same and names what speaks against it."""
    first = found[0]
    hours = f"{first.hours.start:%H.%M}" if first.hours else ""
    what = first.days.first if first.days else hours or (first.place or first.words)[:LONGEST_NAMED]
    return act.button(label, decision(announcement, found), what=what)


def _day_of_sending(announcement: Announcement, office: Office) -> date:
    due = announcement.due
    return due.astimezone(office.zone).date() if due and due > office.now() else office.today()
