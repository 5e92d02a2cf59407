"""What leaves the office as a sheet: complete, typed, dated, marked when it is an example, and inert."""

import re
import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetTypeEnum

from ektp_core.audit import Change, Entry, Subject, Thing
from ektp_core.board import Board
from ektp_core.exports import Export, audit_sheets, award_sheets, figure_sheets, kit_sheets, request_sheets, visit_sheets
from ektp_core.figures import read_figures
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf, Days
from ektp_core.requests.request import RequestState, VisitRequest
from ektp_core.roles import Act, Member, Outcome, Role
from ektp_core.sheets.sheet import Percent, Sheet
from ektp_core.sheets.word import Word
from ektp_core.sheets.writing import workbook
from ektp_core.store.audit import entries
from ektp_core.visits.schedule import Recap, VisitState
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.staff.deeds.sentences import deed_and_parts
from handlers.staff.words import words
from handlers.texts.wording import in_words
from tests.core.builders import TODAY, a_loan, a_schedule, a_visit, demo_board, published_board
from tests.core.hostile_texts import FORMULAS
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE, a_request

DEMO, PUBLISHED = demo_board(), published_board()
NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
HEADING = "Dindukcapil Bangka Tengah · 24 November 2026"


def read(content: bytes) -> dict[str, list[list[Any]]]:
    """What another program finds in a file: cells by sheet, without charts."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [about.name for about in book.sheets_metadata if about.typ is SheetTypeEnum.WorkSheet]
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets}


def parts(content: bytes, name: str = "sheet1.xml") -> str:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return file.read(next(each for each in file.namelist() if each.endswith(name))).decode()


def written(*sheets: Sheet, language: Language = Language.ID) -> bytes:
    return workbook(sheets, words(language), HEADING, words(language)["example"])


def a_sheet(*rows: tuple[Any, ...], columns: Sequence[str] = ("note",), example: bool = False) -> Sheet:
    return Sheet("visits", tuple(columns), rows, example)


def column(sheet: Sheet, name: str) -> list[Any]:
    return [row[sheet.columns.index(name)] for row in sheet.rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_a_text_whatever_it_looks_like(text: str) -> None:
    content = written(a_sheet((text,)))
    sheet = parts(content)
    assert "<f>" not in sheet
    assert re.search(r'<c r="A3"[^>]* t="s"', sheet)
    assert "hyperlink" not in sheet
    found = read(content)["Kunjungan"][2][0]
    assert isinstance(found, str)
    assert found.strip() == text.replace("\r", "\n").strip() or "\x01" in text


in_indonesian_days = partial(in_words, language=Language.ID)
in_indonesian = partial(deed_and_parts, language=Language.ID, zone=ZONE)


def test_a_formula_stays_a_text_when_the_cell_is_edited_again() -> None:
    """The cell carries the mark that a leading apostrophe makes."""
    styles = parts(written(a_sheet(*((text,) for text in FORMULAS))), "styles.xml")
    assert styles.count('quotePrefix="1"') == 1
    assert 'quotePrefix="1"' in styles


def test_numbers_days_and_percents_keep_their_kind() -> None:
    row = (147_000, date(2026, 11, 24), datetime(2026, 11, 24, 12, 30, tzinfo=ZONE), Percent(Fraction(105)), AsOf(2026, 10, 31), True, None)
    columns = ("obliged", "day", "moment", "percent", "as_of", "example", "note")
    found = read(written(a_sheet(row, columns=columns)))["Kunjungan"][2]
    assert found[:5] == [147_000, date(2026, 11, 24), datetime(2026, 11, 24, 12, 30), 1.05, date(2026, 10, 31)]
    assert found[5:7] in (["ya"], ["ya", ""])


def test_numbers_are_written_the_indonesian_way() -> None:
    row = (147_000, date(2026, 11, 24), Percent(Fraction(105)), AsOf(2026, 10), AsOf(2018))
    styles = parts(written(a_sheet(row, columns=("obliged", "day", "percent", "as_of", "as_of"))), "styles.xml")
    for pattern in ("#,##0", "#,##0.00%", "d mmmm yyyy", "mmmm yyyy", "yyyy"):
        assert f'formatCode="[$-421]{pattern}"' in styles


def test_a_year_is_no_amount() -> None:
    sheet = parts(written(a_sheet((2_026, 2_026), columns=("year", "obliged"))))
    year, amount = re.findall(r'<c r="[AB]3" s="(\d+)"', sheet)
    assert year != amount


@pytest.mark.parametrize("example", [True, False])
def test_the_first_line_says_what_whose_and_when_and_whether_it_is_an_example(example: bool) -> None:
    line = read(written(a_sheet(("x",), example=example)))["Kunjungan"][0][0]
    assert line == f"Kunjungan · {HEADING}" + (" · DATA CONTOH" if example else "")


def test_an_empty_sheet_is_still_a_sheet() -> None:
    assert read(written(a_sheet()))["Kunjungan"][1] == ["Catatan"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("board", [DEMO, PUBLISHED], ids=["demo", "published"])
def test_every_sheet_has_its_words(language: Language, board: Board) -> None:
    """A missing word would be a KeyError."""
    entry = Entry(1, NOW, 7201, "Pak Julian", Role.ADMIN, Act.EXPORT, Outcome.DONE, Subject("export", "audit"), {"lines": 3})
    asked = [a_visit_request(number, state) for number, state in enumerate(RequestState, 1)]
    every = [
        *figure_sheets(board, in_indonesian_days),
        *visit_sheets(board),
        *request_sheets(board, asked, ZONE),
        *kit_sheets(board),
        *award_sheets(board),
    ]
    every += audit_sheets([entry], ZONE, in_indonesian, example=False)
    found = read(written(*every, language=language))
    assert [len(rows) for rows in found.values()] == [_lines_of(sheet) for sheet in every]
    for kind in (*Act, *Role, *Outcome):
        assert any(words(language).get(f"{prefix}_{kind}") for prefix in ("act", "role", "outcome"))


def _lines_of(sheet: Sheet) -> int:
    """The heading, the header, the rows, and what is said below them."""
    return 2 + len(sheet.rows) + (len(sheet.notes) + 1 if sheet.notes else 0)


def test_both_languages_have_the_same_words() -> None:
    assert words(Language.ID).keys() == words(Language.EN).keys()


def a_visit_request(number: int = 1, state: RequestState = RequestState.WAITING) -> VisitRequest:
    return VisitRequest(number, "10900778", 120, 2, (date(2027, 1, 12), date(2027, 1, 13)), "Bu Ani 0812", state, 7301, NOW, 1, visit=7)


def test_a_visit_comes_with_what_it_came_to() -> None:
    done = replace(a_visit(TODAY, state=VisitState.DONE), recap=Recap(90, 5, 1), expected=96, example=False)
    (sheet,) = visit_sheets(replace(PUBLISHED, schedule=a_schedule(done)))
    assert [column(sheet, name)[0] for name in ("expected", "recap_recorded", "absent", "failed", "state")] == [
        96,
        90,
        5,
        1,
        Word("visit_done"),
    ]
    assert not sheet.example


def test_a_request_names_its_school_and_days() -> None:
    (sheet,) = request_sheets(PUBLISHED, [a_visit_request()], ZONE)
    assert [column(sheet, name)[0] for name in ("school", "pupils", "wishes")] == ["SMAN 1 Koba", 120, "12-01-2027, 13-01-2027"]


def test_a_request_for_a_period_names_it() -> None:
    asked = replace(a_visit_request(), wishes=(), within=Days(date(2027, 1, 1), date(2027, 1, 31)))
    (sheet,) = request_sheets(PUBLISHED, [asked], ZONE)
    assert column(sheet, "wishes") == ["01-01-2027 – 31-01-2027"]


def test_each_day_shows_the_kits_held_out_and_free() -> None:
    first, second = date(2026, 12, 1), date(2026, 12, 2)
    visits = a_visit(first, kits=2, number=1), a_visit(second, kits=1, number=2), a_visit(second, state=VisitState.CANCELLED, number=3)
    use, loans = kit_sheets(replace(PUBLISHED, schedule=a_schedule(*visits), loans=(a_loan(first, second, kits=2),)))
    assert [row[:4] for row in use.rows] == [(first, 2, 2, 0), (second, 2, 1, 1)]
    assert column(loans, "kit_days") == [4]


def test_the_audit_is_in_the_offices_time() -> None:
    entry = Entry(1, NOW, 7201, "=Pak Julian", None, Act.EXPORT, Outcome.REFUSED, Subject("export", "typed"), {})
    content = written(*audit_sheets([entry], ZONE, in_indonesian, example=True))
    row = read(content)["Jejak"][2]
    assert row[:2] == [datetime(2026, 11, 24, 12, 0), "=Pak Julian"]
    assert "<f>" not in parts(content)


def test_the_audits_sheet_says_what_exactly_was_done_with_an_announcement() -> None:
    done = {"act": "confirm", "people": 120}
    entry = Entry(1, NOW, 7101, "Bu Ratna", Role.OFFICER, Act.ANNOUNCE, Outcome.DONE, Subject("announcement", "4"), done)
    assert "mengonfirmasi A-4 untuk 120 orang" in read(written(*audit_sheets([entry], ZONE, in_indonesian, example=False)))["Jejak"][2]


def test_the_audits_sheet_names_whom_an_invitation_is_for() -> None:
    invited = {"role": "school", "school": "SMAN 1 Koba"}
    entry = Entry(1, NOW, 7201, "Pak Julian", Role.ADMIN, Act.CHANGE_TEAM, Outcome.DONE, Subject(Thing.INVITATION, "4"), invited)
    assert "mengundang sekolah SMAN 1 Koba" in read(written(*audit_sheets([entry], ZONE, in_indonesian, example=False)))["Jejak"][2]


def test_the_audits_sheet_names_each_part_of_a_deed() -> None:
    changes = Change("Koba", {"obliged": 31_000}, {"obliged": 31_500}), Change("Namang", {}, {"obliged": 24_100})
    told = {"as_of": "2026-11-30", "areas": 2, "level": "subdistrict"}
    entry = Entry(1, NOW, 7101, "Bu Ratna", Role.OFFICER, Act.CHANGE_FIGURES, Outcome.DONE, Subject(Thing.FIGURES, "4"), told, changes)
    row = read(written(*audit_sheets([entry], ZONE, in_indonesian, example=False)))["Jejak"][2]
    assert row[-2:] == ["memperbarui angka 2 kecamatan, 30 Nov 2026", "Koba: wajib 31.000 → 31.500; Namang: wajib 24.100"]


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    store = await in_memory(Filled.DEMO)
    yield await Office.open(store, OfficeSettings(ZONE), lambda: a_request().now)
    await store.close()


async def exported(office: Office, argument: str, person: int = 7201, role: Role = Role.ADMIN, language: Language = Language.ID) -> Reply:
    member = Member(person, role, "Pak Julian", NOW)
    return await answer(replace(a_request(argument, person, member=member, language=language), route="export"), office)


@pytest.mark.parametrize("wanted", Export)
async def test_an_export_is_a_file_and_is_on_record(office: Office, wanted: Export) -> None:
    found = await exported(office, wanted)
    assert found.file is not None
    assert re.fullmatch(r"[a-z]+-2026-11-24\.xlsx", found.file.name)
    sheets = read(found.file.content)
    for rows in sheets.values():
        assert "Dindukcapil Bangka Tengah; diunduh 24 November 2026" in rows[0][0]
    entry = (await entries(office.store))[0]
    assert (entry.subject, entry.outcome, entry.person) == (Subject(Thing.EXPORT, wanted), Outcome.DONE, 7201)
    assert entry.details == {"lines": found.values["lines"]}


@pytest.mark.parametrize("language", Language)
async def test_what_holds_example_data_says_so_in_the_file(office: Office, language: Language) -> None:
    found = await exported(office, "visits", language=language)
    assert found.file is not None
    (rows,) = read(found.file.content).values()
    assert rows[0][0].endswith(words(language)["example"])


@pytest.mark.parametrize(("person", "role"), [(7101, Role.OFFICER), (7401, Role.VIEWER)])
async def test_the_audit_leaves_only_with_an_admin(office: Office, person: int, role: Role) -> None:
    offered = await exported(office, "", person, role)
    assert "audit" not in [item.argument for row in offered.buttons for item in row if isinstance(item, Button)]
    refused = await exported(office, "audit", person, role)
    assert (refused.view, refused.file) == ("refusal/staff/not_allowed", None)
    assert (await entries(office.store))[0].outcome is Outcome.REFUSED


async def test_somebody_revoked_a_moment_ago_gets_no_file(office: Office) -> None:
    refused = await exported(office, "figures", 7999)
    assert (refused.view, refused.file) == ("refusal/staff/not_allowed", None)


@pytest.mark.parametrize("language", Language)
async def test_figures_that_are_sent_back_are_of_their_own_day_and_not_of_the_day_they_were_taken(
    office: Office, language: Language, tmp_path: Path
) -> None:
    exported_now = await exported(office, "figures", language=language)
    assert exported_now.file is not None
    path = tmp_path / exported_now.file.name
    path.write_bytes(exported_now.file.content)
    found = read_figures(path, office.board.areas, NOW.date(), home=office.board.home.code)
    assert (found.as_of, found.errors) == (AsOf(2026, 10, 31), ())
    assert found.areas["19.04"].obliged == 150_000
