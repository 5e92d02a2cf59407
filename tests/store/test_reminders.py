"""Days that people asked for: each told once, when a pause ends if it fell into one, and gone once told."""

from datetime import date, timedelta

import pytest

from ektp_core.profile import Language
from ektp_core.store import Store, reminders, schema
from ektp_core.store.languages import choose_language
from ektp_core.store.reminders import TooManyReminders, cancel, drop_late, due, people_due, remind, reminders_in
from ektp_core.store.subscriptions import ConsentMissing, end_pause, pause
from ektp_core.store.unreachable import retire
from ektp_core.subscriptions.reminders import MOST_REMINDERS, USEFUL_FOR, Reminder, ReminderKind
from ektp_core.subscriptions.subscribers import UnreachableReason
from tests.store.followers import BUDI, NOON, SITI, TODAY, WORDS, a_consent, a_follower, a_reminder, readers, subscriber_of
from tests.store.records import everything, how_many

DAY = a_reminder().day


async def asked(store: Store, chat: int = SITI) -> tuple[Reminder, ...]:
    async with store.reading() as connection:
        return await reminders_in(connection, chat)


async def told(store: Store, today: date) -> set[tuple[int, str]]:
    """Who is told on a day, in which language; as the clockwork does it."""
    found: set[tuple[int, str]] = set()
    async with store.changing() as connection:
        for kind, day in await due(connection, today):
            found |= {(row.chat, row.language) for row in await connection.execute(people_due(kind, day, today))}
            await reminders.queue_reminder(connection, kind, day, WORDS, NOON, today)
    return found


async def test_a_reminder_needs_a_consent_too(migrated: Store) -> None:
    with pytest.raises(ConsentMissing):
        await remind(migrated, a_reminder(), TODAY)
    assert await remind(migrated, a_reminder(), TODAY, a_consent()) is True
    assert await remind(migrated, a_reminder(), TODAY) is False
    assert await asked(migrated) == (a_reminder(),)


async def test_only_the_day_and_the_kind_are_kept(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    assert (await everything(migrated))["reminder"] == [(SITI, "card", DAY)]


async def test_one_may_ask_for_so_many_days(migrated: Store) -> None:
    for number in range(MOST_REMINDERS):
        await remind(migrated, a_reminder(day=DAY + timedelta(days=number)), TODAY, a_consent())
    with pytest.raises(TooManyReminders):
        await remind(migrated, a_reminder(kind=ReminderKind.MAY_RECORD), TODAY)
    assert await remind(migrated, a_reminder(), TODAY) is False


async def test_who_cancels_their_only_reminder_is_not_kept(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    await cancel(migrated, a_reminder(), NOON)
    assert await subscriber_of(migrated) is None


async def test_each_is_told_once_on_the_day_in_their_language_and_then_not_kept(migrated: Store) -> None:
    for chat in (SITI, BUDI):
        await remind(migrated, a_reminder(chat), TODAY, a_consent(chat))
    await choose_language(migrated, BUDI, Language.EN, NOON)
    assert await told(migrated, DAY - timedelta(days=1)) == set()
    assert await told(migrated, DAY) == {(SITI, "id"), (BUDI, "en")}
    assert await told(migrated, DAY) == set()
    assert await how_many(migrated, schema.subscriber) == 0


async def test_followers_are_kept_after_their_reminder(migrated: Store) -> None:
    await a_follower(migrated)
    await remind(migrated, a_reminder(), TODAY)
    await told(migrated, DAY)
    assert await subscriber_of(migrated) is not None


async def tidied_up(store: Store, today: date) -> int:
    async with store.changing() as connection:
        return await drop_late(connection, today)


@pytest.mark.parametrize("days", [1, USEFUL_FOR.days, 200])
async def test_a_day_that_falls_into_a_pause_is_told_when_it_ends_however_long_it_was(migrated: Store, days: int) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    until = DAY + timedelta(days=days)
    await pause(migrated, SITI, until)
    assert await tidied_up(migrated, until - timedelta(days=1)) == 0
    assert await told(migrated, until - timedelta(days=1)) == set()
    assert await told(migrated, until) == {(SITI, "id")}


async def test_a_day_that_fell_into_a_pause_is_told_when_somebody_ends_it_by_hand(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    await pause(migrated, SITI, DAY + timedelta(days=200))
    await end_pause(migrated, SITI, DAY + timedelta(days=100))
    assert await told(migrated, DAY + timedelta(days=100)) == {(SITI, "id")}


async def test_a_pause_of_somebody_else_keeps_no_day_that_is_long_over(migrated: Store) -> None:
    for chat in (SITI, BUDI):
        await remind(migrated, a_reminder(chat), TODAY, a_consent(chat))
    until = DAY + timedelta(days=200)
    await pause(migrated, SITI, until)
    assert await told(migrated, until) == {(SITI, "id")}
    assert await tidied_up(migrated, until) == 1


async def test_who_asks_for_a_day_can_be_reached_again(migrated: Store) -> None:
    await a_follower(migrated)
    await retire(migrated, SITI, UnreachableReason.NEVER_STARTED, NOON)
    await remind(migrated, a_reminder(), TODAY)
    assert await told(migrated, DAY) == {(SITI, "id")}


async def test_who_cannot_be_reached_is_not_told(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    await retire(migrated, SITI, UnreachableReason.BLOCKED, NOON)
    assert await told(migrated, DAY) == set()


async def test_what_comes_too_late_is_counted_and_removed(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    assert await tidied_up(migrated, DAY + USEFUL_FOR) == 0
    assert await tidied_up(migrated, DAY + USEFUL_FOR + timedelta(days=1)) == 1
    assert await subscriber_of(migrated) is None


# Into the outbox


async def queue_reminder(store: Store, today: date = TODAY) -> None:
    now = NOON + (today - TODAY)
    async with store.changing() as connection:
        await reminders.queue_reminder(connection, ReminderKind.CARD, TODAY, WORDS, now, today)


async def ask(store: Store, chat: int, day: date = TODAY) -> None:
    assert await remind(store, a_reminder(chat, day=day), TODAY, a_consent(chat))


async def test_a_reminder_is_queued_and_its_wish_removed_together(migrated: Store) -> None:
    await ask(migrated, SITI)
    await ask(migrated, BUDI, TODAY + timedelta(1))
    for _ in range(2):
        await queue_reminder(migrated)
    assert await readers(migrated) == {SITI: "kabar"}
    assert await how_many(migrated, schema.reminder) == 1
    assert await subscriber_of(migrated, SITI) is None, "nothing is kept of who asked for nothing else"


async def test_who_pauses_is_reminded_after_the_pause(migrated: Store) -> None:
    await ask(migrated, SITI)
    await ask(migrated, BUDI)
    await pause(migrated, BUDI, TODAY + timedelta(2))
    await queue_reminder(migrated)
    assert set(await readers(migrated)) == {SITI}
    for later in (1, 2, 3):
        await queue_reminder(migrated, TODAY + timedelta(later))
    assert set(await readers(migrated)) == {SITI, BUDI}
    assert await how_many(migrated, schema.announcement) == 2


async def test_who_is_gone_is_not_reminded_ever(migrated: Store) -> None:
    await ask(migrated, SITI)
    await retire(migrated, SITI, UnreachableReason.BLOCKED, NOON)
    await queue_reminder(migrated)
    assert await how_many(migrated, schema.announcement) == 0
    async with migrated.changing() as connection:
        await reminders.drop_reminders_of_gone(connection, TODAY)
    assert await how_many(migrated, schema.reminder) == 0
