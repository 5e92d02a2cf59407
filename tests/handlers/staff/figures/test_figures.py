"""Figures in few taps: typed and applied, said by a name that citizens know, and taken back after it was shown what that changes."""

import csv
from io import StringIO

import pytest

from ektp_core.coverage.sources import DKB
from ektp_core.figures import Counts, Kind, Weight
from ektp_core.figures.changes import figures_in_force
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.texts import render
from tests.handlers.staff.announcements.desk import HENDRA, RATNA, Desk
from tests.handlers.staff.visits.desk import sent

MOST_TAPS_TO_PUBLISH = 2
KOBA, HOME = "19.04.01", "19.04"
RIGHT = "Koba 15-11-2026 wajib 31.600 rekam 31.500 pra 3.000"
OFFICE = "Dindukcapil Bangka Tengah"


def in_force(office: Office, code: str = KOBA) -> Counts:
    return figures_in_force(office.board.figures)[code]


def report(*rows: tuple[str, str, int, int]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([("Kode", "Wilayah", "Wajib KTP", "Sudah Rekam"), *rows])
    return text.getvalue().encode()


def labels(desk: Desk) -> set[str]:
    return {item.label for row in desk.screen.buttons for item in row}


async def published(desk: Desk, line: str) -> int:
    """Type a line and tap whatever applies it; how many taps it took."""
    await desk.writes(line, "figures")
    taps = 0
    while desk.screen.view != "staff/figures/applied":
        (apply,) = labels(desk) & {"figures_apply", "figures_apply_checked"}
        await desk.taps(apply)
        taps += 1
    return taps


@pytest.mark.parametrize("line", [RIGHT, "Koba 15-11-2026 wajib 12.200 rekam 11.900", "Koba 15-11-2026 wajib 31.600 rekam 3.100"])
async def test_a_typed_figure_is_published_in_two_taps_whatever_is_doubted(office: Office, line: str) -> None:
    assert await published(Desk(office, RATNA), line) <= MOST_TAPS_TO_PUBLISH
    assert in_force(office).obliged == (31_600 if "31.600" in line else 12_200)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Koba 15-11-2026 wajib 12.200 rekam 1.370", "rekam 1.370 kurang dari separuh wajib KTP 12.200"),
        ("Koba 15-11-2026 wajib 3.160 rekam 3.100", "wajib KTP 3.160, padahal yang berlaku per 31 Oktober 2026 31.200"),
        ("Koba 30-9-2026 wajib 31.600 rekam 31.000 pra 2.250", "Warga tetap melihat yang lebih baru"),
        ("Koba 15-11-2026 wajib 31.600 rekam 31.000 pra 1.100", "cakupan turun dari 108,56 %"),
        ("Koba 15-11-2026 wajib 31.600 rekam 31.150", "turun dari 108,56 % (per 31 Oktober 2026) ke 98,58 % karena pra-17 tidak disebut"),
        ("Bangka Tengah 15-11-2026 wajib 13.900 rekam 13.700", "lebih banyak daripada seluruh"),
    ],
)
async def test_what_is_doubted_in_a_line_is_said_and_owned_up_to(office: Office, line: str, said: str) -> None:
    desk = Desk(office, RATNA)
    shown = await desk.writes(line, "figures")
    assert said in render(shown, Language.ID).replace("\u00a0", " ")
    assert "figures_apply_checked" in labels(desk)
    assert "figures_apply" not in labels(desk)


@pytest.mark.parametrize(
    "line", ["Koba 15-11-2026 wajib 3.150 rekam 31.000", "Koba 15-11-2026 wajib 0 rekam 0", "Koba 15-11-2026 wajib 900 rekam 880 pra 901"]
)
async def test_a_line_that_cannot_be_right_is_typed_again(office: Office, line: str) -> None:
    desk = Desk(office, RATNA)
    shown = await desk.writes(line, "figures")
    assert "ketik ulang barisnya" in render(shown, Language.ID)
    assert not labels(desk) & {"figures_apply", "figures_apply_checked"}


async def test_a_line_and_a_sheet_with_the_same_numbers_are_doubted_alike(office: Office) -> None:
    desk = Desk(office, RATNA)
    line = await desk.writes("Koba 15-11-2026 wajib 12.200 rekam 1.370", "figures")
    kinds = {doubt.kind for doubt in line.values["doubts"]}
    await desk.writes("", "figures", file=sent("a.csv", report((KOBA, "Koba", 12_200, 1_370))))
    sheet = await desk.writes("15-11-2026")
    assert kinds
    assert kinds <= {doubt.kind for doubt in sheet.values["doubts"]}


async def test_what_has_become_doubtful_since_the_preview_is_shown_before_it_is_applied(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await published(hendra, RIGHT)
    await hendra.taps("figures_take_back")
    await hendra.taps("figures_take_back_now")
    await ratna.writes("Koba 16-11-2026 wajib 31.600 rekam 31.250 pra 2.950", "figures")
    assert "figures_apply" in labels(ratna)
    await hendra.taps("figures_put_back")
    await hendra.taps("figures_put_back_now")
    shown = await ratna.taps("figures_apply")
    assert shown.view == "staff/figures/preview"
    assert [doubt.kind for doubt in shown.values["doubts"] if doubt.weight == Weight.DOUBT] == [Kind.COVERAGE_FALLS]
    assert (await ratna.taps("figures_apply_checked")).view == "staff/figures/applied"


# Who says so


async def test_the_name_of_a_file_is_for_staff_and_the_office_is_the_source_for_citizens(office: Office) -> None:
    desk = Desk(office, RATNA)
    await desk.writes("", "figures", file=sent("dkb_final.csv", report((KOBA, "Koba", 31_600, 31_000))))
    shown = render(await desk.writes("15-11-2026"), Language.ID)
    assert "dkb_final.csv" in shown
    assert f"Sumber bagi warga: <b>{OFFICE}</b>" in shown
    await desk.taps(*(labels(desk) & {"figures_apply", "figures_apply_checked"}))
    citizen = Desk(office, 30_001)
    told = render(await citizen.writes("koba", "coverage"), Language.ID)
    assert OFFICE in told
    assert "dkb_final" not in told
    await desk.writes("", "figures")
    assert "dkb_final.csv" in render(desk.screen, Language.ID)


async def test_another_source_is_one_button_and_one_name(office: Office) -> None:
    desk = Desk(office, RATNA)
    await desk.writes(RIGHT, "figures")
    await desk.taps("edit_source")
    await desk.taps("place", name=DKB)
    assert desk.screen.values["source"] == DKB
    await desk.taps("figures_apply")
    citizen = Desk(office, 30_001)
    assert DKB in render(await citizen.writes("koba", "coverage"), Language.ID)


async def test_a_source_is_typed_and_the_name_of_a_file_is_refused(office: Office) -> None:
    desk = Desk(office, RATNA)
    await desk.writes(RIGHT, "figures")
    await desk.taps("edit_source")
    assert "Itu nama berkas" in render(await desk.writes("dkb_final.xlsx"), Language.ID)
    shown = await desk.writes("Laporan Dinas Provinsi")
    assert (shown.view, shown.values["source"]) == ("staff/figures/preview", "Laporan Dinas Provinsi")


# Taken back


async def test_the_message_that_says_it_is_published_takes_it_back_and_shows_what_becomes_public_again(office: Office) -> None:
    desk, before = Desk(office, RATNA), in_force(office)
    await published(desk, RIGHT)
    shown = await desk.taps("figures_take_back")
    assert in_force(office) != before
    assert "Koba: 109,18 % (per 15 November 2026) → <b>108,56 % (per 31 Oktober 2026)</b>" in render(shown, Language.ID).replace(
        "\u00a0", " "
    )
    await desk.taps("figures_take_back_now")
    assert in_force(office) == before
    await desk.taps("figures_put_back")
    await desk.taps("figures_put_back_now")
    assert in_force(office) != before


async def test_the_tool_itself_shows_the_current_version_and_takes_it_back(office: Office) -> None:
    desk = Desk(office, RATNA)
    await desk.writes("", "figures")
    assert "figures_take_back_number" not in labels(desk)
    await published(desk, RIGHT)
    shown = await desk.writes("", "figures")
    assert "Berlaku sekarang: versi 1" in render(shown, Language.ID)
    assert (await desk.taps("figures_take_back_number", number=1)).view == "staff/figures/sure"


async def test_a_version_that_nobody_would_miss_says_so(office: Office) -> None:
    desk = Desk(office, RATNA)
    await published(desk, "Koba 30-9-2026 wajib 31.600 rekam 31.000 pra 2.250")
    assert "Bagi warga tidak ada yang berubah" in render(await desk.taps("figures_take_back"), Language.ID)


async def test_what_would_change_something_else_by_now_is_shown_again(office: Office) -> None:
    ratna, hendra = Desk(office, RATNA), Desk(office, HENDRA)
    await published(ratna, RIGHT)
    await ratna.taps("figures_take_back")
    await published(hendra, "Koba 16-11-2026 wajib 31.600 rekam 31.100 pra 2.250")
    shown = await ratna.taps("figures_take_back_now")
    assert (shown.view, shown.values["changes"]) == ("staff/figures/sure", ())
    assert in_force(office).recorded == 31_100
    assert (await ratna.taps("figures_take_back_now")).view == "staff/figures/set"
