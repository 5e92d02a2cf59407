"""What lies in what, what can be followed, and how long a chat is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from ektp_core.announcements.audience import of_place
from ektp_core.profile import Language
from ektp_core.schools.register import School, Schools
from ektp_core.subscriptions.subscribers import (
    CONSENT_VERSION,
    ChatSort,
    Consent,
    Scope,
    Subscriber,
    Subscription,
    around,
    exists,
    last_life,
    within,
)
from ektp_core.visits.schedule import Place, PlaceKind
from tests.core.builders import HOME, SUBDISTRICT_CODES, TODAY, published_board

BOARD = published_board()
SMAN_1_KOBA = Subscription(Scope.SCHOOL, "10900778")
KOBA = Subscription(Scope.SUBDISTRICT, SUBDISTRICT_CODES["Koba"])
BANGKA_TENGAH = Subscription(Scope.DISTRICT, HOME)


def can_follow(thing: Subscription) -> bool:
    return exists(thing, HOME, BOARD.schools, BOARD.areas)


def test_a_school_lies_in_its_subdistrict_and_that_in_the_district() -> None:
    assert around(SMAN_1_KOBA, BOARD.schools, BOARD.areas) == (SMAN_1_KOBA, KOBA, BANGKA_TENGAH)
    assert around(BANGKA_TENGAH, BOARD.schools, BOARD.areas) == (BANGKA_TENGAH,)


def test_a_school_that_was_removed_lies_in_nothing() -> None:
    removed = Subscription(Scope.SCHOOL, "1")
    assert around(removed, BOARD.schools, BOARD.areas) == (removed,)


def test_in_the_district_lie_its_subdistricts_and_their_schools() -> None:
    inside = within(BANGKA_TENGAH, BOARD.schools, BOARD.areas)
    assert {KOBA, SMAN_1_KOBA} <= set(inside)
    assert len(inside) == len(SUBDISTRICT_CODES) + len(list(BOARD.schools))
    assert SMAN_1_KOBA in within(KOBA, BOARD.schools, BOARD.areas)
    assert within(SMAN_1_KOBA, BOARD.schools, BOARD.areas) == ()


def test_schools_subdistricts_and_the_home_district_can_be_followed() -> None:
    assert all(can_follow(thing) for thing in (SMAN_1_KOBA, KOBA, BANGKA_TENGAH))


@pytest.mark.parametrize(
    ("scope", "target"),
    [
        (Scope.SCHOOL, "1"),
        (Scope.SCHOOL, HOME),
        (Scope.SUBDISTRICT, "19.04.01.2001"),
        (Scope.SUBDISTRICT, "19.01.01"),
        (Scope.DISTRICT, "19.01"),
        (Scope.DISTRICT, "19"),
    ],
)
def test_nothing_else_can(scope: Scope, target: str) -> None:
    assert not can_follow(Subscription(scope, target))


def test_on_the_day_a_pause_names_it_is_over() -> None:
    consent = Consent(7001, ChatSort.PRIVATE, Language.ID, CONSENT_VERSION, datetime(2026, 11, 24, tzinfo=UTC))
    paused = Subscriber(consent, TODAY, paused_until=date(2026, 12, 1))
    assert paused.is_paused(date(2026, 11, 30))
    assert not paused.is_paused(date(2026, 12, 1))
    assert not Subscriber(consent, TODAY).is_paused(TODAY)


@pytest.mark.parametrize(
    ("today", "kept_since"),
    [
        (date(2026, 11, 24), date(2024, 11, 24)),
        (date(2028, 2, 29), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2024, 2, 28)),
        (date(2027, 1, 31), date(2025, 1, 31)),
    ],
)
def test_a_chat_is_kept_for_24_months_after_its_last_sign_of_life(today: date, kept_since: date) -> None:
    assert last_life(today) == kept_since


def test_each_day_at_most_a_leap_day_more_expires() -> None:
    days = [last_life(date(2026, 1, 1) + timedelta(days=number)) for number in range(1500)]
    assert all(later - earlier in (timedelta(0), timedelta(1), timedelta(2)) for earlier, later in pairwise(days))


# A school whose subdistrict nobody knows, and one that has closed


UNPLACED = School("10999001", "SMA Harapan", "SMA", HOME, "", None, None, "a register")
SHUT = replace(UNPLACED, npsn="10999002", subdistrict=KOBA.target, is_closed=True)
WITH_BOTH = Schools([*BOARD.schools, UNPLACED, SHUT], BOARD.areas)
OF_UNPLACED, OF_SHUT = Subscription(Scope.SCHOOL, UNPLACED.npsn), Subscription(Scope.SCHOOL, SHUT.npsn)


def test_a_school_of_an_unknown_subdistrict_lies_in_the_district_and_in_no_subdistrict() -> None:
    assert around(OF_UNPLACED, WITH_BOTH, BOARD.areas) == (OF_UNPLACED, BANGKA_TENGAH)
    assert OF_UNPLACED in within(BANGKA_TENGAH, WITH_BOTH, BOARD.areas)
    assert all(
        OF_UNPLACED not in within(Subscription(Scope.SUBDISTRICT, code), WITH_BOTH, BOARD.areas) for code in SUBDISTRICT_CODES.values()
    )
    assert exists(OF_UNPLACED, HOME, WITH_BOTH, BOARD.areas)


def test_of_a_visit_to_it_hear_its_followers_and_those_of_the_district() -> None:
    place = Place(PlaceKind.SCHOOL, UNPLACED.name, HOME, UNPLACED.npsn)
    assert of_place(place, WITH_BOTH, BOARD.areas) == (OF_UNPLACED, BANGKA_TENGAH)
    assert of_place(place, BOARD.schools, BOARD.areas) == (OF_UNPLACED, BANGKA_TENGAH)


def test_a_closed_school_can_be_followed_no_more_and_its_followers_are_still_told_what_all_there_are() -> None:
    assert not exists(OF_SHUT, HOME, WITH_BOTH, BOARD.areas)
    assert OF_SHUT in within(KOBA, WITH_BOTH, BOARD.areas)
    assert OF_SHUT in within(BANGKA_TENGAH, WITH_BOTH, BOARD.areas)
