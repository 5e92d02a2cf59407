"""What the buttons of announcements carry, a number and the version that was on the screen; and what somebody's next text says."""

from dataclasses import dataclass
from enum import StrEnum

from ektp_core.announcements.announcement import Announcement
from ektp_core.audit import Changed, Subject, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.drafts import drop_draft, keep_draft
from handlers.reply import Button, button
from handlers.request import Request

ROUTE = "announcements"
"""The route, and the kind of the drafts that say which announcement a text belongs to."""

LONGEST_NUMBER = 9


class Step(StrEnum):
    """What somebody's next text says of an announcement."""

    AUDIENCE = "audience"
    TEXT = "text"
    TIME = "time"
    NAME = "name"
    """The name under which its text is kept."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An announcement as a button names it: "17.3.koba" is number 17 in its version 3, and what was chosen."""

    number: int
    version: int
    choice: str = ""

    @classmethod
    def of(cls, announcement: Announcement) -> "Seen":
        """The announcement as it is on the screen."""
        return cls(announcement.id, announcement.version)

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """The reverse of `mark`; a forged button names number 0, which nothing has."""
        number, _, rest = text.partition(".")
        version, _, choice = rest.partition(".")
        return cls(number_of(number), number_of(version), choice)

    def mark(self, choice: object = "") -> str:
        """The number, the version, and what a button chooses."""
        return ".".join([str(self.number), str(self.version), *([str(choice)] if choice != "" else [])])


NO_ANNOUNCEMENT = Seen(0, 0)
"""Of a template that is looked at by itself."""


def act_button(act: str, announcement: Announcement, label: str, choice: object = "", **values: object) -> Button:
    """A button that does something with the version on the screen."""
    return seen_button(act, Seen.of(announcement), label, choice, **values)


def seen_button(act: str, seen: Seen, label: str, choice: object = "", **values: object) -> Button:
    """`act_button` where only the mark is at hand."""
    return button(ROUTE, f"{act}={seen.mark(choice)}", label, **values)


def open_button(number: int, label: str, **values: object) -> Button:
    """A button that opens an announcement as it is then, whatever its version."""
    return button(ROUTE, f"v={number}", label, **values)


def number_of(text: str) -> int:
    """The number of a button; a forged one is 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0


async def seen_now(seen: Seen, office: Office) -> Announcement:
    """The announcement of a button. Raises AnnouncementGone, and Changed when it is another version by now."""
    found = await store.one(office.store, seen.number)
    if found.version != seen.version:
        raise Changed(Subject(Thing.ANNOUNCEMENT, found.id))
    return found


async def await_step(announcement: Announcement, step: Step, request: Request, office: Office) -> None:
    """The person's next text says this of the announcement."""
    body = {"announcement": announcement.id, "version": announcement.version}
    await keep_draft(office.store, request.person, ROUTE, body, request.now, awaits=step)


async def await_nothing(request: Request, office: Office) -> None:
    """The person's next text belongs to no announcement."""
    await drop_draft(office.store, request.person, ROUTE)
