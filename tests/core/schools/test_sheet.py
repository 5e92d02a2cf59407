"""Schools as staff type or send them."""

from pathlib import Path

import pytest

from ektp_core.reading.fields import WrongValue
from ektp_core.schools.line import SchoolLine, Standing, read_level, read_npsn, read_school_line, read_school_name
from ektp_core.schools.sheet import NoSchoolsSheet, read_school_sheet
from tests.core.builders import SUBDISTRICT_CODES

find = SUBDISTRICT_CODES.get


def test_a_school_on_one_line() -> None:
    assert read_school_line("10901234, SMAN 2 NAMANG, sman, Namang, Jl. Raya 1, blok B", find) == SchoolLine(
        "10901234", "SMAN 2 Namang", "SMA", "19.04.05", "Jl. Raya 1, blok B"
    )


@pytest.mark.parametrize("text", ["1090123", "109012345", "1090123a", "", "１０９０１２３４"])
def test_an_npsn_has_eight_digits(text: str) -> None:
    with pytest.raises(WrongValue):
        read_npsn(text)


def test_a_name_typed_with_care_is_kept() -> None:
    assert read_school_name("SMA YPN Koba") == "SMA YPN Koba"


@pytest.mark.parametrize("text", ["SD", "", "universitas"])
def test_an_unknown_level_is_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        read_level(text)


def sheet(folder: Path, text: str) -> Path:
    path = folder / "sekolah.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_row_is_a_school_or_says_what_is_wrong(tmp_path: Path) -> None:
    rows = read_school_sheet(
        sheet(
            tmp_path,
            "Daftar sekolah;;;\nNPSN;Nama Sekolah;Bentuk Pendidikan;Kec.\n10999001;SMAN 3 Namang;SMA;Namang\n"
            "1099;SMAN 4 Koba;SMA;Koba\n10999001;SMAN 5 Koba;SMA;Koba\n10999002;SMAN 6 Koba;SD;Koba\n10999003;MA X;MA;Mentok\n",
        ),
        find,
    )
    assert [(row.number, row.wrong) for row in rows] == [
        (3, "npsn_twice"),
        (4, "npsn"),
        (5, "npsn_twice"),
        (6, "school_level"),
        (7, "subdistrict"),
    ]


@pytest.mark.parametrize(
    "text", ["a;b\n1;2\n", "NPSN;Nama;Jenjang;Kecamatan\n", "NPSN;Nama;Jenjang;Kecamatan\n" + "10999001;A;SMA;Koba\n" * 601]
)
def test_a_sheet_without_schools_or_with_too_many_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoSchoolsSheet):
        read_school_sheet(sheet(tmp_path, text), find)


@pytest.mark.parametrize("header", ["NPSN;Nama;Nama Sekolah;Jenjang;Kecamatan;Kec.", "NPSN;Nama Sekolah;Nama;Jenjang;Kec.;Kecamatan"])
def test_columns_that_compete_agree_or_are_asked_about(tmp_path: Path, header: str) -> None:
    agreeing = "10999001;SMAN 3 Namang;SMAN 3 Namang;SMA;Namang;Namang"
    one_empty = "10999002;SMAN 4 Koba;;SMA;;Koba"
    different = "10999003;SMAN 5 Koba;SMAN 6 Koba;SMA;Koba;Koba"
    rows = read_school_sheet(sheet(tmp_path, "\n".join([header, agreeing, one_empty, different])), find)
    assert [row.wrong for row in rows] == [None, None, "columns_disagree"]
    assert (set(rows[2].column.split(" / ")), rows[2].words) == ({"Nama", "Nama Sekolah"}, "SMAN 5 Koba ↔ SMAN 6 Koba")


def test_what_is_wrong_with_a_row_is_named_by_column_with_what_stands_there(tmp_path: Path) -> None:
    (row,) = read_school_sheet(sheet(tmp_path, "NPSN;Nama;Jenjang;Kecamatan\n10999001;SMAN 3 Namang;SD;Namang\n"), find)
    assert (row.wrong, row.column, row.words) == ("school_level", "Jenjang", "SD")


HEADER = "NPSN;Nama;Jenjang;Kecamatan;Keterangan\n"


@pytest.mark.parametrize(
    ("remark", "standing"),
    [
        *[(word, Standing.UNSAID) for word in ("", "-", "Negeri", "SWASTA", "baru", "ganti nama")],
        *[(word, Standing.OPEN) for word in ("aktif", "Buka lagi", "open")],
        *[(word, Standing.CLOSED) for word in ("tutup", "TUTUP.", "Sudah tutup", "tidak aktif", "bubar", "closed")],
        *[(word, None) for word in ("belum tutup", "akan tutup 2027", "merger ke SMAN 1 Koba", "tutup?", "?", "akreditasi A")],
    ],
)
def test_a_remark_says_open_or_closed_or_the_row_is_said(tmp_path: Path, remark: str, standing: Standing | None) -> None:
    (row,) = read_school_sheet(sheet(tmp_path, f"{HEADER}10999001;SMAN 3 Namang;SMA;Namang;{remark}\n"), find)
    if standing is None:
        assert (row.school, row.wrong, row.column, row.npsn) == (None, "school_status", "Keterangan", "10999001")
    else:
        assert row.school is not None and row.school.standing is standing


@pytest.mark.parametrize(
    ("status", "remark", "standing"),
    [
        ("Swasta", "tutup", Standing.CLOSED),
        ("tutup", "", Standing.CLOSED),
        ("Negeri", "", Standing.UNSAID),
        ("aktif", "tutup", None),
        ("tutup", "pindah gedung", None),
    ],
)
def test_two_columns_of_remarks_are_read_together(tmp_path: Path, status: str, remark: str, standing: Standing | None) -> None:
    text = f"NPSN;Nama;Jenjang;Kecamatan;Status;Keterangan\n10999001;SMAN 3 Namang;SMA;Namang;{status};{remark}\n"
    (row,) = read_school_sheet(sheet(tmp_path, text), find)
    assert (row.school.standing if row.school else None) is standing


@pytest.mark.parametrize(
    ("second", "wrongs"),
    [
        ("SMAN 3 Namang;SMA;Namang", [None, "npsn_twice"]),
        ("SMAN 4 Namang;SMA;Namang", ["npsn_twice"] * 2),
        ("X;SD;Namang", ["npsn_twice", "school_level"]),
    ],
)
def test_rows_of_one_number_that_differ_are_all_said(tmp_path: Path, second: str, wrongs: list[str | None]) -> None:
    text = f"NPSN;Nama;Jenjang;Kecamatan\n10999001;SMAN 3 Namang;SMA;Namang\n10999001;{second}\n"
    assert [row.wrong for row in read_school_sheet(sheet(tmp_path, text), find)] == wrongs
