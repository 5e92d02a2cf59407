"""What an announcement says of a visit, and what of it the schedule contradicts."""

from datetime import date, time

import pytest

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.contradictions import Contradiction, contradictions, mark_of, visits_meant
from ektp_core.understanding.announced import said_in, said_of_a_visit
from ektp_core.understanding.reader import Reader
from tests.core.builders import TODAY, demo_board

BOARD = demo_board()
READER = Reader.of(BOARD)
KOBA, NAMANG = "10900778", "10900779"
"""The team comes to SMAN 1 Koba on Thursday 26 and Friday 27 November, 08.00 to 14.00, and to SMAN 1 Namang on 4 December."""


def against(text: str, *schools: str) -> tuple[Contradiction, ...]:
    audience = Audience(AudienceKind.SCHOOLS, schools or (KOBA,))
    return contradictions(said_of_a_visit(text, BOARD, READER, TODAY), visits_meant(audience, BOARD, TODAY), audience)


def named(found: Contradiction) -> str:
    if found.days:
        first, last = (f"{day:%d-%m}" for day in (found.days.first, found.days.last))
        return first if first == last else f"{first}..{last}"
    return f"{found.hours.start:%H.%M}..{found.hours.end:%H.%M}" if found.hours else found.place or found.words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Another day
        ("Tim datang 25 November", "25-11"),
        ("Tim datang 28/11", "28-11"),
        ("Besok tim datang.", "25-11"),
        ("besok bawa fotokopi KK", "25-11"),
        ("Tomorrow the team comes", "25-11"),
        ("hari ini tim datang", "24-11"),
        ("Tim datang Sabtu", "28-11"),
        ("Tim datang 26, 27 dan 28 November", "28-11"),
        ("26-28 November tim datang", "26-11..28-11"),
        ("Tim datang minggu depan", "30-11..06-12"),
        ("Tim datang bulan depan", "01-12..31-12"),
        ("Rabu 26 November 2026 tim datang", "Rabu 26 November 2026"),
        ("Semula: Kamis, 26 November 2026.\nMenjadi: Kamis, 3 Desember 2026.", "03-12"),
        ("Perekaman dipindah dari 26 November ke 1 Desember", "01-12"),
        # An hour outside
        ("Tim datang Kamis jam 14.30", "14.30..14.30"),
        ("Tim datang lusa jam 7.30", "07.30..07.30"),
        ("Kamis pukul 15.00-16.00 perekaman", "15.00..16.00"),
        # Another place
        ("Tim datang ke SMAN 1 Namang Kamis", "SMAN 1 Namang"),
        ("Tim datang ke Kec. Namang, Kamis", "Namang"),
        ("Perekaman di Kantor Camat Namang Kamis", "Namang"),
        ("Tim datang ke SMAN 9 Koba Kamis", "SMAN 9 Koba"),
    ],
)
def test_another_day_hour_or_place_than_the_visits_is_found(text: str, said: str) -> None:
    assert [named(each) for each in against(text)] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Tim datang.",
        "Tim datang 26 November",
        "Kamis tim datang",
        "lusa tim datang",
        "Tim datang tanggal 26-27 November jam 08.00",
        "Tim datang minggu ini",
        "Kamis jam 8 pagi sampai jam 2 siang",
        "Perekaman di Koba Kamis",
        "Perekaman {tanggal} jam {jam}",
        # Limits
        "Anak yang lahir sampai 12/3/2010 boleh ikut",
        "Anak lahir sebelum 1 Januari 2011, tim datang Kamis",
        "Pendaftaran paling lambat 25 November.",
        # Births and ages
        "Khusus yang lahir 5 Desember 2009",
        "yang genap 17 tahun 5 Desember",
        # The office's hours
        "Kantor buka Senin-Jumat 08.00-15.30.",
        "Tim datang Kamis, kantor tutup Jumat 4 Desember.",
        "Loket dibuka 07.30. Hubungi kami jam 08.00-16.00.",
        # What was planned before, is called off, or is for whoever was absent
        "Semula: Rabu, 25 November 2026.\nMenjadi: Kamis, 26 November 2026.",
        "Perekaman dipindah dari 1 Desember ke 26 November",
        "Tanggal 5 Desember tidak jadi.",
        "Susulan: Kantor Camat Namang, 10 Desember",
        "Kemarin tim sudah datang",
        "Siswa SMP 1 Koba tidak ikut",
    ],
)
def test_what_is_so_or_is_said_of_something_else_is_no_contradiction(text: str) -> None:
    assert against(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kamis kelas XI jam 11.00-14.00, kelas XII jam 08.00-11.00", ["kelas XII 08.00", "kelas XI 11.00"]),
        ("Kamis jam 09.00-12.00 utk kls XI", ["kls XI 09.00"]),
        ("Kamis kls 11 pukul 11.00", ["kls 11 11.00"]),
        ("jam 11.00-14.00 kelas XI, jam 08.00-11.00 kelas XII", ["kelas XII 08.00", "kelas XI 11.00"]),
        ("Kelas XI IPA 1 hadir jam 12.30", ["Kelas XI IPA 1 12.30"]),
        ("kelas X jam 08.00-11.00", ["kelas X 08.00"]),
        ("kelas X-XII jam 08.00-14.00", ["kelas X-XII 08.00"]),
        ("grade 12 at 08.00-11.00", ["grade 12 08.00"]),
        # In their own hours
        ("Kamis kelas XI jam 08.00-11.00, kelas XII jam 11.00-14.00", []),
        ("jam 08.00-11.00 (XI), 11.00-14.00 (XII)", []),
        ("kelas XI dan XII jam 08.00-14.00", []),
        ("kls 11 & 12: pukul 08.00", []),
        ("Kelas XII IPS 2 jam 11.30", []),
        ("Kamis 08.00-14.00", []),
    ],
)
def test_hours_beside_a_class_are_held_against_the_hours_of_that_class(text: str, said: list[str]) -> None:
    assert [f"{each.classes} {each.hours.start:%H.%M}" for each in against(text) if each.hours] == said


def test_of_several_schools_each_has_its_day() -> None:
    both = "SMAN 1 Koba 26 November, SMAN 1 Namang 4 Desember"
    assert against(both, KOBA, NAMANG) == ()
    (found,) = against("Tim datang 26 November", KOBA, NAMANG)
    assert [visit.place.name for visit in found.visits] == ["SMAN 1 Namang"]


def test_where_no_visit_is_to_come_nothing_is_contradicted() -> None:
    assert against("Tim datang 25 November", "10901347") == ()
    for audience in (Audience(AudienceKind.EVERYONE), Audience(AudienceKind.SUBDISTRICTS, ("19.04.01",)), None):
        assert visits_meant(audience, BOARD, TODAY) == ()


def test_a_visit_that_is_called_off_has_no_day() -> None:
    audience = Audience(AudienceKind.VISIT, ("7",))
    about = visits_meant(audience, BOARD, TODAY)
    assert [named(each) for each in contradictions(said_of_a_visit("Tim datang 8 Desember", BOARD, READER, TODAY), about, audience)] == [
        "08-12"
    ]
    assert contradictions(said_of_a_visit("Tanggal 8 Desember dibatalkan", BOARD, READER, TODAY), about, audience) == ()


def test_the_mark_of_a_button_tells_other_contradictions_from_those_that_were_shown() -> None:
    assert mark_of(against("Kamis tim datang")) == 0
    marks = {mark_of(against(text)) for text in ("Tim datang 25 November", "Tim datang 28 November", "Kamis jam 15.00")}
    assert len(marks) == 3
    assert mark_of(against("Tim datang 25 November")) in marks


# Everything that is said, for corrections


def everything(text: str, today: date = TODAY) -> object:
    return said_in(text, BOARD, READER, today)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tim datang Kamis", "Tim datang Jumat"),
        ("Tim datang Kamis 08.00", "Tim datang Kamis 09.00"),
        ("Tim datang ke SMAN 1 Koba", "Tim datang ke SMKN 1 Koba"),
        ("Tim datang ke Koba", "Tim datang ke Namang"),
        ("Daftar paling lambat 1 Desember", "Daftar paling lambat 2 Desember"),
        ("Kantor buka 08.00", "Kantor buka 08.30"),
        ("lahir sampai 12/3/2010", "lahir sampai 12/3/2011"),
    ],
)
def test_other_days_hours_and_places_are_said_otherwise(before: str, after: str) -> None:
    assert everything(before) != everything(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tim datng Kamis jam 8 pagi", "Tim datang Kamis pukul 08.00."),
        ("Tim datang Kamis", "Tim datang Kamis, 26 November 2026"),
        ("Bawa foto kopi KK", "Bawa fotokopi KK"),
        ("<b>Tim datang</b> ke sman 1 koba", "Tim datang ke SMAN 1 Koba"),
    ],
)
def test_slips_and_other_words_for_the_same_are_not(before: str, after: str) -> None:
    assert everything(before) == everything(after)


def test_tomorrow_is_said_on_a_day() -> None:
    assert everything("besok") != everything("besok", date(2026, 11, 25))
    assert everything("besok jam 8") == everything("25 November jam 08.00")
    assert {hours.start for hours in said_in("jam 8", BOARD, READER, TODAY).hours} == {time(8)}
