"""A database of earlier weeks is opened by today's bot with nothing lost; one of another office is refused and left as it is."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.application import open_office, utc_now
from bot.settings import Settings
from ektp_core.profile import Language
from ektp_core.store import migrate, open_store, schema
from tests.bot.command_line import siaprekam, the_line
from tests.databases import Filled, sqlite_file
from tests.store.migrating import upgrade_to
from tests.store.records import MOMENT, a_day_row, a_figure_row, a_loan_row, a_visit_row
from tests.store.test_audit_subjects import BEFORE, BESIDE_THE_DEMO_SET, DAY, insert_as_then, rows

HOURS = {"key": "hours", "text_id": "Senin-Kamis 08.00-15.00", "text_en": "Monday to Thursday 8:00-15:00", "as_of": "2026-11-20"}
OF_THE_OFFICE = (
    (schema.figure, a_figure_row(id=71)),
    (schema.visit, a_visit_row(id=1)),
    (schema.visit_day, a_day_row(DAY)),
    (schema.loan, a_loan_row(id=71)),
    (schema.member, {"person": 7201, "role": "admin", "name": "Pak Julian", "since": MOMENT}),
    *BESIDE_THE_DEMO_SET,
)
KEEPS_NOTHING_ABOUT_THE_OFFICE = {"state", "audit", "draft"}
"""The version of the board grows, an act's phrase is parted and drafts are kept otherwise: their own tests say how."""


async def old_database(folder: Path) -> str:
    """A database of Bangka Tengah as it was before the migrations of the last weeks, filled, with a fact that the office has edited."""
    database = await sqlite_file(folder / "office.db", Filled.NOT)
    first, old = open_store(await sqlite_file(folder / "first.db", Filled.FIRST_START)), open_store(database)
    async with first.reading() as connection:
        begun = [
            (table, dict(row)) for table in schema.metadata.sorted_tables for row in (await connection.execute(select(table))).mappings()
        ]
    async with old.changing() as connection:
        await connection.run_sync(upgrade_to, BEFORE)
        for table, row in (*begun, *OF_THE_OFFICE):
            edited = row | HOURS | {"source": "the office"} if row.get("key") == "hours" and table is schema.fact else row
            await connection.run_sync(insert_as_then, table, edited)
    await first.close()
    await old.close()
    return database


async def kept_in(database: str) -> dict[str, list[dict[str, Any]]]:
    store = open_store(database)
    async with store.reading() as connection:
        found = await connection.run_sync(rows)
    await store.close()
    return {name: each for name, each in found.items() if name not in KEEPS_NOTHING_ABOUT_THE_OFFICE}


@pytest.mark.parametrize("home", [{}, {"home": "19.04"}, {"home": "Kabupaten Bangka Tengah"}], ids=["unset", "by code", "by name"])
async def test_a_database_of_earlier_weeks_loses_nothing(tmp_path: Path, home: dict[str, str]) -> None:
    database = await old_database(tmp_path)
    before = await kept_in(database)
    async with open_office(Settings(**home), database, utc_now, demo=False, exclusive=True) as office:
        board = office.board
        hours = board.profile.fact("hours").text
        assert hours and hours[Language.ID] == HOURS["text_id"]
        assert [visit.days for visit in board.schedule] == [(DAY,)]
        assert (board.home.code, len(board.loans), len(board.subdistricts)) == ("19.04", 1, 6)
    after = await kept_in(database)
    for name, each in before.items():
        assert [{column: row[column] for column in old} for old, row in zip(each, after[name], strict=True)] == each, name


def contents(folder: Path) -> dict[str, bytes]:
    """Every file beside the database but its index in shared memory, which each reader marks."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and not path.name.endswith("-shm")}


@pytest.mark.parametrize("old", [True, False], ids=["of earlier weeks", "of today"])
async def test_a_database_of_another_office_is_refused_in_one_line_and_left_as_it_is(tmp_path: Path, old: bool) -> None:
    database = await old_database(tmp_path) if old else await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    if not old:
        today = open_store(database)
        await migrate(today)
        await today.close()
    before = contents(tmp_path)
    ended = siaprekam(tmp_path, "ask", "halo", database_url=database, home="32.01")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Kabupaten Bangka Tengah (19.04)" in the_line(ended.stderr)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("bogor", "32.01 (Kabupaten Bogor), 32.71 (Kota Bogor)"),
        ("Kabupaten Bogr", "32.01 (Kabupaten Bogor)"),
        ("kota bgor", "32.71 (Kota Bogor)"),
        ("3201", "32.01 (Kabupaten Bogor)"),
        ("32.99", "32.01 (Kabupaten Bogor)"),
        ("1903", "19.03 (Kabupaten Bangka Selatan)"),
        ("19.4", "office find"),
        ("bangka tngah", "19.04 (Kabupaten Bangka Tengah)"),
        ("jogja karta", "34.71 (Kota Yogyakarta)"),
        ("toba samosir", "12.12 (Kabupaten Toba)"),
        ("xyzzy", "office find"),
        ("99.99", "office find"),
    ],
)
def test_an_office_that_there_is_not_ends_in_one_line_with_what_is_near(tmp_path: Path, said: str, near: str) -> None:
    ended = siaprekam(tmp_path, "ask", "halo", home=said)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert near in the_line(ended.stderr)
    assert list(tmp_path.iterdir()) == []
