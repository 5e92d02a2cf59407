"""Who gets which form of a visit's poster, with which words, and what a tampered button gets."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.messaging.messages import Messages
from bot.terminal.ask import plain
from ektp_core.announcements.announcement import LONGEST_CAPTION
from ektp_core.office import Office
from ektp_core.posters import Form, Poster
from ektp_core.profile import Language
from ektp_core.roles import Member, Role
from ektp_core.visits.schedule import Hours, VisitState
from handlers.answer import answer
from handlers.reply import Button, DrawnFile, Reply
from handlers.request import ChatKind
from handlers.texts import render
from tests.core.builders import TODAY
from tests.handlers.posters.visits import KOBA, NAMANG, SECOND, SURE, with_visits
from tests.handlers.walk import an_office
from tests.rehearsal import SITI, a_request


def of_role(role: Role, school: str | None = None) -> Member:
    return Member(SITI, role, "Siti", datetime(2026, 1, 1, tzinfo=UTC), school)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with an_office(with_visits(SURE, *EVERY_STATE.values())) as office:
        yield office


EVERY_STATE = {
    state: replace(SURE, id=number, state=state, days=(TODAY + timedelta(number),), moved_from=())
    for number, state in enumerate(VisitState, start=10)
}


async def asked(office: Office, argument: str, route: str | None = "posters", **more: object) -> Reply:
    return await answer(replace(a_request(argument), route=route, message_id=5, **more), office)


def labels(found: Reply) -> list[str]:
    return [item.label for row in found.buttons for item in row if isinstance(item, Button)]


def words(found: Reply, language: Language = Language.ID) -> str:
    return plain(render(found, language, "siaprekam_bot")).replace("\u00a0", " ")


# Who is offered what


@pytest.mark.parametrize(
    ("member", "chat_kind", "has_list"),
    [
        (None, ChatKind.PRIVATE, False),
        (of_role(Role.ADMIN), ChatKind.PRIVATE, True),
        (of_role(Role.OFFICER), ChatKind.PRIVATE, True),
        (of_role(Role.VIEWER), ChatKind.PRIVATE, True),
        (of_role(Role.SCHOOL, KOBA), ChatKind.PRIVATE, True),
        (of_role(Role.SCHOOL, NAMANG), ChatKind.PRIVATE, False),
        (of_role(Role.OFFICER), ChatKind.GROUP, False),
    ],
)
async def test_the_list_of_hours_is_the_offices_and_the_schools_own(office, member, chat_kind, has_list):
    choice = await asked(office, "v=1", member=member, chat_kind=chat_kind)
    assert ("poster_list" in labels(choice)) is has_list
    tapped = await asked(office, "v=1,f=list", member=member, chat_kind=chat_kind)
    assert isinstance(tapped.file, DrawnFile) is has_list


async def test_a_visit_without_hours_by_class_has_no_list():
    whole = replace(SURE, hours=(Hours(time(8), time(12)),))
    async with an_office(with_visits(whole)) as office:
        member = of_role(Role.OFFICER)
        assert "poster_list" not in labels(await asked(office, "v=1", member=member))
        assert (await asked(office, "v=1,f=list", member=member)).view == "refusal/staff/no_class_hours"


@pytest.mark.parametrize("state", VisitState)
async def test_only_a_visit_that_is_sure_is_offered_and_given(office, state):
    visit = EVERY_STATE[state]
    is_sure = state in (VisitState.CONFIRMED, VisitState.MOVED)
    for argument in (f"v={visit.id}", f"v={visit.id},f=paper", f"v={visit.id},f=text"):
        found = await asked(office, argument)
        assert (found.view != "refusal/no_poster") is is_sure
    listed = await asked(office, "")
    assert (f"v={visit.id}" in [item.argument for row in listed.buttons for item in row if isinstance(item, Button)]) is is_sure


@pytest.mark.parametrize("state", VisitState)
async def test_a_citizen_finds_the_poster_under_the_schools_schedule_when_its_day_is_sure(state):
    async with an_office(with_visits(replace(SURE, state=state))) as office:
        found = await asked(office, f"s={KOBA}", "schedule")
        assert ("poster" in labels(found)) is (state in (VisitState.CONFIRMED, VisitState.MOVED))


async def test_under_a_schools_schedule_lie_the_posters_of_all_its_visits():
    planned = replace(SURE, id=2, days=(TODAY,), state=VisitState.PLANNED)
    later = replace(SURE, id=3, days=(SECOND + timedelta(7),))
    async with an_office(with_visits(planned, SURE)) as office:
        assert "poster" in labels(await asked(office, f"s={KOBA}", "schedule"))
        assert (await asked(office, f"s={KOBA}")).values["visit"] == SURE
    async with an_office(with_visits(planned, SURE, later)) as office:
        listed = await asked(office, f"s={KOBA}")
        shown = [item.argument for row in listed.buttons for item in row if isinstance(item, Button) and item.route == "posters"]
        assert shown == ["v=1", "v=3"]


@pytest.mark.parametrize(
    "argument",
    [
        "v=999",
        "v=0",
        "v=999999999",
        "v=1,f=nonsense",
        "v=1,f=",
        "v=1;f=paper",
        "v=-1",
        "v=١",
        "p=9999",
        "p=0",
        "v=1,f=PAPER",
        "s=00000000",
        "s=1",
        "v=1,f=paper,f=tall",
    ],
)
async def test_a_tampered_button_gets_a_sentence_and_nothing_else(office, argument):
    found = await asked(office, argument)
    assert found.file is None
    assert words(found)


async def test_visits_are_found_by_the_name_of_school_or_subdistrict():
    other = replace(SURE, id=2, days=(SECOND,))
    async with an_office(with_visits(SURE)) as office:
        assert (await asked(office, "sman 1 koba")).view == "posters/choice"
        assert (await asked(office, "kecamatan koba")).view == "posters/choice"
        assert "di Namang" in words(await asked(office, "kecamatan namang"))
    async with an_office(with_visits(SURE, other)) as office:
        found = await asked(office, "sman 1 koba")
        assert found.view == "posters/which" and labels(found).count("poster_of") == 2


# What is given


@pytest.mark.parametrize("form", Form)
async def test_a_form_comes_as_a_file_with_the_same_facts_in_words(office, form):
    found = await asked(office, f"v=1,f={form}")
    assert isinstance(found.file, DrawnFile) and isinstance(found.file.what, Poster)
    assert found.file.name.endswith("sman-1-koba-2026-11-26.pdf" if form is Form.PAPER else "sman-1-koba-2026-11-26.png")
    assert found.file.as_photo is (form is not Form.PAPER)
    shown = words(found)
    assert len(shown) <= LONGEST_CAPTION
    for said in (
        "SMAN 1 Koba",
        "Kamis, 26 November 2026",
        "Kelas XI 08.00–11.00",
        "lahir sampai 26 November 2010",
        "(KK)",
        "Jadwal per 20 November",
    ):
        assert said in shown


async def test_the_code_leads_to_the_bot_that_sends_it(office):
    request = replace(a_request("v=1,f=paper"), route="posters")
    calls = Messages(office, "siaprekam_bot").answering(request, await answer(request, office))
    (sent,) = [call for call in calls if call.method == "sendDocument"]
    assert isinstance(sent.file, DrawnFile) and isinstance(sent.file.what, Poster)
    assert sent.file.what.link.startswith("https://t.me/siaprekam_bot?start=")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", "1"),
        ("SMA \u202e🎓 Koba", "sma-koba"),
        ("S" * 200, "s" * 40),
        ("<b>&amp;</b>", "b-amp-b"),
    ],
)
async def test_a_files_name_is_harmless_whatever_the_place_is_called(name, file):
    async with an_office(with_visits(replace(SURE, place=replace(SURE.place, name=name)))) as office:
        found = await asked(office, "v=1,f=square")
        assert isinstance(found.file, DrawnFile)
        assert found.file.name == f"poster-persegi-{file}-2026-11-26.png"


@pytest.mark.parametrize("name", ["SMA *Bakti*_Jaya_~1~ `x`", "***", "SMA <b>x</b> & </pre> y"])
async def test_no_name_breaks_the_marks_of_the_text_for_whatsapp(name):
    async with an_office(with_visits(replace(SURE, place=replace(SURE.place, name=name)))) as office:
        found = await asked(office, "v=1,f=text")
        html = render(found, Language.ID, "bot")
        title = next(line for line in plain(html).splitlines() if "Perekaman" in line)
        assert title.count("*") == 2 and not set("_~`") & set(title)
        assert html.count("<pre>") == html.count("</pre>") == 1


async def test_the_text_for_whatsapp_holds_every_fact_and_no_html(office):
    text = words(await asked(office, "v=1,f=text"))
    for said in (
        "*Jumat, 27 November 2026*",
        "- Kelas XII: 11.00–14.00",
        "17 tahun",
        "Anak datang sendiri",
        "Gratis",
        "79A",
        "t.me/siaprekam_bot",
        "sumber",
    ):
        assert said in text
    assert "<" not in text
