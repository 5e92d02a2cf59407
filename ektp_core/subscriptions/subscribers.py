"""Who asked to be told of what: a school, a subdistrict or the district (UU 27/2022 arts. 20-24; docs/domain.md#following)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from ektp_core.areas import Areas, Level, level_of
from ektp_core.profile import Language
from ektp_core.schools.register import Schools

CONSENT_VERSION = "2026-11"
"""Of the text that people agree to before their first subscription; kept with each, so that a later text can ask again."""

EXPIRES_AFTER_MONTHS = 24
"""Without a sign of life: a message, a tap, or the bot let in again (docs/reliability.md#almost-nothing-is-kept)."""

LAST_SEEN_GRAIN = timedelta(days=7)
"""How exactly a sign of life is kept: enough for 24 months, and no diary of anybody."""

ASKED_BEFORE_EXPIRY = timedelta(days=28)
"""A chat that is about to expire is asked once whether it still wants to be told; less than copies are kept, so that it is once."""

MOST_FOLLOWED = 20
"""Things that one chat may follow; whoever wants more follows their subdistrict."""


class Scope(StrEnum):
    """What somebody follows."""

    SCHOOL = "school"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"


class Topic(StrEnum):
    """What a follower hears of; each may be switched off."""

    CHANGES = "changes"
    """A visit is confirmed, moved or cancelled."""

    EVE = "eve"
    """The day before a visit."""

    CATCH_UP = "catch_up"
    """Where to go after a visit that was missed."""

    ANNOUNCEMENTS = "announcements"
    """What the office announces."""


class ChatSort(StrEnum):
    """Whose chat it is: one person's, or a class's group."""

    PRIVATE = "private"
    GROUP = "group"


class UnreachableReason(StrEnum):
    """Why a chat can never be written to again, until its owner acts (docs/reliability.md#dead-chats-are-asked-once)."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    KICKED = "kicked"
    NEVER_STARTED = "never_started"
    NO_RIGHT = "no_right"
    TOPIC_CLOSED = "topic_closed"
    """Of a forum: no topic is left in which the bot may write, not even General."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing that is followed: a school by its NPSN, an area by its code."""

    scope: Scope
    target: str


@dataclass(frozen=True, slots=True)
class Consent:
    """That a chat agreed to be written to: to which text, in which language, when (UU 27/2022 arts. 20-24)."""

    chat: int
    sort: ChatSort
    language: Language
    version: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat that is written to unasked, because it asked for it: what it follows and since when, what it does not want, its pause.

    `threads` has what a group follows in a topic of its forum, and is told there (docs/domain.md#following).
    """

    consent: Consent
    last_seen: date
    follows: Mapping[Subscription, datetime] = field(default_factory=dict)
    muted: frozenset[Topic] = frozenset()
    paused_until: date | None = None
    threads: Mapping[Subscription, int] = field(default_factory=dict)

    def is_paused(self, today: date) -> bool:
        """Whether nothing is sent today; on the day itself it is sent again."""
        return self.paused_until is not None and today < self.paused_until


def around(subscription: Subscription, schools: Schools, areas: Areas) -> tuple[Subscription, ...]:
    """The thing itself and what it lies in: a school, its subdistrict, the district. Whoever follows one of them hears of it.

    A school or area that the office has removed lies in nothing.
    """
    if subscription.scope is Scope.SCHOOL:
        school = schools.get(subscription.target)
        return (subscription, *around(area_followed(school.subdistrict), schools, areas)) if school else (subscription,)
    if subscription.scope is Scope.SUBDISTRICT and subscription.target in areas:
        return subscription, Subscription(Scope.DISTRICT, areas[subscription.target].parent or "")
    return (subscription,)


def area_followed(code: str) -> Subscription:
    """What those follow who hear of a place in the area of this code: its subdistrict, or its district while nobody knows that."""
    return Subscription(Scope.SUBDISTRICT if level_of(code) is Level.SUBDISTRICT else Scope.DISTRICT, code)


def within(subscription: Subscription, schools: Schools, areas: Areas) -> tuple[Subscription, ...]:
    """Everything inside, without the thing itself: of a subdistrict its schools, of a district its subdistricts and every school.

    Closed schools, too: whoever followed one is still told what the office tells everybody there.
    """
    if subscription.scope is Scope.SUBDISTRICT:
        return tuple(Subscription(Scope.SCHOOL, school.npsn) for school in schools.followed_in(subscription.target))
    if subscription.scope is Scope.DISTRICT and subscription.target in areas:
        parts = (*areas.children(subscription.target), *areas.closed_within(subscription.target))
        inner = [Subscription(Scope.SUBDISTRICT, area.code) for area in parts]
        unplaced = [Subscription(Scope.SCHOOL, school.npsn) for school in schools.followed_in(subscription.target)]
        return (*inner, *(deeper for each in inner for deeper in within(each, schools, areas)), *unplaced)
    return ()


def exists(subscription: Subscription, home: str, schools: Schools, areas: Areas) -> bool:
    """Whether it can be followed: an open school of the register, a subdistrict of the home district, or that district."""
    if subscription.scope is Scope.SCHOOL:
        school = schools.get(subscription.target)
        return school is not None and not school.is_closed
    if subscription.scope is Scope.DISTRICT:
        return subscription.target == home
    return subscription.target in {area.code for area in areas.children(home) if area.level is Level.SUBDISTRICT}


def last_life(today: date) -> date:
    """Whoever was last seen before this day has expired: 24 months earlier, on the last day of a month that lacks it."""
    years, month = divmod(today.year * 12 + today.month - 1 - EXPIRES_AFTER_MONTHS, 12)
    return date(years, month + 1, min(today.day, monthrange(years, month + 1)[1]))
