"""What the office may set is read strictly before it counts."""

from dataclasses import replace

import pytest

from ektp_core.facts import READERS, FactIsLaw, read_fact
from ektp_core.profile import Localized, Requirement
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.fields import NikNotKept, WrongValue
from ektp_core.requirements import Part, read_english, read_part, with_part
from tests.core.builders import TODAY

A_TITLE, A_NOTE = Localized("KTP-el hilang", "Lost card"), Localized("Tanpa biaya", "Free of charge")
LOST = Requirement("lost", frozenset({"hilang"}), A_TITLE, (Localized("Fotokopi KK", "A copy of the card"),), A_NOTE, AsOf(2026), "UU")


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("minimum_age", "15 tahun", "15"),
        ("minimum_age", "10", "10"),
        ("minimum_age", "17", "17"),
        ("election_day", "14-02-2029", "2029-02-14"),
        ("election_day", "14 februari 2029", "2029-02-14"),
        ("birth_years", "2010 - 2011", "2010-2011"),
        ("birth_years", "2010", "2010"),
        ("target_percent", "99,5 %", "99.5"),
        ("target_percent", "100", "100"),
        ("pupils_per_kit_day", "40", "40"),
        ("website", "https://Dukcapil.go.id/", "Dukcapil.go.id"),
        ("phone", " (0718)  7362015 ", "(0718) 7362015"),
        *(("phone", text, text) for text in ("0717 123456", "0812-7333-1234", "+62 812 7333 1234", "62718 7362015")),
        *(("phone", text, text) for text in ("112", "1500537", "(0718) 7362015 / WA 0812 7333 1234", "0718 7362015 ext. 12")),
        ("leap_birthday", "last_of_february", "last_of_february"),
        ("hours", "Senin\nJumat", "Senin Jumat"),
    ],
)
def test_a_fact_is_kept_in_one_form(key: str, typed: str, kept: str) -> None:
    assert read_fact(key, typed, TODAY) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        *(("minimum_age", text) for text in ("9", "18", "dewasa", "", "16,5")),
        *(("election_day", text) for text in ("14-02-2024", "14 februari", "besok", "31-02-2029")),
        *(("birth_years", text) for text in ("2011-2010", "1990", "2006-2016", "10", "2030")),
        *(("target_percent", text) for text in ("0", "201", "seratus")),
        *(("pupils_per_kit_day", text) for text in ("4", "501", "-60")),
        *(("website", text) for text in ("situs kami", "http://", "a b.id")),
        *(("phone", text) for text in ("telepon", "0718 12", "08127333", "7362015", "0812 7333 1234 56", "07181", "99", "0012345678")),
        *(("phone", text) for text in ("0718 736201 / 07", "+62 12", "112 / 08127333")),
        ("leap_birthday", "2 maret"),
        ("hours", "x" * 301),
        ("address", " \n "),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(key: str, typed: str) -> None:
    with pytest.raises(WrongValue) as refused:
        read_fact(key, typed, TODAY)
    assert refused.value.values["what"] == key


@pytest.mark.parametrize("key", ["obliged_age", "name", "", "nothing"])
def test_law_is_not_the_offices_to_set(key: str) -> None:
    assert key not in READERS
    with pytest.raises(FactIsLaw):
        read_fact(key, "18", TODAY)


def test_a_nik_is_not_shown_to_everybody() -> None:
    with pytest.raises(NikNotKept):
        read_fact("complaints", "lapor ke 1904035203100001", TODAY)


def test_each_typed_line_is_one_thing_to_bring() -> None:
    assert read_part(Part.LINES, "• Fotokopi KK\n\n- Datang  sendiri\n") == "Fotokopi KK\nDatang sendiri"


@pytest.mark.parametrize(("part", "text"), [(Part.LINES, "\n"), (Part.LINES, "x\n" * 13), (Part.TITLE, "x" * 37), (Part.NOTE, "")])
def test_a_text_that_does_not_fit_is_refused(part: Part, text: str) -> None:
    with pytest.raises(WrongValue):
        read_part(part, text)


def test_the_english_has_as_many_lines() -> None:
    assert read_english(Part.LINES, "one\ntwo", "satu\ndua") == "one\ntwo"
    with pytest.raises(WrongValue):
        read_english(Part.LINES, "one", "satu\ndua")


@pytest.mark.parametrize(
    ("english", "lines"),
    [
        ("one\ntwo", (Localized("satu", "one"), Localized("dua", "two"))),
        ("one", (Localized("satu", "satu"), Localized("dua", "dua"))),
        (None, (Localized("satu", "satu"), Localized("dua", "dua"))),
    ],
)
def test_without_english_of_its_length_the_indonesian_stands_in_both_languages(english: str | None, lines: tuple[Localized, ...]) -> None:
    assert with_part(LOST, Part.LINES, "satu\ndua", english) == replace(LOST, lines=lines)


def test_a_title_or_a_note_is_changed_and_the_rest_stays() -> None:
    assert with_part(LOST, Part.TITLE, "Hilang", "Lost") == replace(LOST, title=Localized("Hilang", "Lost"))
    assert with_part(LOST, Part.NOTE, "Gratis", None) == replace(LOST, note=Localized("Gratis", "Gratis"))
