"""What a sentence of staff says of a visit: by how many days it moves, and what was counted there."""

from datetime import date

import pytest

from ektp_core.reading.calendar import Days
from ektp_core.understanding.reader import Reader
from ektp_core.understanding.staff.reading import slots_for
from ektp_core.understanding.staff.slots import ListLevel, Measured, StaffSlots
from ektp_core.understanding.staff_intents import StaffIntent
from tests.core.builders import TODAY, published_board

READER = Reader.of(published_board())


def _slots(intent: StaffIntent, text: str) -> StaffSlots:
    return slots_for(intent, text, READER, TODAY)


@pytest.mark.parametrize(
    ("text", "by", "origin", "days"),
    [
        ("yang tgl 9 maju dua hari", -2, [9], [7]),
        ("majukan yang tgl 9 tiga hari", -3, [9], [6]),
        ("majukan kunjungan sman 1 koba 2 hari", -2, [], []),
        ("geser 2 hari lebih awal", -2, [], []),
        ("geser maju sehari", -1, [], []),
        ("geser sman 1 koba dua hari", 2, [], []),
        ("tunda sman 1 koba seminggu", 7, [], []),
        ("undur 2 hari ke tgl 11", 0, [], [11]),
        ("sman 1 koba tgl 9 mundur dua hari jadi 11 desember", 0, [9], [11]),
        ("geser sman 1 koba jadi 2 hari", 0, [], []),
        ("mundur dua hari lebih awal", 0, [], []),
        ("pindahkan sman 1 koba ke 7 desember", 0, [], [7]),
    ],
)
def test_how_far_a_visit_moves_is_told_from_where_it_goes(text: str, by: int, origin: list[int], days: list[int]) -> None:
    slots = _slots(StaffIntent.VISIT_MOVE, text)
    assert (slots.by, slots.origin, slots.days) == (by, _december(origin), _december(days))


def _december(numbers: list[int]) -> tuple[Days, ...]:
    return tuple(Days(date(2026, 12, number), date(2026, 12, number)) for number in numbers)


@pytest.mark.parametrize(
    ("text", "recorded", "absent", "failed", "is_finished"),
    [
        ("sman 1 koba: 88 ok, 5 absen, 2 gagal", 88, 5, 2, False),
        ("sman 1 koba selesai 40 rekam 5 absen", 40, 5, None, True),
        ("sman 1 koba beres, 60 direkam, 4 absen", 60, 4, None, True),
        ("sman 1 koba 60 rekam 4 absen, selesai", 60, 4, None, True),
        ("selesai 40, absen 5", 40, 5, None, True),
        ("40 selesai 5 absen", 40, 5, None, False),
        ("40 siswa beres", 40, None, None, False),
        ("smkn 1 koba 40 rekam 5 tidak hadir", 40, 5, None, False),
    ],
)
def test_a_word_that_ends_a_visit_counts_nobody(
    text: str, recorded: int, absent: int | None, failed: int | None, *, is_finished: bool
) -> None:
    slots = _slots(StaffIntent.TALLY_ADD, text)
    counted = tuple(slots.amount(each) for each in (Measured.RECORDED, Measured.ABSENT, Measured.FAILED))
    assert (*counted, slots.is_finished, slots.unread) == (recorded, absent, failed, is_finished, ())


def test_the_day_that_was_counted_is_kept() -> None:
    slots = _slots(StaffIntent.TALLY_ADD, "kemarin di sman 1 namang 40 anak kerekam 3 ga dateng")
    assert slots.days == (Days(date(2026, 11, 23), date(2026, 11, 23)),)


def test_villages_of_one_subdistrict_may_be_asked_for() -> None:
    slots = _slots(StaffIntent.VISIT_UNREACHED, "desa mana di koba yang belum dikunjungi")
    assert (slots.level, [area.name for area in slots.areas]) == (ListLevel.VILLAGE, ["Koba"])
