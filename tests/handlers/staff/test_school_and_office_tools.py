"""Requests, schools, office and awards: forged and old buttons are answered, rights are read where one acts, drafts outlive a restart."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.terminal.ask import plain
from ektp_core.office import Office, OfficeSettings
from ektp_core.profile import Language
from ektp_core.roles import Act, Outcome
from ektp_core.store import open_store
from ektp_core.store.audit import entries
from ektp_core.store.drafts import draft_of
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.texts import label, render
from tests.databases import Filled, sqlite_file
from tests.handlers.test_views import TEXT_CHARACTERS, UNFINISHED
from tests.rehearsal import TODAY, ZONE, a_request

OFFICER, ADMIN, SCHOOL, OTHER_SCHOOL, CITIZEN = 7101, 7201, 7301, 7302, 7001
TOOLS = ("requests", "schools", "office", "award_edit")
LINE = "120 siswa, 2 hari, 9-10/12/2026, Bu Ani 0812-3456-7890"
LETTERS = [*"abcdefghklmnopqrstuvwxyzADPRW"]


async def opened(folder: Path) -> Office:
    """The office of the demo set, as it was left or new."""
    database = folder / "office.db"
    store = open_store(f"sqlite+aiosqlite:///{database}" if database.exists() else await sqlite_file(database, Filled.DEMO))
    return await Office.open(store, OfficeSettings(ZONE), lambda: datetime.combine(TODAY, time(12), ZONE))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """The office of the demo set, with its team."""
    running = await opened(tmp_path)
    yield running
    await running.store.close()


async def says(office: Office, person: int, text: str, route: str | None = None, *, tapped: bool = False) -> Reply:
    """What somebody is answered; it was rendered in both languages, its buttons and notices too."""
    asked = replace(a_request(text, person, member=office.public.member(person)), origin=Origin.TAPPED if tapped else Origin.TYPED)
    found = await answer(route, asked, office)
    for language in Language:
        for each in (found, *(notice.reply for notice in found.notices)):
            text = plain(render(each, language))
            assert 0 < len(text) <= TEXT_CHARACTERS
            assert not UNFINISHED.search(text), text
            assert all(label(item, language) for row in each.buttons for item in row)
            assert all(item.data for row in each.buttons for item in row if isinstance(item, Button))
    return found


async def taps(office: Office, person: int, route: str, argument: str) -> Reply:
    return await says(office, person, argument, route, tapped=True)


@pytest.mark.parametrize("route", TOOLS)
@pytest.mark.parametrize("drafted", [False, True])
async def test_a_forged_or_old_button_is_answered(office: Office, route: str, drafted: bool) -> None:
    begins = {"requests": "n=10900778", "schools": "b=10900778", "office": "b=hours", "award_edit": "n="}
    for letter in LETTERS:
        for rest in (
            "",
            "0",
            "1",
            "1.1",
            "9" * 12,
            "x",
            "hours",
            "obliged_age",
            "lost.title",
            "lost.x",
            "10900778",
            "10900778.9",
            "²",
            "npsn.1",
        ):
            if drafted:
                await taps(office, ADMIN, route, begins[route])
            assert (await taps(office, ADMIN, route, f"{letter}={rest}")).view != "error"


@pytest.mark.parametrize("route", TOOLS)
async def test_citizens_reach_no_tool_and_it_is_audited(office: Office, route: str) -> None:
    assert (await says(office, CITIZEN, "", route)).view == "refusal/staff/not_allowed"
    assert [entry.outcome for entry in await entries(office.store, person=CITIZEN)] == [Outcome.REFUSED]


@pytest.mark.parametrize("letter", ["t", "f", "d", "h", "m", "A", "P", "D"])
async def test_a_school_decides_nothing_by_forged_buttons(office: Office, letter: str) -> None:
    await says(office, SCHOOL, LINE, "requests")
    await taps(office, SCHOOL, "requests", "a=")
    found = await taps(office, SCHOOL, "requests", f"{letter}=1.1")
    assert found.view == "refusal/staff/not_allowed"
    assert (await entries(office.store, person=SCHOOL, act=Act.ASK_VISIT))[0].outcome is Outcome.REFUSED


@pytest.mark.parametrize("letter", ["s", "y", "o", "w", "W"])
async def test_a_school_never_touches_anothers_request(office: Office, letter: str) -> None:
    await says(office, SCHOOL, LINE, "requests")
    await taps(office, SCHOOL, "requests", "a=")
    found = await taps(office, OTHER_SCHOOL, "requests", f"{letter}=1.1" if letter != "s" else "s=1")
    assert found.view == "refusal/staff/no_such_request"
    assert (await taps(office, SCHOOL, "requests", "s=1")).values["request"].version == 1


async def test_a_tap_that_comes_twice_sends_one_request(office: Office) -> None:
    await says(office, SCHOOL, LINE, "requests")
    assert (await taps(office, SCHOOL, "requests", "a=")).view == "staff/requests/sent"
    assert (await taps(office, SCHOOL, "requests", "a=")).view == "refusal/staff/draft_gone"
    assert len((await taps(office, SCHOOL, "requests", "l=1")).values["requests"]) == 1


async def test_a_draft_outlives_a_restart(office: Office, tmp_path: Path) -> None:
    await says(office, SCHOOL, "120 siswa", "requests")
    await office.store.close()
    again = await opened(tmp_path)
    await says(again, SCHOOL, "2")
    await says(again, SCHOOL, "nanti saja")
    draft = await draft_of(again.store, SCHOOL, "requests")
    assert draft is not None
    assert (draft.body["values"], draft.awaits) == ({"pupils": 120, "days": 2}, "wishes")
    await again.store.close()


async def test_the_contact_is_no_part_of_the_audit(office: Office) -> None:
    await says(office, SCHOOL, LINE, "requests")
    await taps(office, SCHOOL, "requests", "a=")
    assert "0812" not in str(await entries(office.store))


async def test_whoever_lost_the_role_carries_out_nothing(office: Office) -> None:
    await taps(office, ADMIN, "office", "z=phone")
    async with office.store.changing() as connection:
        await connection.exec_driver_sql("UPDATE member SET role = 'viewer' WHERE person = 7201")
    assert (await taps(office, ADMIN, "office", "a=")).view == "refusal/staff/not_allowed"
    await office.public.renew_board()
    assert office.board.profile.fact("phone").text is not None


@pytest.mark.parametrize("key", ["address", "phone", "hours", "service_points", "complaints", "website", "minimum_age", "leap_birthday"])
@pytest.mark.parametrize("language", Language)
async def test_every_fact_can_be_read_back_in_its_preview(office: Office, key: str, language: Language) -> None:
    typed = {"phone": "(0718) 12345", "website": "a.go.id", "minimum_age": "15", "leap_birthday": "last_of_february"}.get(
        key, "Jalan Baru <1>"
    )
    await taps(office, ADMIN, "office", f"b={key}")
    await says(office, ADMIN, typed)
    await taps(office, ADMIN, "office", "k=english")
    await taps(office, ADMIN, "office", "c=as_of.today")
    preview = await taps(office, ADMIN, "office", "c=source.office")
    assert preview.view == "staff/office/preview"
    assert "<1>" not in render(preview, language)


async def test_every_screen_of_a_request_reads_as_finished(office: Office) -> None:
    await says(office, SCHOOL, LINE, "requests")
    await taps(office, SCHOOL, "requests", "a=")
    await taps(office, OFFICER, "requests", "s=1")
    await taps(office, OFFICER, "requests", "f=1.1")
    await says(office, OFFICER, "11-13/12/2026 5 alat")
    await says(office, OFFICER, "10/12/2026 2 alat")
    await taps(office, OFFICER, "requests", "P=")
    await taps(office, SCHOOL, "requests", "s=1")
    await taps(office, SCHOOL, "requests", "o=1.2")
    await taps(office, OFFICER, "requests", "t=1.3")
    assert (await taps(office, OFFICER, "requests", "A=")).view == "staff/requests/accepted"
    found = await taps(office, SCHOOL, "requests", "s=1")
    assert found.values["request"].visit
    await taps(office, OFFICER, "requests", "h=1")


async def test_every_screen_of_schools_and_awards_reads_as_finished(office: Office) -> None:
    for argument in ("k=19.04.01", "s=10900778", "b=10900778", "r=10900778", "R=10900778.1", "u="):
        await taps(office, OFFICER, "schools", argument)
    for text in ("sma", "tidak ada", "10901234, SMAN 2 Namang, SMA, Namang"):
        await says(office, OFFICER, text, "schools")
    assert (await taps(office, OFFICER, "schools", "a=")).view == "staff/schools/saved"
    for argument in ("s=1", "b=1", "a=", "r=1", "R=1.2"):
        found = await taps(office, OFFICER, "award_edit", argument)
    assert found.view == "staff/awards/removed"
