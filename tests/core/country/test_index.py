"""Where else a school or place lies is looked up in a file, and a name that many bear says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ektp_core.country.index import Country, make_index

HOME = "19.04"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    found = Country(make_index(tmp_path_factory.mktemp("index")))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("SMAN 1 Sungailiat", [("SMAN 1 Sungailiat", "Kabupaten Bangka")]),
        ("sma negeri 1 sungai liat", [("SMAN 1 Sungailiat", "Kabupaten Bangka")]),
        ("sman 1 sungailiatt", [("SMAN 1 Sungailiat", "Kabupaten Bangka")]),
        ("sma 3 bandung", [("SMAN 3 Bandung", "Kota Bandung")]),
        ("sman 1 cibinong", [("SMAN 1 Cibinong", "Kabupaten Bogor"), ("SMAN 1 Cibinong", "Kabupaten Cianjur")]),
        ("sman 99 cibinong", []),
        ("sman 1", []),
        ("kecamatan sungailiat", [("Kecamatan Sungailiat", "Kabupaten Bangka")]),
        ("distrik abepura", [("Distrik Abepura", "Kota Jayapura")]),
        ("bogor", [("Kabupaten Bogor", "Kabupaten Bogor"), ("Kota Bogor", "Kota Bogor")]),
        ("kota bogor", [("Kota Bogor", "Kota Bogor")]),
        ("kab bogor", [("Kabupaten Bogor", "Kabupaten Bogor")]),
        ("koba", []),
        ("sman 1 koba", []),
        ("", []),
        ("'; DROP TABLE school; --", []),
    ],
)
def test_what_is_elsewhere_is_found_with_its_office(country: Country, said: str, found: list[tuple[str, str]]) -> None:
    assert [(each.name, each.office) for each in country.find(said, home=HOME)] == found


def test_an_index_that_is_made_leaves_nothing_else(tmp_path: Path) -> None:
    made = make_index(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [made.name]
