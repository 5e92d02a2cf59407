"""Visits, tally and kits as the handlers answer them: repeated taps, forged and old buttons, sheets, and rights."""

import asyncio
import csv
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import update
from xlsxwriter import Workbook

from bot.terminal.ask import plain
from ektp_core.audit import Seen
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Role
from ektp_core.store import open_store, schema
from ektp_core.store.audit import entries
from ektp_core.store.drafts import awaiting_draft
from ektp_core.store.visits import tally_of
from ektp_core.visits.recaps import recaps_due
from ektp_core.visits.schedule import Recap, Visit, VisitState
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin, SentFile
from handlers.staff import kits
from handlers.staff.visits import acts, tally
from handlers.staff.visits.drafts import DRAFTS
from handlers.staff.visits.tally import Counting, EarlierTap, Step, at_school
from handlers.texts import label, render
from tests.core.builders import TODAY
from tests.databases import Filled, sqlite_file
from tests.rehearsal import ZONE, a_request

UNFINISHED = re.compile(r"None\b|\{\{|\{%|Undefined|<\w+ object|\bdatetime\.|\n[ \t]*\n[ \t]*\n|\( |[^\s\d·-]\s[,.;](?:\s|$)")
"""Marks of a template that was not filled in, and of blank lines and spaces left over."""

SAVE = acts.SAVE.button("visit_save")
SAVE_ROUND = acts.SAVE_ROUND.button("round_save", count=1)
WAIT_FOR_SHEET = acts.WAIT_FOR_SHEET.button("visits_sheet")

RATNA, HENDRA, JULIAN, TU_KOBA, TU_NAMANG = 7101, 7102, 7201, 7301, 7302
KOBA = "10900778"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The office with its demo set and team."""
    store = open_store(await sqlite_file(tmp_path / "office.db", Filled.DEMO))
    yield await Office.open(store, OfficeSettings(ZONE), lambda: datetime.combine(TODAY, time(12), ZONE))
    await store.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """One person before the bot, without Telegram."""

    office: Office
    person: int

    async def writes(self, text: str, route: str | None = None, file: SentFile | None = None) -> Reply:
        return self.checked(await answer(route, replace(self._request(text, Origin.TYPED), file=file), self.office))

    async def presses(self, button: Button, tap: str = "1") -> Reply:
        request = replace(self._request(button.argument, Origin.TAPPED), tap=tap, act=button.act)
        return self.checked(await answer(button.route, request, self.office))

    async def taps(self, route: str, argument: str, tap: str = "1") -> Reply:
        return self.checked(await answer(route, replace(self._request(argument, Origin.TAPPED), tap=tap), self.office))

    def _request(self, argument: str, origin: Origin):  # type: ignore[no-untyped-def]
        return a_request(argument, self.person, origin=origin, member=self.office.public.member(self.person))

    def checked(self, found: Reply) -> Reply:
        """Every answer can be written in both languages, fits a message, and its buttons fit Telegram."""
        for language in Language:
            text = plain(render(found, language))
            assert 0 < len(text) <= 4096
            assert not UNFINISHED.search(text), text
            for row in found.buttons:
                for item in row:
                    assert label(item, language)
                    assert not isinstance(item, Button) or item.data
        return found


def sent(name: str, content: bytes) -> SentFile:
    async def fetch(folder: Path) -> Path:
        path = folder / "file"
        await asyncio.to_thread(path.write_bytes, content)
        return path

    return SentFile(name, len(content), fetch)


def count(number: int, step: Step) -> Button:
    return tally.COUNT.button("tally_one", Counting(number, step))


def on_screen(visit: Visit) -> Seen:
    return Seen(visit.id, visit.version)


async def visit_of_today(office: Office, pupils: int = 40) -> int:
    ratna = Desk(office, RATNA)
    await ratna.writes(f"SMAN 1 Koba hari ini 2 alat {pupils} siswa", "visits")
    await ratna.presses(SAVE)
    return next(visit.id for visit in office.board.schedule if TODAY in visit.days)


# The tally


async def test_a_tap_that_telegram_repeats_counts_once_and_is_audited_once(office: Office) -> None:
    number = await visit_of_today(office)
    before = len(await entries(office.store))
    for _ in range(3):
        shown = await Desk(office, RATNA).presses(count(number, Step.FIVE_RECORDED), "the same tap")
    assert (shown.values["tally"].recorded, shown.values["left"]) == (5, 35)
    assert len(await entries(office.store)) == before + 1


async def test_fifty_taps_of_several_officers_at_once_sum_exactly(office: Office) -> None:
    number = await visit_of_today(office, 100)
    people = (RATNA, HENDRA, JULIAN)
    one = count(number, Step.RECORDED)
    await asyncio.gather(*(Desk(office, people[tap % 3]).presses(one, f"tap {tap // 2}-{tap % 3}") for tap in range(50)))
    different = {f"{tap // 2}-{tap % 3}" for tap in range(50)}
    assert (await tally_of(office.store, number)).recorded == len(different)


async def test_a_typed_tap_counts_nothing(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.writes(count(number, Step.RECORDED).argument, "tally")
    await ratna.writes(count(number, Step.RECORDED).data, "tally")
    assert (await tally_of(office.store, number)).seen == 0


async def test_the_undo_button_takes_back_the_tap_it_names_once(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    shown = await ratna.presses(count(number, Step.FIVE_RECORDED), "4382bfdwdsb323b2d9")
    (undo,) = [item for row in shown.buttons for item in row if isinstance(item, Button) and item.act == tally.TAKE_BACK.name]
    assert undo.data == tally.TAKE_BACK.button("tally_undo_recorded", EarlierTap(number, "4382bfdwdsb323b2d9")).data
    for _ in range(2):
        shown = await ratna.presses(undo, "another")
    assert shown.values["tally"].recorded == 0


async def test_a_school_sees_how_many_are_left_at_its_own_place_only(office: Office) -> None:
    number = await visit_of_today(office)
    await Desk(office, RATNA).presses(count(number, Step.FIVE_RECORDED))
    koba, namang = (a_request(person=person, member=office.public.member(person)) for person in (TU_KOBA, TU_NAMANG))
    shown = await at_school(koba, office)
    assert shown is not None
    assert shown.values["left"] == 35
    assert "sisa 35 siswa" in render(shown, Language.ID)
    assert await at_school(namang, office) is None


# Rights and buttons


@pytest.mark.parametrize("person", [TU_KOBA, 7001])
@pytest.mark.parametrize(
    "pressed",
    [
        Button("visits", "visits"),
        SAVE,
        acts.OPEN.button("place", 2),
        count(2, Step.RECORDED),
        Button("kits", "kits"),
        kits.REMOVE.button("loan_remove_now", Seen(1, 1)),
    ],
    ids=lambda pressed: pressed.raw_data,
)
async def test_nobody_else_sees_or_changes_anything(office: Office, person: int, pressed: Button) -> None:
    version = office.board.version
    assert (await Desk(office, person).presses(pressed)).view == "refusal/staff/not_allowed"
    assert office.board.version == version


async def test_a_viewer_sees_the_agenda_and_may_not_even_draft(office: Office) -> None:
    async with office.store.changing() as connection:
        await connection.execute(update(schema.member).where(schema.member.c.person == HENDRA).values(role=Role.VIEWER))
    await office.public.renew_team()
    hendra = Desk(office, HENDRA)
    shown = await hendra.writes("", "visits")
    assert shown.view == "staff/visits/agenda"
    assert "visit_add" not in {item.label for row in shown.buttons for item in row}
    looking = {acts.WEEK, acts.OPEN, acts.UNREACHED}
    for act in (each for each in acts.ACTS if each not in looking):
        argument = Seen(2, 1) if act.argument is Seen else {int: 2, str: KOBA, date: TODAY}.get(act.argument)
        assert (await hendra.presses(act.button("place", argument, name=""))).view == "refusal/staff/not_allowed", act.name
    assert (await hendra.writes("SMAN 1 Koba 12/01/2027", "visits")).view == "refusal/staff/not_allowed"
    assert (await hendra.writes("", "visits", sent("p.csv", round_csv()))).view == "refusal/staff/not_allowed"
    assert await DRAFTS.find(office.store, HENDRA) is None


FORGED = ("", "0", "x", "-1", "99", "99.1", "2.99", "2.x", "1" * 40, "2026-13-45", "0001-01-01.1", "9999-12-31", "٣", "2.1.1", ".", "SMAN")


async def test_forged_buttons_end_in_a_sentence_and_plan_nothing(office: Office) -> None:
    ratna = Desk(office, RATNA)
    before = len([*office.board.schedule])
    for tool in (acts.ACTS, tally.ACTS, kits.ACTS):
        for act in (*(each.name for each in tool), "zz", ""):
            for argument in FORGED:
                assert (await ratna.presses(Button("", tool.tool, argument[:40], {}, act))).view, (tool.tool, act, argument)
    assert len([*office.board.schedule]) == before


@pytest.mark.parametrize("route", ["visits", "tally"])
@pytest.mark.parametrize("argument", ["v=2", "s=", "m=2.1", "a=2", "w=2026-12-01", "SMAN 1 Koba 12/01/2027", "x"])
async def test_buttons_of_an_earlier_version_say_so_to_whoever_may_open_the_tool(office: Office, route: str, argument: str) -> None:
    assert (await Desk(office, RATNA).taps(route, argument)).view == "old_button"
    assert await DRAFTS.find(office.store, RATNA) is None


async def test_an_old_button_of_a_changed_visit_shows_it_as_it_is_now_and_by_whom(office: Office) -> None:
    visit = next(visit for visit in office.board.schedule if visit.state is VisitState.PLANNED)
    confirm = acts.CONFIRM.button("visit_confirm_now", on_screen(visit))
    await Desk(office, HENDRA).presses(confirm)
    shown = await Desk(office, RATNA).presses(confirm)
    assert (shown.view, shown.values["changed_by"], shown.values["visit"].state) == (
        "staff/visits/card",
        "Pak Hendra",
        VisitState.CONFIRMED,
    )


async def test_a_draft_outlives_a_restart(office: Office) -> None:
    await Desk(office, RATNA).writes("SMKN 2 Koba 32-11-2026 08.00-14.00 2 alat", "visits")
    after = await Office.open(office.store, OfficeSettings(ZONE), office.now)
    shown = await Desk(after, RATNA).writes("1/12/2026")
    assert shown.view == "staff/visits/preview"
    assert (shown.values["visit"].place.name, shown.values["visit"].kits, len(shown.values["visit"].hours)) == ("SMKN 2 Koba", 2, 1)


async def test_a_conflict_that_arises_between_preview_and_save_is_shown_before_saving(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    assert (await ratna.writes("SMKN 2 Koba 2/12/2026 2 alat", "visits")).values["doubts"] == ()
    await hendra.writes("SMKN 1 Koba 2/12/2026 1 alat", "visits")
    assert (await hendra.presses(SAVE)).view == "staff/visits/saved"
    again = await ratna.presses(SAVE)
    assert (again.view, again.values["anew"]) == ("staff/visits/preview", True)
    assert [cause.place.name for doubt in again.values["doubts"] for cause in doubt.causes] == ["SMKN 1 Koba"]
    assert (await ratna.presses(SAVE)).view == "staff/visits/saved"


async def test_two_taps_on_save_plan_one_visit(office: Office) -> None:
    ratna = Desk(office, RATNA)
    before = len([*office.board.schedule])
    await ratna.writes("SMKN 2 Koba 2/12/2026", "visits")
    views = {(await ratna.presses(SAVE)).view for _ in range(2)}
    assert views == {"staff/visits/saved", "refusal/staff/draft_gone"}
    assert len([*office.board.schedule]) == before + 1


# Sheets


def round_csv(*rows: tuple[str, ...]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([("Sekolah", "Tanggal", "Jam", "Alat", "Siswa"), *rows])
    return text.getvalue().encode("utf-8")


def round_xlsx() -> bytes:
    file = BytesIO()
    with Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Putaran 1 tahun 2027"])
        page.write_row(2, 0, ["Nama Sekolah", "Tanggal", "Jam", "Alat"])
        page.write_row(3, 0, ["SMAN 1 Koba", "12-13/01/2027", "08.00-14.00", 2])
        page.write(4, 0, "Kantor Camat Namang")
        page.write_datetime(4, 1, datetime(2027, 1, 14), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write(4, 3, 1)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "putaran.csv",
            round_csv(("SMAN 1 Koba", "12-13/01/2027", "08.00-14.00", "2", "60"), ("kantor camat namang", "14/01/2027", "", "1", "")),
        ),
        ("putaran.xlsx", round_xlsx()),
    ],
    ids=["csv", "xlsx"],
)
async def test_a_round_from_a_sheet_is_previewed_saved_whole_and_taken_back(office: Office, name: str, content: bytes) -> None:
    ratna = Desk(office, RATNA)
    before = len([*office.board.schedule])
    await ratna.presses(WAIT_FOR_SHEET)
    shown = await ratna.writes("", file=sent(name, content))
    assert (shown.view, shown.values["bad"], shown.values["count"]) == ("staff/visits/round", [], 2)
    assert len([*office.board.schedule]) == before
    await ratna.presses(SAVE_ROUND)
    new = [visit for visit in office.board.schedule if visit.first_day.year == 2027]
    assert [(visit.place.name, visit.kits, len(visit.days)) for visit in new] == [("SMAN 1 Koba", 2, 2), ("Kantor Camat Namang", 1, 1)]
    await ratna.presses(acts.REMOVE_ROUND.button("round_remove"))
    assert len([*office.board.schedule]) == before


async def test_one_bad_row_keeps_the_whole_round_out_and_waits_for_a_better_sheet(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes(
        "", "visits", sent("p.csv", round_csv(("SMAN 1 Koba", "12/01/2027", "", "", ""), ("SMAN 9 X", "99/01/2027", "", "", "")))
    )
    assert shown.values["bad"] == [3]
    assert (await ratna.presses(SAVE_ROUND)).view == "staff/visits/round"
    assert not [visit for visit in office.board.schedule if visit.first_day.year == 2027]
    shown = await ratna.writes("", file=sent("p.csv", round_csv(("SMAN 1 Koba", "12/01/2027", "", "", ""))))
    assert (shown.values["bad"], shown.values["count"]) == ([], 1)


async def test_rows_of_one_round_conflict_with_each_other(office: Office) -> None:
    rows = (("SMKN 1 Koba", "2/12/2026", "", "2", ""), ("SMKN 2 Koba", "2/12/2026", "", "1", ""))
    shown = await Desk(office, RATNA).writes("", "visits", sent("p.csv", round_csv(*rows)))
    assert shown.values["doubted"] == [2, 3]


@pytest.mark.parametrize("content", [b"halo", b"", b"PK\x03\x04rusak", round_csv()], ids=["words", "empty", "broken", "no rows"])
async def test_a_file_that_is_no_sheet_of_visits_is_refused_and_the_wait_stays(office: Office, content: bytes) -> None:
    ratna = Desk(office, RATNA)
    await ratna.presses(WAIT_FOR_SHEET)
    shown = await ratna.writes("", file=sent("x.xlsx", content))
    assert shown.view.startswith("refusal/staff/")
    draft = await awaiting_draft(office.store, RATNA)
    assert draft is not None
    assert (draft.kind, draft.awaits) == ("visits", "sheet")


async def test_the_recap_sheet_goes_out_comes_back_filled_in_and_closes_the_visits(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    found = await ratna.presses(acts.RECAP_FORM.button("recap_sheet"))
    assert found.file is not None
    rows = CalamineWorkbook.from_filelike(BytesIO(found.file.content)).get_sheet_by_index(0).to_python()
    header = next(place for place, row in enumerate(rows) if row[0] == "Kode")
    code = next(row[0] for row in rows if str(row[0]).startswith(f"K{number}-"))
    assert rows[header][5:8] == ["Terekam", "Absen", "Gagal"]
    text = f"Kode;Tempat;Terekam;Absen;Gagal\n{code};SMAN 1 Koba;33;5;2\nK1-1;lain;;;\n"
    shown = await ratna.writes("", "visits", sent("rekap.csv", text.encode()))
    assert (shown.view, shown.values["bad"]) == ("staff/visits/recaps", [])
    await ratna.presses(acts.SAVE_RECAPS.button("recaps_save", count=1))
    closed = next(visit for visit in office.board.schedule if visit.id == number)
    assert (closed.state, closed.recap) == (VisitState.DONE, Recap(33, 5, 2))
    assert closed not in recaps_due(office.board.schedule, TODAY)
    again = await ratna.writes("", "visits", sent("rekap.csv", text.encode()))
    assert [entry.fault for entry in again.values["bad"]] == ["changed"]


# Kits


async def test_a_forged_loan_ends_in_a_sentence_and_a_number_too_many_keeps_the_rest(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("11-22/01/2027 99 alat no 470/2026", "kits")
    assert (shown.view, shown.values["lacks"], shown.values["line"].number) == ("staff/kits/ask", "kits", "470/2026")
    assert (await ratna.writes("3 alat")).view == "staff/kits/preview"
    assert (await ratna.presses(kits.SAVE.button("loan_save"))).values["loan"].kits == 3
