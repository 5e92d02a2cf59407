"""What follows a correction that was told again: further corrections, a retraction, a pause, and what `/langganan` shows."""

import pytest

from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.corrections import correction_state_of, newest_words
from ektp_core.store.privacy import chat_data
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import CORRECT, RETRACT
from tests.handlers.staff.announcements.arrivals import RIGHT, WRONG, copies, delivered, told
from tests.handlers.staff.announcements.desk import KOBA, NAMANG, PHOTO, RATNA, Desk, newest, subscribe


async def corrected_and_told(office: Office, *chats: int) -> Desk:
    await subscribe(office, *chats)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("announcement_tell_again")
    await delivered(office)
    return desk


async def test_the_last_message_under_subscriptions_shows_the_corrected_words(office: Office) -> None:
    await corrected_and_told(office, 1)
    last = (await chat_data(office.store, 1)).last
    assert last is not None
    assert last.opening.startswith("✏️ Koreksi untuk A-1 Tim datang Kamis")
    desk = Desk(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Tim datang Kamis, bawa KK.")
    await desk.taps("announcement_correct_now")
    await delivered(office)
    last = (await chat_data(office.store, 1)).last
    assert last is not None
    assert "bawa KK." in last.opening
    await desk.presses(RETRACT.button("", Seen(1, 2)))
    await desk.taps("announcement_retract_now")
    await delivered(office)
    assert (await chat_data(office.store, 1)).last is None


async def test_a_second_correction_changes_every_message_that_says_the_first(office: Office) -> None:
    desk = await corrected_and_told(office, 1)
    await desk.presses(CORRECT.button("", Seen(2, (await store.one(office.store, 2)).version)))
    await desk.writes("Tim datang Rabu.")
    await desk.taps("announcement_despite")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    ((chat, _, _, quoted, words),) = await copies(office, 4)
    new_copy = (await copies(office, 2))[0][2]
    assert (chat, quoted) == (1, new_copy)
    assert words is not None
    assert words.startswith("✏️ Koreksi untuk A-1\n\nTim datang Rabu.")
    for number, message in ((5, 901), (6, new_copy)):
        ((_, _, changed, _, words),) = await copies(office, number)
        assert changed == message
        assert words is not None
        assert words.startswith("✏️ Sudah dikoreksi dengan A-4\n\nTim datang Rabu.")


async def test_a_retraction_deletes_the_new_message_and_the_old_one(office: Office) -> None:
    desk = await corrected_and_told(office, 1)
    new_copy = (await copies(office, 2))[0][2]
    await desk.presses(RETRACT.button("", Seen(2, (await store.one(office.store, 2)).version)))
    await desk.taps("announcement_retract_now")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    assert [each[2] for number in (4, 5) for each in await copies(office, number)] == [901, new_copy]
    await delivered(office)
    assert (await correction_state_of(office.store, 1)).all_deleted


async def test_a_pause_and_a_cancellation_hold_for_the_old_copies_too(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("announcement_tell_again")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    await desk.announces("A-2")
    for label, state in (("pause", "paused"), ("resume", "sending"), ("cancel", "sending"), ("cancel_now", "cancelled")):
        await desk.taps(f"announcement_{label}")
        assert {(await store.one(office.store, number)).state for number in (2, 3)} == {AnnouncementState(state)}
    assert [each[1] for number in (2, 3) for each in await copies(office, number)] == ["skipped", "skipped"]
    assert await newest_words(office.store, 1) == WRONG


async def test_another_correction_waits_until_every_message_is_changed(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("announcement_tell_again")
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Tim datang Kamis jam 8.")
    await desk.taps("announcement_tell_again")
    assert "belum bisa jalan: A-2 sedang mengubah pesan yang sama" in desk.text


async def test_readers_of_two_schools_are_told_again_in_the_words_of_theirs(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    await subscribe(office, 2, school=NAMANG)
    desk = await told(office, to="SMAN 1 Koba, SMAN 1 Namang", text="{sekolah}: {tanggal}")
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Ralat {sekolah}, jam {jam}")
    await desk.taps("announcement_tell_again")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    words = {chat: words for chat, *_, words in await copies(office, 2)}
    assert "Ralat SMAN 1 Koba" in (words[1] or "")
    assert "Ralat SMAN 1 Namang" in (words[2] or "")


async def test_a_caption_is_told_again_with_its_picture(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office, RATNA)
    await desk.announces("semua")
    await desk.writes("Kantor tutup Kamis.", attachment=PHOTO)
    await desk.taps("announcement_send")
    await delivered(office)
    await desk.presses(CORRECT.button("", Seen(1, (await newest(office)).version)))
    await desk.writes("Kantor tutup Jumat.")
    assert desk.screen.preview is not None
    assert desk.screen.preview.file == PHOTO
    await desk.taps("announcement_tell_again")
    await delivered(office)
    assert (await store.one(office.store, 2)).file == PHOTO


async def test_words_that_do_not_fit_the_old_copies_either_are_refused_before_anybody_gets_them(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("Tim datang Kamis. " + "x" * 4000)
    assert "Terlalu panjang" in desk.text


async def test_words_that_were_edited_quietly_may_be_told_again_as_they_are(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("edit_quietly")
    await desk.taps("announcement_correct_now")
    await delivered(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    assert "sama dengan yang sudah terkirim" in desk.text
    assert "announcement_correct_now" not in desk.offered
    await desk.taps("tell_again")
    assert "announcement_tell_again" in desk.offered


async def test_what_cannot_be_begun_whole_is_not_begun_at_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("announcement_tell_again")

    async def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("handlers.outgoing.start.begin_part", breaks)
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 0
    found = await newest(office)
    assert (found.id, found.state, found.reason, found.started) == (2, AnnouncementState.PAUSED, Reason.FAILED, None)
    assert await copies(office, 2) == []
