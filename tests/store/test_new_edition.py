"""A new edition of the area codes in the database: what hangs on an area goes with it, and nothing is deleted."""

import json
import signal
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from ektp_core.areas import Level
from ektp_core.audit import Changed
from ektp_core.country.new_edition import changes_of
from ektp_core.store import Store, load_board, open_store, schema
from ektp_core.store.areas import Hanging, all_areas, hanging_on, take_edition
from tests.core.country.provinces import HOME, PROVINCE, areas_of, register_of, with_lines
from tests.processes import Process
from tests.store.province import REFERRING, TODAY, closed, hanging, names, open_province, taken
from tests.store.records import board_version, everything

SPLIT = {"19.04.01.2003": "19.04.07 Terentang Raya\n19.04.07.2001", "19.04.01.2004": "19.04.07.2002"}
RECODED = {"19.04.03": "19.04.07"}
EXCHANGED = {"19.04.01": "?", "19.04.02": "19.04.01", "?": "19.04.02"}
REUSED = {"19.04.03 Lubuk Besar": "19.04.03 Lubuk Baru", "Perlang": "Tanah Merah", "Kulur": "Batu Beriga"}


@pytest.fixture(autouse=True)
def _a_small_province(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty areas a single one is a large share."""
    monkeypatch.setattr("ektp_core.country.new_edition.MOST_VANISHED", 0.5)


@pytest.fixture
async def province(migrated: Store) -> Store:
    return await open_province(migrated)


def test_every_column_that_refers_to_an_area_is_looked_at() -> None:
    referring = {key.parent for table in schema.metadata.sorted_tables for key in table.foreign_keys if key.column is schema.area.c.code}
    assert referring - {schema.area.c.parent} == {*REFERRING.values()} - {schema.subscription.c.target}


@pytest.mark.parametrize(
    ("replaced", "moved", "gone"),
    [
        pytest.param({"19.04.01 Koba": "19.04.01 Koba Raya"}, {}, {}, id="renamed"),
        pytest.param(RECODED, {"19.04.03": "19.04.07"}, {}, id="recoded"),
        pytest.param(EXCHANGED, {"19.04.01": "19.04.02", "19.04.02": "19.04.01"}, {}, id="two exchange their codes"),
        pytest.param({"19.03.02": "19.04.09"}, {"19.03.02": "19.04.09"}, {}, id="from another district"),
        pytest.param(SPLIT, {"19.04.01.2003": "19.04.07.2001", "19.04.01.2004": "19.04.07.2002"}, {}, id="split"),
        pytest.param({"19.04.02.2003": ""}, {}, {"19.04.02.2003": "Cambai"}, id="a village is gone"),
        pytest.param(
            {"19.04.03": ""},
            {},
            {"19.04.03": "Lubuk Besar", "19.04.03.2001": "Perlang", "19.04.03.2002": "Kulur"},
            id="a subdistrict is gone",
        ),
        pytest.param(
            REUSED,
            {"19.04.03": "19.04.03_1"},
            {"19.04.03_1": "Lubuk Besar", "19.04.03.2001_1": "Perlang", "19.04.03.2002_1": "Kulur"},
            id="its code is another's",
        ),
    ],
)
async def test_what_hangs_on_an_area_goes_with_it(
    province: Store, replaced: dict[str, str], moved: dict[str, str], gone: dict[str, str]
) -> None:
    edition = areas_of(with_lines(replaced))
    before, version = await hanging(province), await board_version(province)
    await taken(province, with_lines(replaced))
    assert await names(province) == {each.code: each.name for each in edition}
    assert await closed(province) == gone
    assert await hanging(province) == {kind: sorted(_followed(code, moved, gone) for code in codes) for kind, codes in before.items()}
    assert await board_version(province) == version + 1
    assert changes_of(await all_areas(province), register_of(edition), HOME).is_empty


def _followed(code: str, moved: dict[str, str], gone: dict[str, str]) -> str:
    """Where what hung on a code hangs now: villages go with their subdistrict."""
    if code in moved:
        return moved[code]
    if f"{code}_1" in gone:
        return f"{code}_1"
    above, _, last = code.rpartition(".")
    return f"{moved[above]}.{last}" if above in moved and code not in gone else code


async def test_a_typed_text_keeps_the_words_that_hold_a_code(province: Store) -> None:
    await taken(province, with_lines(RECODED))
    async with province.reading() as connection:
        texts = [*(await connection.execute(select(schema.announcement.c.text))).scalars()]
        said = [json.loads(body)["said"] for body in (await connection.execute(select(schema.draft.c.body))).scalars()]
    assert "Kecamatan 19.04.03 libur" in texts
    assert "19.04.03 sekian" in said


async def test_parts_lie_where_the_edition_says(province: Store) -> None:
    await taken(province, with_lines(SPLIT))
    found = {each.code: each.parent for each in await all_areas(province)}
    assert (found["19.04.07.2001"], found["19.04.07"], found["19.04.01.2002"]) == ("19.04.07", HOME, "19.04.01")


async def test_a_closed_area_keeps_its_day_and_comes_back_with_what_hung_on_it(province: Store) -> None:
    before = await everything(province)
    await taken(province, with_lines({"19.04.03": ""}))
    assert {each.closed for each in await all_areas(province)} == {None, TODAY}
    await taken(province, PROVINCE)
    after = await everything(province)
    assert {table: rows for table, rows in after.items() if table != "audit"} == {t: rows for t, rows in before.items() if t != "audit"}


async def test_districts_of_another_province_are_closed_with_all_that_lies_in_them(province: Store) -> None:
    await taken(province, with_lines({"19.03": "21.03"}) + "\n21 Kepulauan Riau")
    board = await load_board(province)
    assert ([each.code for each in board.districts], len(board.areas.closed)) == ([HOME], 7)
    assert len(board.figures_of("19.03.02.2001")) == 2


async def test_what_hangs_on_an_area_is_counted(province: Store) -> None:
    found = await hanging_on(province, ["19.04.01", "19.04.01.1001", "19.04.09"])
    (number,) = found["19.04.01"].announcements
    assert found["19.04.01"] == Hanging(figures=2, followers=3, schools=1, visits=1, awards=1, announcements=(number,))
    assert (found["19.04.01.1001"], found["19.04.09"]) == (Hanging(figures=2), Hanging())


async def test_areas_that_have_changed_since_they_were_shown_are_left_alone(province: Store) -> None:
    changes = changes_of(await all_areas(province), register_of(areas_of(with_lines(RECODED))), HOME)
    async with province.changing() as connection:
        await connection.execute(update(schema.area).where(schema.area.c.code == "19.04.01").values(name="Koba Raya"))
    before = await everything(province)
    with pytest.raises(Changed):
        async with province.changing() as connection:
            await take_edition(connection, changes, TODAY)
    assert await everything(province) == before


async def test_the_board_offers_what_stands_and_tells_of_what_is_closed(province: Store) -> None:
    await taken(province, with_lines({"19.04.03": ""}))
    board = await load_board(province)
    assert [each.name for each in board.subdistricts] == ["Koba", "Namang"]
    assert [each.name for each in board.subdistricts_with_schools] == ["Koba", "Namang", "Lubuk Besar"]
    assert board.areas.find("lubuk besar") == ()
    assert board.areas.near(["lubuk", "besr"]) == ()
    assert all(area.level is not Level.SUBDISTRICT or area.name != "Lubuk Besar" for area in board.areas)
    assert [each.code for each in board.areas.closed_named("kecamatan Lubukbesar")] == ["19.04.03"]
    assert len(board.figures_of("19.04.03")) == 2


KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from ektp_core.country import new_edition
from ektp_core.store import open_store
from tests.core.country.provinces import with_lines
from tests.store.province import taken
from tests.store.test_new_edition import SPLIT

async def main(url, last):
    new_edition.MOST_VANISHED = 0.5
    store = open_store(url)
    @event.listens_for(store.engine.sync_engine, "before_cursor_execute")
    def _(connection, cursor, statement, *_):
        if last in statement:
            os.kill(os.getpid(), signal.SIGKILL)
    await taken(store, with_lines({**SPLIT, "19.04.03": "19.04.09"}))

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "last",
    [
        "INSERT INTO area",
        "UPDATE figure",
        "DELETE FROM boundary",
        "INSERT INTO boundary",
        "INSERT INTO subscription",
        "UPDATE draft",
        "DELETE FROM area",
        "UPDATE state",
        "INSERT INTO audit",
    ],
)
async def test_an_edition_that_is_killed_leaves_everything_as_it_was(
    url: str, province: Store, child: Callable[..., Process], last: str
) -> None:
    before = await everything(province)
    await province.close()
    assert await child(KILLED, url, last).ends() == -signal.SIGKILL
    store = open_store(url)
    assert await everything(store) == before
    await taken(store, with_lines({**SPLIT, "19.04.03": "19.04.09"}))
    await store.close()
