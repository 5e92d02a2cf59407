"""Staff see what is missing by its kind; admins alone decide whether sentences are collected, and read them."""

import pytest

from bot.terminal.ask import plain
from ektp_core.audit import Thing
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Act, Member, Role
from ektp_core.store.audit import entries
from ektp_core.store.unanswered import collects_texts, keep_text, texts
from ektp_core.unanswered import MOST_LETTERS, Length, Shape, Why
from handlers.reply import Button
from handlers.staff.audit import audit
from handlers.staff.unanswered import MOST_LINES, OVERVIEW, SWITCH
from handlers.texts import label, render
from tests.at_once import at_once
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import JULIAN, NOON, RATNA, WULAN, Desk
from tests.handlers.unfinished import LONGEST_LABEL
from tests.rehearsal import a_request

VIEWER, SCHOOL = 7901, 7902


@pytest.fixture
def viewer(office: Office) -> Desk:
    office.public.appear_as(Member(VIEWER, Role.VIEWER, "Pak Adi", NOON))
    return Desk(office, VIEWER)


async def opened(office: Office, person: int = JULIAN) -> Desk:
    """The list, come to from the desk."""
    desk = Desk(office, person)
    await desk.writes("", "staff")
    await desk.taps("desk_unanswered")
    assert desk.screen.view == "staff/unanswered/overview"
    assert_readable(desk)
    return desk


def assert_readable(desk: Desk) -> None:
    for language in Language:
        for row in desk.screen.buttons:
            assert all(0 < len(label(item, language)) <= LONGEST_LABEL[len(row)] for item in row)


async def allowed(office: Office, *written: str) -> None:
    """The office collects, and each of these sentences was allowed by somebody else."""
    desk = await opened(office)
    await desk.taps("unanswered_on")
    for number, text in enumerate(written):
        assert await keep_text(office.store, 30_000 + number, text, Why.UNSURE, "schedule", TODAY)


async def test_nothing_that_fell_through_is_said_too(office: Office) -> None:
    assert "Tidak ada." in (await opened(office, RATNA)).text


async def test_staff_see_in_words_what_fell_through_most_frequent_first(office: Office) -> None:
    for shape, times in (
        (Shape(Why.UNSURE, "schedule", Length.SENTENCE, ("school",)), 5),
        (Shape(Why.OUT_OF_SCOPE, "lost", Length.FEW), 12),
        (Shape(Why.NO_DATE, "eligibility", Length.STORY, ("birth", "subdistrict")), 1),
        (Shape(Why.OUT_OF_SCOPE, "", Length.LETTER), 1),
    ):
        for _ in range(times):
            office.notes.fell_through(shape)
    lines = [line for line in (await opened(office, RATNA)).text.splitlines() if line.startswith("•")]
    lost = office.board.profile.requirements["lost"].title.id
    assert lines == [
        f"• 12 × {lost} (di luar layanan bot)",
        "• 5 × jadwal dengan sekolah (belum pasti maksudnya)",
        "• 1 × umur dan boleh rekam dengan tanggal lahir, kecamatan (tanggalnya ditanyakan lagi)",
        "• 1 × perihal lain (di luar layanan bot)",
    ]


async def test_a_matter_that_the_office_has_no_text_on_any_more_is_shown_by_its_name(office: Office) -> None:
    office.notes.fell_through(Shape(Why.OUT_OF_SCOPE, "listrik", Length.FEW))
    assert "1 × listrik" in (await opened(office)).text


async def test_many_kinds_are_cut_and_said_to_be(office: Office) -> None:
    for number in range(MOST_LINES + 2):
        office.notes.fell_through(Shape(Why.OUT_OF_SCOPE, f"perihal-{number}", Length.FEW))
    assert "dan 2 jenis lagi" in (await opened(office)).text


async def test_only_admins_find_the_switch_and_the_sentences(office: Office, viewer: Desk) -> None:
    assert {"unanswered_on", "unanswered_texts"} <= (await opened(office, JULIAN)).offered
    for person in (RATNA, VIEWER):
        assert (await opened(office, person)).offered == {"asked_for", "staff"}
    for act, argument in (("switch_collecting", "on"), ("sentences", "1"), ("delete_sentence", "1.aaaaaa.1")):
        for desk in (Desk(office, RATNA), viewer):
            assert (await desk.presses(Button("", "staff", argument, {}, act))).view == "refusal/staff/not_allowed", act
    assert await collects_texts(office.store) is False


async def test_a_schools_account_sees_none_of_it(office: Office) -> None:
    office.public.appear_as(Member(SCHOOL, Role.SCHOOL, "TU Koba", NOON, "10900778"))
    desk = Desk(office, SCHOOL)
    await desk.writes("", "staff")
    assert "desk_unanswered" not in desk.offered
    assert (await desk.presses(Button("", "staff", "", {}, OVERVIEW.name))).view == "refusal/staff/not_allowed"


async def test_an_admin_switches_collecting_on_and_off_and_it_is_on_record(office: Office) -> None:
    desk = await opened(office)
    await desk.taps("unanswered_on")
    assert (office.public.collects_texts, await collects_texts(office.store)) == (True, True)
    assert "juga ditanya" in desk.text
    await Desk(office, WULAN).presses(Button("", "staff", "on", {}, SWITCH.name))
    await desk.taps("unanswered_off")
    assert (office.public.collects_texts, await collects_texts(office.store)) == (False, False)
    assert [(entry.act, str(entry.subject)) for entry in await entries(office.store)] == [
        (Act.CHANGE_OFFICE, "collecting off"),
        (Act.CHANGE_OFFICE, "collecting on"),
        (Act.CHANGE_OFFICE, "collecting on"),
    ]
    shown = await audit(a_request(member=office.public.member(JULIAN)), office)
    assert "Pak Julian: berhenti meminta izin menyimpan kalimat" in plain(render(shown, Language.ID))


@pytest.mark.parametrize(
    ("act", "argument"),
    [
        *(("switch_collecting", argument) for argument in ("", "maybe")),
        *(("delete_sentence", argument) for argument in ("", "x.y.z", "99.aaaaaa.1", "1.aaaaaa.1", "99999999999.aaaaaa.1")),
        *(("sentences", argument) for argument in ("x", "0", "99")),
        *((None, argument) for argument in ("c=off", "k=1.aaaaaa.1", "l=1")),
    ],
)
async def test_a_forged_button_changes_nothing(office: Office, act: str | None, argument: str) -> None:
    await allowed(office, "kapan ke sekolah kami")
    await Desk(office, JULIAN).presses(Button("", "staff", argument, {}, act))
    assert len(await texts(office.store)) == 1
    assert await collects_texts(office.store) is True


async def test_an_admin_reads_the_sentences_newest_first_and_not_who_wrote_them(office: Office) -> None:
    await allowed(office, "yang pertama", "yang kedua")
    desk = await opened(office)
    await desk.taps("unanswered_texts")
    assert desk.text.index("1. “yang kedua”") < desk.text.index("2. “yang pertama”")
    assert "30000" not in desk.text and "30001" not in desk.text
    assert_readable(desk)


async def test_an_admin_deletes_one_sentence_and_it_is_on_record_without_its_words(office: Office) -> None:
    await allowed(office, "yang pertama", "yang kedua")
    desk = await opened(office)
    await desk.taps("unanswered_texts")
    await desk.taps("unanswered_delete", number=1)
    assert [each.text for each in await texts(office.store)] == ["yang pertama"]
    assert "yang kedua" not in desk.text
    (newest, *_) = await entries(office.store)
    assert newest.subject.kind == Thing.SENTENCE
    assert "yang kedua" not in str(newest)


async def test_long_lists_have_pages_that_fit(office: Office) -> None:
    await allowed(office, *("kata " * 20 + "x" * number for number in range(23)))
    desk = await opened(office)
    await desk.taps("unanswered_texts")
    assert "10. “" in desk.text and "11. “" not in desk.text
    await desk.taps("unanswered_older")
    assert_readable(desk)
    await desk.taps("unanswered_older")
    assert "23. “" in desk.text
    assert "unanswered_older" not in desk.offered
    await desk.taps("unanswered_delete", number=23)
    assert "22. “" in desk.text
    await desk.taps("unanswered_newer")
    assert "11. “" in desk.text


async def test_the_longest_sentences_fit(office: Office) -> None:
    await allowed(office, *("W" * (MOST_LETTERS - number) for number in range(12)))
    desk = await opened(office)
    await desk.taps("unanswered_texts")
    assert "6. “" in desk.text and "7. “" not in desk.text


async def test_counts_wait_in_memory_and_are_not_lost_when_the_store_fails(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from ektp_core.store import unanswered

    async def broken(*_: object) -> None:
        raise OSError("disk full")

    shape = Shape(Why.UNSURE, "schedule", Length.FEW)
    office.notes.fell_through(shape)
    with monkeypatch.context() as patch:
        patch.setattr(unanswered, "count", broken)
        with pytest.raises(OSError, match="disk full"):
            await office.notes.keep_unanswered()
    office.notes.fell_through(shape)
    await at_once(office.notes.keep_unanswered(), office.notes.keep_unanswered())
    await office.notes.keep_unanswered()
    assert [each.times for each in await unanswered.top(office.store, TODAY)] == [2]


async def test_another_process_hears_of_the_switch_with_the_next_counts(office: Office) -> None:
    other = await Office.open(office.store, OfficeSettings(office.zone), office.now)
    await allowed(office)
    assert other.public.collects_texts is False
    await other.keep_notes()
    assert other.public.collects_texts is True
    assert (await Office.open(office.store, OfficeSettings(office.zone), office.now)).public.collects_texts is True
