"""The clockwork forgets each morning what is kept no longer (docs/privacy/processing-register.md#how-long)."""

from datetime import timedelta

from bot.health.vitals import Vitals
from bot.sending.clockwork import Clockwork
from ektp_core.profile import Language
from ektp_core.store import schema
from tests.bot.sending.office_clock import RATNA, TOMORROW, Time, at
from tests.store.followers import SITI
from tests.store.records import add, how_many


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
