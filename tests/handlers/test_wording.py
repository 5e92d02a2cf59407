"""How lists are written in each language."""

from datetime import date

import pytest

from ektp_core.profile import Language, Localized
from handlers.reply import FITTING, button
from handlers.texts import label
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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Pasar", "Susulan: Pasar, 10 Desember 2026"),
        ("SMAN 1 Namang", "Susulan: SMAN 1 Namang, 10 Des"),
        ("SMAN 1 Pangkalan Baru", "Susulan: SMAN 1 … Baru, 10 Des"),
        ("Kantor Kecamatan Pangkalan Baru", "Susulan: Kantor … Baru, 10 Des"),
    ],
)
def test_a_date_on_a_button_loses_its_year_and_is_never_cut(name: str, words: str) -> None:
    shown = label(button("visits", label="visit_catch_up_on", name=name, day=date(2026, 12, 10)), Language.ID)
    assert shown == words
    assert len(shown) <= FITTING[1]


@pytest.mark.parametrize("day", [date(2026, 12, 8), date(2026, 9, 30)])
def test_an_announcement_that_names_another_day_names_it_whole(day: date) -> None:
    assert label(button("visits", label="announcement_despite", what=day), Language.ID).startswith(f"Tetap kirim: {day.day} ")
    said = "Senin 8 Desember 2026"
    assert label(button("visits", label="announcement_despite", what=said), Language.ID) == f"Tetap kirim: {said}"
