"""What posters and lists say of a visit: the same rules and facts as the answers, and nothing invented."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ektp_core.board import Board
from ektp_core.eligibility import BirthYears
from ektp_core.posters import ClassList
from ektp_core.profile import Fact, Language, Profile
from ektp_core.visits.schedule import PlaceKind, Visit, VisitState
from handlers.posters.wording import class_list_of, notice_of
from handlers.texts import TEXTS
from tests.core.builders import TODAY, a_visit
from tests.handlers.posters.visits import FIRST, SURE, with_visits


def said_by(visit: Visit, board: Board | None = None, language: Language = Language.ID) -> str:
    notice = notice_of(visit, board or with_visits(visit), language, TODAY)
    return repr(notice).replace("\\xa0", " ")


def test_a_visit_of_several_days_says_who_comes_of_age_meanwhile():
    assert "Di hari terakhir, 27 November 2026: lahir sampai 27 November 2010." in said_by(SURE)
    assert "hari terakhir" not in said_by(replace(SURE, days=(FIRST,)))


def test_younger_births_that_a_rule_names_are_said_apart():
    board = with_visits(SURE)
    board = replace(board, rules=replace(board.rules, birth_years=BirthYears(2012, 2012, "kantor")))
    assert "Boleh juga: lahir 1 Januari 2012 sampai 31 Desember 2012." in said_by(SURE, board)
    assert "Lahir sampai 26 November 2010" in said_by(SURE, board)


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ((date(2026, 11, 26),), "Kamis, 26 November 2026"),
        ((date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)), "Senin–Rabu, 23 November – 25 November 2026"),
        ((date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)), "Sen 23 Nov, Rab 25 Nov, Jum 27 Nov 2026"),
        ((date(2026, 12, 31), date(2027, 1, 1)), "Kamis–Jumat, 31 Desember 2026 – 1 Januari 2027"),
        (tuple(date(2026, 11, 2) + timedelta(day) for day in range(9)), "2 November – 10 November 2026"),
    ],
)
def test_days_on_one_line_never_hold_a_day_between_that_is_none(days, period):
    assert notice_of(replace(SURE, days=days), with_visits(SURE), Language.ID, TODAY).period == period


def test_a_moved_visit_says_which_days_are_no_more():
    moved = replace(SURE, state=VisitState.MOVED, moved_from=(date(2026, 11, 12),))
    assert "Dipindah: tidak jadi 12 November 2026" in said_by(moved)
    assert "Dipindah: tidak jadi 12 November 2026" in said_by(replace(moved, state=VisitState.CONFIRMED))


def test_a_holiday_is_said_with_its_name():
    assert "25 Desember 2026 libur (Hari Raya Natal)" in said_by(replace(SURE, days=(date(2026, 12, 25),)))


def test_nobody_invents_hours_cost_or_a_telephone_number():
    board = with_visits(SURE)
    bare = replace(board, profile=Profile([Fact("name", None)], []))
    notice = notice_of(replace(SURE, hours=()), bare, Language.ID, TODAY)
    assert notice.hours == "Jamnya belum diumumkan"
    assert (notice.free, notice.bring, notice.after, notice.contact, notice.sources) == ("", (), "", (), ())
    assert "7362015" not in said_by(SURE, board)


def test_a_visit_elsewhere_than_at_a_school_has_its_poster():
    office = replace(a_visit(FIRST, school=None), place=replace(a_visit(school=None).place, kind=PlaceKind.SUBDISTRICT_OFFICE))
    assert notice_of(office, with_visits(office), Language.ID, TODAY).place == "Kantor Camat Koba"


def test_the_list_for_the_door_knows_the_pupils_of_the_whole_visit_and_no_names():
    listed = class_list_of(replace(SURE, expected=120), with_visits(SURE), Language.ID, TODAY)
    assert isinstance(listed, ClassList)
    assert listed.hours.rows == (("Kelas XI", "08.00–11.00", ""), ("Kelas XII", "11.00–14.00", ""))
    assert listed.hours.expected == "Perkiraan siswa seluruhnya: 120"
    assert class_list_of(SURE, with_visits(SURE), Language.ID, TODAY).hours.expected == ""


def test_readers_of_english_get_english_words():
    shown = said_by(SURE, language=Language.EN)
    for said in (
        "KTP-el recording at",
        "Thursday, 26 November 2026",
        "Born by 26 November 2010",
        "Class XI",
        "A copy of the family card (KK)",
    ):
        assert said in shown


def test_the_words_are_the_same_in_both_languages():
    by_language = [tomllib.loads((TEXTS / language / "posters" / "words.toml").read_text(encoding="utf-8")) for language in Language]
    assert by_language[0].keys() == by_language[1].keys()
    assert [key for key in by_language[0] if sorted(fields(by_language[0][key])) != sorted(fields(by_language[1][key]))] == []


def fields(pattern: str) -> list[str]:
    return [part.partition("}")[0] for part in pattern.split("{")[1:]]
