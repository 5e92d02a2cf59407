"""Following, silence, pauses and leaving: each at once, also in the middle of an announcement."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, delete

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.profile import Language
from ektp_core.store import Store, schema
from ektp_core.store.languages import choose_language
from ektp_core.store.reminders import remind
from ektp_core.store.subscriptions import (
    ConsentMissing,
    FollowsNothing,
    FollowsTooMuch,
    closing_expiry,
    end_pause,
    expire,
    follow,
    keep_seen,
    leave,
    mute,
    pause,
    queue_closing_expiry,
    recipients,
    unfollow,
    unmute,
)
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.subscribers import MOST_FOLLOWED, Scope, Subscription, Topic, UnreachableReason
from tests.at_once import at_once
from tests.store.followers import (
    BANGKA_TENGAH,
    BUDI,
    GROUP,
    KOBA,
    NOON,
    SITI,
    SMAN_1_KOBA,
    TODAY,
    WORDS,
    a_consent,
    a_correction,
    a_follower,
    a_reminder,
    an_announcement,
    copies,
    follows,
    many_followers,
    readers,
    stands,
    subscriber_of,
)
from tests.store.records import everything
from tests.store.records import how_many as rows_of


def schools(numbers: Iterable[int]) -> list[Subscription]:
    return [Subscription(Scope.SCHOOL, str(number)) for number in numbers]


async def chats(store: Store, people: Select[Any]) -> dict[int, str]:
    async with store.reading() as connection:
        return {row.chat: row.language for row in await connection.execute(people)}


async def heard_by(store: Store, followed: Sequence[Subscription] | None, topic: Topic, today: date) -> int:
    """How many chats hear of a topic."""
    return len(await chats(store, recipients(followed, topic, today)))


async def test_many_followers_are_made_as_each_would_make_themselves(migrated: Store) -> None:
    await a_follower(migrated, SITI, SMAN_1_KOBA, KOBA)
    await a_follower(migrated, GROUP, BANGKA_TENGAH)
    one_by_one = await everything(migrated)
    async with migrated.changing() as connection:
        await connection.execute(delete(schema.subscriber))
    await many_followers(migrated, {SITI: [SMAN_1_KOBA, KOBA], GROUP: [BANGKA_TENGAH]})
    assert await everything(migrated) == one_by_one


# Consent


async def test_nothing_is_kept_of_whoever_has_not_agreed(migrated: Store) -> None:
    with pytest.raises(ConsentMissing):
        await follow(migrated, SITI, [SMAN_1_KOBA], NOON, TODAY)
    assert await subscriber_of(migrated) is None


async def test_the_consent_is_kept_with_its_version_moment_and_language(migrated: Store) -> None:
    consent = a_consent(language=Language.EN)
    assert await follow(migrated, SITI, [SMAN_1_KOBA], NOON, TODAY, consent) == 1
    found = await subscriber_of(migrated)
    assert found and found.consent == consent
    assert found.last_seen == TODAY


async def test_whoever_agreed_to_an_earlier_text_is_asked_again_at_the_next_change(
    migrated: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_follower(migrated)
    monkeypatch.setattr("ektp_core.store.subscriptions.CONSENT_VERSION", "2028-01")
    with pytest.raises(ConsentMissing):
        await follow(migrated, SITI, [KOBA], NOON, TODAY)
    assert await follows(migrated) == {SMAN_1_KOBA}
    later = a_consent(version="2028-01", since=NOON + timedelta(days=400))
    await follow(migrated, SITI, [KOBA], NOON, TODAY, later)
    found = await subscriber_of(migrated)
    assert found and found.consent == later
    assert set(found.follows) == {SMAN_1_KOBA, KOBA}


async def test_a_tap_that_telegram_repeats_changes_nothing(migrated: Store) -> None:
    await a_follower(migrated)
    before = await everything(migrated)
    again = a_consent(since=NOON + timedelta(days=1))
    assert await follow(migrated, SITI, [SMAN_1_KOBA], NOON + timedelta(days=1), TODAY + timedelta(days=1), again) == 0
    assert await everything(migrated) == before


async def test_two_taps_at_once_are_one(migrated: Store) -> None:
    taps = (follow(migrated, SITI, [SMAN_1_KOBA], NOON, TODAY, a_consent()) for _ in range(8))
    assert sorted(await at_once(*taps)) == [0] * 7 + [1]


# Following


async def test_one_may_follow_several_things_but_not_too_many(migrated: Store) -> None:
    await a_follower(migrated, SITI, *schools(range(MOST_FOLLOWED - 1)))
    await follow(migrated, SITI, [KOBA, KOBA], NOON, TODAY)
    with pytest.raises(FollowsTooMuch):
        await follow(migrated, SITI, [BANGKA_TENGAH], NOON, TODAY)
    assert await follow(migrated, SITI, [KOBA], NOON, TODAY) == 0
    assert len(await follows(migrated)) == MOST_FOLLOWED


async def test_whoever_follows_nothing_any_more_is_not_kept(migrated: Store) -> None:
    await a_follower(migrated, SITI, SMAN_1_KOBA, KOBA)
    announced = await an_announcement(migrated, SITI)
    await unfollow(migrated, SITI, KOBA, NOON)
    assert await copies(migrated, announced) == {SITI: DeliveryState.PENDING}
    await unfollow(migrated, SITI, SMAN_1_KOBA, NOON)
    assert await copies(migrated, announced) == {SITI: DeliveryState.SKIPPED}
    assert await subscriber_of(migrated) is None


async def test_whoever_awaits_a_reminder_is_kept_for_it(migrated: Store) -> None:
    await a_follower(migrated)
    await remind(migrated, a_reminder(), TODAY)
    await unfollow(migrated, SITI, SMAN_1_KOBA, NOON)
    assert await subscriber_of(migrated) is not None
    assert await heard_by(migrated, None, Topic.CHANGES, TODAY) == 0


# Silence and pauses


async def test_a_topic_that_is_switched_off_is_not_heard_of_until_it_is_on_again(migrated: Store) -> None:
    await a_follower(migrated)
    for _ in range(2):
        await mute(migrated, SITI, Topic.EVE)
    assert await heard_by(migrated, [SMAN_1_KOBA], Topic.EVE, TODAY) == 0
    assert await heard_by(migrated, [SMAN_1_KOBA], Topic.CHANGES, TODAY) == 1
    await unmute(migrated, SITI, Topic.EVE)
    assert await heard_by(migrated, [SMAN_1_KOBA], Topic.EVE, TODAY) == 1


async def test_announcements_that_wait_are_not_sent_to_whoever_switches_them_off(migrated: Store) -> None:
    await a_follower(migrated)
    announced, notice = await an_announcement(migrated, SITI), await an_announcement(migrated, SITI, kind=AnnouncementKind.NOTICE)
    await mute(migrated, SITI, Topic.ANNOUNCEMENTS)
    assert (await copies(migrated, announced), await copies(migrated, notice)) == (
        {SITI: DeliveryState.SKIPPED},
        {SITI: DeliveryState.PENDING},
    )


async def test_a_pause_lasts_until_its_day_and_takes_back_what_waits(migrated: Store) -> None:
    await a_follower(migrated)
    announced, reminded = await an_announcement(migrated, SITI, BUDI), await an_announcement(migrated, SITI, kind=AnnouncementKind.REMINDER)
    until = date(2026, 12, 1)
    await pause(migrated, SITI, until)
    assert await copies(migrated, announced) == {SITI: DeliveryState.SKIPPED, BUDI: DeliveryState.PENDING}
    assert await copies(migrated, reminded) == {SITI: DeliveryState.PENDING}
    told = [await heard_by(migrated, None, Topic.CHANGES, day) for day in (TODAY, date(2026, 11, 30), until)]
    assert told == [0, 0, 1]
    await end_pause(migrated, SITI, TODAY)
    assert await heard_by(migrated, None, Topic.CHANGES, TODAY) == 1


async def test_who_follows_nothing_has_nothing_to_pause(migrated: Store) -> None:
    with pytest.raises(FollowsNothing):
        await pause(migrated, SITI, date(2026, 12, 1))
    with pytest.raises(FollowsNothing):
        await mute(migrated, SITI, Topic.EVE)


# Leaving


async def test_leaving_ends_everything_in_the_middle_of_an_announcement(migrated: Store) -> None:
    await a_follower(migrated, SITI, SMAN_1_KOBA, KOBA)
    await remind(migrated, a_reminder(), TODAY)
    waiting = [await an_announcement(migrated, SITI, BUDI, kind=kind) for kind in list(AnnouncementKind)[:3]]
    arrived = await an_announcement(migrated, SITI, key="yesterday")
    await stands(migrated, arrived, DeliveryState.DELIVERED, SITI)
    correction = await a_correction(migrated, arrived, SITI)
    left = await leave(migrated, SITI, NOON)
    assert left and set(left.follows) == {SMAN_1_KOBA, KOBA}
    for number in waiting:
        assert await copies(migrated, number) == {SITI: DeliveryState.SKIPPED, BUDI: DeliveryState.PENDING}
    assert await copies(migrated, arrived) == {SITI: DeliveryState.DELIVERED}
    assert await copies(migrated, correction) == {SITI: DeliveryState.PENDING}, "a wrong date is put right for those who left, too"
    assert await leave(migrated, SITI, NOON) is None
    assert await rows_of(migrated, schema.reminder) == 0


async def test_a_copy_that_may_have_arrived_is_not_sent_again_to_whoever_left(migrated: Store) -> None:
    await a_follower(migrated)
    announced = await an_announcement(migrated, SITI)
    await stands(migrated, announced, DeliveryState.DEFERRED, SITI, ambiguous=1)
    await leave(migrated, SITI, NOON)
    assert await copies(migrated, announced) == {SITI: DeliveryState.UNCERTAIN}


async def test_who_follows_something_or_changes_what_they_hear_can_be_reached_again(migrated: Store) -> None:
    await a_follower(migrated)
    acts = (
        follow(migrated, SITI, (KOBA,), NOON, TODAY),
        unmute(migrated, SITI, Topic.EVE),
        pause(migrated, SITI, TODAY + timedelta(days=1)),
    )
    for act in acts:
        await retire(migrated, SITI, UnreachableReason.NEVER_STARTED, NOON)
        await act
        assert await heard_by(migrated, None, Topic.CHANGES, TODAY + timedelta(days=1)) == 1


# Signs of life


async def test_a_sign_of_life_is_kept_by_the_week_and_only_of_followers(migrated: Store) -> None:
    await a_follower(migrated)
    for days, kept in ((6, TODAY), (7, TODAY + timedelta(days=7)), (8, TODAY + timedelta(days=7))):
        await keep_seen(migrated, [SITI, BUDI, *range(2000)], TODAY + timedelta(days=days))
        found = await subscriber_of(migrated)
        assert found and found.last_seen == kept
    assert await rows_of(migrated, schema.subscriber) == 1


async def test_who_gives_no_sign_of_life_for_24_months_is_removed_with_all_that_hangs_on_them(migrated: Store) -> None:
    await a_follower(migrated, on=date(2024, 11, 24))
    await a_follower(migrated, BUDI, on=date(2024, 11, 25))
    await remind(migrated, a_reminder(), TODAY)
    await mute(migrated, SITI, Topic.EVE)
    assert await expire(migrated, date(2026, 11, 24)) == 0
    assert await expire(migrated, date(2026, 11, 25)) == 1
    assert await subscriber_of(migrated) is None
    assert await rows_of(migrated, schema.subscription) == 1
    assert await rows_of(migrated, schema.reminder) == await rows_of(migrated, schema.muted) == 0


async def test_who_expires_within_four_weeks_is_asked_once_in_their_language(migrated: Store) -> None:
    await a_follower(migrated, on=date(2024, 12, 21))
    await a_follower(migrated, BUDI, on=date(2024, 12, 22))
    await choose_language(migrated, SITI, Language.EN, NOON)
    assert await chats(migrated, closing_expiry(TODAY)) == {SITI: "en"}
    await an_announcement(migrated, SITI, kind=AnnouncementKind.NOTICE, key="expiry:2026-11-24")
    assert await chats(migrated, closing_expiry(TODAY)) == {}
    assert await chats(migrated, closing_expiry(TODAY + timedelta(days=1))) == {BUDI: "id"}


async def test_a_chat_is_asked_once_whether_it_still_wants_to_be_told(migrated: Store) -> None:
    await a_follower(migrated, SITI, on=TODAY - timedelta(days=725))
    await a_follower(migrated, BUDI)
    for later in range(3):
        async with migrated.changing() as connection:
            await queue_closing_expiry(connection, WORDS, NOON, TODAY + timedelta(later))
    assert await readers(migrated) == {SITI: "kabar"}
    assert await rows_of(migrated, schema.announcement) == 1
