"""What a new office begins with: areas, schools, what was published, and nothing that was not."""

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ektp_core.areas import Level
from ektp_core.board import Board
from ektp_core.country import files
from ektp_core.country.beginning import AnotherHome, ProfileUnreadable, beginning_of
from ektp_core.country.offices import office_of
from ektp_core.coverage.figure import Definition, Fragment, HeadCounts, Percentages
from ektp_core.eligibility import LeapBirthday, Rules
from ektp_core.facts import LAW
from ektp_core.profile import Localized
from ektp_core.store import Store, load_board, migrate, open_store, schema
from ektp_core.store.boundaries import boundaries_of
from ektp_core.store.first_start import home_of, load_first_start
from ektp_core.topics import ANSWERS
from tests.core.builders import DISTRICT_CODES, register
from tests.processes import Process
from tests.store.records import board_version, everything, how_many


async def test_an_empty_database_is_filled_once(migrated: Store) -> None:
    assert await load_first_start(migrated) is True
    assert await board_version(migrated) == 1


async def test_a_second_first_start_changes_nothing(started: Store) -> None:
    before, version = await everything(started), await board_version(started)
    assert await load_first_start(started) is False
    assert (await everything(started), await board_version(started)) == (before, version)


async def test_a_second_first_start_keeps_what_the_office_changed(started: Store) -> None:
    async with started.changing() as connection:
        await connection.execute(schema.school.delete().where(schema.school.c.npsn == "10900778"))
        await connection.execute(schema.fact.update().where(schema.fact.c.key == "phone").values(text_id="(0718) 1"))
    before = await everything(started)
    await load_first_start(started)
    assert await everything(started) == before


async def test_processes_that_start_at_once_fill_the_database_once(migrated: Store, url: str) -> None:
    stores = [open_store(url) for _ in range(4)]
    assert [await how_many(store, schema.state) for store in stores] == [0] * 4
    filled = await asyncio.gather(*(load_first_start(store) for store in stores), return_exceptions=True)
    for store in stores:
        await store.close()
    assert sorted(filled, key=str) == [False, False, False, True]
    assert len((await load_board(migrated)).figures) == len(register("angka_rekam_babel.csv"))


# Areas and schools


def test_every_area_of_the_register_is_there_with_its_parent(first_board: Board) -> None:
    assert set(first_board.areas) == set(files.areas("19"))
    assert Counter(area.level for area in first_board.areas) == {
        Level.PROVINCE: 1,
        Level.DISTRICT: 7,
        Level.SUBDISTRICT: 47,
        Level.VILLAGE: 84 + 309,
    }


def test_the_home_is_bangka_tengah_among_its_seven_districts(first_board: Board) -> None:
    assert first_board.home.short_name == "Bangka Tengah"
    assert [area.code for area in first_board.districts] == sorted(DISTRICT_CODES.values())


async def test_every_district_and_subdistrict_has_its_shape(started: Store) -> None:
    assert await how_many(started, schema.boundary) == 7 + 47
    found = await boundaries_of(started, ["19.04", "19.04.01", "99.99"])
    assert {code: json.loads(shape)["type"] for code, shape in found.items()} == {"19.04": "MultiPolygon", "19.04.01": "MultiPolygon"}


def test_the_thirteen_schools_are_there_with_their_source(first_board: Board) -> None:
    assert {school.npsn for school in first_board.schools} == {row["npsn"] for row in register("sekolah_bateng.csv")}
    assert len(list(first_board.schools)) == 13
    assert all("MIT" in school.source for school in first_board.schools)


# Figures, awards, facts


def test_every_published_statement_is_there_with_its_source_and_date(first_board: Board) -> None:
    rows = register("angka_rekam_babel.csv")
    assert Counter((figure.area, figure.as_of.iso(), figure.source) for figure in first_board.figures) == Counter(
        (row["kode"], row["tanggal"], row["sumber"].removeprefix("seed ")) for row in rows
    )


def test_a_statement_is_people_a_percentage_or_a_fragment_as_it_was_published(first_board: Board) -> None:
    kinds = {(figure.area, figure.as_of.iso(), type(figure.measure)) for figure in first_board.figures}
    assert {
        ("19.04", "2017", HeadCounts),
        ("19.04", "2018", Fragment),
        ("19.04", "2022-11-22", Percentages),
        ("19.71", "2018-02", HeadCounts),
        ("19.71", "2021-08-07", Percentages),
        ("19.03", "2023-01-16", HeadCounts),
        ("19.05", "2024-10", Fragment),
    } <= kinds


def test_cards_owned_are_not_taken_for_recordings(first_board: Board) -> None:
    (figure,) = (figure for figure in first_board.figures if figure.as_of.iso() == "2021-08-07")
    assert figure.definition is Definition.OWNED


def test_the_awards_of_the_profile_are_there(first_board: Board) -> None:
    assert [(award.year, award.category, award.area) for award in first_board.awards.of_year(2022)] == [
        (2022, "Perekaman Terbanyak", "19.04"),
        (2022, "Pelayanan Terbaik", None),
    ]


@pytest.mark.parametrize("key", ["hours", "service_points", "complaints", "election_day", "birth_years", "never_heard_of"])
def test_a_fact_that_nobody_published_has_no_text(first_board: Board, key: str) -> None:
    assert first_board.profile.fact(key).text is None


def test_every_fact_with_a_text_has_a_date_and_a_source(first_board: Board) -> None:
    told = [fact for fact in first_board.profile.facts.values() if fact.text]
    assert {fact.key for fact in told} >= {"name", "address", "phone", "minimum_age"}
    assert all(fact.as_of and fact.source for fact in told)


def test_without_an_election_day_the_rules_are_16_and_17_years_and_1_march(first_board: Board) -> None:
    assert first_board.rules == Rules(obliged_age=17, minimum_age=16, leap_birthday=LeapBirthday.FIRST_OF_MARCH)


def test_the_requirements_stand_in_the_order_of_the_profile_each_in_two_languages(first_board: Board) -> None:
    assert list(first_board.profile.requirements) == [
        "early",
        "first",
        "lost",
        "damaged",
        "collect",
        "change",
        "moved",
        "elsewhere",
        "foreigner",
    ]
    early = first_board.profile.requirements["early"]
    assert [bool(line.id and line.en) for line in early.lines] == [True] * 3


def test_nothing_is_invented(first_board: Board) -> None:
    assert not first_board.has_examples
    assert (list(first_board.schedule), first_board.loans) == ([], ())


# Another office


async def test_an_office_elsewhere_starts_with_its_own_home_and_schools(migrated: Store) -> None:
    await load_first_start(migrated, beginning_of(office_of("Kabupaten Bogor"), None))
    board = await load_board(migrated)
    assert (board.home.code, board.home.name, len(board.districts)) == ("32.01", "Kabupaten Bogor", 27)
    assert {school.npsn for school in board.schools} == {school.npsn for school in files.schools("32.01")}
    assert (board.figures, board.awards.years()) == ((), ())


async def test_what_only_the_office_can_say_is_unknown_and_the_law_is_there(migrated: Store) -> None:
    await load_first_start(migrated, beginning_of(office_of("91.71"), None))
    board = await load_board(migrated)
    said = {key for key, fact in board.profile.facts.items() if fact.text}
    assert {key for key in said if key not in ANSWERS} == {"name", "short_name", "minimum_age", "obliged_age", "leap_birthday", *LAW}
    assert all(fact.source and fact.as_of for fact in board.profile.facts.values() if fact.text)
    assert board.profile.requirements and all(text.source for text in board.profile.texts.values())
    assert "Bangka" not in str([*board.profile.facts.values(), *board.profile.texts.values()])


async def test_a_profile_answers_topics_in_its_own_words_before_the_laws(migrated: Store, tmp_path: Path) -> None:
    profile = tmp_path / "bogor.toml"
    profile.write_text('home = "32.71"\n[answers.clothes]\nid = "Berseragam."\nas_of = "2026"\nsource = "situs resmi"\n', encoding="utf-8")
    await load_first_start(migrated, beginning_of(None, profile))
    facts = (await load_board(migrated)).profile
    assert facts.fact("topic_clothes").text == Localized("Berseragam.", "Berseragam.")
    assert facts.fact("topic_foreigner").source


async def test_a_profile_says_what_its_office_publishes(migrated: Store, tmp_path: Path) -> None:
    profile = tmp_path / "bogor.toml"
    profile.write_text('home = "32.71"\n[facts.hours]\nid = "08.00-15.00"\nas_of = "2026"\nsource = "situs resmi"\n', encoding="utf-8")
    await load_first_start(migrated, beginning_of(None, profile))
    board = await load_board(migrated)
    assert (board.home.name, board.profile.fact("hours").text) == ("Kota Bogor", Localized("08.00-15.00", "08.00-15.00"))


def test_home_and_profile_are_of_one_office(tmp_path: Path) -> None:
    profile = tmp_path / "bogor.toml"
    profile.write_text('home = "32.71"', encoding="utf-8")
    with pytest.raises(AnotherHome):
        beginning_of(office_of("32.01"), profile)


@pytest.mark.parametrize(
    "content", ["home = ", 'home = "32.99"', "", "home = 3201", 'home = "bogor"', "\xff", 'home = "32.71"\n[answers.weather]']
)
def test_a_profile_that_cannot_be_read_is_said_to_be(tmp_path: Path, content: str) -> None:
    profile = tmp_path / "bogor.toml"
    profile.write_text(content, encoding="latin-1")
    with pytest.raises(ProfileUnreadable):
        beginning_of(None, profile)


async def test_which_office_a_database_is_of(migrated: Store) -> None:
    assert await home_of(migrated) is None
    await load_first_start(migrated, beginning_of(office_of("52.71"), None))
    assert await home_of(migrated) == "52.71"


# Killed in the middle


KILLED = """
import asyncio, os, signal, sys
from sqlalchemy import event
from ektp_core.store import migrate, open_store
from ektp_core.store.first_start import load_first_start

async def main(url, last):
    store = open_store(url)
    await migrate(store)
    @event.listens_for(store.engine.sync_engine, "before_cursor_execute")
    def _(connection, cursor, statement, *_):
        if last in statement:
            os.kill(os.getpid(), signal.SIGKILL)
    @event.listens_for(store.engine.sync_engine, "commit")
    def _(connection):
        if last == "COMMIT":
            os.kill(os.getpid(), signal.SIGKILL)
    await load_first_start(store)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("last", ["INSERT INTO school", "INSERT INTO state", "COMMIT"])
async def test_a_first_start_that_is_killed_is_completed_by_the_next(
    url: str, started: Store, child: Callable[..., Process], last: str
) -> None:
    wanted = await everything(started)
    async with started.changing() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            await connection.execute(table.delete())
    await started.close()
    assert await child(KILLED, url, last).ends() == -signal.SIGKILL
    store = open_store(url)
    await migrate(store)
    assert not any((await everything(store)).values())
    assert await load_first_start(store) is True
    found = await everything(store)
    await store.close()
    assert {name: len(rows) for name, rows in found.items()} == {name: len(rows) for name, rows in wanted.items()}
    assert {name: found[name] for name in ("area", "school", "fact", "state")} == {
        name: wanted[name] for name in ("area", "school", "fact", "state")
    }
