"""Requests, schools, office and awards: forged and old buttons are answered, rights are read where one acts, drafts outlive a restart."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time
from itertools import product
from pathlib import Path

import pytest

from bot.terminal.ask import plain
from ektp_core.audit import Seen
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language, Profile
from ektp_core.requests.request import RequestState
from ektp_core.requirements import Part
from ektp_core.roles import Act, Outcome
from ektp_core.store import open_store
from ektp_core.store.audit import entries
from ektp_core.store.drafts import Awaited, Mark, awaited, key_of
from ektp_core.store.requests import PAGE
from handlers.acts import Acts
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.staff import awards
from handlers.staff.drafts.form import Chosen, FieldOf
from handlers.staff.office import facts, texts
from handlers.staff.office import overview as office_tool
from handlers.staff.office.drafts import PutBackText
from handlers.staff.requests import acts, asking, decisions, overview
from handlers.staff.requests.drafts import DRAFTS, AskVisit
from handlers.staff.schools import acts as register
from handlers.texts import label, render
from tests.databases import Filled, sqlite_file
from tests.handlers.staff.buttons import under
from tests.handlers.unfinished import TEXT_CHARACTERS, UNFINISHED
from tests.rehearsal import TODAY, ZONE, a_request

OFFICER, ADMIN, SCHOOL, OTHER_SCHOOL, CITIZEN = 7101, 7201, 7301, 7302, 7001
KOBA = "10900778"
LINE = "120 siswa, 2 hari, 9-10/12/2026, Bu Ani 0812-3456-7890"

BEGINS: Mapping[str, Button] = {
    "requests": asking.ASK_FOR.button("place", KOBA, name="SMAN 1 Koba"),
    "schools": register.CORRECT.button("school_correct", KOBA),
    "office": facts.CHANGE.button("office_edit", "hours"),
    "award_edit": awards.NEW.button("award_add"),
}
"""What begins a draft of each tool."""

TOOLS: Mapping[str, Acts] = {acts.tool: acts for acts in (overview.ACTS, register.ACTS, office_tool.ACTS, awards.ACTS)}
OLD_LETTERS = [*"abcdefghklmnopqrstuvwxyzADPRW"]
FORGED = (
    *("", "0", "1", "1.1", "9" * 12, "x", "hours", "obliged_age", "lost", "title.lost", "title.x", "x.lost", KOBA, f"{KOBA}.9"),
    *("\u00b2", "npsn", "npsn.1", "words", "english", "19.04.01", "level.SD", "kits"),
)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Office]:
    """The office of the demo set, as it was left or new."""
    database = folder / "office.db"
    store = open_store(f"sqlite+aiosqlite:///{database}" if database.exists() else await sqlite_file(database, Filled.DEMO))
    try:
        yield await Office.open(store, OfficeSettings(ZONE), lambda: datetime.combine(TODAY, time(12), ZONE))
    finally:
        await store.close()


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The office of the demo set, with its team."""
    async with opened(tmp_path) as running:
        yield running


def buttons(shown: Reply) -> list[Button]:
    return [item for row in shown.buttons for item in row if isinstance(item, Button)]


async def says(office: Office, person: int, text: str, route: str | None = None, *, tapped: bool = False, act: str | None = None) -> Reply:
    """What somebody is answered; it was rendered in both languages, its buttons and notices too."""
    asked = replace(a_request(text, person, member=office.public.member(person)), origin=Origin.TAPPED if tapped else Origin.TYPED, act=act)
    found = await answer(replace(asked, route=route), office)
    for language in Language:
        for each in (found, *(notice.reply for notice in found.notices)):
            text = plain(render(each, language))
            assert 0 < len(text) <= TEXT_CHARACTERS
            assert not UNFINISHED.search(text), text
            assert all(label(item, language) for row in each.buttons for item in row)
            assert all(item.data for row in each.buttons for item in row if isinstance(item, Button))
    return found


async def presses(office: Office, person: int, button: Button) -> Reply:
    return await says(office, person, button.argument, button.route, tapped=True, act=button.act)


async def sends(office: Office) -> Seen:
    """A school's request, as it was sent."""
    sent = await presses(office, SCHOOL, under(await says(office, SCHOOL, LINE, "requests"), asking.SEND))
    return Seen(sent.values["request"].id, sent.values["request"].version)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("drafted", [False, True])
async def test_a_forged_button_is_answered(office: Office, tool: str, drafted: bool) -> None:
    for act, argument in product((*(act.name for act in TOOLS[tool]), "x"), FORGED):
        if drafted:
            await presses(office, ADMIN, BEGINS[tool])
        assert (await presses(office, ADMIN, Button("", tool, argument, {}, act))).view != "error"


@pytest.mark.parametrize("tool", TOOLS)
async def test_a_button_of_an_earlier_version_says_that_it_is_old(office: Office, tool: str) -> None:
    for letter, rest in product(OLD_LETTERS, ("", "1", "1.1", KOBA, "hours")):
        assert (await presses(office, ADMIN, Button("", tool, f"{letter}={rest}"))).view == "old_button"


@pytest.mark.parametrize("tool", TOOLS)
async def test_citizens_reach_no_tool_and_it_is_audited(office: Office, tool: str) -> None:
    assert (await says(office, CITIZEN, "", tool)).view == "refusal/staff/not_allowed"
    assert [entry.outcome for entry in await entries(office.store, person=CITIZEN)] == [Outcome.REFUSED]


@pytest.mark.parametrize(
    "button",
    [
        *(act.button("", Seen(1, 1)) for act in (decisions.TAKE_SUGGESTION, decisions.TYPE_DAYS, decisions.ASK_REASON)),
        *(act.button("", Mark(1)) for act in (decisions.ACCEPT, decisions.PROPOSE, decisions.DECLINE)),
        asking.CHOOSE_SCHOOL.button(""),
        overview.CLOSED.button("", 1),
        asking.ASK_FOR.button("", KOBA),
    ],
    ids=lambda button: button.act,
)
async def test_a_school_decides_nothing_by_forged_buttons(office: Office, button: Button) -> None:
    await sends(office)
    assert (await presses(office, SCHOOL, button)).view == "refusal/staff/not_allowed"
    assert (await entries(office.store, person=SCHOOL, act=Act.ASK_VISIT))[0].outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "button",
    [
        overview.OPEN.button("", 1),
        *(act.button("", Seen(1, 1)) for act in (acts.AGREE, acts.OTHER_DAYS, acts.ASK_WITHDRAW, acts.WITHDRAW)),
    ],
    ids=lambda button: button.act,
)
async def test_a_school_never_touches_anothers_request(office: Office, button: Button) -> None:
    assert await sends(office) == Seen(1, 1)
    assert (await presses(office, OTHER_SCHOOL, button)).view == "refusal/staff/no_such_request"
    assert (await presses(office, SCHOOL, overview.OPEN.button("", 1))).values["request"].version == 1


async def test_a_tap_that_comes_twice_sends_one_request(office: Office) -> None:
    send = under(await says(office, SCHOOL, LINE, "requests"), asking.SEND)
    await presses(office, SCHOOL, send)
    assert (await presses(office, SCHOOL, send)).view == "staff/requests/sent"
    assert len((await presses(office, SCHOOL, overview.LIST.button("", 1))).values["requests"]) == 1


async def test_a_draft_outlives_a_restart(office: Office, tmp_path: Path) -> None:
    await says(office, SCHOOL, "120 siswa", "requests")
    await office.store.close()
    async with opened(tmp_path) as again:
        await says(again, SCHOOL, "2")
        await says(again, SCHOOL, "nanti saja")
        assert await DRAFTS.one(again.store, SCHOOL) == AskVisit(KOBA, pupils=120, days=2)
        assert await awaited(again.store, SCHOOL) == Awaited("requests", "wishes")


async def test_the_pages_of_the_requests_are_turned_to_and_fro(office: Office) -> None:
    for _ in range(PAGE + 1):
        await sends(office)
    first = await says(office, OFFICER, "", "requests")
    second = await presses(office, OFFICER, next(item for item in buttons(first) if item.label == "later"))
    assert [len(page.values["requests"]) for page in (first, second)] == [PAGE, 1]
    assert "later" not in {item.label for item in buttons(second)}
    back = await presses(office, OFFICER, next(item for item in buttons(second) if item.label == "earlier"))
    assert back.values["requests"] == first.values["requests"]


async def test_the_contact_is_no_part_of_the_audit(office: Office) -> None:
    await sends(office)
    assert "0812" not in str(await entries(office.store))


async def test_whoever_lost_the_role_carries_out_nothing(office: Office) -> None:
    preview = await presses(office, ADMIN, facts.EMPTY.button("", "phone"))
    async with office.store.changing() as connection:
        await connection.exec_driver_sql("UPDATE member SET role = 'viewer' WHERE person = 7201")
    assert (await presses(office, ADMIN, under(preview, office_tool.APPLY))).view == "refusal/staff/not_allowed"
    await office.public.renew_board()
    assert office.board.profile.fact("phone").text is not None


@pytest.mark.parametrize("key", ["address", "phone", "hours", "service_points", "complaints", "website", "minimum_age", "leap_birthday"])
@pytest.mark.parametrize("language", Language)
async def test_every_fact_can_be_read_back_in_its_preview(office: Office, key: str, language: Language) -> None:
    typed = {"phone": "(0718) 12345", "website": "a.go.id", "minimum_age": "15", "leap_birthday": "last_of_february"}.get(
        key, "Jalan Baru <1>"
    )
    forms = office_tool.FORMS
    await presses(office, ADMIN, facts.CHANGE.button("", key))
    await says(office, ADMIN, typed)
    draft = key_of("office", key)
    await presses(office, ADMIN, forms.skip.button("", FieldOf(draft, "english")))
    await presses(office, ADMIN, forms.choose.button("", Chosen(draft, "as_of", "today")))
    preview = await presses(office, ADMIN, forms.choose.button("", Chosen(draft, "source", "office")))
    assert preview.view == "staff/office/preview"
    assert "<1>" not in render(preview, language)


async def test_every_screen_of_a_request_reads_as_finished(office: Office) -> None:
    seen = await sends(office)
    await presses(office, OFFICER, overview.OPEN.button("", seen.id))
    await presses(office, OFFICER, decisions.TYPE_DAYS.button("", seen))
    await says(office, OFFICER, "11-13/12/2026 5 alat")
    await presses(office, OFFICER, decisions.TYPE_DAYS.button("", seen))
    await presses(office, OFFICER, under(await says(office, OFFICER, "10/12/2026 1 alat"), decisions.PROPOSE))
    await presses(office, SCHOOL, overview.OPEN.button("", seen.id))
    await presses(office, SCHOOL, acts.OTHER_DAYS.button("", Seen(seen.id, 2)))
    await presses(office, SCHOOL, under(await says(office, SCHOOL, "desember"), acts.SEND_OTHER_DAYS))
    suggested = await presses(office, OFFICER, decisions.TAKE_SUGGESTION.button("", Seen(seen.id, 3)))
    assert (await presses(office, OFFICER, under(suggested, decisions.ACCEPT))).view == "staff/requests/accepted"
    assert (await presses(office, SCHOOL, overview.OPEN.button("", seen.id))).values["request"].visit
    await presses(office, OFFICER, overview.CLOSED.button("", 1))


async def test_a_school_withdraws_what_it_asked(office: Office) -> None:
    seen = await sends(office)
    assert (await presses(office, SCHOOL, acts.ASK_WITHDRAW.button("", seen))).view == "staff/requests/withdraw"
    withdrawn = await presses(office, SCHOOL, acts.WITHDRAW.button("", seen))
    assert withdrawn.values["request"].state is RequestState.WITHDRAWN
    assert [notice.reply.view for notice in withdrawn.notices].count("staff/requests/withdrawn") == len(withdrawn.notices) > 0
    again = await presses(office, SCHOOL, acts.WITHDRAW.button("", seen))
    assert (again.view, again.values["changed_by"]) == ("staff/requests/card", "TU SMAN 1 Koba")


async def test_the_register_opens_by_subdistrict_and_school(office: Office) -> None:
    overview = await says(office, OFFICER, "", "schools")
    subdistrict = next(item for item in buttons(overview) if item.values.get("name") == "Koba")
    listed = await presses(office, OFFICER, subdistrict)
    assert (listed.view, listed.values["area"].code) == ("staff/schools/in_subdistrict", "19.04.01")
    school = next(item for item in buttons(listed) if item.values.get("name") == "SMAN 1 Koba")
    card = await presses(office, OFFICER, school)
    assert (card.view, card.values["school"].npsn) == ("staff/schools/card", KOBA)


async def test_every_screen_of_schools_and_awards_reads_as_finished(office: Office) -> None:
    seen = register.SchoolSeen(KOBA, 1)
    for button, view in (
        (register.IN_SUBDISTRICT.button("", "19.04.01"), "staff/schools/in_subdistrict"),
        (register.OPEN.button("", KOBA), "staff/schools/card"),
        (register.CORRECT.button("", KOBA), "staff/schools/preview"),
        (register.ASK_REMOVE.button("", KOBA), "staff/schools/remove"),
        (register.REMOVE.button("", seen), "refusal/staff/school_in_use"),
        (register.ASK_SHEET.button(""), "staff/schools/sheet_ask"),
    ):
        assert (await presses(office, OFFICER, button)).view == view
    for text in ("sma", "tidak ada", "10901234, SMAN 2 Namang, SMA, Namang"):
        shown = await says(office, OFFICER, text, "schools")
    assert (await presses(office, OFFICER, under(shown, register.SAVE))).view == "staff/schools/saved"
    for button, view in (
        (awards.OPEN.button("", 1), "staff/awards/card"),
        (under(await presses(office, OFFICER, awards.CHANGE.button("", 1)), awards.SAVE), "staff/awards/done"),
        (awards.ASK_REMOVE.button("", 1), "staff/awards/remove"),
        (awards.REMOVE.button("", Seen(1, 2)), "staff/awards/removed"),
    ):
        assert (await presses(office, OFFICER, button)).view == view


async def test_a_field_of_another_draft_leaves_the_one_that_is_there(office: Office) -> None:
    """An old version of a text is put back whole: the buttons of an earlier draft, which had words of its own, are not its own."""
    part = texts.PartOfText(Part.TITLE, "lost")
    forms = office_tool.FORMS
    await presses(office, ADMIN, texts.CHANGE_TEXT.button("", part))
    await says(office, ADMIN, "KTP-el hilang sekali")
    preview = await presses(office, ADMIN, forms.skip.button("", FieldOf(key_of("office", "lost/title"), "english")))
    edit_words = next(item for item in buttons(preview) if item.label == "edit_words")
    done = await presses(office, ADMIN, under(preview, office_tool.APPLY))
    await presses(office, ADMIN, next(item for item in buttons(done) if item.label == "put_back"))
    assert (await presses(office, ADMIN, edit_words)).view == "refusal/staff/draft_gone"
    assert isinstance(await office_tool.DRAFTS.find(office.store, ADMIN), PutBackText)


async def test_typed_figures_are_the_offices_and_never_carry_an_officers_name(office: Office) -> None:
    nameless = Profile(
        [fact for key, fact in office.board.profile.facts.items() if key != "short_name"], office.board.profile.texts.values()
    )
    office.public.board = replace(office.board, profile=nameless)
    shown = await says(office, OFFICER, "Namang 15-11-2026 wajib 24.100 rekam 23.600", "figures")
    assert shown.values["source"] == f"Dindukcapil {office.board.home.name}"
