"""Awards in the database: one a year and category, changed from what was seen, the old one kept."""

from typing import Any

import pytest

from ektp_core.audit import Changed, Seen, Thing
from ektp_core.store import Store, awards, load_board
from ektp_core.store.awards import AwardExists, award_body, award_of
from ektp_core.store.history import old_version_of
from tests.store.records import MOMENT

BODY: dict[str, Any] = {
    "year": 2026,
    "category": "Inovasi",
    "area": "19.04",
    "recipient": None,
    "given_on": "2026-11-20",
    "prize": "piala",
    "note_id": None,
    "note_en": None,
    "source": "the province",
}


async def add(store: Store, **values: Any) -> int:
    async with store.changing_board() as connection:
        return await awards.add_award(connection, award_of(BODY | values))


async def change(store: Store, number: int, seen: int, **values: Any) -> int:
    async with store.changing_board() as connection:
        return await awards.change_award(connection, Seen(number, seen), award_of(BODY | values), 7101, MOMENT)


async def remove(store: Store, number: int, seen: int) -> int:
    async with store.changing_board() as connection:
        return await awards.remove_award(connection, Seen(number, seen), 7101, MOMENT)


async def of_2026(store: Store) -> list[dict[str, Any]]:
    return [award_body(award) for award in (await load_board(store)).awards.of_year(2026)]


async def test_an_award_is_shown_as_it_was_entered(started: Store) -> None:
    await add(started)
    assert await of_2026(started) == [BODY]


async def test_a_category_stands_once_in_a_year(started: Store) -> None:
    number = await add(started)
    other = await add(started, category="Pelayanan")
    with pytest.raises(AwardExists):
        await add(started)
    with pytest.raises(AwardExists):
        await change(started, other, 1)
    await change(started, number, 1, prize="uang")


async def test_who_saw_another_version_overwrites_nothing(started: Store) -> None:
    number = await add(started)
    await change(started, number, 1, prize="uang")
    with pytest.raises(Changed):
        await change(started, number, 1, prize="sertifikat")
    with pytest.raises(Changed):
        await remove(started, number, 1)
    assert [body["prize"] for body in await of_2026(started)] == ["uang"]


async def test_what_was_changed_or_removed_is_kept(started: Store) -> None:
    number = await add(started)
    changed = await change(started, number, 1, prize="uang")
    gone = await remove(started, number, 2)
    kept = [(await old_version_of(started, each, frozenset({Thing.AWARD}))).body["prize"] for each in (changed, gone)]
    assert (kept, await of_2026(started)) == (["piala", "uang"], [])


async def test_a_new_award_is_never_meant_by_the_buttons_of_a_removed_one(started: Store) -> None:
    number = await add(started)
    await remove(started, number, 1)
    await add(started, category="Lain")
    with pytest.raises(Changed):
        await remove(started, number, 1)
    assert [body["category"] for body in await of_2026(started)] == ["Lain"]
