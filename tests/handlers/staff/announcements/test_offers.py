"""A visit was moved or cancelled: its announcement, ready-written."""

from datetime import datetime, time

import pytest
from sqlalchemy import delete

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.audit import Seen
from ektp_core.notices.due import NoticeKind
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store import schema
from ektp_core.store.audit import entries
from handlers.staff.announcements.acts import EVERYONE, OFFER
from tests.at_once import at_once
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import HENDRA, JULIAN, KOBA, RATNA, Desk, newest, number_of_newest, subscribe
from tests.rehearsal import ZONE
from tests.store.records import add


async def begun(office: Office, label: str) -> Desk:
    """Bu Ratna before the visit to SMAN 1 Koba, after one of its buttons."""
    desk = Desk(office)
    await desk.writes("", "visits")
    await desk.taps("place", name="SMAN 1 Koba")
    await desk.taps(label)
    return desk


async def moved_twice(office: Office) -> Desk:
    """The visit to SMAN 1 Koba is moved, and once more."""
    desk = await begun(office, "visit_change")
    await desk.writes("07/12/2026")
    await desk.taps("visit_save_anyway" if "visit_save_anyway" in desk.offered else "visit_change_save")
    await desk.taps("visit_open")
    await desk.taps("visit_change")
    await desk.writes("10/12/2026")
    await desk.taps("visit_save_anyway" if "visit_save_anyway" in desk.offered else "visit_change_save")
    return desk


async def cancelled(office: Office) -> Desk:
    """The visit to SMAN 1 Koba is cancelled."""
    desk = await begun(office, "visit_cancel")
    await desk.taps("visit_cancel_now")
    return desk


async def test_a_moved_visit_offers_its_announcement_ready_written(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    visit = office.board.schedule.at_school(KOBA, TODAY).next
    assert visit is not None
    desk = await begun(office, "visit_change")
    await desk.writes("03/12/2026")
    await desk.taps("visit_save_anyway" if "visit_save_anyway" in desk.offered else "visit_change_save")
    assert "otomatis kira-kira 10 menit lagi" in desk.text
    await desk.taps("announcement_offer")
    assert desk.preview.startswith("Perekaman KTP-el di SMAN 1 Koba dipindah.")
    assert "Semula: Kamis, 26 November 2026 dan Jumat, 27 November 2026" in desk.preview
    assert "menggantikan pemberitahuan otomatis" in desk.text
    found = await newest(office)
    assert (found.visit, found.kind) == (visit.id, AnnouncementKind.ANNOUNCEMENT)
    await desk.presses(OFFER.button("", Seen(visit.id, visit.version + 1)))
    assert await number_of_newest(office) == found.id
    await desk.presses(EVERYONE.button("", Seen(found.id, found.version)))
    assert (await newest(office)).visit is None


async def test_a_visit_that_was_moved_twice_names_the_days_that_followers_know(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = await moved_twice(office)
    await desk.taps("announcement_offer")
    assert "Semula: Kamis, 26 November 2026 dan Jumat, 27 November 2026." in desk.preview
    assert "7 Desember" not in desk.preview


async def test_days_that_nobody_was_told_are_those_of_the_last_change(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    async with office.store.changing() as connection:
        await connection.execute(delete(schema.visit_told))
    desk = await moved_twice(office)
    await desk.taps("announcement_offer")
    assert "Semula: Senin, 7 Desember 2026." in desk.preview


@pytest.mark.parametrize(
    ("hour", "told"),
    [(time(21), "otomatis pukul 07.00 besok pagi"), (time(5), "otomatis pukul 07.00 pagi ini"), (time(12), "10 menit lagi")],
)
async def test_what_is_changed_at_night_is_told_in_the_morning(office: Office, hour: time, told: str) -> None:
    await subscribe(office, 1, school=KOBA)
    moment = datetime.combine(TODAY, hour, ZONE)
    office = await Office.open(office.store, office.settings, lambda: moment)
    desk = await cancelled(office)
    assert told in desk.text
    await desk.taps("announcement_offer")
    assert ("pukul 07.00, ini menggantikan" in desk.text) is (hour != time(12))


async def test_a_cancelled_visit_offers_its_announcement_and_says_when_nothing_is_told_otherwise(office: Office) -> None:
    await add(office.store, schema.notice_off, {"kind": NoticeKind.CANCELLED})
    await subscribe(office, 1, school=KOBA)
    desk = await cancelled(office)
    assert "Pemberitahuan otomatis untuk ini dimatikan" in desk.text
    await desk.taps("announcement_offer")
    assert "dibatalkan" in desk.preview
    assert "Susulan: Kantor Dindukcapil" in desk.preview


@pytest.mark.parametrize("people", [(RATNA,) * 3, (RATNA, HENDRA, JULIAN)], ids=["one person", "three people"])
async def test_taps_at_once_on_an_offer_begin_one_announcement_and_are_noted_once(office: Office, people: tuple[int, ...]) -> None:
    offer = OFFER.button("", Seen(4, 1))
    screens = await at_once(*(Desk(office, person).presses(offer) for person in people))
    assert await number_of_newest(office) == 1
    assert {screen.view for screen in screens} == {"staff/announcements/screen"}
    assert len(await entries(office.store, act=Act.ANNOUNCE)) == 1
