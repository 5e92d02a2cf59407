"""Which numbers a count board takes, what they may mean there, and when that is asked instead of counted."""

from collections.abc import Mapping

import pytest

from ektp_core.visits.recaps import Tally
from ektp_core.visits.said_counts import Doubt, SaidCount, Way, WayOpen, change_of, read_said_count, ways_open
from ektp_core.visits.schedule import TallyKind

RECORDED, ABSENT, FAILED = TallyKind.RECORDED, TallyKind.ABSENT, TallyKind.FAILED
ADD, MAKE = Way.ADD, Way.MAKE


@pytest.mark.parametrize(
    ("text", "counts", "way"),
    [
        ("12", {RECORDED: 12}, None),
        (" 12. ", {RECORDED: 12}, None),
        ("12 orang", {RECORDED: 12}, None),
        ("12 pupils", {RECORDED: 12}, None),
        ("dua belas", {RECORDED: 12}, None),
        ("seratus dua siswa", {RECORDED: 102}, None),
        ("1.200", {RECORDED: 1200}, None),
        ("12 lagi", {RECORDED: 12}, None),
        ("sudah tambah 12", {RECORDED: 12}, None),
        ("+12", {RECORDED: 12}, ADD),
        ("+ 5 org", {RECORDED: 5}, ADD),
        ("tambah 12", {RECORDED: 12}, ADD),
        ("nambah lima", {RECORDED: 5}, ADD),
        ("add 3", {RECORDED: 3}, ADD),
        ("sudah 31", {RECORDED: 31}, MAKE),
        ("udh tiga puluh satu", {RECORDED: 31}, MAKE),
        ("total 31 siswa", {RECORDED: 31}, MAKE),
        ("already 31", {RECORDED: 31}, MAKE),
        ("absen 3", {ABSENT: 3}, None),
        ("3 orang tidak hadir", {ABSENT: 3}, None),
        ("tambah absen 2", {ABSENT: 2}, ADD),
        ("gagal 2", {FAILED: 2}, None),
        ("failed 2", {FAILED: 2}, None),
        ("31 terekam 2 absen", {RECORDED: 31, ABSENT: 2}, None),
        ("31, 2 absen", {RECORDED: 31, ABSENT: 2}, None),
        ("terekam 31, absen 2, gagal 1", {RECORDED: 31, ABSENT: 2, FAILED: 1}, None),
    ],
)
def test_a_number_counts_the_kind_that_is_named(text: str, counts: Mapping[TallyKind, int], way: Way | None) -> None:
    assert read_said_count(text) == SaidCount(counts, way)


@pytest.mark.parametrize(
    "text",
    [
        *("", "tidak", "absen", "terekam", "12-03-2010", "12 maret 2010", "12/3", "12,5", "8.30", "8.recorded", "12an", "12k", "-2", "l2"),
        *("12 3", "31 4 1", "12 + 3", "umur 12", "kelas 12", "12 hari", "12 besok", "3 absen 2 absen", "absen 2 31", "99999", "12 alat"),
        *("anak saya 12", "12 " + "ya " * 30),
        *(
            "0812",
            "0800",
            "012",
            "00",
            "081234567890",
            "12 orang absen 3",
            "31 dari 40",
            "belum 12",
            "besok 12",
            "kurang 3",
            "- 3",
            "12\n3",
        ),
        *("tidak absen 3", "2 gagal rekam", "total 31 absen 2", "12 👍", "{12}", "(12)", "<b>12</b>", "3171234567890001", "1️⃣2️⃣", "12?"),
    ],
)
def test_what_says_anything_else_is_no_count(text: str) -> None:
    assert read_said_count(text) is None


@pytest.mark.parametrize(
    ("text", "counted", "open_ways"),
    [
        ("12", Tally(), (WayOpen(ADD),)),
        ("12", Tally(30), (WayOpen(ADD, (Doubt.OVER,)), WayOpen(MAKE, (Doubt.LOWER,)))),
        ("5", Tally(4), (WayOpen(ADD), WayOpen(MAKE))),
        ("absen 3", Tally(20), (WayOpen(ADD),)),
        ("absen 3", Tally(20, 1), (WayOpen(ADD), WayOpen(MAKE))),
        ("31 terekam 2 absen", Tally(), (WayOpen(ADD),)),
        ("+5", Tally(30), (WayOpen(ADD),)),
        ("+5", Tally(38), (WayOpen(ADD, (Doubt.OVER,)),)),
        ("sudah 31", Tally(20), (WayOpen(MAKE),)),
        ("sudah 40", Tally(20, 1), (WayOpen(MAKE, (Doubt.OVER,)),)),
        ("sudah 12", Tally(20), (WayOpen(MAKE, (Doubt.LOWER,)),)),
        ("0", Tally(20), (WayOpen(MAKE, (Doubt.LOWER,)),)),
        ("sudah 20", Tally(20, 25), (WayOpen(MAKE),)),
    ],
)
def test_what_is_not_clear_or_cannot_be_is_asked(text: str, counted: Tally, open_ways: tuple[WayOpen, ...]) -> None:
    """At a place where 40 pupils are expected: one way without a doubt counts at once."""
    said = read_said_count(text)
    assert said
    assert ways_open(said, counted, counted.seen, 40, ROOM) == open_ways


ROOM = 120
"""Two kits that record 60 pupils a day each."""


@pytest.mark.parametrize(
    ("said", "counted", "is_asked"),
    [
        (SaidCount({RECORDED: 333}, MAKE), Tally(30), True),
        (SaidCount({RECORDED: 1000}, ADD), Tally(), True),
        (SaidCount({RECORDED: 100}, ADD), Tally(80), True),
        (SaidCount({RECORDED: 180}, MAKE), Tally(), True),
        (SaidCount({RECORDED: 179}, MAKE), Tally(), False),
        (SaidCount({RECORDED: 120}, ADD), Tally(), False),
        (SaidCount({ABSENT: 300}, ADD), Tally(5), False),
        (SaidCount({RECORDED: 200}, MAKE), Tally(200), False),
    ],
)
def test_without_pupils_expected_what_the_kits_cannot_record_is_asked(said: SaidCount, counted: Tally, is_asked: bool) -> None:
    """A little more than usual is a good day; half as many again is asked about. Absent pupils take no kit."""
    (way,) = ways_open(said, counted, counted.seen, None, ROOM)
    assert (Doubt.BEYOND_KITS in way.doubts) is is_asked


def test_what_a_count_becomes_is_counted_as_the_difference() -> None:
    assert change_of({RECORDED: 31, ABSENT: 1}, MAKE, Tally(20, 3)) == {RECORDED: 11, ABSENT: -2}
    assert change_of({RECORDED: 31}, ADD, Tally(20, 3)) == {RECORDED: 31}
