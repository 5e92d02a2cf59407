"""All that is kept about one chat, in one value: /dataku shows it, /hapus erases it, and a test compares both with the database."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ektp_core.profile import Language
from ektp_core.roles import Role
from ektp_core.subscriptions.reminders import Reminder
from ektp_core.subscriptions.subscribers import Subscriber, UnreachableReason
from ektp_core.unanswered import KeptText

OPENING = 60
"""Characters by which a message is known again."""

COPIES_KEPT_DAYS = 30
"""How long it is kept which chat got a copy of what: corrections need it, and staff's reports of what did not arrive."""

DRAFTS_KEPT = timedelta(days=90)
"""Since staff last touched them: as long as a sentence that somebody let us keep."""

INVITATIONS_KEPT = timedelta(days=30)
"""Behind their 24 hours: who opened which can still be asked about."""

SCREENS_KEPT = timedelta(days=30)
"""Where a message of staff that changes by itself stands, behind the end of what it shows."""

CONTACTS_KEPT_MONTHS = 12
"""Whom a school named to be called: a school year, whatever became of the request."""

LANGUAGES_KEPT_MONTHS = 24
"""The language somebody chose who follows nothing: as long as a subscription without a sign of life."""

AUDIT_KEPT_MONTHS = 24
"""Who of the staff did what."""

NOTICE_WITHIN = timedelta(hours=3 * 24)
"""From the moment that a breach is known, to the people and to the agency (UU 27/2022 art. 46)."""


class LeakedData(StrEnum):
    """The kinds of data that somebody is told of when they got into wrong hands."""

    LANGUAGE = "language"
    FOLLOWS = "follows"
    REMINDERS = "reminders"
    UNREACHABLE = "unreachable"
    MESSAGES = "messages"
    SENTENCES = "sentences"
    CONTACT = "contact"
    STAFF = "staff"


def months_before(moment: datetime, months: int) -> datetime:
    """The same time so many months earlier, on the last day of a month that lacks the day."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=years, month=month + 1, day=min(moment.day, monthrange(years, month + 1)[1]))


def audit_kept_from(now: datetime) -> datetime:
    """Acts before this moment are forgotten."""
    return months_before(now, AUDIT_KEPT_MONTHS)


@dataclass(frozen=True, slots=True)
class NamedContact:
    """Whom a school's member named to be called, in which request; somebody's own words."""

    request: int
    contact: str


@dataclass(frozen=True, slots=True)
class OfStaff:
    """What the office keeps of somebody as its own record: who may act for it, and who did what.

    `acts` counts lines of the audit, `signed` what of the office's business bears their number; both stay when they have the rest erased.
    """

    role: Role | None = None
    name: str | None = None
    since: datetime | None = None
    acts: int = 0
    signed: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.role or self.acts or self.signed)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """That a chat cannot be written to, why, and since when."""

    reason: UnreachableReason
    since: datetime


@dataclass(frozen=True, slots=True)
class LastNotice:
    """The newest message that came unasked: when, and how it began."""

    moment: datetime
    opening: str


@dataclass(frozen=True, slots=True)
class ChatData:
    """Everything about one chat; `copies` counts what was sent to it in the last 30 days, `texts` are sentences it let us keep.

    `drafts` counts what a member of staff has begun there and not confirmed, `live` the things that a message there follows by itself,
    `tries` the invitations that they opened, wrong ones too.
    """

    language: Language | None = None
    language_since: datetime | None = None
    subscriber: Subscriber | None = None
    reminders: tuple[Reminder, ...] = ()
    gone: Unreachable | None = None
    copies: int = 0
    last: LastNotice | None = None
    texts: tuple[KeptText, ...] = ()
    drafts: int = 0
    live: int = 0
    contacts: tuple[NamedContact, ...] = ()
    tries: int = 0
    staff: OfStaff = OfStaff()

    @property
    def is_nothing(self) -> bool:
        return self.staff.is_nothing and not self.can_be_erased

    @property
    def can_be_erased(self) -> bool:
        """Whether there is anything beside the office's own record."""
        said = self.language or self.subscriber or self.reminders or self.gone or self.copies or self.texts
        return bool(said or self.drafts or self.live or self.contacts or self.tries)
