"""What staff see and do while something is sent: the numbers, pause, cancel, and the report."""

import pytest
from sqlalchemy import select, update

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.store.audit import entries
from ektp_core.store.outbox import counts_of
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import ASK_CANCEL, ASK_TEXT, CANCEL, OPEN
from handlers.staff.announcements.progress import progress_now
from handlers.texts import render
from tests.handlers.staff.announcements.desk import HENDRA, Desk, newest, sent, subscribe, written

# While it is sent


async def test_pause_resume_and_cancel_take_effect_at_once_and_are_audited(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    desk = await written(office)
    await desk.taps("announcement_send")
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 1
    await desk.presses(OPEN.button("", 1))
    assert "0 sampai" in desk.text
    await desk.taps("announcement_pause")
    assert (await newest(office)).state is AnnouncementState.PAUSED
    assert "dijeda oleh petugas" in desk.text
    await desk.taps("announcement_resume")
    assert (await newest(office)).state is AnnouncementState.SENDING
    await desk.taps("announcement_cancel")
    assert "3 orang yang belum menerima" in desk.text
    await desk.taps("announcement_cancel_now")
    counts = await counts_of(office.store, 1)
    assert ((await newest(office)).state, counts.skipped, counts.open) == (AnnouncementState.CANCELLED, 3, 0)
    acts = [entry.details.get("act") for entry in await entries(office.store)]
    assert acts[:3] == ["cancel", "resume", "pause"]


@pytest.mark.parametrize(("language", "moment"), [(Language.ID, "(pukul 12.00)"), (Language.EN, "(at 12:00)")])
async def test_numbers_that_still_grow_say_of_when_they_are(office: Office, language: Language, moment: str) -> None:
    await subscribe(office, 1, 2, 3)
    desk = await written(office)
    await desk.taps("announcement_send")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    assert moment in plain(render(await desk.announces("A-1"), language))
    await sent(office)
    assert moment not in plain(render(await desk.announces("A-1"), language))


async def test_the_rest_gets_it_later_and_nobody_twice(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    desk = await written(office)
    await desk.taps("announcement_send")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        await connection.execute(
            update(schema.delivery).where(schema.delivery.c.chat == 1).values(state=DeliveryState.DELIVERED, message_id=9)
        )
    await desk.presses(CANCEL.button("", Seen(1, 2)))
    await desk.taps("announcement_rest")
    assert "yang belum menerima A-1" in desk.text
    assert "2 orang" in desk.text
    await desk.taps("announcement_send")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        rest = (await connection.execute(select(schema.delivery.c.chat).where(schema.delivery.c.announcement == 2))).scalars()
        assert set(rest) == {2, 3}


async def test_the_report_adds_up_and_says_why(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office, but=1)
    shown = await progress_now(1, office)
    text = plain(render(shown, Language.ID))
    assert "2 sampai" in text
    assert "1 tak pasti sampai" in text
    assert "= 3 orang" in text
    await desk.announces()
    assert "2 sampai, 0 tak terjangkau, 0 dilewati, 1 tak pasti" in desk.text
    await desk.writes("", "staff")
    assert "A-1: 1 tidak pasti sampai" in desk.text


async def test_a_cancellation_that_comes_after_the_last_copy_says_so(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await desk.taps("announcement_cancel")
    await sent(office)
    await desk.taps("announcement_cancel_now")
    assert "Terlambat: semua sudah terkirim." in desk.text
    assert (await newest(office)).state is AnnouncementState.CLOSED
    await desk.presses(ASK_CANCEL.button("", Seen(1, 2)))
    assert "Terlambat: semua sudah terkirim." in desk.text


async def test_nobody_is_told_that_they_changed_it_themselves(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await desk.presses(ASK_TEXT.button("", Seen(1, 1)))
    assert "Sudah diubah" in desk.text
    assert "oleh Bu Ratna" not in desk.text
    hendra = Desk(office, HENDRA)
    await hendra.presses(ASK_TEXT.button("", Seen(1, 1)))
    assert "oleh Bu Ratna" in hendra.text
