"""`figures read`: what the reader finds in a report, as a table for people and as JSON for programs."""

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
