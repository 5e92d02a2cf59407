"""Templates, switches, the offer after a visit has changed, and who is counted."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ektp_core.announcement import AnnouncementKind
from ektp_core.office import Office
from ektp_core.reminders import NoticeKind
from ektp_core.store import schema
from ektp_core.store.audit import entries
from ektp_core.store.notice_switches import notices_off
from ektp_core.subscriptions import Topic
from tests.core.builders import TODAY
from tests.handlers.staff.announcement_desk import HENDRA, KOBA, Desk, newest, number_of_newest, subscribe, written
from tests.store.records import add

# Templates and switches


async def test_a_text_is_kept_as_a_template_used_and_deleted(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, text="Kami datang {tanggal} di {tempat}.")
    await desk.taps("template_save")
    await desk.writes("Jemput bola")
    assert "Jemput bola" in desk.text
    hendra = Desk(office, HENDRA)
    await hendra.announces("SMAN 1 Namang")
    await hendra.taps("template_use")
    await hendra.taps("place", name="Jemput bola")
    await hendra.taps("template_take")
    assert "SMAN 1 Namang" in hendra.preview
    await desk.announces("SMAN 1 Koba")
    await desk.writes("Yang lain sama sekali.")
    await desk.taps("template_save")
    await desk.writes("Jemput bola")
    assert "sudah dipakai" in desk.text
    await desk.announces("l=")
    await desk.taps("place", name="Jemput bola")
    await desk.taps("template_delete")
    await desk.taps("template_delete_now")
    assert "Belum ada" in desk.text


async def test_automatic_notices_have_switches(office: Office) -> None:
    desk = Desk(office)
    await desk.announces()
    await desk.taps("notices")
    await desk.taps("notice_moved_off")
    assert await notices_off(office.store) == {NoticeKind.MOVED}
    await Desk(office, HENDRA).presses("announcements", "H=moved.off")
    await desk.taps("notice_moved_on")
    assert await notices_off(office.store) == frozenset()
    assert [entry.subject for entry in await entries(office.store)] == ["notice moved"] * 3


# A visit that changed


async def test_a_moved_visit_offers_its_announcement_ready_written(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    visit = office.board.schedule.at_school(KOBA, TODAY).next
    assert visit is not None
    await desk.presses("visits", f"m={visit.id}.{visit.version}")
    await desk.writes("03/12/2026")
    await desk.taps("visit_save_anyway" if "visit_save_anyway" in desk.offered else "visit_change_save")
    assert "otomatis kira-kira 10 menit lagi" in desk.text
    await desk.taps("announcement_offer")
    assert desk.preview.startswith("Perekaman KTP-el di SMAN 1 Koba dipindah.")
    assert "Semula: Kamis, 26 November 2026 dan Jumat, 27 November 2026" in desk.preview
    assert "menggantikan pemberitahuan otomatis" in desk.text
    found = await newest(office)
    assert (found.visit, found.kind) == (visit.id, AnnouncementKind.ANNOUNCEMENT)
    await desk.presses("announcements", f"j={visit.id}.{visit.version + 1}")
    assert await number_of_newest(office) == found.id
    await desk.presses("announcements", f"e={found.id}.{found.version}")
    assert (await newest(office)).visit is None


async def test_a_cancelled_visit_offers_its_announcement_and_says_when_nothing_is_told_otherwise(office: Office) -> None:
    await add(office.store, schema.notice_off, {"kind": NoticeKind.CANCELLED})
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    visit = office.board.schedule.at_school(KOBA, TODAY).next
    assert visit is not None
    await desk.presses("visits", f"x={visit.id}.{visit.version}")
    await desk.presses("visits", "s=")
    assert "Pemberitahuan otomatis untuk ini dimatikan" in desk.text
    await desk.taps("announcement_offer")
    assert "dibatalkan" in desk.preview
    assert "Susulan: Kantor Dindukcapil" in desk.preview


# Who hears of it


async def test_who_pauses_or_has_muted_announcements_is_not_counted(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    await add(office.store, schema.muted, {"chat": 1, "topic": Topic.ANNOUNCEMENTS})
    async with office.store.changing() as connection:
        later = {"paused_until": TODAY + timedelta(7)}
        await connection.execute(update(schema.subscriber).where(schema.subscriber.c.chat == 2).values(**later))
    desk = await written(office, to="semua")
    assert "1 orang" in desk.text


@pytest.mark.parametrize(
    "argument",
    ["c=", "c=1", "a=9.9", "v=king", "K=1.1.x", "S=1.2.x", "B=1.2.999", "W=1.2.x", "L=0.0.9", "Q=9", "j=9.9", "H=king.on", "y=1.2"],
)
async def test_a_forged_button_sends_nothing(office: Office, argument: str) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    before = await newest(office)
    await desk.presses("announcements", argument)
    assert await newest(office) == before
