"""Announcements as the tool answers them: written in any order, previewed exactly, confirmed once."""

import asyncio
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.terminal import plain
from ektp_core.announcement import AnnouncementState
from ektp_core.announcement_text import TextFault
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store import schema
from ektp_core.store.audit import entries
from ektp_core.store.outbox import counts_of
from handlers.staff.announcement_start import start_announcements
from tests.core.builders import TODAY
from tests.handlers.staff.announcement_desk import HENDRA, KOBA, NAMANG, NOON, PHOTO, RATNA, Desk, newest, sent, subscribe, written
from tests.rehearsal import ZONE

WORDS = {
    TextFault.FORMATTING: "Format tulisannya rusak",
    TextFault.TOO_LONG: "Terlalu panjang",
    TextFault.UNKNOWN_PLACEHOLDER: "Isian {nama} tidak dikenal",
    TextFault.NO_TARGET: "butuh tempat",
}


# Writing


async def test_an_announcement_is_previewed_exactly_and_sent_only_when_confirmed(office: Office) -> None:
    await subscribe(office, 1, 2, school=KOBA)
    await subscribe(office, 2, 3)
    desk = await written(office)
    assert desk.preview == "Besok kami datang ke sekolah.\n\nNo. A-1"
    assert "3 orang" in desk.text
    assert "kurang dari 1 menit" in desk.text
    assert (await newest(office)).state is AnnouncementState.DRAFT
    await desk.taps("announcement_send")
    found = await newest(office)
    assert (found.state, found.confirmed_by, found.due) == (AnnouncementState.SCHEDULED, RATNA, NOON)
    assert office.outbox_changed.is_set()


async def test_words_come_before_the_audience_just_as_well(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("Besok kantor tutup karena libur nasional.")
    assert "untuk siapa" in desk.text
    await desk.taps("audience_everyone")
    assert desk.preview.startswith("Besok kantor tutup")


async def test_a_message_sent_while_the_audience_is_asked_is_kept(office: Office) -> None:
    desk = Desk(office)
    await desk.announces()
    await desk.taps("announcement_new")
    await desk.writes("Besok kantor tutup karena libur nasional.")
    assert "untuk siapa" in desk.text
    await desk.writes("koba, namang")
    found = await newest(office)
    assert found.text.startswith("Besok")
    assert found.audience is not None
    assert found.audience.targets == ("19.04.01", "19.04.05")


async def test_an_unknown_place_is_asked_again_with_what_may_be_meant(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("smk koba")
    await desk.taps("place", name="SMKN 2 Koba")
    assert "kirim isinya" in desk.text
    await desk.announces("jakarta")
    assert "bukan sekolah atau kecamatan" in desk.text


async def test_several_schools_are_tapped_and_the_last_one_cannot_be_taken_out(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("Besok kantor tutup karena libur nasional.")
    await desk.taps("audience_schools")
    await desk.taps("place", name="SMAN 1 Koba")
    await desk.taps("place", name="SMKN 1 Koba")
    await desk.taps("place", name="✓ SMAN 1 Koba")
    await desk.taps("place", name="✓ SMKN 1 Koba")
    found = await newest(office)
    assert found.audience is not None
    assert [office.board.schools[npsn].name for npsn in found.audience.targets] == ["SMKN 1 Koba"]


async def test_formatting_pictures_and_captions_are_kept_in_any_order(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("semua")
    await desk.writes("Besok libur", html="<b>Besok</b> libur")
    await desk.taps("announcement_text")
    await desk.writes("", attachment=PHOTO)
    found = await newest(office)
    assert (found.text, found.file) == ("<b>Besok</b> libur", PHOTO)
    assert desk.screen.preview is not None
    assert desk.screen.preview.file == PHOTO
    await desk.taps("announcement_text")
    await desk.taps("announcement_no_file")
    assert (await newest(office)).file is None


@pytest.mark.parametrize(
    ("text", "html", "fault"),
    [
        ("Besok", "<b>Besok", TextFault.FORMATTING),
        ("x" * 4090, None, TextFault.TOO_LONG),
        ("😀" * 2048, None, TextFault.TOO_LONG),
        ("Halo {nama}", None, TextFault.UNKNOWN_PLACEHOLDER),
        ("Datang {tanggal}", None, TextFault.NO_TARGET),
    ],
    ids=["broken html", "too long with its reference", "emoji are two units", "unknown placeholder", "placeholder for everyone"],
)
async def test_what_telegram_would_refuse_is_refused_before_anybody_gets_it(
    office: Office, text: str, html: str | None, fault: TextFault
) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("semua")
    await desk.writes(text, html=html)
    assert WORDS[fault] in desk.text
    assert "announcement_send" not in desk.offered
    assert desk.screen.preview is None


async def test_a_caption_has_room_for_fewer_words(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("semua")
    await desk.writes("x" * 1020, attachment=PHOTO)
    assert "1.024" in desk.text
    assert "announcement_send" not in desk.offered


async def test_an_announcement_to_nobody_is_not_sent(office: Office) -> None:
    desk = await written(office)
    assert "Belum ada yang berlangganan" in desk.text
    await desk.presses("announcements", "c=1.2")
    assert (await newest(office)).state is AnnouncementState.DRAFT


# Placeholders


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


async def test_a_schedule_that_changed_before_the_start_pauses_the_announcement(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, text="Kami datang {tanggal}")
    await desk.taps("announcement_send")
    async with office.store.changing_board() as connection:
        await connection.execute(update(schema.visit).where(schema.visit.c.school == KOBA).values(state="cancelled"))
    await office.renew_board()
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 0
    found = await newest(office)
    assert (found.state, found.started, (await counts_of(office.store, found.id)).audience) == (AnnouncementState.PAUSED, None, 0)
    await desk.announces(f"A-{found.id}")
    assert "jadwalnya berubah" in desk.text


# Time


async def test_a_time_is_typed_or_tapped_and_one_that_is_over_is_refused(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_time")
    await desk.writes("hari ini 11.00")
    assert "sudah lewat" in desk.text
    await desk.writes("besok 21.30")
    assert "jam malam" in desk.text
    assert (await newest(office)).due == datetime.combine(TODAY + timedelta(1), time(21, 30), ZONE)
    await desk.taps("announcement_time")
    await desk.taps("announcement_tomorrow", hour="08.00")
    await desk.taps("announcement_schedule")
    found = await newest(office)
    assert (found.state, found.due) == (AnnouncementState.SCHEDULED, datetime.combine(TODAY + timedelta(1), time(8), ZONE))
    async with office.store.changing() as connection:
        assert await start_announcements(connection, office) == 0


# Versions and other people


async def test_a_button_of_an_older_version_changes_nothing_and_says_who_was_first(office: Office) -> None:
    await subscribe(office, 1)
    ratna = await written(office)
    old = ratna.screen
    hendra = Desk(office, HENDRA)
    await hendra.presses("announcements", "v=1")
    await hendra.taps("announcement_text")
    await hendra.writes("Lusa kami datang ke sekolah.")
    ratna.screen = old
    await ratna.taps("announcement_send")
    assert "oleh Pak Hendra" in ratna.text
    assert ratna.preview.startswith("Lusa")
    assert (await newest(office)).state is AnnouncementState.DRAFT


async def test_a_hundred_confirmations_by_two_people_make_one_announcement(office: Office) -> None:
    await subscribe(office, 1, 2)
    await written(office)
    people = [Desk(office, RATNA), Desk(office, HENDRA)]
    seen = await asyncio.gather(*(people[tap % 2].presses("announcements", "c=1.2") for tap in range(100)))
    confirmed = [entry for entry in await entries(office.store) if entry.details.get("act") == "confirm"]
    assert len(confirmed) == 1
    assert sum(found.values.get("changed_by") is not None for found in seen) == 99
    await sent(office)
    assert (await counts_of(office.store, 1)).audience == 2


async def test_the_first_progress_stands_in_the_message_that_was_tapped(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    assert desk.screen.view == "staff/announcement_progress"
    assert desk.screen.preview is None
    assert await store.watched(office.store) == [store.Watch(1, RATNA, 40)]
