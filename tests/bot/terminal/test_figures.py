"""`figures read`: what the reader finds in a report, as a table and as JSON; `figures import`: the same in force."""

import json
from pathlib import Path

from tests.bot.command_line import siaprekam

REPORT = """Kecamatan;Wajib KTP;Sudah Rekam;Pra 17
Koba;31200;31150;2720
Namang;18200;17960;
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "laporan.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_figures_and_the_doubts_are_told_area_by_area(tmp_path: Path) -> None:
    shown = siaprekam(tmp_path, "figures", "read", "--lang", "en", str(written(tmp_path, REPORT)))
    assert "2 areas, as of no date" in shown.stdout
    rows = [line.split() for line in shown.stdout.splitlines()]
    assert ["19.04.01", "Koba", "31,200", "31,150", "2,720"] in rows
    assert ["19.04.05", "Namang", "18,200", "17,960"] in rows
    assert ["Doubts"] in rows


def test_a_sheet_that_is_no_report_is_refused_in_the_same_place(tmp_path: Path) -> None:
    shown = siaprekam(tmp_path, "figures", "read", str(written(tmp_path, "")))
    assert shown.returncode == 1
    assert "Errors" in shown.stdout


def test_programs_get_the_same_as_json(tmp_path: Path) -> None:
    found = json.loads(siaprekam(tmp_path, "figures", "read", "--json", str(written(tmp_path, REPORT))).stdout)
    assert found["areas"]["19.04.01"] == {"obliged": 31200, "recorded": 31150, "early": 2720, "printed": None}
    assert found["warnings"]


def test_what_is_doubtful_beside_what_is_published_is_told_when_a_report_is_put_in_force(tmp_path: Path) -> None:
    def imports(text: str, day: str) -> str:
        return siaprekam(tmp_path, "figures", "import", "--lang", "en", "--as-of", day, str(written(tmp_path, text))).stdout

    assert "Doubts" not in imports("Kecamatan;Wajib KTP;Sudah Rekam;Pra 17\nKoba;31200;31150;600\n", "2026-09-30")
    told = imports("Kecamatan;Wajib KTP;Sudah Rekam;Pra 17\nKoba;3120;3115;60\n", "2026-10-31")
    assert "Doubts" in told
    assert "31,200" in told
    assert "Version 2: 1 areas are in force." in told
