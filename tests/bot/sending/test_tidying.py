"""The clockwork forgets each morning what is kept no longer (docs/privacy/processing-register.md#how-long)."""

from datetime import timedelta

from bot.health.vitals import Vitals
from bot.sending.clockwork import Clockwork
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.profile import Language
from ektp_core.store import schema
from tests.bot.sending.office_clock import RATNA, TOMORROW, Time, at
from tests.store.followers import SITI, an_announcement
from tests.store.records import add, how_many, pragma

SOMEBODY = 5_912_345_678_901
"""Whose number stands nowhere by accident."""


async def test_what_is_over_goes_in_the_morning_and_not_at_night(when: Time) -> None:
    store = when.office.store
    row = {"person": RATNA, "kind": "visits", "about": "", "body": "{}", "updated": at(12) - timedelta(90)}
    await add(store, schema.draft, row)
    await when.is_now(at(12))
    assert await how_many(store, schema.draft) == 1
    await when.is_now(at(2, day=TOMORROW))
    assert await how_many(store, schema.draft) == 1
    await when.is_now(at(8, day=TOMORROW))
    assert await how_many(store, schema.draft) == 0


async def test_a_language_that_is_over_is_forgotten_in_memory_too(when: Time) -> None:
    when.clock.moment = at(12) - timedelta(800)
    await when.office.choose_language(SITI, Language.EN)
    async with when.office.store.changing() as connection:
        await connection.execute(schema.subscriber.delete())
    await when.is_now(at(12))
    assert await how_many(when.office.store, schema.preference) == 0
    assert when.office.public.language_of(SITI) is None


async def test_nothing_is_forgotten_by_a_clock_that_is_in_doubt(when: Time) -> None:
    """A clock two years ahead would end every follower, and erase what is two months old."""
    store, seen = when.office.store, Vitals(skews=(800 * 86_400.0,))
    row = {"person": RATNA, "kind": "visits", "about": "", "body": "{}", "updated": at(12)}
    await add(store, schema.draft, row)
    doubting = Clockwork(when.office, 1, seen)
    when.clock.moment = at(12) + timedelta(800)
    await doubting.tick()
    assert await how_many(store, schema.draft) == 1
    seen.skews = (0.0,)
    await doubting.tick()
    assert await how_many(store, schema.draft) == 0


async def test_of_what_goes_in_the_morning_no_byte_stays_in_the_log_of_changes(when: Time) -> None:
    store = when.office.store
    assert await pragma(store, "journal_mode = WAL") == "wal"
    number = await an_announcement(store, SOMEBODY)
    async with store.changing() as connection:
        counts = {"delivered": 1, "unreachable": 0, "skipped": 0, "uncertain": 0}
        ended = {"state": AnnouncementState.CLOSED, "closed": at(12) - timedelta(31)} | counts
        await connection.execute(schema.announcement.update().where(schema.announcement.c.id == number).values(**ended))
    await when.is_now(at(12))
    assert await how_many(store, schema.delivery) == 0
    assert store.path is not None
    files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
    assert [file.name for file in files if SOMEBODY.to_bytes(6, "big") in file.read_bytes()] == []
