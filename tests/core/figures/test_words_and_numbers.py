"""Numbers, dates and column headers as they are written, and a sentence for everything that is found."""

import string
import tomllib
from datetime import date
from typing import Any

import pytest

from ektp_core.figures import Finding, Kind, Weight
from ektp_core.figures.codes import code_of
from ektp_core.figures.headers.columns import ColumnPart, ColumnRole, column_of
from ektp_core.figures.headers.measures import Measure
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.periods import dates_in
from ektp_core.reading.numbers import BrokenFormula, NotANumber, read_count, read_percent
from ektp_core.refusal import Refusal
from ektp_core.sheets import refusals
from handlers.staff.findings import sentence
from handlers.texts import TEXTS


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (31215.0, 31215),
        (31215, 31215),
        ("31215", 31215),
        ("31.215", 31215),
        ("31,215", 31215),
        ("31 215", 31215),
        ("31\u00a0215", 31215),
        ("1.750.240", 1750240),
        ("1,750,240", 1750240),
        ("31.215,00", 31215),
        ("31,215.00", 31215),
        ("31215,0", 31215),
        ("'31215", 31215),
        ("31.215 jiwa", 31215),
        ("(9)", -9),
        ("-9", -9),
        ("−1.009", -1009),
        ("nihil", 0),
        ("0", 0),
        ("", None),
        ("-", None),
        ("–", None),
        ("n/a", None),
        (None, None),
        ("110.62", 110.62),
        ("110,62", 110.62),
        (110.62, 110.62),
        ("1157.204", 1157.204),
    ],
)
def test_people(cell: Any, people: int | float | None) -> None:
    assert read_count(cell) == people


@pytest.mark.parametrize("cell", ["seribu", "9.89O", "1.2.3", "12/3", "1-2", True, date(2026, 3, 12), "9" * 40, float("inf")])
def test_no_people(cell: Any) -> None:
    with pytest.raises(NotANumber):
        read_count(cell)


def test_failed_formula() -> None:
    with pytest.raises(BrokenFormula):
        read_count("#DIV/0!")


@pytest.mark.parametrize(
    ("cell", "percent"), [("97,16", 97.16), ("97.16 %", 97.16), (97.16, 97.16), ("102,53%", 102.53), ("", None), (0.97, 0.97)]
)
def test_percent(cell: Any, percent: float | None) -> None:
    assert read_percent(cell) == percent


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("KEADAAN 30 SEPTEMBER 2026", ["2026-09-30"]),
        ("Posisi s.d. 30 Sept 2026", ["2026-09-30"]),
        ("Per 30-09-2026", ["2026-09-30"]),
        ("2026-09-30", ["2026-09-30"]),
        ("1 s.d. 30 September 2026", ["2026-09-30"]),
        ("1 Januari 2026 s/d 30 September 2026", ["2026-09-30"]),
        ("BULAN NOPEMBER 2025", ["2025-11"]),
        ("SEMESTER I TAHUN 2026", ["2026-06-30"]),
        ("Semester II 2025", ["2025-12-31"]),
        ("DKB_SMSTR_1_2025", ["2025-06-30"]),
        ("Triwulan III Tahun 2026", ["2026-09-30"]),
        ("TAHUN 2026", ["2026"]),
        ("31 Februari 2026", []),
        ("0 Februari 2026", []),
        ("00-02-2026", []),
        ("Per 2026-02-00", []),
        ("0-0-2026", []),
        ("00-13-2026", []),
        ("Permendagri Nomor 108 Tahun 2019", []),
        ("Wajib KTP adalah penduduk berumur 17 tahun", []),
    ],
)
def test_dates_in_titles(text: str, dates: list[str]) -> None:
    assert [day.iso() for day in dates_in(text)] == dates


@pytest.mark.parametrize(
    ("text", "measure", "part"),
    [
        ("wajib ktp", Measure.OBLIGED, ColumnPart.TOTAL),
        ("Wajib KTP-el", Measure.OBLIGED, ColumnPart.TOTAL),
        ("JUMLAH WAJIB KTP", Measure.OBLIGED, ColumnPart.TOTAL),
        ("WKTP DINAMIS", Measure.OBLIGED, ColumnPart.TOTAL),
        ("WKTP_LK", Measure.OBLIGED, ColumnPart.MALE),
        ("wajib_ktp Perem-\npuan", Measure.OBLIGED, ColumnPart.FEMALE),
        ("rekam", Measure.RECORDED, ColumnPart.TOTAL),
        ("sudah_rekam", Measure.RECORDED, ColumnPart.TOTAL),
        ("REKAM KTP-EL", Measure.RECORDED, ColumnPart.TOTAL),
        ("Perekaman", Measure.RECORDED, ColumnPart.TOTAL),
        ("PROGRES REKAM", Measure.RECORDED, ColumnPart.TOTAL),
        ("jml_rekam_wktp", Measure.RECORDED, ColumnPart.TOTAL),
        ("Belum Rekam KTP Laki-laki", Measure.MISSING, ColumnPart.MALE),
        ("blm rekam", Measure.MISSING, ColumnPart.TOTAL),
        ("PROGRES BELUM REKAM", Measure.MISSING, ColumnPart.TOTAL),
        ("ktp", Measure.PRINTED, ColumnPart.TOTAL),
        ("KTP_PR", Measure.PRINTED, ColumnPart.FEMALE),
        ("Sudah Cetak KTP", Measure.PRINTED, ColumnPart.TOTAL),
        ("blm_ktp_jml", Measure.UNPRINTED, ColumnPart.TOTAL),
        ("Sudah rekam belum cetak", Measure.UNPRINTED, ColumnPart.TOTAL),
        ("PEMULA", Measure.EARLY, ColumnPart.TOTAL),
        ("PRA 17", Measure.EARLY, ColumnPart.TOTAL),
        ("16 TAHUN", Measure.EARLY, ColumnPart.TOTAL),
        ("JUMLAH PENDUDUK", Measure.POPULATION, ColumnPart.TOTAL),
        ("JML", Measure.BARE, ColumnPart.TOTAL),
    ],
)
def test_headers_of_counts(text: str, measure: Measure, part: ColumnPart) -> None:
    column = column_of(text)
    assert column is not None
    assert (column.role, column.measure, column.part) == (ColumnRole.COUNT, measure, part)


@pytest.mark.parametrize("text", ["NO", "PRR", "JUMLAH IKD", "KIA", "Keterangan", "Belum rekam pemula", "TARGET REKAM", "x" * 500])
def test_headers_that_are_left_alone(text: str) -> None:
    assert column_of(text) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [("19.04.01.2001", "19.04.01.2001"), ("1904012001", "19.04.01.2001"), (190401.0, "19.04.01"),
     (19.04, "19.04"), ("1904010", "19.04.010"),
     (1904, "19.04"), ("19", "19"), ("19.04.01.", "19.04.01"), ("abc", None), (7, None), (None, None)],
)  # fmt: skip
def test_codes(cell: Any, code: str | None) -> None:
    assert code_of(cell) == code


# Sentences


VALUES: dict[str, Any] = {
    "as_of": AsOf(2026, 9, 30),
    "period": AsOf(2026, 9),
    "taken": AsOf(2026, 8),
    "dates": (AsOf(2026, 8, 31), AsOf(2026, 9, 30)),
    "names": ("Koba", "Namang"),
    "measure": Measure.OBLIGED,
    "row": 1234,
    "first": 1200,
}


@pytest.mark.parametrize("language", Language)
def test_everything_found_has_a_sentence(language: Language) -> None:
    texts = tomllib.loads((TEXTS / language / "figures" / "findings.toml").read_text(encoding="utf-8"))
    files = [each.key for each in vars(refusals).values() if isinstance(each, type) and issubclass(each, Refusal) and each is not Refusal]
    assert set(texts) == {*Kind, *files, "measures", "where"}
    assert set(texts["measures"]) == set(Measure)
    for kind in Kind:
        fields = {name for _, name, _, _ in string.Formatter().parse(texts[kind]) if name}
        said = sentence(Finding(kind, {name: VALUES.get(name, 12345) for name in fields}), language)
        assert "{" not in said
        assert "1234 " not in said or "row" in fields


def test_both_languages_say_the_same_things() -> None:
    both = [tomllib.loads((TEXTS / language / "figures" / "findings.toml").read_text(encoding="utf-8")) for language in Language]
    for key in set(both[0]) - {"measures", "where"}:
        fields = [{name for _, name, _, _ in string.Formatter().parse(texts[key]) if name} for texts in both]
        assert fields[0] == fields[1], key


def test_sentence_in_indonesian_and_english() -> None:
    values = {"sheet": "Data", "row": 1234, "area": "Bangka Tengah", "column": "WAJIB KTP", "stated": 173285, "computed": 173284}
    found = Finding(Kind.TOTAL_DISAGREES, values)
    assert found.weight is Weight.ERROR
    assert sentence(found, Language.ID) == (
        "Lembar Data baris 1234: jumlah Bangka Tengah di kolom “WAJIB KTP” tertulis 173.285, sedangkan penjumlahan bagiannya 173.284."
    )
    assert "173,285" in sentence(found, Language.EN)
    assert sentence(refusals.FileTooLarge(megabytes=21.5, limit=20), Language.ID) == "Berkas ini 21,5 MB, paling besar 20 MB."
