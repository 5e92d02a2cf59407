"""Announcing, figures, facts and a new school in a sentence: the tool's own screen, filled; nothing is in force before the tap."""

from typing import Any

import pytest
from sqlalchemy import func, select

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.store import schema
from ektp_core.store.drafts import drafts_of
from handlers.reply import Button, Reply
from handlers.staff.figures import acts as figures
from handlers.staff.office import acts as facts
from handlers.texts import render
from tests.handlers.staff.announcements.desk import newest
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, JULIAN, RATNA, TU_KOBA, Desk
from tests.handlers.staff.ways import VIEWER

SMAN_1_KOBA = Audience(AudienceKind.SCHOOLS, ("10900778",))
CHANGED_BY_TAPS = (schema.figure_set, schema.fact, schema.school, schema.delivery)


async def rows(office: Office) -> list[Any]:
    """How much there is of all that a confirming tap changes."""
    async with office.store.reading() as connection:
        return [await connection.scalar(select(func.count()).select_from(table)) for table in CHANGED_BY_TAPS]


def offers(shown: Reply, label: str) -> list[Button]:
    return [item for row in shown.buttons for item in row if isinstance(item, Button) and item.label == label]


@pytest.mark.parametrize(
    ("text", "audience", "message"),
    [
        ("besok sman 1 koba batal, tolong kabari orang tuanya", SMAN_1_KOBA, "besok sman 1 koba batal"),
        ("tolong umumkan ke semua, besok kantor tutup", Audience(AudienceKind.EVERYONE), "besok kantor tutup"),
        ("tlg kabarin ortu sman 1 kobaa lusa bawa KK", SMAN_1_KOBA, "lusa bawa KK"),
        ("infokan ke ortu besok kantor libur", None, "besok kantor libur"),
        ("tolong umumkan", None, ""),
    ],
)
async def test_an_announcement_is_a_draft_for_whom_it_names_and_is_asked_for_whom_else(
    office: Office, text: str, audience: Audience | None, message: str
) -> None:
    before = await rows(office)
    shown = await Desk(office, RATNA).writes(text)
    begun = await newest(office)
    assert (begun.audience, begun.text, await rows(office)) == (audience, message, before)
    assert shown.view == ("staff/announcements/screen" if audience else "staff/announcements/who")
    assert shown.ordered.intent == "announce"


async def test_two_schools_that_may_be_meant_are_offered_and_the_message_is_kept(office: Office) -> None:
    shown = await Desk(office, RATNA).writes("kasih tau ortu smk koba besok bawa kk")
    assert {button.values["name"] for button in offers(shown, "place")} == {"SMKN 1 Koba", "SMKN 2 Koba"}
    assert (await newest(office)).text == "besok bawa kk"


@pytest.mark.parametrize("answer", ["untuk semua orang tua di Koba ya", "ke koba aja", "buat warga koba dong kak"])
async def test_for_whom_is_answered_in_words_and_the_message_stays(office: Office, answer: str) -> None:
    ratna = Desk(office, RATNA)
    await ratna.writes("infokan ke ortu besok kantor libur")
    await ratna.writes(answer)
    begun = await newest(office)
    assert (begun.audience, begun.text) == (Audience(AudienceKind.SUBDISTRICTS, ("19.04.01",)), "besok kantor libur")


async def test_figures_ask_for_the_people_that_were_not_said_and_then_for_their_date(office: Office) -> None:
    ratna, before = Desk(office, RATNA), await rows(office)
    asked = await ratna.writes("rekam koba jadi 30.815")
    assert (asked.view, asked.values["lacks"]) == ("staff/figures/preview", "obliged")
    assert "31.200" in render(asked, Language.ID)
    assert not offers(asked, "figures_apply")
    wrong = await ratna.writes("kurang tau")
    assert wrong.view == "refusal/staff/figures_line"
    dated = await ratna.writes("31.400")
    assert (dated.values["lacks"], dated.values["as_of"]) == (None, None)
    whole = await ratna.writes("20-11-2026")
    assert (whole.values["own"].obliged, whole.values["own"].recorded) == (31400, 30815)
    assert await rows(office) == before
    await ratna.presses(under(whole, figures.APPLY))
    assert await rows(office) != before


@pytest.mark.parametrize("text", ["persen namang mestinya 99,1 bukan 91,9", "cakupan namang jadi 99,1 persen"])
async def test_a_percentage_alone_is_shown_as_one_and_asks_its_date(office: Office, text: str) -> None:
    shown = await Desk(office, RATNA).writes(text)
    assert (shown.values["own"].percent, shown.values["own"].obliged, shown.values["lacks"]) == (99.1, None, None)


async def test_what_is_implausible_is_told_as_for_a_typed_line(office: Office) -> None:
    shown = await Desk(office, RATNA).writes("koba wajib 31.500 rekam 3.080 per 20 november")
    typed = await Desk(office, JULIAN).writes("Koba 20-11-2026 wajib 31.500 rekam 3.080", "figures")
    assert shown.values["doubts"]
    assert shown.values["doubts"] == typed.values["doubts"]


async def test_of_no_area_it_is_asked_and_the_tap_uses_the_words(office: Office) -> None:
    shown = await Desk(office, RATNA).writes("updt rekam kba 30.870")
    assert (shown.view, shown.quotes) == ("staff/orders/which_area", True)
    assert await drafts_of(office.store, RATNA) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nomor kantor yg bener 0718 7111111, perbaiki", "0718 7111111"),
        ("usia minimum 15 tahun, tolong diset", "15"),
        ("ubah jam layanan jadi 08.00-15.00", "08.00-15.00"),
    ],
)
async def test_a_fact_is_previewed_with_its_value_in_a_sentence_and_behind_the_command(office: Office, text: str, value: str) -> None:
    julian, before = Desk(office, JULIAN), await rows(office)
    shown = await julian.writes(text)
    assert (shown.view, shown.values["fact"].text.id) == ("staff/office/preview", value)
    again = await julian.writes(text, "office")
    assert (again.view, again.values["fact"].text.id) == ("staff/office/preview", value)
    assert await rows(office) == before


async def test_a_fact_without_a_value_is_asked_and_what_its_reader_refuses_is_said(office: Office) -> None:
    julian = Desk(office, JULIAN)
    assert (await julian.writes("ubah jam layanan")).view == "staff/office/ask"
    shown = await julian.writes("nomor kantor ganti 0718")
    assert (shown.view, bool(shown.values["wrong"])) == ("staff/office/ask", True)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("jam layanan jumat 08.00-11.00", "Senin–Kamis 07.30–15.30, Jumat 08.00-11.00"),
        ("jam layanan rabu 08.00-11.00", None),
        ("jam layanan jadi 08.00-11.00", None),
    ],
)
async def test_hours_of_some_days_never_silently_replace_the_others(office: Office, text: str, whole: str | None) -> None:
    julian = Desk(office, JULIAN)
    await julian.presses(facts.CHANGE.button("", "hours"))
    await julian.writes("Senin–Kamis 07.30–15.30, Jumat 07.30–14.00")
    await julian.presses(under(await julian.writes("Mon-Thu 7.30-15.30, Fri 7.30-14.00"), facts.APPLY))
    shown = await julian.writes(text)
    assert shown.view == "staff/office/ask"
    if whole is None:
        assert "Senin–Kamis 07.30–15.30, Jumat 07.30–14.00" in str(shown.values["wrong"])
    else:
        assert shown.values["draft"].text == whole


async def test_a_new_school_has_what_was_said_and_is_asked_the_rest(office: Office) -> None:
    ratna, before = Desk(office, RATNA), await rows(office)
    shown = await ratna.writes("ada sekolah baru smk nusantara di koba, tolong daftarkan")
    draft = shown.values["draft"]
    assert (draft.name, draft.level, draft.subdistrict, shown.values["field"]) == ("smk nusantara", "SMK", "19.04.01", "npsn")
    assert (await Desk(office, HENDRA).writes("tambah sekolah sman 1 koba")).view == "staff/schools/card"
    assert await rows(office) == before


ORDERS = (
    "besok libur, tolong kabari semua pelanggan",
    "rekam koba jadi 20415",
    "nomor kantor yg bener 0718 7111111, perbaiki",
    "ada sekolah baru smk nusantara di koba, tolong daftarkan",
)


@pytest.mark.parametrize("text", ORDERS)
@pytest.mark.parametrize("person", [VIEWER, TU_KOBA], ids=["viewer", "school"])
async def test_who_may_not_hears_who_may_and_nothing_is_begun(office: Office, person: int, text: str) -> None:
    if person == VIEWER:
        office.public.appear_as(Member(VIEWER, Role.VIEWER, "P", office.now()))
    before = await rows(office)
    shown = await Desk(office, person).writes(text)
    if shown.view == "refusal/staff/not_allowed":
        assert "admin" in render(shown, Language.ID)
    else:
        assert shown.ordered is None
    assert (await rows(office), await drafts_of(office.store, person)) == (before, ())


async def test_a_yes_is_said_to_the_preview_that_is_shown(office: Office) -> None:
    ratna = Desk(office, RATNA)
    await ratna.writes("SMAN 1 Koba", "visits")
    shown = await ratna.writes("koba wajib 31.500 rekam 30.800 per 20 november")
    assert shown.kept_draft
    assert (await ratna.writes("siip simpan")).view == "staff/figures/preview"
