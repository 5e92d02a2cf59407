"""The buttons that send an announcement, with what its screen has said against it."""

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.contradictions import Contradiction, mark_of
from handlers.acts import ToolAct
from handlers.reply import Button
from handlers.staff.announcements.acts import Decision
from handlers.staff.announcements.awaited import seen_of


def decision(announcement: Announcement, found: tuple[Contradiction, ...]) -> Decision:
    """What a button that sends it carries."""
    return Decision(seen_of(announcement), mark_of(found))


def despite(act: ToolAct[Decision], label: str, announcement: Announcement, found: tuple[Contradiction, ...]) -> Button:
    """The button that sends it all the same and names what speaks against it."""
    first = found[0]
    hours = f"{first.hours.start:%H.%M}" if first.hours else ""
    what = first.days.first if first.days else hours or (first.place or first.words)
    return act.button(label, decision(announcement, found), what=what)
