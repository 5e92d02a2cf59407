"""What staff's sentences say of figures, of facts and of a new school."""

from datetime import date
from typing import Any

import pytest

from ektp_core.understanding.reader import Reader
from ektp_core.understanding.staff.facts import fact_said
from ektp_core.understanding.staff.new_school import npsn_of
from ektp_core.understanding.staff.plain import plain
from ektp_core.understanding.staff.reading import slots_for
from ektp_core.understanding.staff_intents import StaffIntent
from tests.core.builders import demo_board

READER, MONDAY = Reader.of(demo_board()), date(2026, 11, 23)


def said(intent: StaffIntent, text: str) -> dict[str, Any]:
    return plain(intent, slots_for(intent, text, READER, MONDAY))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        # The 17 counts nobody
        ("pra 17 koba jadi 1010", {"early": 1010}),
        ("koba pra17 745", {"early": 745}),
        ("koba wajib 31.280 rekam 30.905 pra-17 998", {"obliged": 31280, "recorded": 30905, "early": 998}),
        # A long count beside its unit is no day
        ("koba rekam 141200 wajib 145000", {"recorded": 141200, "obliged": 145000}),
        ("koba wajib 140125 rekam 130126 per 12/11", {"as_of": "2026-11-12", "obliged": 140125, "recorded": 130126}),
        # People are whole; a part of a longer number is none
        ("rekap koba 98,55 persen", {"percent": 98.55}),
        ("rekam koba 98,5", {}),
        ("rekam koba dua puluh dua ribu seratus", {}),
        ("rekam koba 31k", {}),
        ("rekam koba 20 ribu", {"recorded": 20000}),
        ("persen koba mestinya 99,1 bukan 91,9", {"percent": 99.1}),
    ],
)
def test_figures_are_what_stands_beside_their_unit_and_nothing_else(text: str, amounts: dict[str, Any]) -> None:
    assert said(StaffIntent.FIGURES_UPDATE, text) == {"area": "Koba", **amounts}


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("hours", "jam layanan jumat 08.00-11.00", "jumat 08.00-11.00"),
        ("hours", "jam pelayanan jumat diubah jadi 08.00-11.00", "jumat 08.00-11.00"),
        ("hours", "jam pelayanan jumat yang benar 08.00-10.30, tolong betulkan", "jumat 08.00-10.30"),
        ("hours", "jam buka dari 08.00-15.00 jadi 08.00-14.00", "08.00-14.00"),
        ("hours", "jam layanan selama desember 08.00-13.00", "selama desember 08.00-13.00"),
        ("hours", "jam tutup ganti jam 3", ""),
        ("hours", "ubah jam layanan", ""),
        ("phone", "nomor kantor yg bener 0718 7111111, perbaiki", "0718 7111111"),
        ("phone", "nomor kantor 0718 7111111 bukan 0718 7111112", "0718 7111111"),
        ("address", "alamat kantor pindah ke jl by pass ke arah koba no 5", "jl by pass ke arah koba no 5"),
        ("address", "alamat salah, betulken", ""),
        ("address", "pindah kantor ke gedung serbaguna, perbarui alamat di bot", "gedung serbaguna"),
        ("minimum_age", "batas usia dari 16 turun jadi 15", "15"),
        ("minimum_age", "umur 15 atau 16", ""),
        ("complaints", "kontak pengaduan ubah ke lapor.go.id", "lapor.go.id"),
    ],
)
def test_a_fact_is_what_it_is_said_to_become(fact: str, text: str, value: str) -> None:
    assert fact_said(fact, text).value == value


@pytest.mark.parametrize(("text", "is_part"), [("tambah titik layanan: mpp koba", True), ("titik layanan jadi mpp koba", False)])
def test_what_is_added_to_a_list_is_a_part_of_it(text: str, is_part: bool) -> None:
    assert fact_said("service_points", text).is_part is is_part


@pytest.mark.parametrize(
    ("text", "name", "areas"),
    [
        ("ada sekolah baru smk nusantara di koba, tolong daftarkan", "smk nusantara", ["Koba"]),
        ("daftarin sma it al ihsan kec namang", "sma it al ihsan", ["Namang"]),
        ("daftarkan SMK Nusantara npsn 10901234 di namang", "SMK Nusantara", ["Namang"]),
        ("tambah SMAN 4 Koba", "SMAN 4 Koba", []),
        ("smk kesehatan koba belum bisa dipilih", "smk kesehatan koba", []),
        ("ada smk swasta baru di koba, smk maritim, daftarin", "smk maritim", ["Koba"]),
        ("slb baru di namang, tambahkan", "", ["Namang"]),
        ("tambahkan sekolah baru", "", []),
    ],
)
def test_a_new_school_has_its_name_and_lies_where_that_is_said(text: str, name: str, areas: list[str]) -> None:
    found = slots_for(StaffIntent.SCHOOL_ADD, text, READER, MONDAY)
    assert (found.text, [area.name for area in found.areas]) == (name, areas)


def test_only_one_number_of_eight_digits_is_a_schools() -> None:
    assert npsn_of("SMK Nusantara 10901234") == "10901234"
    assert npsn_of("10901234 atau 10901235") == ""
    assert npsn_of("081270001234") == ""
