"""The office's facts and texts: changed from what was seen, every old version kept."""

import pytest

from ektp_core.audit import Changed, Thing
from ektp_core.store import Store, facts, load_board, schema
from ektp_core.store.history import digest, old_version_of, old_versions
from tests.store.records import MOMENT, how_many

ADMIN = 7201
HOURS = {"text_id": "Senin–Jumat 08.00", "text_en": "Mon–Fri 08:00", "as_of": "2026-10", "source": "SK 12/2026"}


async def seen_fact(store: Store, key: str) -> str:
    return digest(facts.fact_body((await load_board(store)).profile.fact(key)))


async def change(store: Store, key: str, body: dict[str, str | None], seen: str) -> int:
    async with store.changing_board() as connection:
        return await facts.change_fact(connection, facts.fact_of(key, body), seen, ADMIN, MOMENT)


async def test_a_fact_is_in_force_at_once_and_the_old_one_is_kept(started: Store) -> None:
    kept = await change(started, "hours", HOURS, await seen_fact(started, "hours"))
    fact = (await load_board(started)).profile.fact("hours")
    assert facts.fact_body(fact) == HOURS
    old = await old_version_of(started, kept, frozenset({Thing.FACT}))
    assert (old.key, old.body["text_id"], old.replaced_by) == ("hours", None, ADMIN)


async def test_a_fact_that_was_never_recorded_can_be_set(started: Store) -> None:
    body = {"text_id": "40", "text_en": None, "as_of": "2026-11-24", "source": "the office"}
    await change(started, "pupils_per_kit_day", body, await seen_fact(started, "pupils_per_kit_day"))
    text = (await load_board(started)).profile.fact("pupils_per_kit_day").text
    assert text is not None
    assert text.id == "40"


async def test_a_fact_may_be_unannounced_again(started: Store) -> None:
    await change(started, "phone", dict(facts.UNKNOWN), await seen_fact(started, "phone"))
    assert (await load_board(started)).profile.fact("phone").text is None


async def test_who_saw_another_value_overwrites_nothing(started: Store) -> None:
    seen = await seen_fact(started, "hours")
    await change(started, "hours", HOURS, seen)
    with pytest.raises(Changed):
        await change(started, "hours", HOURS | {"text_id": "Sabtu"}, seen)
    assert facts.fact_body((await load_board(started)).profile.fact("hours")) == HOURS
    assert await how_many(started, schema.old_version) == 1


@pytest.mark.parametrize("key", ["address", "name", "minimum_age", "hours"])
async def test_every_fact_as_shown_is_the_fact_as_kept(started: Store, key: str) -> None:
    await change(started, key, HOURS, await seen_fact(started, key))


async def test_the_last_versions_are_listed_newest_first(started: Store) -> None:
    for number in range(7):
        await change(started, "hours", HOURS | {"text_id": str(number)}, await seen_fact(started, "hours"))
    listed = await old_versions(started, Thing.FACT, "hours")
    assert [each.body["text_id"] for each in listed] == ["5", "4", "3", "2", "1"]


async def test_a_requirement_text_is_changed_from_what_was_seen(started: Store) -> None:
    now = (await load_board(started)).profile.requirements["lost"]
    before = facts.requirement_body(now)
    after = before | {"lines_id": "Satu\nDua\nTiga", "lines_en": "One\nTwo\nThree"}
    for expected in (True, False):
        async with started.changing_board() as connection:
            if expected:
                await facts.change_requirement(connection, facts.requirement_of(after, now), digest(before), ADMIN, MOMENT)
            else:
                with pytest.raises(Changed):
                    await facts.change_requirement(connection, now, digest(before), ADMIN, MOMENT)
    assert facts.requirement_body((await load_board(started)).profile.requirements["lost"]) == after
    assert (await old_versions(started, Thing.REQUIREMENT, "lost"))[0].body == before
