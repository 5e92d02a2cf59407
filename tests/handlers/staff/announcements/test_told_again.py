"""A correction that is heard: told again by a new message, or edited quietly; which is offered first, and what becomes of every copy."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ektp_core.announcements.announcement import AnnouncementKind
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import announcements as store
from ektp_core.store import schema
from ektp_core.store.subscriptions import leave
from handlers.acts import ToolAct
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import CORRECT, EDIT_QUIETLY, TELL_AGAIN
from handlers.texts import render
from tests.bot.words import words
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.arrivals import RIGHT, WRONG, copies, delivered, told
from tests.handlers.staff.announcements.desk import NOON, Desk, newest, subscribe, written

EXAMPLE = words("_example")


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
    assert {each[4] for each in new} == {f"✏️ Koreksi untuk A-1\n\n{RIGHT}\n\n{EXAMPLE}\n\nDindukcapil Bangka Tengah · No. A-2 · /langganan"}
    assert {each[4] for each in old} == {
        f"✏️ Sudah dikoreksi dengan A-2\n\n{RIGHT}\n\n{EXAMPLE}\n\nDindukcapil Bangka Tengah · No. A-1 · /langganan"
    }
    await delivered(office)
    told_again, edits = await store.one(office.store, 2), await store.one(office.store, 3)
    assert (told_again.counts.delivered, told_again.counts.audience) == (2, 2)
    assert (edits.kind, edits.part_of, edits.counts.delivered) == (AnnouncementKind.CORRECTION, 2, 2)
    await desk.announces("A-2")
    assert "✓ 2 sampai" in desk.text
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
    await leave(office.store, 1, NOON)
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
    await leave(office.store, 1, NOON)
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
    assert "The old message is changed without a sound; nobody is told." in render(desk.screen, Language.EN)
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
async def test_only_a_correction_is_told_again_or_edited_quietly(office: Office, act: ToolAct[Seen]) -> None:
    await subscribe(office, 1)
    await written(office)
    desk = Desk(office)
    await desk.presses(act.button("", Seen(1, 2)))
    assert (await newest(office)).kind is AnnouncementKind.ANNOUNCEMENT
    assert (await newest(office)).retells is None
