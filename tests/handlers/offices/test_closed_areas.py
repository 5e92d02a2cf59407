"""A subdistrict that the area codes have lost: offered nowhere, its figures still told, its schools and followers not forgotten."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.terminal.ask import plain
from ektp_core.areas import Areas
from ektp_core.board import Board
from ektp_core.coverage.figure import HeadCounts
from ektp_core.desk import SubdistrictClosed, desk
from ektp_core.exports import figure_sheets
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.subscriptions.subscribers import Scope, Subscription, exists, within
from handlers.answer import answer
from handlers.reply import Button
from handlers.request import Origin
from handlers.texts import render
from tests.core.builders import HOME, SUBDISTRICT_CODES, TODAY, a_figure, a_schedule, a_visit, published_board
from tests.databases import Filled, in_memory
from tests.rehearsal import a_request

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
LUBUK, NAMANG = SUBDISTRICT_CODES["Lubuk Besar"], SUBDISTRICT_CODES["Namang"]
PUBLISHED = published_board()
SINCE = date(2026, 11, 20)


def board(*, schools: bool = True, visit: bool = False) -> Board:
    """Lubuk Besar is closed; the figures of that day and a later one of Namang are the newest."""
    published = PUBLISHED
    areas = Areas((replace(each, closed=SINCE) if each.code.startswith(LUBUK) else each for each in published.areas), HOME)
    known = type(published.schools)(
        (each if each.subdistrict != LUBUK or schools else replace(each, subdistrict=NAMANG) for each in published.schools), areas
    )
    coming = a_visit(TODAY + timedelta(days=3))
    coming = replace(coming, place=replace(coming.place, subdistrict=LUBUK))
    figures = a_figure("Lubuk Besar", HeadCounts(100, 99, 3)), a_figure("Namang", HeadCounts(100, 90, 3))
    return replace(published, areas=areas, schools=known, figures=figures, schedule=a_schedule(*([coming] if visit else [])))


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    store = await in_memory(Filled.TABLES)
    yield Office(store, Public(store, board(), {}, {}), OfficeSettings(NOW.tzinfo), lambda: NOW)
    await store.close()


async def shown(
    office: Office, route: str, argument: str, language: Language = Language.ID, role: Role | None = None
) -> tuple[str, set[str]]:
    member, origin = Member(7101, role, "Bu Ratna", NOW) if role else None, Origin.TAPPED if "=" in argument else Origin.TYPED
    found = await answer(replace(a_request(argument, 7101, language=language, member=member, origin=origin), route=route), office)
    return plain(render(found, language)), {item.data for row in found.buttons for item in row if isinstance(item, Button)}


@pytest.mark.parametrize("argument", ["Lubuk Besar", "kec lubuk besar", LUBUK, f"t={LUBUK}"])
@pytest.mark.parametrize(
    ("language", "words"), [(Language.ID, "tidak ada lagi dalam kode wilayah"), (Language.EN, "no longer in the area codes")]
)
async def test_its_figures_are_told_and_that_it_is_no_more(office: Office, argument: str, language: Language, words: str) -> None:
    said, _ = await shown(office, "coverage", argument, language)
    assert said.startswith("Kecamatan Lubuk Besar")
    assert words in said.splitlines()[0]
    assert "102" in said


async def test_it_is_among_no_others_and_nobody_has_to_reach_it(office: Office) -> None:
    below, buttons = await shown(office, "coverage", f"k={HOME}")
    assert "Namang" in below
    assert "Lubuk Besar" not in below
    assert f"1:coverage:{LUBUK}" not in buttons
    assert "menyamai" not in (await shown(office, "coverage", "namang"))[0]


async def test_an_old_button_of_its_schedule_offers_the_others(office: Office) -> None:
    _, buttons = await shown(office, "schedule", f"k={LUBUK}")
    assert f"1:schedule:k={NAMANG}" in buttons
    assert f"1:schedule:k={LUBUK}" not in buttons


async def test_a_school_that_still_lies_in_it_leads_nowhere_else(office: Office) -> None:
    said, buttons = await shown(office, "schedule", "sman 1 lubuk besar")
    assert said.startswith("SMAN 1 Lubuk Besar")
    assert f"1:schedule:k={LUBUK}" not in buttons


def test_its_figures_are_in_the_sheet_to_take_away() -> None:
    statements = next(sheet for sheet in figure_sheets(board(), str) if sheet.name == "figures")
    assert any("Lubuk Besar" in row for row in statements.rows)


def test_it_cannot_be_followed_any_more_but_whoever_does_hears_what_the_district_is_told() -> None:
    found, lubuk = board(), Subscription(Scope.SUBDISTRICT, LUBUK)
    assert not exists(lubuk, HOME, found.schools, found.areas)
    assert exists(Subscription(Scope.SUBDISTRICT, NAMANG), HOME, found.schools, found.areas)
    inside = within(Subscription(Scope.DISTRICT, HOME), found.schools, found.areas)
    assert lubuk in inside
    assert {Subscription(Scope.SCHOOL, each.npsn) for each in found.schools} < set(inside)


@pytest.mark.parametrize(
    ("schools", "visit", "waits"), [(True, False, True), (False, True, True), (True, True, True), (False, False, False)]
)
def test_it_is_on_the_desk_until_nothing_names_it(schools: bool, visit: bool, waits: bool) -> None:
    items = [item for item in desk(board(schools=schools, visit=visit), (), TODAY) if isinstance(item, SubdistrictClosed)]
    assert [(item.area.code, item.schools > 0, len(item.visits)) for item in items] == ([(LUBUK, schools, int(visit))] if waits else [])


@pytest.mark.parametrize(
    ("language", "words"), [(Language.ID, "Kecamatan Lubuk Besar tidak ada lagi"), (Language.EN, "Kecamatan Lubuk Besar is no longer")]
)
async def test_from_the_desk_its_schools_are_one_tap_away(office: Office, language: Language, words: str) -> None:
    said, buttons = await shown(office, "staff", "", language, Role.OFFICER)
    assert words in said
    assert f"2:schools:in_subdistrict:{LUBUK}" in buttons
