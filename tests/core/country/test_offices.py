"""The country's 514 offices are found by code or name, and a near name is suggested, never taken."""

from collections import Counter

import pytest

from ektp_core.areas import Level
from ektp_core.country.offices import NoSuchOffice, find_offices, office_of, offices
from ektp_core.country.zones import ZONE_OF, zone_of

DISTRICTS = [area for area in offices() if area.level is Level.DISTRICT]


def test_there_are_514_offices_in_38_provinces() -> None:
    assert (len(DISTRICTS), len(list(offices())) - len(DISTRICTS)) == (514, 38)


@pytest.mark.parametrize("form", ["{0.code}", "{0.name}", " {0.name} "])
def test_every_office_is_found_by_its_code_and_its_full_name(form: str) -> None:
    assert [office_of(form.format(area)) for area in DISTRICTS] == DISTRICTS


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("bangka tengah", "Kabupaten Bangka Tengah"),
        ("kab. bogor", "Kabupaten Bogor"),
        ("KAB BOGOR", "Kabupaten Bogor"),
        ("fakfak", "Kabupaten Fak Fak"),
        ("kotabaru", "Kabupaten Kotabaru"),
        ("pangkalpinang", "Kota Pangkal Pinang"),
        ("jakarta selatan", "Kota Administrasi Jakarta Selatan"),
        ("kepulauan seribu", "Kabupaten Administrasi Kepulauan Seribu"),
    ],
)
def test_a_name_that_only_one_district_bears_is_enough(said: str, name: str) -> None:
    assert office_of(said).name == name


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("bogor", ["Kabupaten Bogor", "Kota Bogor"]),
        ("bogr", ["Kabupaten Bogor", "Kota Bogor"]),
        ("Kabupaten Bogr", ["Kabupaten Bogor", "Kota Bogor"]),
        ("3201", ["Kabupaten Bogor"]),
        ("1903", ["Kabupaten Bangka Selatan"]),
        ("yapen", ["Kabupaten Kepulauan Yapen"]),
        ("toba samosir", ["Kabupaten Toba"]),
        ("mamuju utara", ["Kabupaten Pasangkayu"]),
        ("jaksel", ["Kota Administrasi Jakarta Selatan"]),
        ("99.99", []),
        ("32.999", []),
        ("", []),
        ("   ", []),
        ("xyzzy", []),
    ],
)
def test_another_name_is_none_and_the_near_ones_are_said(said: str, near: list[str]) -> None:
    with pytest.raises(NoSuchOffice) as none:
        office_of(said)
    assert [area.name for area in none.value.near] == near


def test_a_province_means_all_its_offices() -> None:
    assert len(find_offices("jawa barat")) == 27
    assert [area.name for area in find_offices("bogor")] == ["Kabupaten Bogor", "Kota Bogor"]


def test_every_province_has_its_time_zone() -> None:
    assert set(ZONE_OF) == {area.code for area in offices() if area.level is Level.PROVINCE}
    assert Counter(zone.key for zone in ZONE_OF.values()) == {"Asia/Jakarta": 18, "Asia/Makassar": 12, "Asia/Jayapura": 8}


@pytest.mark.parametrize(
    ("name", "zone"),
    [("Kota Pontianak", "Jakarta"), ("Kota Palangka Raya", "Jakarta"), ("Kota Banjarmasin", "Makassar"), ("Kota Tarakan", "Makassar"),
     ("Kota Denpasar", "Makassar"), ("Kota Kupang", "Makassar"), ("Kota Ambon", "Jayapura"), ("Kota Ternate", "Jayapura"),
     ("Kota Sorong", "Jayapura"), ("Kabupaten Merauke", "Jayapura")],
)  # fmt: skip
def test_the_zone_is_that_of_the_clocks_there(name: str, zone: str) -> None:
    assert zone_of(office_of(name).code).key == f"Asia/{zone}"
