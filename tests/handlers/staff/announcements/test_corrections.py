"""What staff do about an announcement that is over: corrections, retractions, and the rest that got none."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store import schema
from handlers.acts import ToolAct
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import CONFIRM, CORRECT, OPEN, RETRACT, SEND_REST, Decision
from tests.handlers.staff.announcements.desk import (
    HENDRA,
    KOBA,
    NAMANG,
    NOON,
    PHOTO,
    RATNA,
    Desk,
    newest,
    number_of_newest,
    sent,
    subscribe,
    written,
)


async def test_a_correction_is_for_every_copy_that_arrived_and_keeps_its_reference(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office, but=1)
    await desk.presses(OPEN.button("", 1))
    await desk.taps("announcement_correct")
    await desk.writes("Kamis kami datang ke sekolah.")
    assert "sama dengan yang sudah terkirim" in desk.text
    await desk.taps("announcement_text")
    await desk.writes("Lusa kami datang ke sekolah.")
    assert desk.preview.endswith("No. A-1 · /langganan")
    await desk.taps("announcement_correct_now")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        columns = schema.delivery.c.chat, schema.delivery.c.state, schema.delivery.c.message_id, schema.delivery.c.error
        copies = list(
            await connection.execute(select(*columns).where(schema.delivery.c.announcement == 2).order_by(schema.delivery.c.chat))
        )
    assert [tuple(copy) for copy in copies] == [
        (1, "unreachable", None, "unknown_message"),
        (2, "pending", 902, None),
        (3, "pending", 903, None),
    ]
    assert (await newest(office)).kind is AnnouncementKind.CORRECTION


async def test_a_correction_takes_no_picture(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Lusa kami datang ke sekolah.", attachment=PHOTO)
    assert "hanya mengubah tulisannya" in desk.text


async def test_a_corrected_text_with_placeholders_keeps_who_follows_what(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    await subscribe(office, 2, school=NAMANG)
    desk = await written(office, to="SMAN 1 Koba, SMAN 1 Namang", text="{sekolah}: {tanggal}")
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Ralat {sekolah}, jam {jam}")
    await desk.taps("edit_quietly")
    await desk.taps("announcement_correct_now")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        query = select(schema.delivery.c.chat, schema.announcement_text.c.html).join(schema.announcement_text)
        got = {chat: plain(html) for chat, html in await connection.execute(query.where(schema.delivery.c.announcement == 2))}
    assert got[1].startswith("Ralat SMAN 1 Koba, jam 08.00–11.00 (kelas XI)")
    assert got[2].startswith("Ralat SMAN 1 Namang")


async def test_a_retraction_shows_what_is_deleted_and_only_while_telegram_lets_it(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    assert desk.preview.startswith("Kamis kami datang")
    assert "announcement_retract_now" in desk.offered
    async with office.store.changing() as connection:
        long_ago = NOON - timedelta(hours=49)
        await connection.execute(update(schema.announcement).where(schema.announcement.c.id == 1).values(started=long_ago, closed=long_ago))
    await desk.presses(OPEN.button("", 2))
    assert "lebih dari 48 jam" in desk.text
    assert "announcement_retract_now" not in desk.offered


async def test_a_retraction_deletes_what_arrived(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    await desk.taps("announcement_retract_now")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        columns = schema.delivery.c.chat, schema.delivery.c.text, schema.delivery.c.message_id
        copies = list(await connection.execute(select(*columns).where(schema.delivery.c.announcement == 2)))
    assert [tuple(copy) for copy in copies] == [(1, None, 901)]


@pytest.mark.parametrize(
    ("act", "state"), [(CORRECT, "closed"), (RETRACT, "closed"), (SEND_REST, "cancelled")], ids=lambda each: getattr(each, "name", each)
)
async def test_a_tap_that_comes_twice_makes_one_correction_retraction_or_rest(office: Office, act: ToolAct[Seen], state: str) -> None:
    await subscribe(office, 1, 2)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    async with office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(state=state))
    for _ in range(3):
        await desk.presses(act.button("", Seen(1, 2)))
    assert await number_of_newest(office) == 2


async def test_what_never_began_has_no_rest(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await desk.taps("announcement_cancel")
    await desk.taps("announcement_cancel_now")
    assert "announcement_rest" not in desk.offered
    await desk.presses(SEND_REST.button("", Seen(1, 2)))
    assert await number_of_newest(office) == 1


async def test_what_was_corrected_or_retracted_says_so_and_is_not_retracted_again(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Lusa kami datang.")
    await desk.taps("announcement_correct_now")
    await sent(office)
    await desk.announces("A-1")
    assert "diganti dengan koreksi A-2" in desk.text
    assert {"announcement_correct", "announcement_retract"} <= desk.offered
    await desk.taps("announcement_retract")
    assert desk.preview.startswith("Lusa kami datang.")
    await desk.taps("announcement_retract_now")
    await sent(office)
    for number in (1, 2):
        await desk.announces(f"A-{number}")
        assert "Sudah ditarik dengan A-3" in desk.text
        assert not {"announcement_correct", "announcement_retract"} & desk.offered
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    assert await number_of_newest(office) == 3


async def test_what_could_not_all_be_deleted_may_still_be_corrected(office: Office) -> None:
    await subscribe(office, 1, 2)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    await desk.taps("announcement_retract_now")
    await sent(office, but=1)
    await desk.announces("A-1")
    assert "Ditarik sebagian dengan A-2" in desk.text
    assert "announcement_correct" in desk.offered
    assert "announcement_retract" not in desk.offered
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    assert await number_of_newest(office) == 2, "nor from the report that still shows the button"


async def test_a_retraction_shows_the_words_as_people_see_them(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    desk = await written(office, text="Kami datang {tanggal}")
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    assert desk.preview.startswith("Kami datang Kamis 26 November 2026")
    assert desk.preview.endswith("No. A-1 · /langganan")


async def test_a_second_correction_waits_for_the_first_and_names_it(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await sent(office)
    for person, text in ((RATNA, "Lusa kami datang."), (HENDRA, "Kamis kami datang, ya.")):
        desk = Desk(office, person)
        await desk.presses(CORRECT.button("", Seen(1, 2)))
        await desk.writes(text)
        await desk.taps("announcement_correct_now")
    assert "A-3 belum bisa jalan: A-2 sedang mengubah pesan yang sama" in desk.text
    await desk.taps("announcement_number", name="A-2")
    await desk.taps("announcement_cancel")
    await desk.taps("announcement_cancel_now")
    await desk.presses(CONFIRM.button("", Decision(Seen(3, 2), 0)))
    assert (await newest(office)).state is AnnouncementState.SCHEDULED


async def test_what_is_still_being_sent_cannot_be_corrected(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    assert await number_of_newest(office) == 1


@pytest.mark.parametrize("caption", ["Jadwal minggu ini di sekolah.", ""], ids=["with a caption", "without"])
async def test_a_correction_of_a_picture_asks_for_the_words_and_keeps_its_caption_until_others_are_given(
    office: Office, caption: str
) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("semua")
    await desk.writes(caption, attachment=PHOTO)
    await desk.presses(OPEN.button("", 1))
    await desk.taps("announcement_send")
    await sent(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    assert desk.screen.view == "staff/announcements/words"
    assert (await newest(office)).text == caption
    await desk.taps("announcement_back")
    assert "sama dengan yang sudah terkirim" in desk.text
    assert "announcement_correct_now" not in desk.offered
    await desk.taps("announcement_text")
    await desk.writes("Jadwal minggu depan di sekolah.")
    await desk.taps("edit_quietly")
    assert "announcement_correct_now" in desk.offered
    corrected = await newest(office)
    assert (corrected.text, corrected.file) == ("Jadwal minggu depan di sekolah.", PHOTO)
