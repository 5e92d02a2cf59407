"""The seven example files of the project, when they lie beside it: exactly the true numbers, no false alarm."""

import json
from pathlib import Path
from typing import Any

import pytest

from ektp_core.figures import Kind
from tests.core.figures.reports import HOME, kinds, read

EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "contoh_format"
pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example files are not part of the repository")

SUBDISTRICTS = [f"{HOME}.0{number}" for number in range(1, 7)]
DISTRICTS = ["19.01", "19.02", "19.03", "19.04", "19.05", "19.06", "19.71"]
CASES: list[tuple[str, list[str], bool, str | None, list[Kind]]] = [
    ("L1_dkb_mentah.xlsx", [*SUBDISTRICTS, HOME], True, None, [Kind.MISSING_DATE]),
    ("L2_profil_dua_tingkat.xlsx", [*SUBDISTRICTS, HOME], True, "2026-06-30", []),
    ("L3_progres_provinsi.xlsx", DISTRICTS, False, "2026-09-30", []),
    ("L4_templat_simadkb.xlsx", SUBDISTRICTS[:1], True, None, [Kind.MISSING_AREAS, Kind.MISSING_AREAS, Kind.MISSING_DATE]),
    ("L5_agregat_wktp.xlsx", [*SUBDISTRICTS, HOME], False, None, [Kind.MISSING_DATE]),
    ("L6_titik_koma.csv", [*SUBDISTRICTS, HOME], False, "2026-09-30", []),
    ("L7_bulanan.csv", [*SUBDISTRICTS, HOME], False, "2026-09", []),
]


def truth() -> dict[str, tuple[Any, ...]]:
    known = json.loads((EXAMPLES / "harapan.json").read_text(encoding="utf-8"))
    districts = {code: (each["wajib"], each["rekam"], None) for code, each in known["kabkota"].items()}
    full = {HOME: known["bateng"], **known["kecamatan"]}
    return districts | {code: (each["wajib_ktp"], each["sudah_rekam"], each["sudah_cetak"]) for code, each in full.items()}


@pytest.mark.parametrize(("file", "codes", "printed", "as_of", "doubts"), CASES, ids=[case[0] for case in CASES])
def test_example_file(file: str, codes: list[str], printed: bool, as_of: str | None, doubts: list[Kind]) -> None:
    found = read(EXAMPLES / file)
    assert found.errors == ()
    assert kinds(found.doubts) == doubts
    assert (found.as_of.iso() if found.as_of else None) == as_of
    for code in codes:
        obliged, recorded, cards = truth()[code]
        counts = found.areas[code]
        assert (counts.obliged, counts.recorded, counts.printed) == (obliged, recorded, cards if printed else None), code


def test_partial_template_invents_no_parents() -> None:
    found = read(EXAMPLES / "L4_templat_simadkb.xlsx")
    assert "19.04.02" not in found.areas
    assert HOME not in found.areas


def test_progress_sheet_has_the_province() -> None:
    found = read(EXAMPLES / "L3_progres_provinsi.xlsx")
    assert (found.areas["19"].obliged, found.areas["19"].recorded) == (1157204, 1158501)
