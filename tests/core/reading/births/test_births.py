"""When somebody was born, as people say it: never a guessed birthday."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ektp_core.reading.births.birth import Age, Birth, BirthDate, BirthMonth, BirthYear, DistantBirth, FutureDate, ImpossibleAge
from ektp_core.reading.births.typed_birth import read_birth
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.dates import ImpossibleDate, NotADate, ShortYear, TwoReadings

TODAY = date(2026, 11, 24)  # a Tuesday
FAR_TODAY = date(2126, 11, 24)
JAKARTA = ZoneInfo("Asia/Jakarta")


def born(day: int, month: int, year: int) -> BirthDate:
    return BirthDate(date(year, month, day))


MARCH_12 = born(12, 3, 2010)

# Births: dates


@pytest.mark.parametrize(
    "text",
    [
        *(
            "12-03-2010",
            "12/3/2010",
            "12.03.2010",
            "12 03 2010",
            "12 / 3 / 2010",
            "12_03_2010",
            "12–3–2010",
            "12032010",
            "120310",
            "12-3-10",
        ),
        *("2010-03-12", "2010/3/12", "20100312", "2010 maret 12", " 12-03-2010. ", "12\n03\n2010", "12\u00a0Maret\u00a02010"),
        *(
            "12 maret 2010",
            "12 MARET 2010",
            "12maret2010",
            "12-mar-2010",
            "12 mrt 10",
            "12 march 2010",
            "12 Mar '10",
            "12 maret tahun 2010",
        ),
        *("March 12, 2010", "march 12th 2010", "12th of March 2010", "Mar 12 10", "tgl 12 bulan 3 tahun 2010", "12 bulan maret 2010"),
        *("Jumat, 12 Maret 2010", "jum'at 12-3-2010", "Friday 12 March 2010", "hari jumat tgl 12 maret 2010"),
        *("lahir 12-03-2010", "tgl lahir: 12-03-2010", "Tanggal lahir 12 Maret 2010", "TTL 12/03/2010", "lahir jumat, 120310"),
        *("anak saya lahir 12 maret 2010 ya bu", "12-03-2010 🎂", "my son was born on March 12, 2010", "date of birth 12/03/2010"),
        *("12032010 ya", "lahir 120310 bu", "jumat 20100312 🙂 ya", "12 maret 2010 (12-03-2010)", "Jumat 12 maret 2010, 12/3/10"),
    ],
)
def test_a_birth_date_is_read_however_it_is_written(text: str) -> None:
    assert read_birth(text, TODAY) == MARCH_12


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("januari january jan januri janauri januarii", 1),
        ("februari february pebruari feb peb febuari februri febuary", 2),
        ("maret march mar mart mrt marer maaret marrt", 3),
        ("april apr aprl arpil aprill", 4),
        ("mei may mey", 5),
        ("juni june jun junni jyne", 6),
        ("juli july jul jully jlui", 7),
        ("agustus august agus agu ags agt agst aug agustuss agsutus agutus augst", 8),
        ("september sept sep septembr setpember septmber", 9),
        ("oktober october okt oct oktobr okotber", 10),
        ("november nopember nov nop novembr nopembr", 11),
        ("desember december des dec desembr desmeber decembre", 12),
    ],
)
def test_months_are_known_by_their_names_abbreviations_and_small_typos(names: str, month: int) -> None:
    for name in names.split():
        assert read_birth(f"12 {name} 2010", TODAY) == born(12, month, 2010), name


def test_mart_is_march_and_never_december() -> None:
    assert read_birth("12 mart 2009", TODAY) == born(12, 3, 2009)
    assert read_birth("mart 2009", TODAY) == BirthMonth(2009, 3)


@pytest.mark.parametrize("name", ["juri", "jule", "juny", "jumi", "jui", "mai", "mae", "karet", "bulan", "ma", "desem", "x"])
def test_a_name_that_may_be_no_month_or_two_is_not_read(name: str) -> None:
    with pytest.raises((NotADate, TwoReadings)):
        read_birth(f"12 {name} 2010", TODAY)
    with pytest.raises((NotADate, TwoReadings)):
        read_birth(f"{name} 2010", TODAY)


def test_a_month_that_may_be_june_or_july_is_asked_back_with_both() -> None:
    with pytest.raises(TwoReadings) as refused:
        read_birth("12 juri 2010", TODAY)
    assert refused.value.values["readings"] == (date(2010, 6, 12), date(2010, 7, 12))


def test_a_day_that_only_one_of_two_months_has_is_still_not_guessed() -> None:
    with pytest.raises(NotADate):
        read_birth("31 juri 2010", TODAY)


def test_a_birth_in_the_future_is_no_reading() -> None:
    with pytest.raises(NotADate):
        read_birth("12 juri 2026", date(2026, 6, 20))


def test_five_six_ten_is_day_month_year() -> None:
    assert read_birth("05/06/10", TODAY) == born(5, 6, 2010)
    assert read_birth("050610", TODAY) == born(5, 6, 2010)


def test_eight_digits_are_year_first_only_where_the_year_stands_in_front() -> None:
    assert read_birth("20111012", TODAY) == born(12, 10, 2011)
    assert read_birth("20101912", TODAY) == born(20, 10, 1912)
    assert read_birth("19122012", TODAY) == born(19, 12, 2012)


@pytest.mark.parametrize(("text", "year"), [("12-03-00", 2000), ("12-03-09", 2009), ("12-03-26", 2026)])
def test_two_digit_years_up_to_this_year_are_20xx(text: str, year: int) -> None:
    assert read_birth(text, TODAY) == born(12, 3, year)


@pytest.mark.parametrize("text", ["12-03-27", "120327", "12 maret 27", "march 12, 27"])
def test_other_two_digit_years_are_asked_back_as_19xx(text: str) -> None:
    with pytest.raises(ShortYear) as refused:
        read_birth(text, TODAY)
    assert refused.value.values == {"readings": (date(1927, 3, 12),)}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("31-02-2010", None),
        ("30 februari 2010", None),
        ("29-02-2011", None),
        ("29022011", None),
        ("310210", None),
        ("00-03-2010", None),
        ("12-00-2010", None),
        ("32/13/2010", None),
        ("03/25/2010", date(2010, 3, 25)),
        ("03252010", date(2010, 3, 25)),
        ("03-25-97", date(1997, 3, 25)),
        ("2010-25-03", date(2010, 3, 25)),
        ("12/25/2026", None),
    ],
)
def test_an_impossible_date_is_refused_with_the_one_that_may_be_meant(text: str, suggestion: date | None) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        read_birth(text, TODAY)
    assert refused.value.values["suggestion"] == suggestion


@pytest.mark.parametrize("year", [0, 10, 1000, 1599, 1600, 1700, 1869, 1899, 1900, 1904])
def test_a_year_of_which_nobody_lives_any_more_is_named(year: int) -> None:
    alone = [f"{year}", f"maret {year}", f"tahun {year}"] if year >= 1600 else []
    for text in (f"12-03-{year:04d}", f"12 maret {year:04d}", f"31-02-{year:04d}", f"{year:04d}-03-12", *alone):
        with pytest.raises(DistantBirth) as refused:
            read_birth(text, TODAY)
        assert refused.value.values["year"] == year


def test_the_oldest_year_moves_with_the_day() -> None:
    assert read_birth("1904", date(2025, 12, 31)) == BirthYear(1904)
    with pytest.raises(DistantBirth):
        read_birth("1904", date(2026, 1, 1))


def test_the_refusal_of_an_impossible_date_says_how_it_was_read() -> None:
    with pytest.raises(ImpossibleDate) as refused:
        read_birth("3/25/10", TODAY)
    assert refused.value.values == {"day": 3, "month": 25, "year": 2010, "suggestion": date(2010, 3, 25)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25-11-2026", date(2026, 11, 25)),
        ("25-11-26", date(2026, 11, 25)),
        ("12032100", date(2100, 3, 12)),
        ("31-12-9999", date(9999, 12, 31)),
        ("12-2026", AsOf(2026, 12)),
        ("desember 2026", AsOf(2026, 12)),
        ("2030", AsOf(2030)),
    ],
)
def test_a_birth_in_the_future_is_refused_as_precisely_as_it_was_said(text: str, day: date | AsOf) -> None:
    with pytest.raises(FutureDate) as refused:
        read_birth(text, TODAY)
    assert refused.value.values == {"day": day}


def test_a_child_born_today_is_read() -> None:
    assert read_birth("24-11-2026", TODAY) == born(24, 11, 2026)


@pytest.mark.parametrize("text", ["12-03-2010 13-03-2010", "12 maret 2010, 13 maret 2010", "12/3/10 13/3/10", "12-3-2010 dan 13-3-2010"])
def test_two_different_dates_are_asked_back(text: str) -> None:
    with pytest.raises(TwoReadings) as refused:
        read_birth(text, TODAY)
    assert refused.value.values == {"readings": (date(2010, 3, 12), date(2010, 3, 13))}


# Births: months, years, ages


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        *(
            (text, BirthMonth(2010, 3))
            for text in ("maret 2010", "mar 2010", "03-2010", "3/2010", "2010-03", "2010 maret", "lahir bulan maret 2010")
        ),
        *((text, BirthMonth(2010, 3)) for text in ("born in March 2010", "bulan 3 tahun 2010", "maret tahun 2010")),
        ("11-2026", BirthMonth(2026, 11)),
        *(
            (text, BirthYear(2010))
            for text in ("2010", "tahun 2010", "thn 2010", "kelahiran 2010", "lahir tahun 2010", "tahun lahir 2010", "born in 2010")
        ),
        ("2026", BirthYear(2026)),
        ("1905", BirthYear(1905)),
        *(
            (text, Age(16))
            for text in ("16", "16 tahun", "16 thn", "16th", "16 th", "umur 16", "umur anak saya 16 tahun", "usia 16 taun", "16 yo", "16yo")
        ),
        *((text, Age(16)) for text in ("16 years old", "I'm 16", "my daughter is 16 years old", "sudah 16 tahun", "umur 16 🙂")),
        *(
            (text, Age(16, 3))
            for text in ("16 th 3 bln", "16 tahun 3 bulan", "16thn3bln", "16 years 3 months", "16 years and 3 months", "umur 16 th, 3 bln")
        ),
        *((text, Age(15, 6)) for text in ("15,5 thn", "15.5 tahun", "umur 15,5 th", "15,5thn", "15.5 years")),
        ("16 tahun 0 bulan", Age(16, 0)),
        ("16 tahun 11 bulan", Age(16, 11)),
        ("15 tahun 12 bulan", Age(16, 0)),
        ("15 tahun 14 bulan", Age(16, 2)),
        ("0", Age(0)),
        ("120 tahun", Age(120)),
    ],
)
def test_a_month_a_year_or_an_age_is_kept_as_vague_as_it_was_said(text: str, birth: Birth) -> None:
    assert read_birth(text, TODAY) == birth


@pytest.mark.parametrize("text", ["121 tahun", "umur 200", "150", "999 thn"])
def test_nobody_is_older_than_120(text: str) -> None:
    with pytest.raises(ImpossibleAge) as refused:
        read_birth(text, TODAY)
    assert refused.value.values["years"] > 120


# Births: what is not read


# Texts that keep a reader busy; what each costs is measured by `make bench`
