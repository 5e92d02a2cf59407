"""How lists are written in each language."""

import pytest

from ektp_core.profile import Language, Localized
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


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("pada hari kerja", "“pada hari kerja” (in Indonesian)"),
        ("UU 24/2013 pasal 63 ayat (1)", "“UU 24/2013 pasal 63 ayat (1)” (in Indonesian)"),
        ("Gratis.", "“Gratis.” (in Indonesian)"),
        ("babelpos.disway.id/read/642721", "babelpos.disway.id/read/642721"),
        ("a.id/1; b-c.id/2", "a.id/1; b-c.id/2"),
        ("antaranews 733846", "“antaranews 733846” (in Indonesian)"),
        ("(0718) 7362015", "(0718) 7362015"),
        ("16", "16"),
    ],
)
def test_what_was_written_in_indonesian_only_is_quoted_in_english(text: str, english: str) -> None:
    assert FILTERS[Language.EN]["original"](text) == FILTERS[Language.EN]["told"](Localized(text, text)) == english
    assert FILTERS[Language.ID]["original"](text) == FILTERS[Language.ID]["told"](Localized(text, text)) == text


def test_a_text_in_both_languages_is_not_quoted() -> None:
    text = Localized("pada hari kerja", "on workdays")
    assert [FILTERS[language]["told"](text) for language in Language] == ["pada hari kerja", "on workdays"]
