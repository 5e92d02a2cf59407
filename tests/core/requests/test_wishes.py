"""When a school would like the visit: days, a month or another period, or any day; suggestions are taken inside it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ektp_core.planning import DoubtKind
from ektp_core.reading.calendar import Days
from ektp_core.reading.fields import WrongValue
from ektp_core.requests.days import against_wish, suggest_days
from ektp_core.requests.line import Asked, AskedUnclear, DaysAndKits, read_asked
from ektp_core.requests.wishes import Wish, read_wish
from tests.core.builders import TODAY, a_loan, a_visit
from tests.core.requests.test_requests import a_request

JANUARY = Days(date(2027, 1, 1), date(2027, 1, 31))
DECEMBER = Days(date(2026, 12, 1), date(2026, 12, 31))
LOAN = a_loan(TODAY, date(2026, 12, 18), kits=2)
TUESDAY = date(2026, 12, 8)


def days(*numbers: int, month: int = 12) -> tuple[date, ...]:
    year = 2027 if month == 1 else 2026
    return tuple(date(year, month, number) for number in numbers)


# How it is said


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("januari", Wish(within=JANUARY)),
        ("bulan januari 2027", Wish(within=JANUARY)),
        ("kalau bisa bulan januari ya pak", Wish(within=JANUARY)),
        ("ok pak januari aja", Wish(within=JANUARY)),
        ("in january please", Wish(within=JANUARY)),
        ("minggu pertama januari", Wish(within=Days(*days(1, 7, month=1)))),
        ("sekitar pertengahan januari", Wish(within=Days(*days(11, 20, month=1)))),
        ("minggu depan", Wish(within=Days(date(2026, 11, 30), date(2026, 12, 6)))),
        ("antara 5 dan 20 januari", Wish(within=Days(*days(5, 20, month=1)))),
        ("antara 5 dan 8 januari", Wish(within=Days(*days(5, 8, month=1)))),
        ("antara 5 januari dan 3 februari", Wish(within=Days(date(2027, 1, 5), date(2027, 2, 3)))),
        ("5-20 januari", Wish(within=Days(*days(5, 20, month=1)))),
        ("januari dan februari", Wish(within=Days(date(2027, 1, 1), date(2027, 2, 28)))),
        ("november", Wish(within=Days(TODAY, date(2026, 11, 30)))),
        ("12-13/01/2027", Wish(days(12, 13, month=1))),
        ("12, 14 Januari 2027", Wish(days(12, 14, month=1))),
        ("senin depan", Wish((date(2026, 11, 30),))),
        ("kapan saja", Wish()),
        ("hari apa saja", Wish()),
        ("terserah bu", Wish()),
        ("bebas", Wish()),
        ("terserah kantor saja", Wish()),
    ],
)
def test_days_and_periods_are_wishes(text: str, wish: Wish) -> None:
    assert read_wish(text, TODAY) == wish


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("setelah lebaran", "wishes"),
        ("setelah 12 januari", "wishes"),
        ("sebelum 20 januari", "wishes"),
        ("jangan jumat", "wishes"),
        ("tidak januari", "wishes"),
        ("januari kecuali tanggal 12", "wishes"),
        ("januari, selain jumat", "wishes"),
        ("banyak", "wishes"),
        ("hari apa", "wishes"),
        ("kapan", "wishes"),
        ("", "wishes"),
        ("januari atau februari", "days"),
        ("januari-februari", "days"),
        ("januari dan maret", "days"),
        ("januari tanggal 12", "days"),
        ("minggu terakhir januari", "days"),
        ("januari minggu pertama", "days"),
        ("31/02/2027", "days"),
        ("januari 12", "wishes"),
        ("20/11/2026", "past_days"),
    ],
)
def test_what_only_limits_the_days_or_is_read_in_part_is_asked_back(text: str, what: str) -> None:
    with pytest.raises(WrongValue) as asked:
        read_wish(text, TODAY)
    assert asked.value.values["what"] == what


@pytest.mark.parametrize(
    ("line", "contact", "within"),
    [
        ("120 siswa, 2 hari, januari, Bu Ani 0812-3456-7890", "Bu Ani 0812-3456-7890", JANUARY),
        ("120 siswa 2 hari bulan januari bu mei 081234567890", "bu mei 081234567890", JANUARY),
        ("120 siswa, 2 hari, Pak Agus 0812-3456-7890", "Pak Agus 0812-3456-7890", None),
        ("120 siswa, 2 hari, Pak Agus Juni 0812-3456-7890", "Pak Agus Juni 0812-3456-7890", None),
        ("120 siswa, 2 hari, Juli 0812-3456-7890", "Juli 0812-3456-7890", None),
        ("120 siswa, 2 hari, januari, Juli 0812-3456-7890", "Juli 0812-3456-7890", JANUARY),
    ],
)
def test_a_name_like_a_month_is_no_month(line: str, contact: str, within: Days | None) -> None:
    assert read_asked(line, TODAY) == Asked(120, 2, (), contact, within)


@pytest.mark.parametrize("said", ["bebas", "hari bebas", "kapan saja", "hari apa saja"])
def test_a_line_may_say_that_any_day_will_do(said: str) -> None:
    assert read_asked(f"120 siswa, 2 hari, {said}, Pak Agus 0812345678", TODAY) == Asked(120, 2, (), "Pak Agus 0812345678", None, True)


@pytest.mark.parametrize(
    ("line", "what", "kept"),
    [
        ("120 siswa, 2 hari, 31/02/2027, Bu Ani 0812345678", "days", Asked(120, 2, (), "Bu Ani 0812345678")),
        ("120 siswa, 2 hari, jangan jumat, Bu Ani 0812345678", "wishes", Asked(120, 2, (), "Bu Ani 0812345678")),
        ("120 siswa, 2 hari, setelah lebaran, Bu Ani 0812345678", "wishes", Asked(120, 2, (), "Bu Ani 0812345678")),
        ("0 siswa, 2 hari, januari, Bu Ani 0812345678", "pupils", Asked(None, 2, (), "Bu Ani 0812345678", JANUARY)),
        ("120 siswa, 90 hari, januari, 0812345678", "days_wanted", Asked(120, None, (), None, JANUARY)),
    ],
)
def test_what_a_line_says_besides_what_is_wrong_is_kept(line: str, what: str, kept: Asked) -> None:
    with pytest.raises(AskedUnclear) as unclear:
        read_asked(line, TODAY)
    assert (unclear.value.values["what"], unclear.value.kept) == (what, kept)


# What is suggested


def test_suggestions_lie_inside_the_period() -> None:
    within = Days(*days(8, 11))
    assert suggest_days(replace(a_request(120, 2), within=within), [], [LOAN], TODAY, 60) == DaysAndKits(days(8, 9), 1)


def test_fewer_days_inside_the_period_come_before_as_many_outside() -> None:
    within = Days(TUESDAY, TUESDAY)
    assert suggest_days(replace(a_request(120, 2), within=within), [], [LOAN], TODAY, 60) == DaysAndKits((TUESDAY,), 2)


def test_where_nothing_is_free_inside_the_period_the_nearest_days_are_suggested_and_are_not_the_wish() -> None:
    asked = replace(a_request(60, 1), within=JANUARY)
    found = suggest_days(asked, [], [LOAN], TODAY, 60)
    assert found == DaysAndKits(days(18), 1)
    assert not asked.is_as_wished(found.days)


@pytest.mark.parametrize("wish", [{"wishes": days(8, 9)}, {"within": DECEMBER}, {}])
def test_refused_days_are_never_suggested(wish: dict[str, Any]) -> None:
    refused: tuple[date, ...] = ()
    asked = replace(a_request(120, 2), **wish)
    while (found := suggest_days(replace(asked, refused=refused), [], [LOAN], TODAY, 60)) is not None:
        assert not {*refused} & {*found.days}
        refused += found.days
    assert len(refused) == len(set(refused)) > 10


@pytest.mark.parametrize(
    ("wish", "chosen", "fits"),
    [
        ({"wishes": days(8, 9)}, days(8, 9), True),
        ({"wishes": days(8, 9)}, days(8), False),
        ({"wishes": days(8, 9)}, days(8, 10), False),
        ({"wishes": days(8, 9, 10)}, days(8, 10), True),
        ({"wishes": days(8)}, days(8, 9), True),
        ({"wishes": days(8)}, days(9, 10), False),
        ({"within": DECEMBER}, days(8, 9), True),
        ({"within": JANUARY}, days(8, 9), False),
        ({}, days(8), True),
    ],
)
def test_days_are_as_wished_or_not(wish: dict[str, Any], chosen: tuple[date, ...], fits: bool) -> None:
    assert replace(a_request(120, 2), **wish).is_as_wished(chosen) is fits


# Why the wish does not fit


def test_every_day_against_the_wish_is_named_with_its_cause() -> None:
    other = a_visit(TUESDAY, school="SMAN 2 Koba", kits=2, number=7)
    wished = days(8, 12, 13, 21, 25)
    found = against_wish(a_request(60, 1, *wished), [other], [LOAN], TODAY, 60)
    assert [(each.days, each.kind, each.kits, each.lent, each.causes, each.beside) for each in found] == [
        (days(8), DoubtKind.TOO_MANY_KITS, 1, 2, (other,), None),
        (days(13), DoubtKind.SUNDAY, 1, 0, (), None),
        (days(21, 25), DoubtKind.OUTSIDE_LOAN, 1, 0, (), LOAN),
        (days(25), DoubtKind.HOLIDAY, 1, 0, (), None),
        (days(12), DoubtKind.SATURDAY, 1, 0, (), None),
    ]


@pytest.mark.parametrize(("gap", "beside"), [(1, LOAN), (-40, LOAN)])
def test_a_day_without_a_loan_names_the_one_beside_it(gap: int, beside: object) -> None:
    edge = LOAN.last if gap > 0 else LOAN.first
    day = edge + timedelta(gap)
    found = against_wish(a_request(60, 1, day), [], [LOAN], TODAY - timedelta(60), 60)
    assert next(each.beside for each in found if each.kind is DoubtKind.OUTSIDE_LOAN) == beside


def test_nothing_speaks_against_any_day() -> None:
    assert against_wish(a_request(), [], [], TODAY, 60) == ()
