"""What citizens asked and nobody could answer is counted by kind and place, and one tap from the tool that fills it."""

import re
from dataclasses import replace

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.store.unanswered import count, lacking
from ektp_core.unanswered import Lack, Unmet
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import ChatKind
from handlers.staff.asked_for import LINES_A_KIND
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import JULIAN, NOON, RATNA, Desk
from tests.rehearsal import GROUP, a_request
from tests.store.records import everything

VIEWER, SCHOOL = 7901, 7902
SMKN_1_KOBA, KOBA, SUNGAI_SELAN, PENYAK = "10900753", "19.04.01", "19.04.03", "19.04.01.2007"


async def asks(office: Office, text: str, *, member: Member | None = None, language: Language = Language.ID) -> Reply:
    """A sentence, or a route and what stands behind it: "schedule: sman 1 koba"."""
    route, _, argument = text.rpartition(": ")
    return await answer(replace(a_request(argument, member=member, language=language), route=route or None), office)


async def counted(office: Office) -> dict[tuple[Lack, str], int]:
    await office.notes.keep_unanswered()
    return {(unmet.lack, unmet.place): times for unmet, times in (await lacking(office.store, TODAY.replace(day=1))).items()}


# What is counted


@pytest.mark.parametrize(
    ("text", "lack", "place"),
    [
        ("kapan tim ke smkn 1 koba", Lack.VISIT, SMKN_1_KOBA),
        ("smkn 1 koba", Lack.VISIT, SMKN_1_KOBA),
        ("when does the team come to smkn 1 koba?", Lack.VISIT, SMKN_1_KOBA),
        ("kapan ke smkn 1 koba tanggal 5 dan 6 desember", Lack.VISIT, SMKN_1_KOBA),
        ("schedule: s=10900753", Lack.VISIT, SMKN_1_KOBA),
        ("kapan ke sungaiselan", Lack.VISIT, SUNGAI_SELAN),
        ("schedule: kecamatan sungai selan", Lack.VISIT, SUNGAI_SELAN),
        ("schedule: k=19.04.03", Lack.VISIT, SUNGAI_SELAN),
        ("kapan tim ke sman 3 koba", Lack.SCHOOL, KOBA),
        ("kapan tim ke sman 7 sungai selan", Lack.SCHOOL, SUNGAI_SELAN),
        ("kapan rekam di sma nusantara jaya", Lack.SCHOOL, ""),
        ("schedule: sma nusantara jaya", Lack.SCHOOL, ""),
        ("schedule: sman 9 koba", Lack.SCHOOL, ""),
        ("cakupan desa penyak", Lack.FIGURE, PENYAK),
        ("coverage: 19.04.01.2007", Lack.FIGURE, PENYAK),
        ("desa mana yang paling rendah di koba", Lack.VILLAGE_FIGURES, KOBA),
        ("desa mana yang paling rendah", Lack.VILLAGE_FIGURES, "19.04"),
    ],
)
async def test_what_was_lacking_is_counted_once_a_message_by_where(office: Office, text: str, lack: Lack, place: str) -> None:
    await asks(office, text)
    assert await counted(office) == {(lack, place): 1}


@pytest.mark.parametrize(
    "text",
    [
        "kapan tim ke sman 1 koba",
        "kapan ke namang",
        "kemarin ke smkn 1 koba jam berapa",
        "schedule: s=10900753,d=2026-11-01",
        "jadwal",
        "schedule: d=2027-03-01",
        "kapan ke sman 1 pangkalpinang",
        "schedule: warung bu siti",
        "schedule: sma",
        "schedule: s=10999999",
        "schedule: k=19.01.01",
        "cakupan koba",
        "kecamatan mana yang paling rendah",
        "12 maret 2010",
        "bayar gak",
        "halo",
    ],
)
async def test_what_is_answered_or_is_of_another_matter_is_not_counted(office: Office, text: str) -> None:
    await asks(office, text)
    assert await counted(office) == {}


@pytest.mark.parametrize("role", Role)
async def test_what_staff_and_schools_ask_is_no_wish_of_citizens(office: Office, role: Role) -> None:
    member = Member(VIEWER, role, "Pak Adi", NOON, "10900778" if role is Role.SCHOOL else None)
    for text in ("schedule: s=10900753", "schedule: kecamatan sungai selan", "schedule: sma nusantara jaya", "coverage: 19.04.01.2007"):
        await asks(office, text, member=member)
    assert await counted(office) == {}


async def test_in_a_group_it_is_counted_too(office: Office) -> None:
    await answer(replace(a_request("kapan tim ke smkn 1 koba", chat_kind=ChatKind.GROUP), chat=GROUP), office)
    assert await counted(office) == {(Lack.VISIT, SMKN_1_KOBA): 1}


async def test_neither_words_nor_anything_about_people_is_stored(office: Office) -> None:
    for text in (
        "kapan ke sma budi santoso 0812 3456 7890",
        "nik 1904035203100001 kapan tim ke sma siti aminah",
        "schedule: sma siti aminah nik 1904035203100001",
        "schedule: sma siti aminah 0812 3456 7890",
        "kapan tim ke sman 3 koba 0812 3456 7890",
        "kapan tim ke sma nusantara, saya Siti Aminah",
        "anak saya Siti lahir 12 maret 2010, kapan ke sman 3 koba?",
        "cakupan desa penyak",
    ):
        await asks(office, text)
    assert {lack for lack, _ in await counted(office)} == {Lack.SCHOOL, Lack.FIGURE}
    rows = (await everything(office.store))["unmet"]
    assert all(re.fullmatch(r"|[0-9]{8}|19(?:\.[0-9]{2}){1,2}(?:\.[0-9]{4})?", place) for _, _, place, _ in rows)
    assert all(day == TODAY and lack in frozenset(Lack) for day, lack, _, _ in rows)


# What staff see


async def filled(office: Office) -> None:
    texts = ("kapan tim ke smkn 1 koba", "kapan ke sungaiselan", "kapan tim ke sman 3 koba", "cakupan desa penyak", "topics: absent")
    for times, text in enumerate(texts, 1):
        for _ in range(times):
            await asks(office, text)


async def opened(office: Office, person: int) -> Desk:
    desk = Desk(office, person)
    await desk.writes("", "staff")
    await desk.taps("desk_unanswered")
    await desk.taps("asked_for")
    assert desk.screen.view == "staff/unanswered/asked_for"
    return desk


async def test_one_screen_lists_the_most_asked_of_each_kind_in_both_languages(office: Office) -> None:
    await filled(office)
    desk = await opened(office, JULIAN)
    lines = [line for line in desk.text.splitlines() if line.startswith("•")]
    assert lines == [
        "• Kecamatan Sungai Selan: 2 kali",
        "• SMKN 1 Koba: 1 kali",
        "• Kecamatan Koba: 3 kali",
        "• Desa Penyak: 4 kali",
        "• Absen saat rekam: 5 kali",
    ]
    assert "Missed the day: 5 times" in plain(render(desk.screen, Language.EN))
    assert desk.offered == {"asked_visit", "school_add", "desk_figures", "topic_absent", "staff"}


async def test_nothing_asked_is_said_too(office: Office) -> None:
    assert "Tidak ada." in (await opened(office, RATNA)).text


@pytest.mark.parametrize(
    ("label", "name", "view", "words"),
    [
        ("asked_visit", "SMKN 1 Koba", "staff/visits/ask", "SMKN 1 Koba"),
        ("asked_visit", "Sungai Selan", "staff/visits/ask", "Kantor Camat Sungai Selan"),
        ("school_add", None, "staff/schools/ask", ""),
        ("desk_figures", None, "staff/figures/overview", ""),
        ("topic_absent", None, "staff/office/fact", ""),
    ],
)
async def test_each_is_one_tap_from_its_tool_and_nothing_is_changed_by_it(
    office: Office, label: str, name: str | None, view: str, words: str
) -> None:
    await filled(office)
    desk, version = await opened(office, JULIAN), office.board.version
    await desk.taps(label, **({"name": name} if name else {}))
    assert desk.screen.view == view
    assert words in desk.text
    assert office.board.version == version


async def test_what_was_filled_is_on_the_screen_no_more(office: Office) -> None:
    await filled(office)
    desk = await opened(office, RATNA)
    await desk.taps("asked_visit", name="Sungai Selan")
    await desk.writes("9 desember 2026")
    (save,) = (item for row in desk.screen.buttons for item in row if isinstance(item, Button) and item.label.startswith("visit_save"))
    await desk.presses(save)
    await office.public.renew_board()
    assert "Sungai Selan" not in (await opened(office, RATNA)).text
    assert "SMKN 1 Koba" in (await opened(office, RATNA)).text


async def test_whoever_may_only_look_sees_the_counts_and_no_tool(office: Office) -> None:
    await filled(office)
    office.public.appear_as(Member(VIEWER, Role.VIEWER, "Pak Adi", NOON))
    desk = await opened(office, VIEWER)
    assert "SMKN 1 Koba: 1 kali" in desk.text
    assert desk.offered == {"staff"}


async def test_an_officer_fills_all_but_what_only_an_admin_may_say(office: Office) -> None:
    await filled(office)
    assert (await opened(office, RATNA)).offered == {"asked_visit", "school_add", "desk_figures", "staff"}


async def test_what_does_not_fit_is_said_to_be_more(office: Office) -> None:
    schools = [school.npsn for school in office.board.schools if not office.board.schedule.at_school(school.npsn, TODAY).next]
    assert len(schools) > LINES_A_KIND
    await count(office.store, TODAY, {Unmet(Lack.VISIT, npsn): 1 for npsn in schools})
    assert f"dan {len(schools) - LINES_A_KIND} hal lagi" in (await opened(office, RATNA)).text


async def test_the_desk_shows_the_first_ones_with_their_tools_and_the_way_to_all(office: Office) -> None:
    desk = Desk(office, RATNA)
    await desk.writes("", "staff")
    assert "asked_for" not in desk.offered
    await filled(office)
    await desk.writes("", "staff")
    for line in ("angka, Desa Penyak: 4 kali", "sekolah yang tidak terdaftar, Kecamatan Koba: 3 kali", "kunjungan, SMKN 1 Koba: 1 kali"):
        assert line in desk.text
    assert {"desk_figures", "school_add", "asked_visit", "asked_for"} <= desk.offered
    assert desk.screen.view == "staff/desk/overview"
    await desk.taps("asked_for")
    assert desk.screen.view == "staff/unanswered/asked_for"


async def test_last_months_questions_are_over(office: Office) -> None:
    await count(office.store, TODAY.replace(month=10, day=31), {Unmet(Lack.VISIT, SMKN_1_KOBA): 7})
    assert "Tidak ada." in (await opened(office, RATNA)).text


async def test_a_schools_account_does_not_see_what_others_ask(office: Office) -> None:
    await filled(office)
    office.public.appear_as(Member(SCHOOL, Role.SCHOOL, "TU Koba", NOON, "10900778"))
    desk = Desk(office, SCHOOL)
    await desk.writes("", "staff")
    assert "asked_for" not in desk.offered and "SMKN" not in desk.text
    assert (await desk.presses(Button("", "staff", "", {}, "asked_for"))).view == "refusal/staff/not_allowed"
