"""Rounds and recaps on sheets: previewed, saved whole or not at all, taken back."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from bot.terminal.ask import plain
from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.audit import newest_entries
from ektp_core.store.drafts import Awaited, awaited, mark_of
from ektp_core.visits.recaps import recaps_due
from ektp_core.visits.schedule import Recap, VisitState
from handlers.staff.visits import acts
from handlers.staff.visits.drafts import DRAFTS
from handlers.staff.visits.tally_acts import TallyStep
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import RATNA, Desk, count, sent, visit_of_today

WAIT_FOR_SHEET = acts.WAIT_FOR_SHEET.button("visits_sheet")


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
    saved = await ratna.presses(under(shown, acts.SAVE_ROUND))
    new = [visit for visit in office.board.schedule if visit.first_day.year == 2027]
    assert [(visit.place.name, visit.kits, len(visit.days)) for visit in new] == [("SMAN 1 Koba", 2, 2), ("Kantor Camat Namang", 1, 1)]
    await ratna.presses(under(saved, acts.REMOVE_ROUND))
    assert len([*office.board.schedule]) == before


async def test_one_bad_row_keeps_the_whole_round_out_and_waits_for_a_better_sheet(office: Office) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes(
        "", "visits", sent("p.csv", round_csv(("SMAN 1 Koba", "12/01/2027", "", "", ""), ("SMAN 9 X", "99/01/2027", "", "", "")))
    )
    assert shown.values["bad"] == [3]
    bad = mark_of(await DRAFTS.one(office.store, RATNA))
    assert (await ratna.presses(acts.SAVE_ROUND.button("round_save", bad, count=1))).view == "staff/visits/round"
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
    assert await awaited(office.store, RATNA) == Awaited("visits", "sheet")


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
    await ratna.presses(under(shown, acts.SAVE_RECAPS))
    closed = next(visit for visit in office.board.schedule if visit.id == number)
    assert (closed.state, closed.recap) == (VisitState.DONE, Recap(33, 5, 2))
    assert [entry.subject for entry in await newest_entries(office.store, 1)] == [Subject(Thing.VISITS, "1")]
    assert closed not in recaps_due(office.board.schedule, TODAY)
    again = await ratna.writes("", "visits", sent("rekap.csv", text.encode()))
    assert [entry.fault for entry in again.values["bad"]] == ["changed"]


async def test_what_is_wrong_is_said_with_row_column_and_what_stood_there(office: Office) -> None:
    text = "HARI;TANGGAL;JAM;SEKOLAH;SISWA;PETUGAS\nSenin;15/12/2026;08.00 s/d selesai;SMAN 9 Kobaa;80-90;Budi\n"
    shown = await Desk(office, RATNA).writes("", "visits", sent("p.csv", text.encode()))
    said = plain(render(shown, Language.ID))
    assert "Baris 2, kolom HARI: Hari di “Senin, 15/12/2026”" in said
    assert "Baris 2, kolom JAM: Jam “08.00 s/d selesai”" in said
    assert "Baris 2, kolom SISWA: Jumlah siswa “80-90”" in said
    assert "Baris 2, kolom SEKOLAH: Tempat “SMAN 9 Kobaa”" in said
    assert "Tidak dibaca: kolom PETUGAS." in said


async def test_a_sheet_with_everything_wrong_still_fits_a_message(office: Office) -> None:
    long = "x" * 500
    header = ";".join(["HARI", "TANGGAL", "JAM", "SEKOLAH", "SISWA", "ALAT", "KETERANGAN", *(f"{long}{number}" for number in range(30))])
    rows = [";".join([long] * 37) for _ in range(9)]
    shown = await Desk(office, RATNA).writes("", "visits", sent("p.csv", "\n".join([header, *rows]).encode()))
    assert (shown.view, len(shown.values["bad"])) == ("staff/visits/round", 9)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["{code};SMKN 1 Koba;;33;5;2"], "kolom Tempat menyebut “SMKN 1 Koba”, kodenya milik tempat lain"),
        (["{code};SMA Negeri 1 Koba;;33;5;2", ";JUMLAH;;33;5;2"], "2. SMAN 1 Koba: terekam 33, absen 5, gagal 2"),
        (["{code};SMAN 1 Koba;;33;5;2", ";JUMLAH;;33;5;2"], "Tidak dibaca: baris 3 “JUMLAH · 33 · 5 · 2”."),
        (["{code};SMAN 1 Koba;gagal 2;33;5;"], "Tidak dibaca: kolom Keterangan."),
        (["{code};;;133;5;2"], "! lebih dari 40 siswa"),
        (["{code};;;33;5;2", "{code};;;33;5;2"], "Baris 3. SMAN 1 Koba: ✕ kode ini ada di beberapa baris"),
        ([";SMAN 1 Koba;;33;5;2"], "kodenya tidak terbaca"),
    ],
)
async def test_what_contradicts_a_recap_is_said(office: Office, rows: list[str], said: str) -> None:
    code = f"K{await visit_of_today(office)}-1"
    sheet = "\n".join(["Kode;Tempat;Keterangan;Terekam;Tidak Hadir;Gagal Merekam", *rows]).replace("{code}", code)
    shown = await Desk(office, RATNA).writes("", "visits", sent("rekap.csv", sheet.encode()))
    assert shown.view == "staff/visits/recaps"
    assert said in plain(render(shown, Language.ID))


async def test_a_recap_that_differs_from_the_count_of_its_day_says_so(office: Office) -> None:
    number = await visit_of_today(office)
    ratna = Desk(office, RATNA)
    await ratna.presses(count(number, TallyStep.FIVE_RECORDED))
    for recorded, is_said in ((31, True), (5, False)):
        sheet = f"Kode;Terekam;Tidak Hadir;Gagal Merekam\nK{number}-1;{recorded};0;0\n"
        said = plain(render(await ratna.writes("", "visits", sent("rekap.csv", sheet.encode())), Language.ID))
        assert ("! hitungan: 5 terekam" in said) is is_said


@pytest.mark.parametrize("route", [None, "visits", "schools"])
@pytest.mark.parametrize(
    "headers",
    [
        "NAMA SISWA;NIK;SEKOLAH;TANGGAL",
        "NAMA;TEMPAT, TANGGAL LAHIR;SEKOLAH;TANGGAL",
        "NAMA;SEKOLAH;TGL LAHIR;TANGGAL",
        "NAMA;LAHIR;SEKOLAH;TANGGAL",
        "NPSN;NAMA;JENJANG;KECAMATAN;NISN",
        "KODE;NAMA ANAK;TEREKAM;TANGGAL",
    ],
)
async def test_a_list_of_pupils_is_refused_and_nothing_of_it_is_said_back(office: Office, headers: str, route: str | None) -> None:
    sheet = f"{headers}\nBudi Santoso;15/12/2009;SMAN 1 Koba;15/12/2026;1\n"
    shown = await Desk(office, RATNA).writes("", route, sent("x.csv", sheet.encode()))
    assert shown.view == "refusal/staff/list_of_people"
    assert not {"Budi", "Koba", "2009"} & set(plain(render(shown, Language.ID)).replace(".", " ").split())
