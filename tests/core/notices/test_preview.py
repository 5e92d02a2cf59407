"""What a chat hears of next: the eve of a visit that it follows, or a day it asked for."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ektp_core.notices.due import NoticeKind
from ektp_core.notices.preview import Expected, next_notice
from ektp_core.privacy import ChatData
from ektp_core.profile import Language
from ektp_core.subscriptions.reminders import Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import CONSENT_VERSION, ChatSort, Consent, Scope, Subscriber, Subscription, Topic
from ektp_core.visits.schedule import Visit, VisitState
from tests.core.builders import HOME, SUBDISTRICT_CODES, TODAY, a_schedule, a_visit, published_board

ZONE = ZoneInfo("Asia/Jakarta")
NOON = datetime.combine(TODAY, time(12), ZONE)
SITI = 7001
SCHOOL = Subscription(Scope.SCHOOL, "10900778")
KOBA, NAMANG = (Subscription(Scope.SUBDISTRICT, SUBDISTRICT_CODES[name]) for name in ("Koba", "Namang"))
BANGKA_TENGAH = Subscription(Scope.DISTRICT, HOME)
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
CONSENT = Consent(SITI, ChatSort.PRIVATE, Language.ID, CONSENT_VERSION, datetime(2026, 11, 1, tzinfo=UTC))


def a_kept(
    *follows: Subscription, muted: Collection[Topic] = (), paused_until: date | None = None, reminders: tuple[date, ...] = ()
) -> ChatData:
    who = Subscriber(CONSENT, TODAY, dict.fromkeys(follows, CONSENT.since), frozenset(muted), paused_until)
    return ChatData(subscriber=who, reminders=tuple(Reminder(SITI, ReminderKind.CARD, day) for day in reminders))


def at_school(*days: date, state: VisitState = VisitState.CONFIRMED) -> Visit:
    visit = a_visit(*days, state=state)
    return replace(visit, place=replace(visit.place, npsn=SCHOOL.target))


def expected(kept: ChatData, *visits: Visit, now: datetime = NOON, off: Collection[NoticeKind] = ()) -> Expected | None:
    return next_notice(kept, replace(published_board(), schedule=a_schedule(*visits)), now, ZONE, off)


def moment_of(found: Expected | None) -> datetime | None:
    return found.moment if found else None


EVE_OF_THURSDAY = datetime(2026, 11, 25, 17, tzinfo=ZONE)


@pytest.mark.parametrize("thing", [SCHOOL, KOBA, BANGKA_TENGAH])
def test_the_eve_of_a_visit_is_told_to_who_follows_its_school_subdistrict_or_district(thing: Subscription) -> None:
    assert expected(a_kept(thing), at_school(THURSDAY)) == Expected(EVE_OF_THURSDAY, NoticeKind.EVE, "SMAN 1 Koba")


def test_a_day_long_over_of_a_visit_to_come_is_no_hindrance() -> None:
    expects = expected(a_kept(SCHOOL), at_school(date.min, THURSDAY))
    assert expects == Expected(EVE_OF_THURSDAY, NoticeKind.EVE, "SMAN 1 Koba")


def test_nobody_hears_of_what_they_do_not_follow() -> None:
    assert expected(a_kept(NAMANG), at_school(THURSDAY)) is None
    assert expected(ChatData(), at_school(THURSDAY)) is None


@pytest.mark.parametrize(
    ("state", "is_told"),
    [(VisitState.PLANNED, False), (VisitState.CONFIRMED, True), (VisitState.MOVED, True), (VisitState.CANCELLED, False)],
)
def test_only_visits_that_are_certain_have_an_eve(state: VisitState, is_told: bool) -> None:
    assert (expected(a_kept(SCHOOL), at_school(THURSDAY, state=state)) is not None) is is_told


def test_days_in_a_row_have_one_eve_and_days_apart_two() -> None:
    visit = at_school(THURSDAY, FRIDAY, date(2026, 12, 3))
    later = NOON + timedelta(days=2)
    assert moment_of(expected(a_kept(SCHOOL), visit)) == EVE_OF_THURSDAY
    assert moment_of(expected(a_kept(SCHOOL), visit, now=later)) == datetime(2026, 12, 2, 17, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kept", "off"),
    [
        (a_kept(SCHOOL, muted=[Topic.EVE]), ()),
        (a_kept(SCHOOL, paused_until=THURSDAY), ()),
        (a_kept(SCHOOL), [NoticeKind.EVE]),
    ],
)
def test_no_eve_is_told_that_was_silenced_paused_or_switched_off(kept: ChatData, off: Collection[NoticeKind]) -> None:
    assert expected(kept, at_school(THURSDAY), off=off) is None


def test_what_comes_first_is_named() -> None:
    kept = a_kept(SCHOOL, reminders=(date(2027, 3, 12), date(2026, 11, 25)))
    assert moment_of(expected(kept, at_school(THURSDAY))) == datetime(2026, 11, 25, 8, tzinfo=ZONE)
    assert moment_of(expected(replace(kept, reminders=()), at_school(THURSDAY))) == EVE_OF_THURSDAY


@pytest.mark.parametrize(
    ("until", "day"),
    [(date(2027, 3, 15), date(2027, 3, 15)), (date(2027, 9, 20), date(2027, 9, 20)), (date(2027, 3, 1), date(2027, 3, 12))],
)
def test_a_reminder_inside_a_pause_comes_when_it_ends(until: date, day: date) -> None:
    found = expected(a_kept(paused_until=until, reminders=(date(2027, 3, 12),)))
    assert found and found.moment.date() == day
