"""A correction that is heard: told again by a new message, or edited quietly; which is offered first, and what becomes of every copy."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import announcements as store
from ektp_core.store import schema
from ektp_core.store.corrections import correction_state_of, newest_words
from ektp_core.store.deliveries import close_what_is_done
from ektp_core.store.privacy import chat_data
from ektp_core.store.subscriptions import leave
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import CORRECT, EDIT_QUIETLY, RETRACT, TELL_AGAIN
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import KOBA, NAMANG, NOON, PHOTO, RATNA, Desk, newest, subscribe, written

WRONG, RIGHT = "Tim datang Jumat.", "Tim datang Kamis, bawa fotokopi KK."


async def delivered(office: Office, *, but: tuple[int, ...] = ()) -> None:
    """Everything that is under way arrives, as the engine does it; copies to the chats `but` may have."""
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        waiting = select(schema.delivery.c.id, schema.delivery.c.chat, schema.delivery.c.message_id)
        for copy in (await connection.execute(waiting.where(schema.delivery.c.state == DeliveryState.PENDING))).all():
            ended = {"state": DeliveryState.DELIVERED, "message_id": copy.message_id or 900 + copy.id}
            if copy.chat in but:
                ended = {"state": DeliveryState.UNCERTAIN, "ambiguous": 2}
            await connection.execute(update(schema.delivery).where(schema.delivery.c.id == copy.id).values(**ended))
        while await close_what_is_done(connection, NOON):
            pass


async def told(office: Office, *chats: int, text: str = WRONG, to: str = "SMAN 1 Koba") -> Desk:
    """An announcement that has arrived, and its writer at the list."""
    desk = await written(office, to=to, text=text)
    await desk.taps("announcement_send")
    await delivered(office)
    await desk.announces()
    return desk


async def copies(office: Office, number: int) -> list[tuple[int | None, str, int | None, int | None, str | None]]:
    """Each copy: its chat, state, the message that it changes, the one that it replies to, and its words."""
    row = schema.delivery.c
    query = select(row.chat, row.state, row.message_id, row.replies_to, schema.announcement_text.c.html).outerjoin(schema.announcement_text)
    async with office.store.reading() as connection:
        found = await connection.execute(query.where(row.announcement == number).order_by(row.chat))
        return [(*each[:4], plain(each.html) if each.html else None) for each in found]


async def test_an_announcement_is_corrected_and_told_again_in_four_taps_at_most(office: Office) -> None:
    await subscribe(office, 1, 2)
    desk = await told(office)
    before = desk.taps_so_far
    await desk.taps("announcement_number", name="A-1")
    await desk.taps("announcement_correct")
    await desk.writes(RIGHT)
    assert desk.preview.startswith("✏️ Koreksi untuk A-1\n\nTim datang Kamis")
    assert desk.preview.endswith("No. A-2 · /langganan")
    assert "2 orang" in desk.text
    await desk.taps("announcement_tell_again")
    assert desk.taps_so_far - before <= 4
    assert "koreksi A-1, dikabarkan lagi · sedang dikirim" in desk.text


async def test_whoever_has_a_copy_gets_a_reply_to_it_and_the_copy_says_that_it_was_corrected(office: Office) -> None:
    await subscribe(office, 1, 2)
    desk = await told(office)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    await desk.taps("announcement_tell_again")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    new, old = await copies(office, 2), await copies(office, 3)
    assert [each[:4] for each in new] == [(1, "pending", None, 901), (2, "pending", None, 902)]
    assert [each[:4] for each in old] == [(1, "pending", 901, None), (2, "pending", 902, None)]
    assert {each[4] for each in new} == {f"✏️ Koreksi untuk A-1\n\n{RIGHT}\n\nDindukcapil Bangka Tengah · No. A-2 · /langganan"}
    assert {each[4] for each in old} == {f"✏️ Sudah dikoreksi dengan A-2\n\n{RIGHT}\n\nDindukcapil Bangka Tengah · No. A-1 · /langganan"}
    await delivered(office)
    told_again, edits = await store.one(office.store, 2), await store.one(office.store, 3)
    assert (told_again.counts.delivered, told_again.counts.audience) == (2, 2)
    assert (edits.kind, edits.part_of, edits.counts.delivered) == (AnnouncementKind.CORRECTION, 2, 2)
    await desk.announces("A-2")
    assert "✅ 2 sampai" in desk.text
    assert "Pesan lama A-1: 2 diubah, 0 tak terjangkau, 0 dilewati, 0 tak pasti = 2" in desk.text
    await desk.announces("A-1")
    assert "diganti dengan koreksi A-2" in desk.text
    await desk.announces("A-3")
    assert "A-2" in desk.text
    await desk.announces()
    assert "A-3" not in desk.text


async def test_who_left_is_not_written_to_and_their_copy_is_mended_and_who_may_have_one_is_told_without_a_quote(office: Office) -> None:
    await subscribe(office, 1, 2, 3, 4)
    desk = await written(office, text=WRONG)
    await desk.taps("announcement_send")
    await delivered(office, but=(3,))
    await leave(office.store, 1)
    async with office.store.changing() as connection:
        paused = {"paused_until": TODAY + timedelta(7)}
        await connection.execute(update(schema.subscriber).where(schema.subscriber.c.chat == 2).values(**paused))
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    assert "2 orang" in desk.text
    await desk.taps("announcement_tell_again")
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
    assert [(each[0], each[3]) for each in await copies(office, 2)] == [(3, None), (4, 904)]
    assert [each[:2] for each in await copies(office, 3)] == [(1, "pending"), (2, "pending"), (3, "unreachable"), (4, "pending")]


async def test_where_nobody_wants_to_be_told_the_old_copies_can_still_be_changed(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office)
    await leave(office.store, 1)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(RIGHT)
    assert "tidak ada lagi yang mau dikabari" in desk.text
    assert "announcement_tell_again" not in desk.offered
    await desk.taps("edit_quietly")
    assert "announcement_correct_now" in desk.offered


# Which is first


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tim datang Kamis.", "Tim datang Jumat."),
        ("Tim datang 26 November.", "Tim datang 27 November."),
        ("Tim datang Kamis.", "Tim datang Kamis jam 08.00."),
        ("Kamis jam 8 pagi.", "Kamis jam 9 pagi."),
        ("Tim datang ke SMAN 1 Koba.", "Tim datang ke SMKN 1 Koba."),
        ("Perekaman di Koba.", "Perekaman di Namang."),
        ("Perekaman di sekolah {tanggal}.", "Perekaman di sekolah jam {jam}."),
    ],
)
async def test_where_a_day_hour_or_place_changed_it_is_told_again_first(office: Office, before: str, after: str) -> None:
    await subscribe(office, 1)
    desk = await told(office, text=before)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(after)
    row, other = (["announcement_despite"] if "announcement_despite" in desk.offered else ["announcement_tell_again"]), ["edit_quietly"]
    assert [[item.label for item in each] for each in desk.screen.buttons[:2]] == [row, other]
    assert "Pesan baru yang berbunyi, membalas A-1" in desk.text
    await desk.taps("edit_quietly")
    assert "Pesan lama diganti tanpa bunyi" in desk.text
    assert desk.preview.endswith("No. A-1 · /langganan")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tim datng Kamis.", "Tim datang Kamis."),
        ("Tim datang Kamis.", "Tim datang Kamis, 26 November 2026."),
        ("Bawa foto kopi KK, jam 8 pagi.", "Bawa fotokopi KK, pukul 08.00."),
        ("Perekaman di {sekolah}.", "Perekaman KTP di {sekolah}."),
    ],
)
async def test_a_slip_is_edited_quietly_first_and_may_be_told_again(office: Office, before: str, after: str) -> None:
    await subscribe(office, 1)
    desk = await told(office, text=before)
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes(after)
    assert [[item.label for item in each] for each in desk.screen.buttons[:2]] == [["announcement_correct_now"], ["tell_again"]]
    assert "quietly" not in render(desk.screen, Language.EN) or "without a sound" in render(desk.screen, Language.EN)
    await desk.taps("tell_again")
    assert "announcement_tell_again" in desk.offered
    assert desk.preview.startswith("✏️ Koreksi untuk A-1")


async def test_tomorrow_in_words_of_yesterday_was_another_day(office: Office) -> None:
    await subscribe(office, 1)
    desk = await told(office, text="Besok kantor tutup.", to="semua")
    async with office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(started=NOON - timedelta(1)))
    await desk.presses(CORRECT.button("", Seen(1, 2)))
    await desk.writes("besok kantor tutup.")
    assert "announcement_tell_again" in desk.offered


@pytest.mark.parametrize("act", [TELL_AGAIN, EDIT_QUIETLY])
async def test_only_a_correction_is_told_again_or_edited_quietly(office: Office, act: object) -> None:
    await subscribe(office, 1)
    await written(office)
    desk = Desk(office)
    await desk.presses(act.button("", Seen(1, 2)))  # type: ignore[attr-defined]
    assert (await newest(office)).kind is AnnouncementKind.ANNOUNCEMENT
    assert (await newest(office)).retells is None


# What follows


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
