"""What a sentence of staff says of a visit: by how many days it moves, and what was counted there."""

from datetime import date

import pytest

from ektp_core.reading.calendar import Days
from ektp_core.roles import Role
from ektp_core.understanding.reader import Reader
from ektp_core.understanding.staff.reading import SURE, StaffReading, acted_on, read_staff, slots_for
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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("sman 1 koba tgl 9 batal, tgl 10 tetap", [9]),
        ("tgl 9 sman 1 koba batal, tetap tgl 10", [9]),
        ("sman 1 koba tgl 9 tetap batal", [9]),
        ("batalkan sman 1 koba tgl 9 dan 10", [9, 10]),
    ],
)
def test_a_day_that_stays_is_not_called_off(text: str, days: list[int]) -> None:
    assert _slots(StaffIntent.VISIT_CANCEL, text).days == _december(days)


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


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pindahkan kunjungan sman 1 namang", StaffIntent.VISIT_MOVE),
        ("kunjungan sman 1 namang dipindah", StaffIntent.VISIT_MOVE),
        ("kunjungan sman 1 namang tidak jadi tgl 5, jadi tgl 8", StaffIntent.VISIT_MOVE),
        ("jadwalkan smkn 1 koba", StaffIntent.VISIT_ADD),
        ("tambah kunjungan ke smkn 1 koba", StaffIntent.VISIT_ADD),
        ("buatkan jadwal kunjungan smkn 1 koba", StaffIntent.VISIT_ADD),
        ("kunjungan sman 1 koba tidak jadi", StaffIntent.VISIT_CANCEL),
        ("batalkan kunjungan sman 1 koba", StaffIntent.VISIT_CANCEL),
        ("pastikan kunjungan sman 1 lubuk besar", StaffIntent.VISIT_CONFIRM),
        ("sman 1 koba sudah selesai", StaffIntent.VISIT_CLOSE),
        ("geser jam 9-12", StaffIntent.VISIT_MOVE),
        ("geser jam 9-12 sman 1 koba", StaffIntent.VISIT_MOVE),
        ("jam buka kantor digeser jadi jam 9", StaffIntent.OFFICE_EDIT),
        ("geser, 40 rekam 5 absen di sman 1 koba", StaffIntent.TALLY_ADD),
    ],
)
def test_the_verb_says_which_order_about_a_visit_it_is(text: str, intent: StaffIntent) -> None:
    best = read_staff(text, READER.read(text, TODAY), READER, Role.OFFICER, TODAY)[0]
    assert (best.intent, best.probability >= 0.5) == (intent, True)


def test_a_change_that_is_not_sure_is_none() -> None:
    for probability, acted in ((SURE, StaffIntent.VISIT_MOVE), (SURE - 0.01, StaffIntent.CITIZEN)):
        assert acted_on(StaffReading(StaffIntent.VISIT_MOVE, probability, StaffSlots())).intent is acted
    looking = StaffReading(StaffIntent.VISIT_AGENDA, SURE - 0.01, StaffSlots())
    assert acted_on(looking) is looking
