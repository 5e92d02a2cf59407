"""A visit is moved or called off and its followers are told: in few taps, and nothing is sent that was not seen."""

import pytest

from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.office import Office
from ektp_core.visits.schedule import VisitState
from handlers.reply import Button
from tests.handlers.staff.announcements.desk import RATNA, Desk, newest, subscribe

MOST_TAPS = 4
"""After the command, from the schedule to the announcement on its way."""

SCHOOL, NPSN = "SMAN 1 Koba", "10900778"


async def planned(office: Office) -> Desk:
    """Bu Ratna before this week's schedule, with a visit that somebody follows."""
    await subscribe(office, 1, school=NPSN)
    desk = Desk(office, RATNA)
    await desk.writes("", "visits")
    return desk


def states(office: Office) -> list[VisitState]:
    """What became of the school's visit that was still to come."""
    return [visit.state for visit in office.board.schedule if visit.place.npsn == NPSN and visit.state is not VisitState.DONE]


@pytest.mark.parametrize(
    ("day", "label", "told"),
    [
        ("27/11/2026", "visit_save_and_announce", "Jumat, 27 November 2026"),
        ("29/11/2026", "visit_save_anyway_and_announce", "Minggu, 29 November 2026"),
    ],
)
async def test_moving_a_visit_and_telling_its_followers_takes_four_taps(office: Office, day: str, label: str, told: str) -> None:
    desk = await planned(office)
    await desk.taps("place", name=SCHOOL)
    await desk.taps("visit_change")
    await desk.writes(day)
    await desk.taps(label)
    assert "Sudah disimpan di jadwal. Pengumumannya belum dikirim" in desk.text
    assert f"Menjadi: {told}" in desk.preview
    assert (await newest(office)).state is AnnouncementState.DRAFT
    await desk.taps("announcement_send")
    assert desk.taps_so_far <= MOST_TAPS
    assert states(office) == [VisitState.MOVED]
    assert (await newest(office)).state in (AnnouncementState.SCHEDULED, AnnouncementState.SENDING)


async def test_calling_a_visit_off_and_telling_its_followers_takes_four_taps(office: Office) -> None:
    desk = await planned(office)
    await desk.taps("place", name=SCHOOL)
    await desk.taps("visit_cancel")
    await desk.taps("visit_cancel_and_announce")
    assert "dibatalkan" in desk.preview
    assert (await newest(office)).state is AnnouncementState.DRAFT
    await desk.taps("announcement_send")
    assert desk.taps_so_far <= MOST_TAPS
    assert states(office) == [VisitState.CANCELLED]


async def test_more_readers_than_one_person_may_write_to_wait_for_the_second_person_all_the_same(office: Office) -> None:
    desk = await planned(office)
    await subscribe(office, *range(10, 24), school=NPSN)
    await desk.taps("place", name=SCHOOL)
    await desk.taps("visit_cancel")
    await desk.taps("visit_cancel_and_announce")
    assert "announcement_send" not in desk.offered
    await desk.taps("announcement_propose")
    assert (await newest(office)).state is AnnouncementState.WAITING


@pytest.mark.parametrize(("said", "is_told"), [("30/11/2026", True), ("09.00-11.00", True), ("2 alat", False), ("120 siswa", False)])
async def test_only_what_followers_are_told_is_offered_to_be_announced(office: Office, said: str, is_told: bool) -> None:
    desk = await planned(office)
    await desk.taps("place", name=SCHOOL)
    await desk.taps("visit_change")
    await desk.writes(said)
    assert any(label.endswith("and_announce") for label in desk.offered) is is_told


async def test_a_second_tap_tells_nobody_twice(office: Office) -> None:
    desk = await planned(office)
    await desk.taps("place", name=SCHOOL)
    await desk.taps("visit_cancel")
    rows = desk.screen.buttons
    button = next(item for row in rows for item in row if isinstance(item, Button) and item.label == "visit_cancel_and_announce")
    await desk.presses(button)
    first = (await newest(office)).id
    await desk.presses(button)
    assert (await newest(office)).id == first
