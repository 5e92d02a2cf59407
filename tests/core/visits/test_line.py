"""A visit on one line: place, days, hours, kits, pupils; what is wrong is said and the rest is kept."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ektp_core.visits.line import VisitLine, read_visit_line
from ektp_core.visits.places import NoPlace, PlaceFault, Places, place_or_why
from ektp_core.visits.schedule import Hours, PlaceKind
from tests.core.builders import TODAY, published_board
from tests.core.visits.sheets import PLACES


def read(text: str) -> VisitLine:
    board = published_board()
    return read_visit_line(text, Places(board.schools, board.areas, board.home.code), TODAY)


def jan(*days: int) -> tuple[date, ...]:
    return tuple(date(2027, 1, day) for day in days)


def slot(start: int, end: int, group: str | None = None) -> Hours:
    return Hours(time(start), time(end), group)


def faults(line: VisitLine) -> list[tuple[str, str]]:
    return [(str(wrong.fault), wrong.words) for wrong in line.wrongs]


def test_the_line_of_the_manual_is_read_whole() -> None:
    line = read("SMAN 1 Koba 12-13/01/2027 08.00-14.00 2 alat")
    assert line.place is not None
    assert (line.place.name, line.place.kind, line.place.npsn) == ("SMAN 1 Koba", PlaceKind.SCHOOL, "10900778")
    assert (line.days, line.hours, line.kits, line.wrongs) == (jan(12, 13), (slot(8, 14),), 2, ())


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("12/01/2027", jan(12)),
        ("12-01-2027", jan(12)),
        ("12.01.2027", jan(12)),
        ("12/01/27", jan(12)),
        ("12/01", jan(12)),
        ("2027-01-12", jan(12)),
        ("12 Januari 2027", jan(12)),
        ("Selasa, 12 Jan 2027", jan(12)),
        ("12-14/01/2027", jan(12, 13, 14)),
        ("12-14-01-2027", jan(12, 13, 14)),
        ("12 s/d 14 Januari 2027", jan(12, 13, 14)),
        ("12/01/2027 - 14/01/2027", jan(12, 13, 14)),
        ("12.01.2027-14.01.2027", jan(12, 13, 14)),
        ("12, 14 dan 16 Januari 2027", jan(12, 14, 16)),
        ("12-13, 16/01/2027", jan(12, 13, 16)),
        ("12/01/2027 dan 14/01/2027", jan(12, 14)),
        ("30/12 - 02/01/2027", (date(2026, 12, 30), date(2026, 12, 31), *jan(1, 2))),
        ("30/01/2027 sampai 02/02/2027", (*jan(30, 31), date(2027, 2, 1), date(2027, 2, 2))),
        ("besok", (date(2026, 11, 25),)),
        ("hari ini", (TODAY,)),
        ("senin", (date(2026, 11, 30),)),
    ],
)
def test_days_are_read_as_they_are_written(written: str, days: tuple[date, ...]) -> None:
    line = read(f"SMAN 1 Koba {written} 2 alat")
    assert (line.days, line.kits, line.wrongs) == (days, 2, ())
    assert line.place is not None
    assert line.place.name == "SMAN 1 Koba"


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("08.00-14.00", (slot(8, 14),)),
        ("08:00 - 14:00 WIB", (slot(8, 14),)),
        ("pukul 08.00 s/d 14.00", (slot(8, 14),)),
        ("jam 8-14", (slot(8, 14),)),
        ("XI 08.00-11.00 XII 11.00-14.00", (slot(8, 11, "XI"), slot(11, 14, "XII"))),
        ("08.00-11.00 kelas XI, 11.00-14.00 kelas XII", (slot(8, 11, "XI"), slot(11, 14, "XII"))),
        ("08.00-11.00 (XI) 11.00-14.00 (XII)", (slot(8, 11, "XI"), slot(11, 14, "XII"))),
        ("kelas XII IPA 1 08.00-11.00", (slot(8, 11, "XII IPA 1"),)),
    ],
)
def test_hours_are_read_also_by_class(written: str, hours: tuple[Hours, ...]) -> None:
    for text in (f"SMAN 1 Koba 12/01/2027 {written} 2 alat", f"SMAN 1 Koba {written} 12/01/2027 2 alat"):
        line = read(text)
        assert (line.hours, line.days, line.wrongs) == (hours, jan(12), ()), text


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("sman1koba", PlaceKind.SCHOOL, "SMAN 1 Koba"),
        ("SMAN 1 Koba kec. Koba", PlaceKind.SCHOOL, "SMAN 1 Koba"),
        ("kantor camat Koba", PlaceKind.SUBDISTRICT_OFFICE, "Kantor Camat Koba"),
        ("kecamatan namang", PlaceKind.SUBDISTRICT_OFFICE, "Kantor Camat Namang"),
        ("desa jelutung", PlaceKind.VILLAGE, "Desa Jelutung"),
        ("kelurahan koba", PlaceKind.VILLAGE, "Kelurahan Koba"),
        ("Pasar Koba, Kec. Koba", PlaceKind.OTHER, "Pasar Koba"),
        ("Lapas Kec. Koba", PlaceKind.OTHER, "Lapas"),
        ("NPSN 10900778 Kec. Koba", PlaceKind.SCHOOL, "SMAN 1 Koba"),
        ("Desa Nibung, Kec. Koba", PlaceKind.VILLAGE, "Desa Nibung"),
    ],
)
def test_places_are_schools_offices_villages_and_others(written: str, kind: PlaceKind, name: str) -> None:
    line = read(f"{written} 12/01/2027")
    assert line.place is not None
    assert (line.place.kind, line.place.name, line.wrongs) == (kind, name, ())


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("SMK Negeri 3 Koba, Kec. Koba", ["SMKN 1 Koba", "SMKN 2 Koba"]),
        ("SMA Negeri 1 Koba Kec. Namang", ["SMAN 1 Koba"]),
        ("SMAN 2 KOBA (Kec. Koba)", ["SMAN 1 Koba"]),
        ("Desa Nibung Kec. Namang", ["Desa Nibung"]),
        ("SMAN 1 Koba & SMKN 1 Koba Kec. Koba", []),
        ("batal SMAN 1 Koba Kec. Koba", []),
        ("Seluruh sekolah Kec. Koba", []),
        ("SMPN 1 Koba, Kec. Koba", []),
        ("MTs Darul Ulum, Kec. Koba", []),
        (f"{'Aula yang panjang sekali ' * 3} SMAN1Koba Kec. Koba", []),
    ],
)
def test_what_is_said_to_be_a_school_or_a_village_is_found_there_or_asked(written: str, near: list[str]) -> None:
    found = place_or_why(written, PLACES)
    assert isinstance(found, NoPlace)
    assert (found.fault, [place.name for place in found.places]) == (PlaceFault.UNKNOWN, near)


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("SMAN 1 Koba 32-01-2027 08.00-14.00 2 alat", "impossible_date", "32-01-2027"),
        ("SMAN 1 Koba 12/13/2027 08.00-14.00 2 alat", "impossible_date", "12/13/2027"),
        ("SMAN 1 Koba 31 februari 2027 08.00-14.00 2 alat", "impossible_date", "31 februari 2027"),
        ("SMAN 1 Koba 13-12/01/2027 08.00-14.00 2 alat", "backward_days", "13-12/01/2027"),
        ("SMAN 1 Koba 01/01/2027 - 01/04/2027 08.00-14.00 2 alat", "too_many_days", "01/01/2027 - 01/04/2027"),
    ],
)
def test_wrong_days_are_told_and_the_rest_is_kept(text: str, fault: str, words: str) -> None:
    line = read(text)
    assert faults(line) == [(fault, words)]
    assert line.place is not None
    assert (line.place.name, line.days, line.hours, line.kits) == ("SMAN 1 Koba", (), (slot(8, 14),), 2)
    assert line.lacks == ("days",)


def test_wrong_hours_kits_and_places_are_told_and_the_days_kept() -> None:
    assert faults(read("SMAN 1 Koba 12/01/2027 14.00-08.00")) == [("hours", "14.00-08.00")]
    assert faults(read("SMAN 1 Koba 12/01/2027 25.00-26.00")) == [("hours", "25.00-26.00")]
    assert faults(read("SMAN 1 Koba 12/01/2027 0 alat")) == [("kits", "0 alat")]
    assert faults(read("SMAN 9 Jakarta 12/01/2027")) == [("place_unknown", "SMAN 9 Jakarta")]
    assert read("SMAN 9 Jakarta 12/01/2027").days == jan(12)


def test_a_name_that_may_be_several_places_offers_them() -> None:
    (wrong,) = read("SMK Koba 12/01/2027").wrongs
    assert [place.name for place in wrong.places] == ["SMKN 1 Koba", "SMKN 2 Koba"]
    (wrong,) = read("Namang 12/01/2027").wrongs
    assert [place.name for place in wrong.places] == ["Kantor Camat Namang", "Desa Namang"]


def test_a_later_line_replaces_only_what_it_says() -> None:
    line = read("3 alat").over(read("SMAN 1 Koba 12/01/2027 08.00-14.00 2 alat 60 siswa"))
    assert line.place is not None
    assert (line.place.name, line.days, line.hours, line.kits, line.expected) == ("SMAN 1 Koba", jan(12), (slot(8, 14),), 3, 60)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    read(text)


@given(
    st.lists(
        st.sampled_from(["SMAN 1 Koba", "12-13/01/2027", "31/02", "-", "08.00-14.00", "XI", "2 alat", "99 alat", "|", "sd", "12", "dan"]),
        max_size=9,
    )
)
def test_no_order_of_its_parts_breaks_the_reader(parts: list[str]) -> None:
    line = read(" ".join(parts))
    assert len(line.days) <= 31


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("SMAN 3 Koba", ["SMAN 1 Koba"]),
        ("SMK Lubuk Besar", ["SMAN 1 Lubuk Besar"]),
        ("terentang 4", ["Desa Terentang III"]),
        ("Jakarta", []),
    ],
)
def test_a_place_that_is_not_known_offers_what_is_near_and_takes_none(written: str, near: list[str]) -> None:
    line = read(f"{written} 12/01/2027")
    (wrong,) = line.wrongs
    assert (line.place, str(wrong.fault), [place.name for place in wrong.places]) == (None, "place_unknown", near)
