"""What exactly somebody did with announcements, in both languages."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ektp_core.audit import KEPT, STEERED, SWITCHED, WITH_PEOPLE, WRITTEN, Entry, Subject, Thing, act_in_words, phrase_of
from ektp_core.notices.due import NoticeKind
from ektp_core.profile import Language
from ektp_core.roles import Act, Outcome, Role
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


SITI = {"name": "Siti", "person": 7101}


@pytest.mark.parametrize(
    ("kind", "thing", "details", "phrase"),
    [
        (Thing.INVITATION, 3, {"role": Role.OFFICER}, "invite officer"),
        (Thing.INVITATION, "4", {"role": "school", "school": "SMAN 1 Koba"}, "invite school SMAN 1 Koba"),
        (Thing.INVITATION_ACCEPTED, "4", {"role": "school", **SITI}, "accept school Siti 7101"),
        (Thing.INVITATION_DECLINED, "4", {"role": "viewer", **SITI}, "decline viewer Siti 7101"),
        (Thing.ROLE, "7101", {"from": "officer", "to": "viewer", **SITI}, "role viewer Siti 7101"),
        (Thing.ROLE_REVOKED, "7101", {"role": "viewer", **SITI}, "revoke viewer Siti 7101"),
        (Thing.VISIT, "12", {"act": "add", "name": "x"}, "visit 12"),
    ],
)
def test_what_an_act_was_about_is_told_from_its_kind_and_its_details(kind: Thing, thing: str, details: dict[str, Any], phrase: str) -> None:
    assert phrase_of(an_entry(Subject(kind, thing), details)) == phrase


@pytest.mark.parametrize(
    ("subject", "details"),
    [
        (Subject(Thing.INVITATION, "school SMAN 1 Koba"), {}),
        (Subject(Thing.INVITATION_ACCEPTED, "officer Siti 7101"), {}),
        (Subject(Thing.ROLE, "viewer Siti 7101"), {"from": "officer", "to": "viewer"}),
        (Subject(Thing.ROLE_REVOKED, "viewer Siti 7101"), {}),
    ],
)
def test_a_line_whose_subject_is_a_whole_phrase_reads_as_it_was_written(subject: Subject, details: dict[str, Any]) -> None:
    assert phrase_of(an_entry(subject, details)) == str(subject)


def an_entry(subject: Subject, details: dict[str, Any]) -> Entry:
    return Entry(1, datetime(2026, 11, 24, tzinfo=UTC), 7201, "Pak Julian", Role.ADMIN, Act.CHANGE_TEAM, Outcome.DONE, subject, details)
