"""Announcements as the tool answers them: written in any order, previewed exactly, confirmed once."""

from datetime import datetime, time, timedelta

import pytest

from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.text import TextFault
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store import schema
from ektp_core.store.audit import entries
from ektp_core.store.outbox import counts_of
from ektp_core.store.watches import Live, LiveKind
from handlers.outgoing.start import start_announcements
from handlers.staff.announcements.acts import CONFIRM, Decision
from tests.at_once import at_once
from tests.bot.words import words
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import HENDRA, KOBA, NOON, PHOTO, RATNA, Desk, newest, sent, subscribe, written
from tests.rehearsal import ZONE
from tests.store.records import add

WORDS = {
    TextFault.FORMATTING: "Format tulisannya rusak",
    TextFault.TOO_LONG: "Terlalu panjang",
    TextFault.UNKNOWN_PLACEHOLDER: "Isian {nama} tidak dikenal",
    TextFault.NO_TARGET: "butuh tempat",
}


EXAMPLE = words("_example")
"""What every copy says in an office that rehearses."""

# Writing


async def test_an_announcement_is_previewed_exactly_and_sent_only_when_confirmed(office: Office) -> None:
    await subscribe(office, 1, 2, school=KOBA)
    await subscribe(office, 2, 3)
    desk = await written(office)
    assert desk.preview == f"Kamis kami datang ke sekolah.\n\n{EXAMPLE}\n\nDindukcapil Bangka Tengah · No. A-1 · /langganan"
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


@pytest.mark.parametrize("word", ["batal", "Cancel", "tidak jadi", "batal aja", "Gak  jadi."])
@pytest.mark.parametrize("label", ["announcement_text", "announcement_audience", "announcement_time", "template_save"])
async def test_whoever_thinks_better_of_a_question_says_so_and_it_is_no_answer(office: Office, word: str, label: str) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    before = await newest(office)
    await desk.taps(label)
    await desk.writes(word)
    assert desk.screen.view == "staff/announcements/never_mind"
    assert await newest(office) == before
    await desk.writes("Besok libur.")
    assert await newest(office) == before, "the next text is no answer either"


async def test_a_picture_without_words_gets_its_caption_from_the_next_message(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces("semua")
    await desk.writes("", attachment=PHOTO)
    assert "tulis keterangannya, atau kirim tanpa keterangan" in desk.text
    await desk.writes("Jadwal minggu ini")
    found = await newest(office)
    assert (found.text, found.file) == ("Jadwal minggu ini", PHOTO)
    assert "announcement_send" in desk.offered


async def test_a_picture_may_go_without_words(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.writes("", "announcements", attachment=PHOTO)
    await desk.taps("announcement_no_caption")
    await desk.taps("audience_everyone")
    assert desk.preview.startswith(f"{EXAMPLE}\n\nDindukcapil")
    assert "announcement_send" in desk.offered


async def test_whom_a_message_names_first_is_not_part_of_it(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("semua Listrik padam sampai sore.")
    found = await newest(office)
    assert (found.audience, found.text) == (Audience(AudienceKind.EVERYONE), "Listrik padam sampai sore.")
    await desk.writes("SMAN 1 Koba: besok libur & cerah", "announcements", html="SMAN 1 Koba: <b>besok</b> libur &amp; cerah")
    found = await newest(office)
    assert (found.audience, found.text) == (Audience(AudienceKind.SCHOOLS, (KOBA,)), "<b>besok</b> libur &amp; cerah")


async def test_a_short_message_begins_an_announcement(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("Kantor buka lagi.")
    assert (await newest(office)).text == "Kantor buka lagi."
    assert "untuk siapa" in desk.text


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
    await desk.presses(CONFIRM.button("", Decision(Seen(1, 2), 0)))
    assert (await newest(office)).state is AnnouncementState.DRAFT


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


# The list


async def automatic(office: Office, key: str, **values: object) -> None:
    """A notice that is being sent, unless said otherwise."""
    row = {"kind": "notice", "key": key, "state": "sending", "text": "Diingatkan", "made_by": 0, "made_at": NOON, "started": NOON}
    await add(office.store, schema.announcement, row | values)


async def test_the_list_shows_the_offices_own_and_only_counts_what_is_automatic(office: Office) -> None:
    for key in "abc":
        await automatic(office, key)
    await automatic(office, "held back", state="paused", reason=Reason.VISIT_CHANGED)
    await written(office)
    desk = Desk(office)
    await desk.announces()
    assert "Otomatis: 3 sedang dikirim." in desk.text
    assert "Diingatkan" not in desk.text
    assert "pemberitahuan otomatis" not in desk.text


async def test_what_is_automatic_is_in_the_list_when_something_is_wrong_with_it(office: Office) -> None:
    await automatic(office, "restored", state="paused", reason=Reason.RESTORED)
    await automatic(office, "refused", state="stopped", reason=Reason.TEXT_REFUSED)
    desk = Desk(office)
    await desk.announces()
    assert "A-1 pemberitahuan otomatis dijeda karena basis data dipulihkan" in desk.text
    assert "A-2 pemberitahuan otomatis dihentikan karena Telegram menolak isinya" in desk.text
    await desk.taps("announcement_number", name="A-1")
    assert "announcement_resume" in desk.offered


# Versions and other people


async def test_a_hundred_confirmations_by_two_people_make_one_announcement(office: Office) -> None:
    await subscribe(office, 1, 2)
    await written(office)
    people = [Desk(office, RATNA), Desk(office, HENDRA)]
    seen = await at_once(*(people[tap % 2].presses(CONFIRM.button("", Decision(Seen(1, 2), 0))) for tap in range(100)))
    confirmed = [entry for entry in await entries(office.store) if entry.details.get("act") == "confirm"]
    assert len(confirmed) == 1
    assert sum(bool(found.values["nothing_done"]) or found.values["changed_by"] is not None for found in seen) == 99
    await sent(office)
    assert (await counts_of(office.store, 1)).audience == 2


async def test_the_first_progress_stands_in_the_message_that_was_tapped(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    assert desk.screen.view == "staff/announcements/progress"
    assert desk.screen.preview is None
    assert desk.screen.live == Live(LiveKind.ANNOUNCEMENT, 1)
