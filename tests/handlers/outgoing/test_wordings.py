"""What each reader of an announcement gets: placeholders are filled in from the visits of the places that they follow."""

from sqlalchemy import select

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.store import schema
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import KOBA, NAMANG, Desk, sent, subscribe, written


async def test_who_follows_two_places_gets_one_message_that_names_both(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    await subscribe(office, 2, school=NAMANG)
    await subscribe(office, 3, school=KOBA)
    await subscribe(office, 3, school=NAMANG)
    desk = await written(office, to="SMAN 1 Koba, SMAN 1 Namang", text="{sekolah}: {tanggal}")
    assert "yang pertama dari 3 versi" in desk.text
    await desk.taps("announcement_send")
    await sent(office)
    async with office.store.reading() as connection:
        query = select(schema.delivery.c.chat, schema.announcement_text.c.html).join(schema.announcement_text)
        got = {chat: plain(html) for chat, html in await connection.execute(query)}
    assert got[1].startswith("SMAN 1 Koba: Kamis 26 November 2026 dan Jumat 27 November 2026")
    assert got[2].startswith("SMAN 1 Namang: ")
    assert got[3].startswith("SMAN 1 Koba dan SMAN 1 Namang: Kamis 26 November 2026 dan Jumat 27 November 2026 (SMAN 1 Koba) dan ")
    assert len(got) == 3


async def test_a_school_without_a_visit_to_come_cannot_be_filled_in(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    school = next(each for each in office.board.schools if not office.board.schedule.at_school(each.npsn, TODAY).next)
    await desk.announces(school.name)
    await desk.writes("Kami datang {tanggal}")
    assert f"{school.name} belum punya kunjungan" in desk.text
