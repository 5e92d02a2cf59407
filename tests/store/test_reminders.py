"""Days that people asked for: each told once, after a pause if that is still useful, and gone once told."""

from datetime import date, timedelta

import pytest

from ektp_core.profile import Language
from ektp_core.reminders import MOST_REMINDERS, USEFUL_FOR, Reminder, ReminderKind
from ektp_core.store import Store, schema
from ektp_core.store.preferences import choose_language
from ektp_core.store.reminders import TooManyReminders, cancel, drop_late, due, people_due, remind, reminders_in, take_told
from ektp_core.store.subscriptions import ConsentMissing, pause, retire
from ektp_core.subscriptions import GoneReason
from tests.store.followers import BUDI, NOON, SITI, TODAY, a_consent, a_follower, a_reminder, subscriber_of
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
            await take_told(connection, kind, day, today)
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
    await cancel(migrated, a_reminder())
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


@pytest.mark.parametrize(("paused_for", "is_told"), [(1, True), (USEFUL_FOR.days, True), (USEFUL_FOR.days + 1, False)])
async def test_a_day_that_falls_into_a_pause_is_told_after_it_while_that_is_useful(migrated: Store, paused_for: int, is_told: bool) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    until = DAY + timedelta(days=paused_for)
    await pause(migrated, SITI, until)
    assert await told(migrated, until - timedelta(days=1)) == set()
    assert await told(migrated, until) == ({(SITI, "id")} if is_told else set())


async def test_who_cannot_be_reached_is_not_told(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    await retire(migrated, SITI, GoneReason.BLOCKED, NOON)
    assert await told(migrated, DAY) == set()


async def test_what_comes_too_late_is_counted_and_removed(migrated: Store) -> None:
    await remind(migrated, a_reminder(), TODAY, a_consent())
    async with migrated.changing() as connection:
        assert await drop_late(connection, DAY + USEFUL_FOR) == 0
        assert await drop_late(connection, DAY + USEFUL_FOR + timedelta(days=1)) == 1
    assert await subscriber_of(migrated) is None
