"""What is public at one moment."""

from dataclasses import replace

from ektp_core.profile import Profile
from tests.core.builders import published_board


def test_the_office_is_called_by_its_short_name_and_without_one_by_its_district() -> None:
    board = published_board()
    nameless = replace(board, profile=Profile([], board.profile.texts.values()))
    assert (board.office_name, nameless.office_name) == ("Dindukcapil Bangka Tengah", "Kabupaten Bangka Tengah")
