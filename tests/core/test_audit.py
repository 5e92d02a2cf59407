"""What exactly somebody did with announcements, in both languages."""

from typing import Any

import pytest

from ektp_core.audit import KEPT, STEERED, SWITCHED, WITH_PEOPLE, WRITTEN, Subject, Thing, act_in_words
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from handlers.staff.words import words


def said(subject: str, language: Language = Language.ID, **details: Any) -> str | None:
    found = act_in_words(Subject(*subject.split(" ", 1)), details)
    return found.said(words(language)) if found else None


@pytest.mark.parametrize(
    ("subject", "details", "sentence"),
    [
        ("announcement 4", {"act": "begin"}, "mulai menulis A-4"),
        ("announcement 4", {"act": "confirm", "people": 120}, "mengonfirmasi A-4 untuk 120 orang"),
        ("announcement 4", {"act": "approve", "people": 120}, "menyetujui A-4 untuk 120 orang"),
        ("announcement 4", {"act": "cancel"}, "membatalkan A-4"),
        ("template 2", {"act": "save", "name": "Jemput bola"}, "menyimpan contoh “Jemput bola”"),
        ("notice moved", {"act": "off"}, "mematikan pemberitahuan otomatis: kunjungan dipindah"),
    ],
)
def test_an_act_of_announcing_is_a_sentence(subject: str, details: dict[str, Any], sentence: str) -> None:
    assert said(subject, **details) == sentence


@pytest.mark.parametrize("language", Language)
def test_every_deed_has_its_words(language: Language) -> None:
    for done in WITH_PEOPLE | WRITTEN | STEERED:
        assert "A-4" in (said("announcement 4", act=done, people=3, language=language) or "")
    for done in KEPT:
        assert "Contoh" in (said("template 4", act=done, name="Contoh", language=language) or "")
    for kind in NoticeKind:
        for done in SWITCHED:
            assert said(f"notice {kind}", act=done, language=language)


def test_what_was_refused_or_is_unknown_says_its_act_and_subject() -> None:
    assert said("announcements typed") is None
    assert said("announcement 4", act="something new") is None


@pytest.mark.parametrize(("thing", "number"), [(12, 12), ("12", 12), ("officer Siti 7101", None), ("", None), ("x", None)])
def test_a_numbered_thing_is_told_from_a_named_one(thing: str | int, number: int | None) -> None:
    assert Subject(Thing.VISIT, thing).number == number
