"""Schools without a subdistrict, confirmed and closed ones, before the tools of staff and citizens; two officers at once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from ektp_core.audit import Subject, Thing
from ektp_core.desk import SchoolsUnplaced, desk
from ektp_core.exports import visit_sheets
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.store.audit import newest_entries
from ektp_core.visits.rounds import round_of
from handlers.reply import Button, Reply
from handlers.staff.schools import acts
from handlers.staff.schools.acts import Placing, SchoolSeen
from handlers.staff.visits import acts as visits
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, RATNA, Desk, sent

SITI = 7001
BAKTI, MULIA, KOBA = "10999001", "10999002", "10900778"
NAMANG = "19.04.05"


@pytest.fixture
async def with_unplaced(office: Office) -> AsyncIterator[Office]:
    """The office of the demo set, and two schools of which the register knows the district alone."""
    rows = [
        {"npsn": npsn, "name": name, "level": "SMA", "subdistrict": "19.04", "address": "", "source": "a register", "register_year": 2019}
        for npsn, name in ((BAKTI, "SMA Bakti"), (MULIA, "SMA Mulia"))
    ]
    async with office.store.changing_board() as connection:
        await connection.execute(insert(schema.school), rows)
    await office.public.renew_board()
    yield office


def buttons(shown: Reply) -> list[Button]:
    return [item for row in shown.buttons for item in row if isinstance(item, Button)]


def text(shown: Reply, language: Language = Language.ID) -> str:
    return render(shown, language)


# Without a subdistrict


async def test_one_tap_places_a_school_and_the_next_one_is_asked(with_unplaced: Office) -> None:
    office, ratna = with_unplaced, Desk(with_unplaced, RATNA)
    overview = await ratna.writes("", "schools")
    assert "Kecamatan belum diketahui: 2" in text(overview)
    first = await ratna.presses(under(overview, acts.UNPLACED))
    assert "SMA Bakti" in text(first) and len(office.board.schools.unplaced) == 2
    second = await ratna.presses(next(each for each in buttons(first) if each.values.get("name") == "Namang"))
    assert "SMA Mulia" in text(second)
    school = office.board.schools[BAKTI]
    assert (school.subdistrict, school.register_year, school in office.board.schools.in_subdistrict(NAMANG)) == (NAMANG, None, True)
    (entry,) = await newest_entries(office.store, 1)
    assert (entry.subject, entry.changes[0].after["subdistrict"]) == (Subject(Thing.SCHOOL, BAKTI), "Namang")
    last = await ratna.presses(next(each for each in buttons(second) if each.values.get("name") == "Koba"))
    assert (last.values["school"], office.board.schools.unplaced) == (None, ())


async def test_whoever_places_a_school_second_is_told_who_was_first(with_unplaced: Office) -> None:
    ratna, hendra = Desk(with_unplaced, RATNA), Desk(with_unplaced, HENDRA)
    seen = SchoolSeen(BAKTI, 1)
    await ratna.presses(acts.PLACE.button("place", Placing(seen, NAMANG)))
    late = await hendra.presses(acts.PLACE.button("place", Placing(seen, "19.04.01")))
    assert (late.view, late.values["changed_by"]) == ("staff/schools/card", "Bu Ratna")
    assert with_unplaced.board.schools[BAKTI].subdistrict == NAMANG


@pytest.mark.parametrize("code", ["19.04", "19.01.01", "19.04.05.2001", "x"])
async def test_a_school_is_placed_in_a_subdistrict_of_this_office_alone(with_unplaced: Office, code: str) -> None:
    shown = await Desk(with_unplaced, RATNA).presses(acts.PLACE.button("place", Placing(SchoolSeen(BAKTI, 1), code)))
    assert (shown.view, with_unplaced.board.schools[BAKTI].subdistrict) == ("old_button", "19.04")


async def test_it_is_found_by_name_and_nothing_is_said_of_where_it_is(with_unplaced: Office) -> None:
    shown = await Desk(with_unplaced, SITI).writes("SMA Bakti", "schedule")
    assert "Kecamatan belum diketahui" in text(shown) and "daftar 2019" in text(shown)
    assert "Subdistrict not known yet" in text(shown, Language.EN)
    assert not any(each.argument.startswith("k=") for each in buttons(shown))


async def test_it_is_in_no_subdistricts_list(with_unplaced: Office) -> None:
    board = with_unplaced.board
    listed = {school.npsn for area in (*board.subdistricts, board.home) for school in board.schools.in_subdistrict(area.code)}
    assert not listed & {BAKTI, MULIA}


async def test_a_visit_there_names_no_subdistrict_and_moves_with_the_school(with_unplaced: Office) -> None:
    office, ratna = with_unplaced, Desk(with_unplaced, RATNA)
    preview = await ratna.writes(f"SMA Bakti {TODAY + timedelta(7):%d-%m-%Y} 1 alat", "visits")
    assert "kecamatan belum diketahui" in text(preview) and "subdistrict not known" in text(preview, Language.EN)
    await ratna.presses(under(preview, visits.SAVE))
    visit = next(each for each in office.board.schedule if each.place.npsn == BAKTI)
    assert "kecamatan belum diketahui" in text(await ratna.presses(visits.OPEN.button("", visit.id)))
    (sheet,) = visit_sheets(office.board)
    row = next(row for row in sheet.rows if "SMA Bakti" in row)
    assert row[list(sheet.columns).index("subdistrict")] is None
    await ratna.presses(acts.PLACE.button("place", Placing(SchoolSeen(BAKTI, 1), NAMANG)))
    assert next(each for each in office.board.schedule if each.place.npsn == BAKTI).place.subdistrict == NAMANG


async def test_schools_that_a_round_has_not_reached_are_listed_with_it(with_unplaced: Office) -> None:
    shown = await Desk(with_unplaced, RATNA).presses(visits.UNREACHED.button("", round_of(TODAY)))
    assert "<b>Kecamatan belum diketahui</b>: SMA Bakti, SMA Mulia" in text(shown)
    assert "<b>Subdistrict not known yet</b>: SMA Bakti, SMA Mulia" in text(shown, Language.EN)


async def test_the_desk_says_how_many_there_are_until_there_are_none(with_unplaced: Office, office: Office) -> None:
    assert SchoolsUnplaced(2) in desk(with_unplaced.board, (), TODAY)
    shown = await Desk(with_unplaced, RATNA).writes("", "staff")
    assert "2 sekolah belum diketahui kecamatannya" in text(shown) and "2 schools have" in text(shown, Language.EN)
    assert (await Desk(with_unplaced, RATNA).presses(under(shown, acts.UNPLACED))).view == "staff/schools/unplaced"
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.school).values(subdistrict=NAMANG))
    await office.public.renew_board()
    assert not any(isinstance(item, SchoolsUnplaced) for item in desk(office.board, (), TODAY))


async def test_the_whole_list_is_confirmed_without_what_has_no_subdistrict(with_unplaced: Office) -> None:
    ratna = Desk(with_unplaced, RATNA)
    await ratna.presses(under(await ratna.writes("", "schools"), acts.CONFIRM_ALL))
    assert {school.npsn for school in with_unplaced.board.schools if school.register_year} == {BAKTI, MULIA}
    (entry,) = await newest_entries(with_unplaced.store, 1)
    assert (entry.name, entry.details["count"]) == ("Bu Ratna", 13)


# Confirmed and closed by two at once


async def test_what_was_changed_since_it_was_shown_is_not_confirmed(office: Office) -> None:
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.school).where(schema.school.c.npsn == KOBA).values(version=2))
    await office.public.renew_board()
    shown = await Desk(office, RATNA).presses(acts.CONFIRM.button("", SchoolSeen(KOBA, 1)))
    assert (shown.view, office.board.schools[KOBA].register_year) == ("staff/schools/card", 2019)


async def test_a_school_is_reopened_only_as_it_was_seen(office: Office) -> None:
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.school).where(schema.school.c.npsn == KOBA).values(is_closed=True, version=2))
    await office.public.renew_board()
    await Desk(office, RATNA).presses(acts.REOPEN.button("", SchoolSeen(KOBA, 1)))
    assert office.board.schools[KOBA].is_closed
    await Desk(office, RATNA).presses(acts.REOPEN.button("", SchoolSeen(KOBA, 2)))
    assert not office.board.schools[KOBA].is_closed


async def test_a_closed_school_is_planned_for_by_no_button_that_was_shown_before(office: Office) -> None:
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.school).where(schema.school.c.npsn == KOBA).values(is_closed=True))
    await office.public.renew_board()
    shown = await Desk(office, RATNA).presses(visits.PLAN_AT_SCHOOL.button("", KOBA))
    assert shown.view == "refusal/school_closed"


# A long sheet


async def test_the_preview_of_a_sheet_with_everything_in_it_fits_a_message(office: Office) -> None:
    """The desk checks the length of every screen, in both languages."""
    long = "Yayasan Pendidikan Islam Terpadu Nusantara Harapan Bangsa"
    known = [replace(school, name=long) for school in office.board.schools]
    lines = [f"{school.npsn};SMA {long[:50]};SMK;Namang;{'Jl. Panjang Sekali ' * 6}" for school in known]
    lines += [f"1099{number:04d};SMA {long[:50]};SMA;Pangkalan Baru;{'Jl. Panjang ' * 9}" for number in range(20)]
    lines += [f"{number};SMA {long};Universitas Negeri Swasta Terbuka;Pangkalan Baru;" for number in range(20)]
    content = "\n".join(["NPSN;Nama;Jenjang;Kecamatan;Alamat", *lines]).encode()
    ratna = Desk(office, RATNA)
    await ratna.presses(acts.ASK_SHEET.button("school_sheet"))
    shown = await ratna.writes("", file=sent("sekolah.csv", content))
    assert (shown.view, len(shown.values["wrong"])) == ("staff/schools/sheet", 20)
