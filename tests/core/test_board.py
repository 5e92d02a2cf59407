"""What is public at one moment."""

from dataclasses import replace

import pytest

from ektp_core.profile import Profile
from tests.core.builders import names, published_board


def test_the_office_is_called_by_its_short_name_and_without_one_by_its_district() -> None:
    board = published_board()
    nameless = replace(board, profile=Profile([], board.profile.texts.values()))
    assert (board.office_name, nameless.office_name) == ("Dindukcapil Bangka Tengah", "Dindukcapil Kabupaten Bangka Tengah")


@pytest.mark.parametrize(
    ("code", "subdistrict"),
    [("19.04.01", "Koba"), ("19.04.01.1001", "Koba"), ("19.04", None), ("19", None), ("19.01.01", None), ("19.01.01.1001", None)],
)
def test_only_the_home_district_has_subdistricts_that_are_visited(code: str, subdistrict: str | None) -> None:
    board = published_board()
    found = board.subdistrict_of(board.areas[code])
    assert (found.name if found else None) == subdistrict
    assert names(board.subdistricts) == ["Koba", "Pangkalan Baru", "Sungai Selan", "Simpang Katis", "Namang", "Lubuk Besar"]
