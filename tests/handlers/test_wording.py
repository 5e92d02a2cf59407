"""How lists are written in each language."""

import pytest

from ektp_core.profile import Language
from handlers.texts.wording import FILTERS


@pytest.mark.parametrize(
    ("words", "between", "written"),
    [
        (["A"], ", ", "A"),
        (["A", "B"], ", ", "A dan B"),
        (["A", "B", "C"], ", ", "A, B dan C"),
        (["Kamis, 1", "Jumat, 2", "Sabtu, 3"], "; ", "Kamis, 1; Jumat, 2 dan Sabtu, 3"),
    ],
)
def test_a_list_ends_with_and(words: list[str], between: str, written: str) -> None:
    assert FILTERS[Language.ID]["joined"](words, between) == written
    assert FILTERS[Language.EN]["joined"](iter(words), between) == written.replace(" dan ", " and ")
