"""Files that staff send: what they are called, and what is said of one that cannot be had."""

from pathlib import Path

import pytest

from ektp_core.figures.findings import Finding, Kind
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.request import LARGEST_FILE, NotFetched, SentFile
from handlers.staff.findings import sentence
from handlers.staff.sheets import fetched, harmless
from handlers.texts import render
from tests.handlers.staff.visits.desk import RATNA, Desk, sent

WITH_A_DOUBT = "Kode;Wilayah;Wajib KTP;Rekam\n19.04.01;Koba;28000;27000\n19.04.99;Entah;100;90\n"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Angka Okt 2026.csv", "Angka Okt 2026.csv"),
        ("DKB (Smt. 2).xlsx", "DKB (Smt. 2).xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Data\\angka.xls", "angka.xls"),
        ("a\0b<c>.csv", "a_b_c_.csv"),
        ("", "file"),
        ("..", "file"),
        (".csv", "csv"),
        ("😀" * 300 + ".csv", "_" * 50 + ".csv"),
        ("á" * 300, "á" * 50),
    ],
)
async def test_a_file_keeps_its_name_as_far_as_it_is_harmless(name: str, called: str) -> None:
    assert harmless(name) == called
    async with fetched(sent(name, b"x")) as path:
        assert (path.name, path.read_bytes()) == (called, b"x")
    assert not path.exists()


async def test_what_is_wrong_with_a_csv_is_said_of_the_file_and_not_of_its_number(office: Office) -> None:
    shown = await Desk(office, RATNA).writes("", file=sent("Angka Okt 2026.csv", WITH_A_DOUBT.encode()))
    assert "Lembar Angka Okt 2026 baris 3" in render(shown, Language.ID)


def test_a_name_in_a_sheet_is_said_on_one_line_and_in_one_direction() -> None:
    found = Finding(Kind.UNKNOWN_AREA, {"sheet": "Okt\n\u202e2026", "row": 3, "area": "Desa\r\nEntah\u2067\x0b"})
    assert sentence(found, Language.ID) == "Lembar Okt 2026 baris 3: wilayah “Desa Entah” tidak dikenal, barisnya tidak dipakai."


@pytest.mark.parametrize("route", [None, "visits"])
async def test_a_file_that_telegram_does_not_give_out_is_asked_for_again(office: Office, route: str | None) -> None:
    async def fails(folder: Path) -> Path:
        raise NotFetched

    shown = await Desk(office, RATNA).writes("", route, SentFile("angka.csv", 3, fails))
    assert shown.view == "refusal/staff/file_not_fetched"


@pytest.mark.parametrize("route", [None, "visits"])
async def test_a_file_that_says_it_is_too_large_is_refused_before_telegram_is_asked_for_it(office: Office, route: str | None) -> None:
    asked: list[Path] = []

    async def fetches(folder: Path) -> Path:
        asked.append(folder)
        raise NotFetched

    shown = await Desk(office, RATNA).writes("", route, SentFile("angka.csv", LARGEST_FILE + 1, fetches))
    assert (shown.view, asked) == ("refusal/staff/file_too_large", [])
    assert "20 MB" in render(shown, Language.ID)
    assert "20 MB" in render(shown, Language.EN)
    assert (
        await Desk(office, RATNA).writes("", route, SentFile("angka.csv", LARGEST_FILE, fetches))
    ).view == "refusal/staff/file_not_fetched"
