"""What somebody's next text says, and of which announcement."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.targets import NoAudience, VisitGone
from ektp_core.announcements.text import AnnouncementRefused, TextFault
from ektp_core.audit import Changed, Seen, Subject, Thing
from ektp_core.office import Office
from ektp_core.refusal import Refusal
from ektp_core.store import announcements as store
from ektp_core.store.drafts import Drafts
from handlers.request import Request
from handlers.staff.announcements.acts import ROUTE


class AwaitedStep(StrEnum):
    """What somebody's next text says of an announcement."""

    AUDIENCE = "audience"
    TEXT = "text"
    TEXT_OR_AUDIENCE = "text_or_audience"
    """Placeholders that this audience cannot fill: other words mend it, or another place."""

    TIME = "time"
    NAME = "name"
    """The name under which its text is kept."""


class AwaitedText(msgspec.Struct, frozen=True, tag=True):
    """The announcement that the next text belongs to, in the version that was on the screen."""

    seen: Seen
    step: AwaitedStep


MENDED_BY: Mapping[TextFault, AwaitedStep] = MappingProxyType(
    {
        TextFault.EMPTY: AwaitedStep.TEXT,
        TextFault.FORMATTING: AwaitedStep.TEXT,
        TextFault.TOO_LONG: AwaitedStep.TEXT,
        TextFault.UNKNOWN_PLACEHOLDER: AwaitedStep.TEXT,
        TextFault.NO_SCHOOL: AwaitedStep.TEXT,
        TextFault.NO_HOURS: AwaitedStep.TEXT,
        TextFault.UNCHANGED: AwaitedStep.TEXT,
        TextFault.FILE_STAYS: AwaitedStep.TEXT,
        TextFault.NO_TARGET: AwaitedStep.TEXT_OR_AUDIENCE,
        TextFault.NO_VISIT: AwaitedStep.TEXT_OR_AUDIENCE,
        TextFault.NOBODY: AwaitedStep.AUDIENCE,
    }
)
"""What somebody writes next who reads why an announcement cannot go: what that sentence asks for. Nothing mends the others."""


DRAFTS: Drafts[AwaitedText] = Drafts(ROUTE, AwaitedText)


def seen_of(announcement: Announcement) -> Seen:
    """The announcement as it is on the screen."""
    return Seen(announcement.id, announcement.version)


async def seen_now(seen: Seen, office: Office) -> Announcement:
    """The announcement that somebody saw. Raises AnnouncementGone, and Changed when it is another version by now."""
    announcement = await store.one(office.store, seen.id)
    if announcement.version != seen.version:
        raise Changed(Subject(Thing.ANNOUNCEMENT, announcement.id))
    return announcement


async def editable_now(seen: Seen, office: Office) -> Announcement:
    """`seen_now` of one that may still be written. Raises Changed, too, when it is being sent or over: nothing is asked of it then."""
    announcement = await seen_now(seen, office)
    if announcement.as_of(office.now()).state not in store.EDITABLE:
        raise Changed(subject_of(seen))
    return announcement


def mended_by(refusal: Refusal, announcement: Announcement) -> AwaitedStep | None:
    """What the next text says of an announcement that was refused so; None where no text mends it. Corrections keep their audience."""
    match refusal:
        case AnnouncementRefused():
            step = MENDED_BY.get(refusal.fault)
        case VisitGone() | NoAudience():
            step = AwaitedStep.AUDIENCE
        case _:
            step = None
    if announcement.mends is None:
        return step
    return {AwaitedStep.TEXT_OR_AUDIENCE: AwaitedStep.TEXT, AwaitedStep.AUDIENCE: None}.get(step, step) if step else None


async def await_step(announcement: Announcement, step: AwaitedStep, request: Request, office: Office) -> None:
    """The person's next text says this of the announcement."""
    await DRAFTS.keep(office.store, request.person, AwaitedText(seen_of(announcement), step), request.now, awaits=step)


async def await_nothing(request: Request, office: Office) -> None:
    """The person's next text belongs to no announcement."""
    await DRAFTS.drop(office.store, request.person)


def subject_of(seen: Seen) -> Subject:
    """What an act on an announcement is about."""
    return Subject(Thing.ANNOUNCEMENT, seen.id)
