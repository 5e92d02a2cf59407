"""The moment when an announcement begins: what can no longer be worded, or has grown too large for one person, does not start."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import Announcement, AnnouncementState, Reason
from ektp_core.audit import Seen
from ektp_core.board import Board
from ektp_core.office import Office
from ektp_core.store import alarms, schema
from ektp_core.store import announcements as store
from ektp_core.store.outbox import counts_of
from handlers.outgoing import start
from handlers.outgoing.start import start_announcements
from handlers.staff.alarms import alarm_reply, listeners
from handlers.staff.announcements.acts import APPROVE, CHOOSE_TIME, ChosenMoment, Decision
from tests.handlers.staff.announcements.desk import AT_FOUR, HENDRA, JULIAN, KOBA, NOON, RATNA, WULAN, Desk, newest, subscribe, written


async def test_a_schedule_that_changed_before_the_start_pauses_the_announcement(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, text="Kami datang {tanggal}")
    await desk.taps("announcement_send")
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.visit).where(schema.visit.c.school == KOBA).values(state="cancelled"))
    await office.public.renew_board()
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 0
    found = await newest(office)
    assert (found.state, found.started, (await counts_of(office.store, found.id)).audience) == (AnnouncementState.PAUSED, None, 0)
    await desk.announces(f"A-{found.id}")
    assert "jadwalnya berubah" in desk.text


async def started_at(office: Office, moment: datetime) -> Office:
    """The office at this moment, after what was due has been looked at."""
    later = await Office.open(office.store, office.settings, lambda: moment)
    async with later.store.changing() as connection:
        await start_announcements(connection, later)
    return later


async def test_what_an_outage_held_up_for_more_than_an_hour_starts_only_when_somebody_says_so(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR)))
    await desk.taps("announcement_schedule")
    later = await started_at(office, NOON + timedelta(hours=5, minutes=1))
    assert ((await newest(office)).state, (await newest(office)).reason) == (AnnouncementState.PAUSED, Reason.LATE)
    desk = Desk(later, HENDRA)
    await desk.writes("", "staff")
    assert "A-1: dijeda" in desk.text
    await desk.announces("A-1")
    assert "lebih dari sejam" in desk.text
    await desk.taps("announcement_resume")
    await started_at(office, NOON + timedelta(hours=5, minutes=2))
    assert (await newest(office)).state is AnnouncementState.SENDING


async def test_what_an_outage_held_up_for_less_starts(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await started_at(office, NOON + timedelta(hours=1))
    assert (await newest(office)).state is AnnouncementState.SENDING


async def test_a_fault_while_one_starts_is_logged_and_keeps_no_other_from_starting(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await subscribe(office, 1)
    for _ in range(2):
        await (await written(office)).taps("announcement_send")
    whole = start.freeze

    async def faulty(connection: AsyncConnection, announcement: Announcement, board: Board, today: date) -> int:
        if announcement.id == 1:
            raise ZeroDivisionError
        return await whole(connection, announcement, board, today)

    monkeypatch.setattr(start, "freeze", faulty)
    await started_at(office, NOON)
    first, second = [await store.one(office.store, number) for number in (1, 2)]
    assert (first.state, first.reason, second.state) == (AnnouncementState.PAUSED, Reason.FAILED, AnnouncementState.SENDING)
    assert "ZeroDivisionError" in caplog.text


# A second person at the start


async def grown(office: Office) -> Office:
    """The office at four o'clock, when what Bu Ratna confirmed alone for then is for more people than one person may send to."""
    await subscribe(office, 1)
    desk = await written(office)
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR)))
    await desk.taps("announcement_schedule")
    assert (await newest(office)).state is AnnouncementState.SCHEDULED
    await subscribe(office, *range(2, 14))
    later = await Office.open(office.store, office.settings, lambda: NOON + timedelta(hours=4))
    async with later.store.changing() as connection:
        assert await start_announcements(connection, later) == 0
    return later


async def test_what_has_grown_since_it_was_confirmed_waits_for_a_second_person_and_nobody_gets_it(office: Office) -> None:
    office = await grown(office)
    found = await newest(office)
    assert (found.state, found.confirmed_by, found.started) == (AnnouncementState.WAITING, RATNA, None)
    assert (await counts_of(office.store, found.id)).audience == 0


async def test_everybody_who_may_agree_is_told_of_what_has_grown_once(office: Office) -> None:
    office = await grown(office)
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    (alarm,) = await alarms.untold(office.store)
    assert set(listeners(alarm, office)) == {RATNA, HENDRA, JULIAN, WULAN}
    hendra = Desk(office, HENDRA)
    hendra.gets(alarm_reply(alarm, office))
    assert "penerimanya kini 13 orang" in hendra.text
    await hendra.taps("announcement_open")
    await hendra.taps("announcement_approve")
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 1
    assert (await counts_of(office.store, 1)).audience == 13


async def test_what_two_people_agreed_to_may_grow(office: Office) -> None:
    office = await grown(office)
    await Desk(office, HENDRA).presses(APPROVE.button("", Decision(Seen(1, 3), 0)))
    await subscribe(office, *range(14, 30))
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 1
    assert (await counts_of(office.store, 1)).audience == 29
