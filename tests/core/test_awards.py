"""Awards by year and category; they are judged every year and are not ranks."""

from datetime import date

from ektp_core.awards import Awards
from tests.core.builders import HOME, an_award, published_board

PUBLISHED = published_board().awards


def test_the_years_are_listed_newest_first_and_once() -> None:
    awards = Awards([an_award(year=2021), an_award(year=2024), an_award(year=2022), an_award("Inovasi", year=2024)])
    assert awards.years() == (2024, 2022, 2021)


def test_a_year_has_its_awards_in_the_order_they_were_entered() -> None:
    awards = Awards([an_award("Pelayanan"), an_award("Inovasi"), an_award("Akta", year=2021), an_award("Arsip")])
    assert [award.category for award in awards.of_year(2022)] == ["Pelayanan", "Inovasi", "Arsip"]
    assert awards.of_year(2020) == ()


def test_an_office_s_awards_are_listed_newest_first() -> None:
    awards = Awards([an_award("A", 2021), an_award("B", 2024), an_award("C", 2022), an_award("D", 2024, area="Bangka")])
    assert [award.category for award in awards.of_area(HOME)] == ["B", "C", "A"]


def test_an_award_without_a_known_recipient_is_no_office_s() -> None:
    awards = Awards([an_award(area=None)])
    assert awards.of_area(HOME) == ()
    assert len(awards.of_year(2022)) == 1


def test_bangka_tengah_received_perekaman_terbanyak_2022() -> None:
    (award,) = PUBLISHED.of_area(HOME)
    assert (award.year, award.category, award.given_on) == (2022, "Perekaman Terbanyak", date(2022, 11, 21))
    assert "Julhasnan" in str(award.recipient)
    assert "babelpos" in award.source


def test_who_received_pelayanan_terbaik_2022_is_not_invented() -> None:
    (award,) = (award for award in PUBLISHED.of_year(2022) if award.category == "Pelayanan Terbaik")
    assert (award.area, award.recipient, award.given_on) == (None, None, None)
    assert award.note is not None


def test_only_what_is_published_is_on_record() -> None:
    assert PUBLISHED.years() == (2022,)
    assert len(PUBLISHED.of_year(2022)) == 2
