"""A sheet that is sent without a word is told by its columns, and opened by one tap as what it is."""

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.drafts import Awaited, awaited
from handlers.answer import AWAIT_SHEETS
from handlers.reply import Button, Reply
from handlers.staff.schools.sheet import FILE
from handlers.staff.sent_sheets import SheetKind
from handlers.staff.visits import acts as visits
from handlers.staff.visits.drafts import SHEET
from handlers.texts import render
from tests.handlers.staff.test_school_sheet import SHEET as SCHOOLS
from tests.handlers.staff.visits.desk import RATNA, Desk, sent

ROUND = b"NO;HARI;TANGGAL;JAM;SEKOLAH;SISWA\n1;Selasa;12/01/2027;08.00-11.00;SMAN 1 Koba;120\n"
RECAPS = b"Kode;Tempat;Terekam;Absen;Gagal\nK1-1;SMAN 1 Koba;33;5;2\n"
REPORT = b"PER 30 SEPTEMBER 2026\nKODE;WILAYAH;WAJIB KTP;REKAM\n19.04;Bangka Tengah;173284;169938\n"
OF_TWO_KINDS = b"NPSN;NAMA SEKOLAH;JENJANG;KECAMATAN;TANGGAL\n10900778;SMAN 1 Koba;SMA;Koba;12/01/2027\n"
VISITS_AND_FIGURES = b"TANGGAL;TEMPAT;KODE;WILAYAH;WAJIB KTP;REKAM\n12/01/2027;Kantor Camat Koba;19.04;Bangka Tengah;173284;169938\n"


def offered(shown: Reply) -> dict[str, Button]:
    """The buttons of the offer, by the kind that they open."""
    buttons = [each for row in shown.buttons for each in row if isinstance(each, Button) and each.act]
    return {each.argument.rpartition(".")[2]: each for each in buttons}


@pytest.mark.parametrize(
    ("content", "kind", "said", "view"),
    [
        (
            ROUND,
            SheetKind.ROUND,
            "tampaknya jadwal kunjungan (1 baris). Kolom yang dibaca: HARI, TANGGAL, JAM, SEKOLAH, SISWA",
            "visits/round",
        ),
        (RECAPS, SheetKind.RECAPS, "tampaknya rekap kunjungan (1 baris)", "visits/recaps"),
        (SCHOOLS, SheetKind.SCHOOLS, "tampaknya daftar sekolah (2 baris)", "schools/sheet"),
    ],
)
async def test_a_sheet_is_told_by_its_columns_and_opened_by_one_tap(
    office: Office, content: bytes, kind: SheetKind, said: str, view: str
) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("", file=sent("lembar.csv", content))
    assert said in plain(render(shown, Language.ID)).splitlines()[0]
    assert list(offered(shown)) == [kind]
    assert (await ratna.presses(offered(shown)[kind])).view == f"staff/{view}"


async def test_a_report_is_previewed_at_once(office: Office) -> None:
    assert (await Desk(office, RATNA).writes("", file=sent("laporan.csv", REPORT))).view == "staff/figures/preview"


@pytest.mark.parametrize(
    ("content", "kinds"),
    [(OF_TWO_KINDS, {SheetKind.ROUND, SheetKind.SCHOOLS}), (VISITS_AND_FIGURES, {SheetKind.ROUND, SheetKind.FIGURES})],
)
async def test_a_sheet_that_may_be_two_things_has_a_button_for_each_and_both_can_be_tried(
    office: Office, content: bytes, kinds: set[SheetKind]
) -> None:
    ratna = Desk(office, RATNA)
    shown = await ratna.writes("", file=sent("lembar.csv", content))
    assert "untuk apa?" in plain(render(shown, Language.ID)).splitlines()[0]
    assert set(offered(shown)) == kinds
    views = {(await ratna.presses(each)).view for each in offered(shown).values()}
    assert len(views) == 2 and views <= {"staff/visits/round", "staff/schools/sheet", "staff/figures/preview"}


async def test_an_offer_leaves_what_was_begun_as_it_is_until_it_is_taken(office: Office) -> None:
    ratna = Desk(office, RATNA)
    begun = await ratna.writes("SMAN 1 Koba 14/01/2027", "visits")
    await ratna.writes("", file=sent("lembar.csv", ROUND))
    save = next(each for row in begun.buttons for each in row if isinstance(each, Button) and each.act == "save")
    assert (await ratna.presses(save)).view == "staff/visits/saved"


async def test_the_button_of_an_earlier_sheet_opens_no_other(office: Office) -> None:
    ratna = Desk(office, RATNA)
    first = await ratna.writes("", file=sent("a.csv", ROUND))
    await ratna.writes("", file=sent("b.csv", SCHOOLS))
    assert (await ratna.presses(offered(first)[SheetKind.ROUND])).view == "refusal/staff/draft_other"


@pytest.mark.parametrize(
    ("content", "view"),
    [
        (b"a;b\n1;2\n", "refusal/staff/unknown_sheet"),
        (ROUND + ROUND.splitlines()[1] * 1 + b"\n" + (ROUND.splitlines()[1] + b"\n") * 500, "refusal/staff/visit_sheet"),
        (b"\x89PNG\r\n\x1a\n", "refusal/staff/file_unreadable"),
    ],
)
async def test_a_sheet_that_is_nothing_of_ours_is_refused_with_what_is_wanted(office: Office, content: bytes, view: str) -> None:
    assert (await Desk(office, RATNA).writes("", file=sent("x.csv", content))).view == view


async def test_a_sheet_for_a_tool_that_waits_goes_there(office: Office) -> None:
    ratna = Desk(office, RATNA)
    await ratna.presses(visits.WAIT_FOR_SHEET.button("visits_sheet"))
    assert await awaited(office.store, RATNA) == Awaited("visits", "sheet")
    assert (await ratna.writes("", file=sent("lembar.csv", ROUND))).view == "staff/visits/round"


@pytest.mark.parametrize(("text", "route"), [("Koba wajib 31.500 rekam 30.800", "figures"), ("SMAN 1 Koba", "visits")])
async def test_a_draft_that_waits_for_words_is_answered_by_no_sheet_and_waits_on(office: Office, text: str, route: str) -> None:
    ratna = Desk(office, RATNA)
    await ratna.writes(text, route)
    waiting = await awaited(office.store, RATNA)
    assert waiting is not None and waiting.tool == route
    assert (await ratna.writes("", file=sent("sekolah.csv", SCHOOLS))).view == "staff/sent_sheet"
    assert await awaited(office.store, RATNA) == waiting


def test_the_drafts_that_take_sheets_are_those_of_the_tools() -> None:
    assert {Awaited("visits", SHEET), Awaited("schools", FILE)} == AWAIT_SHEETS


async def test_a_citizen_and_a_viewer_open_no_sheet(office: Office) -> None:
    for person in (1, 7401):
        shown = await Desk(office, person).writes("", file=sent("lembar.csv", ROUND))
        assert not shown.view.startswith(("staff/sent", "staff/visits"))
