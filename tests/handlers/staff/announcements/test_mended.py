"""What is typed after a refusal mends what was refused: other words, or another place, as the refusal asks for."""

from typing import Any

import pytest
from sqlalchemy import update

from bot.terminal.ask import plain
from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import AudienceFault, NoAudience, VisitGone
from ektp_core.announcements.text import AnnouncementRefused, TextFault
from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.reading.fields import WrongValue
from ektp_core.refusal import Refusal
from ektp_core.store import schema
from ektp_core.store.drafts import awaited
from handlers.staff.announcements.acts import CHOOSE_TIME, CONFIRM, CORRECT, OPEN, ChosenMoment, Decision
from handlers.staff.announcements.awaited import AwaitedStep, mended_by
from handlers.texts import render
from tests.handlers.staff.announcements.desk import AT_FOUR, KOBA, NAMANG, NOON, PHOTO, RATNA, Desk, newest, sent, subscribe, written

EVERYONE = Audience(AudienceKind.EVERYONE)
TEXT, EITHER, AUDIENCE = AwaitedStep.TEXT, AwaitedStep.TEXT_OR_AUDIENCE, AwaitedStep.AUDIENCE
ASKED = {
    TEXT: {Language.ID: "Kirim isi yang baru di sini.", Language.EN: "Send the new text here."},
    EITHER: {
        Language.ID: "Kirim isi yang baru di sini, atau nama sekolah atau kecamatan.",
        Language.EN: "Send the new text here, or the name of a school or subdistrict.",
    },
    AUDIENCE: {Language.ID: "Kirim nama sekolah atau kecamatan di sini.", Language.EN: "Send the name of a school or subdistrict here."},
}


async def refused(office: Office, text: str, to: str = "semua", **more: Any) -> Desk:
    """A draft with a text that cannot go, on Bu Ratna's screen."""
    desk = Desk(office)
    await desk.announces(to)
    await desk.writes(text, **more)
    assert "announcement_send" not in desk.offered
    return desk


@pytest.mark.parametrize(
    ("text", "more", "step"),
    [
        ("x" * 4090, {}, TEXT),
        ("😀" * 2048, {}, TEXT),
        ("x" * 1020, {"attachment": PHOTO}, TEXT),
        ("Datang {tanggal}", {}, EITHER),
        ("Datang {tanggal} pukul {jam} di {tempat}", {}, EITHER),
    ],
    ids=["too long", "too many emoji", "too long a caption", "a day for everyone", "three placeholders for everyone"],
)
@pytest.mark.parametrize("words", ["Kami datang besok.", "Libur", "Besok jam 9", "Jadwal: lihat /jadwal\nTerima kasih"])
async def test_the_next_text_is_the_new_text(office: Office, text: str, more: dict[str, Any], step: AwaitedStep, words: str) -> None:
    await subscribe(office, 1)
    desk = await refused(office, text, **more)
    for language in Language:
        assert ASKED[step][language] in plain(render(desk.screen, language))
    await desk.writes(words)
    found = await newest(office)
    assert (found.id, found.text, found.audience, found.file) == (1, words, EVERYONE, more.get("attachment"))
    assert "announcement_send" in desk.offered
    assert await awaited(office.store, RATNA) is None


async def test_a_text_that_is_refused_again_is_asked_for_again(office: Office) -> None:
    await subscribe(office, 1)
    desk = await refused(office, "x" * 4090)
    for text, said in (("y" * 4091, "Terlalu panjang"), ("Halo {nama}", "Isian {nama}"), ("Datang {jam}", "butuh tempat")):
        await desk.writes(text)
        assert said in desk.text
    await desk.writes("Libur")
    assert (await newest(office)).text == "Libur"


@pytest.mark.parametrize(
    ("words", "audience"),
    [
        ("SMAN 1 Koba", Audience(AudienceKind.SCHOOLS, (KOBA,))),
        ("SMAN 1 Koba, SMAN 1 Namang", Audience(AudienceKind.SCHOOLS, (KOBA, NAMANG))),
        ("Kec. Koba", Audience(AudienceKind.SUBDISTRICTS, ("19.04.01",))),
    ],
)
async def test_a_place_alone_mends_a_placeholder_that_everyone_cannot_fill(office: Office, words: str, audience: Audience) -> None:
    await subscribe(office, 1)
    desk = await refused(office, "Perekaman {tanggal}.")
    await desk.writes(words)
    found = await newest(office)
    assert (found.text, found.audience) == ("Perekaman {tanggal}.", audience)


async def test_words_that_may_be_several_schools_are_asked_back(office: Office) -> None:
    await subscribe(office, 1)
    desk = await refused(office, "Perekaman {tanggal}.")
    await desk.writes("sman 1")
    assert "bisa beberapa sekolah" in desk.text
    await desk.taps("place", name="SMAN 1 Koba")
    assert (await newest(office)).text == "Perekaman {tanggal}."
    assert "announcement_send" in desk.offered


async def test_where_nobody_follows_the_next_text_names_another_place(office: Office) -> None:
    await subscribe(office, 1, school=NAMANG)
    desk = await written(office, text="Kami datang ke sekolah.")
    assert ASKED[AUDIENCE][Language.ID] in desk.text
    await desk.writes("SMAN 1 Namang")
    found = await newest(office)
    assert (found.text, found.audience) == ("Kami datang ke sekolah.", Audience(AudienceKind.SCHOOLS, (NAMANG,)))
    assert "announcement_send" in desk.offered


async def test_words_that_are_refused_while_the_place_is_asked_for_are_asked_for_again_and_then_the_place(office: Office) -> None:
    await subscribe(office, 1)
    desk = Desk(office)
    await desk.announces()
    await desk.taps("announcement_new")
    await desk.writes("Halo {nama}, besok kantor tutup.")
    assert "Isian {nama} tidak dikenal" in desk.text
    assert "kirim isinya" in desk.text
    await desk.writes("Tutup")
    assert (await newest(office)).text == "Tutup"
    assert "untuk siapa" in desk.text
    await desk.writes("semua")
    assert "announcement_send" in desk.offered


async def test_a_draft_that_is_opened_again_is_mended_just_as_well(office: Office) -> None:
    await subscribe(office, 1)
    desk = await refused(office, "x" * 4090)
    await desk.announces()
    await desk.presses(OPEN.button("", 1))
    await desk.writes("Libur")
    assert (await newest(office)).text == "Libur"


async def test_a_draft_that_is_confirmed_in_vain_is_mended_just_as_well(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, to="semua")
    async with office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(text="Datang {tanggal}"))
    await desk.presses(CONFIRM.button("", Decision(Seen(1, 2), 0)))
    await desk.writes("Datang besok")
    assert (await newest(office)).text == "Datang besok"


async def test_whoever_thinks_better_of_it_says_so(office: Office) -> None:
    await subscribe(office, 1)
    desk = await refused(office, "x" * 4090)
    assert (await desk.writes("batal")).view == "staff/announcements/never_mind"
    await desk.writes("Libur")
    assert (await newest(office)).text == "x" * 4090


async def test_what_was_confirmed_is_changed_by_no_text_that_nobody_asked_for(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, to="semua")
    await desk.presses(CHOOSE_TIME.button("", ChosenMoment(Seen(1, 2), AT_FOUR)))
    await desk.taps("announcement_schedule")
    async with office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(text="Datang {tanggal}"))
    await desk.announces("A-1")
    assert "butuh tempat" in desk.text
    await desk.writes("SMAN 1 Koba")
    found = await newest(office)
    assert (found.state, found.text, found.audience) == (AnnouncementState.SCHEDULED, "Datang {tanggal}", EVERYONE)


async def test_a_correction_with_the_words_that_stand_there_asks_for_others(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office)
    await desk.taps("announcement_send")
    over = await sent(office)
    await desk.presses(CORRECT.button("", Seen(1, over.version)))
    await desk.writes("Kamis kami datang ke sekolah.")
    assert "Isinya sama" in desk.text
    await desk.writes("Lusa kami datang.")
    found = await newest(office)
    assert (found.corrects, found.text) == (1, "Lusa kami datang.")


def an_announcement(corrects: int | None) -> Announcement:
    kind = AnnouncementKind.CORRECTION if corrects else AnnouncementKind.ANNOUNCEMENT
    return Announcement(2, kind, AnnouncementState.DRAFT, 1, EVERYONE, "Besok", None, None, corrects, NOON, RATNA)


@pytest.mark.parametrize("fault", TextFault)
def test_every_fault_of_a_text_says_what_mends_it(fault: TextFault) -> None:
    step = mended_by(AnnouncementRefused(fault), an_announcement(None))
    assert (step is None) == (fault in (TextFault.TOO_OLD, TextFault.TOO_SHORT, TextFault.NOBODY_LEFT))
    assert mended_by(AnnouncementRefused(fault), an_announcement(1)) in (TEXT, None), "a correction keeps its audience"


@pytest.mark.parametrize(
    ("refusal", "step"),
    [(VisitGone(), AUDIENCE), (NoAudience(AudienceFault.UNKNOWN, "Kobba"), AUDIENCE), (WrongValue("announcement_time"), None)],
)
def test_a_place_that_is_gone_or_unknown_is_mended_by_another(refusal: Refusal, step: AwaitedStep | None) -> None:
    assert mended_by(refusal, an_announcement(None)) is step
