"""Counts in a sentence: asked as a typed number is, on the board of the visit that is meant; with "selesai" they close it."""

import pytest

from ektp_core.office import Office
from ektp_core.store.tallies import tally_of
from ektp_core.visits.schedule import Recap, VisitState
from handlers.reply import Reply
from handlers.staff.visits import acts
from handlers.staff.visits.tally_acts import OPEN
from tests.handlers.staff.buttons import under
from tests.handlers.staff.orders.said import Speaker, labels, text_of, written
from tests.handlers.staff.visits.desk import RATNA, TU_KOBA, Desk, visit_of_today


async def _visit(office: Office, line: str) -> int:
    ratna = Desk(office, RATNA)
    await ratna.presses(under(await ratna.writes(line, "visits"), acts.SAVE))
    return max(visit.id for visit in office.board.schedule)


async def _counted(office: Office, number: int) -> tuple[int, int, int]:
    total = (await tally_of(office.store, number)).total
    return total.recorded, total.absent, total.failed


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("sman 1 koba 31 rekam 5 absen", (31, 5, 0)),
        ("sman 1 kba: 31 ok, 5 absen, 2 gagal", (31, 5, 2)),
        ("hari ini di sman 1 koba 31 terekam", (31, 0, 0)),
        ("catat 31 terekam 2 tidak hadir", (31, 2, 0)),
    ],
)
async def test_a_count_is_asked_and_counts_once_with_the_tap(office: Office, text: str, counted: tuple[int, int, int]) -> None:
    number, ratna = await visit_of_today(office), Speaker(office)
    before = await written(office)
    screen = await ratna.says(text, message_id=5)
    assert "Belum ada yang dihitung" in text_of(screen)
    assert await written(office) == before
    for _ in range(2):
        await ratna.taps(screen, "Tambah")
    assert await _counted(office, number) == counted


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("sman 1 koba 12 rekam", ["Tambah 12", "Jadikan 12"]),
        ("tambah 12 anak terekam di sman 1 koba ya", ["Tambah 12"]),
        ("sman 1 koba totalnya sudah 12 rekam", ["Jadikan 12"]),
    ],
)
async def test_whether_it_is_added_or_the_whole_count_is_asked_unless_it_is_said(office: Office, text: str, offered: list[str]) -> None:
    ratna = Speaker(office)
    await visit_of_today(office)
    await ratna.taps(await ratna.says("sman 1 koba 5 rekam", message_id=5), "Tambah")
    screen = await ratna.says(text, message_id=6)
    assert [each for each in labels(screen) if each.startswith(("Tambah", "Jadikan"))] == offered


async def test_without_a_name_the_board_that_lies_open_is_meant_else_it_is_asked(office: Office) -> None:
    ratna = Speaker(office)
    first = await _visit(office, "SMAN 1 Koba hari ini 2 alat 60 siswa")
    second = await _visit(office, "SMAN 1 Namang hari ini 2 alat 60 siswa")
    words = "catat 31 terekam 2 absen ya bu"
    asked = await ratna.says(words, message_id=5)
    assert "Kunjungan yang mana?" in text_of(asked)
    chosen = await ratna.taps(asked, "SMAN 1 Namang", quoted=words)
    await ratna.taps(chosen, "Tambahkan")
    assert (await _counted(office, first), await _counted(office, second)) == ((0, 0, 0), (31, 2, 0))


async def test_without_a_name_todays_only_visit_is_meant_though_an_older_one_is_not_closed(office: Office) -> None:
    await _visit(office, "SMAN 1 Namang 23/11/2026 2 alat 60 siswa")
    await visit_of_today(office)
    assert "SMAN 1 Koba sekarang" in text_of(await Speaker(office).says("catat 31 terekam 2 absen ya bu"))


async def test_a_reply_to_a_visits_board_counts_there(office: Office) -> None:
    ratna = Speaker(office)
    first = await _visit(office, "SMAN 1 Koba hari ini 2 alat 60 siswa")
    await _visit(office, "SMAN 1 Namang hari ini 2 alat 60 siswa")
    board: Reply = await Desk(office, RATNA).presses(OPEN.button("", first))
    assert "SMAN 1 Koba sekarang" in text_of(await ratna.says("catat 31 terekam 2 absen ya bu", under=board))


async def test_with_the_word_that_ends_it_the_counts_are_the_recap(office: Office) -> None:
    number, ratna = await visit_of_today(office), Speaker(office)
    screen = await ratna.says("sman 1 koba selesai, 31 rekam 5 absen")
    assert "Tutup SMAN 1 Koba: terekam 31, absen 5, gagal 0?" in text_of(screen)
    await ratna.taps(screen, "Tutup dengan angka ini")
    visit = office.board.schedule.find(number)
    assert visit is not None
    assert (visit.state, visit.recap) == (VisitState.DONE, Recap(31, 5, 0))


async def test_a_visit_with_days_to_come_is_not_closed_by_the_count_of_one(office: Office) -> None:
    await _visit(office, "SMAN 1 Koba 24-25/11/2026 2 alat 60 siswa")
    assert "31 terekam, 5 absen: tambahkan?" in text_of(await Speaker(office).says("sman 1 koba selesai, 31 rekam 5 absen"))


async def test_a_count_of_another_day_is_not_added_to_todays(office: Office) -> None:
    await _visit(office, "SMAN 1 Koba 23-24/11/2026 2 alat 60 siswa")
    before = await written(office)
    shown = text_of(await Speaker(office).says("kemarin di sman 1 koba 31 terekam 5 absen"))
    assert "tidak bisa ditambahkan hari ini" in shown
    assert await written(office) == before


@pytest.mark.parametrize("text", ["sman 1 koba 31 rekam 5 absen", "sman 1 koba selesai 31 rekam"])
async def test_where_none_has_begun_nothing_counts(office: Office, text: str) -> None:
    before = await written(office)
    assert "sudah mulai dan belum ditutup" in text_of(await Speaker(office).says(text))
    assert await written(office) == before


async def test_numbers_that_no_visit_comes_to_are_refused(office: Office) -> None:
    await visit_of_today(office)
    before = await written(office)
    assert (await Speaker(office).says("sman 1 koba 31000 rekam 5 absen")).view == "refusal/staff/recap_unclear"
    assert await written(office) == before


async def test_a_school_counts_nothing(office: Office) -> None:
    number = await visit_of_today(office)
    await Speaker(office, TU_KOBA).says("sman 1 koba 31 rekam 5 absen")
    assert await _counted(office, number) == (0, 0, 0)
