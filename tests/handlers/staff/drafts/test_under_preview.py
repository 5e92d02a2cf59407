"""What is typed while a preview stands open: a change of the draft where the draft reads it, a question of a citizen otherwise."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from ektp_core.office import Office
from ektp_core.store import schema
from handlers.reply import Button
from handlers.staff import awards
from handlers.staff.drafts.under_preview import SITTING
from handlers.staff.office import acts as office_acts
from handlers.staff.visits import acts as visits
from handlers.staff.visits.acts import on_screen
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import HENDRA, JULIAN, RATNA, TU_KOBA, Desk

OURS = "120 siswa, 2 hari, 9-10/12/2026, Bu Ani 0812-3456-7890"
VISIT, LOAN = ("visits", "SMKN 2 Koba 2/12/2026"), ("kits", "11-22/01/2027 3 alat")
FIGURES = ("figures", "Namang 15-11-2026 wajib 24.100 rekam 23.600")

CHANGES = [
    (*VISIT, "17/12/2026", "staff/visits/preview"),
    (*VISIT, "2 alat", "staff/visits/preview"),
    (*VISIT, "08.00-12.00", "staff/visits/preview"),
    (*VISIT, "60 siswa", "staff/visits/preview"),
    (*LOAN, "11-20/01/2027", "staff/kits/preview"),
    (*LOAN, "2 alat", "staff/kits/preview"),
    ("requests", OURS, "17/12/2026", "staff/requests/preview"),
    ("requests", OURS, "90 siswa", "staff/requests/preview"),
]
ASKED = [
    ("requests", OURS, "2", {"edit_pupils", "edit_days", "form_back", "not_for_draft"}),
    ("office", office_acts.CHANGE.button("", "phone"), "12-03-2010", {"edit_as_of", "form_back", "not_for_draft"}),
    ("award_edit", awards.CHANGE.button("", 1), "2010", {"edit_year", "form_back", "not_for_draft"}),
    ("award_edit", awards.CHANGE.button("", 1), "12-03-2022", {"edit_given_on", "form_back", "not_for_draft"}),
]
QUESTIONS = [
    (*VISIT, "12-03-2010", "eligibility"),
    (*VISIT, "SMAN 1 Koba", "schedule_school"),
    (*VISIT, "cakupan koba", "coverage"),
    (*LOAN, "12-03-2010", "eligibility"),
    (*LOAN, "cakupan", "coverage"),
    (*FIGURES, "12-03-2010", "eligibility"),
    ("requests", OURS, "cakupan", "coverage"),
    ("requests", OURS, "12-03-2010", "eligibility"),
    ("schools", "10901234, SMAN 2 Namang, SMA, Namang", "SMAN 1 Koba", "schedule_school"),
]
PEOPLE = {"requests": TU_KOBA, "office": JULIAN}


async def previewed(office: Office, tool: str, begin: str | Button) -> Desk:
    """Somebody with the preview of a draft on their screen."""
    desk = Desk(office, PEOPLE.get(tool, RATNA))
    shown = await (desk.presses(begin) if isinstance(begin, Button) else desk.writes(begin, tool))
    if tool == "office":
        shown = await desk.writes("(0718) 12345")
    assert shown.view.endswith("preview")
    return desk


async def draft_of(office: Office) -> str:
    """What the only draft there is says."""
    async with office.store.reading() as connection:
        return str((await connection.execute(select(schema.draft.c.body))).scalar_one())


@pytest.mark.parametrize(("tool", "begin", "text", "view"), CHANGES)
async def test_what_the_draft_reads_changes_it_and_the_preview_comes_anew(
    office: Office, tool: str, begin: str, text: str, view: str
) -> None:
    desk = await previewed(office, tool, begin)
    before, drafted = office.board.version, await draft_of(office)
    shown = await desk.writes(text)
    assert (shown.view, office.board.version) == (view, before)
    assert await draft_of(office) != drafted


@pytest.mark.parametrize(("tool", "begin", "text", "offered"), ASKED)
async def test_what_may_mean_several_things_is_asked_back_and_changes_nothing(
    office: Office, tool: str, begin: str | Button, text: str, offered: set[str]
) -> None:
    shown = await (await previewed(office, tool, begin)).writes(text)
    assert shown.view == "staff/for_the_draft"
    assert {item.label for row in shown.buttons for item in row} == offered | {"staff"}


@pytest.mark.parametrize(("tool", "begin", "text", "view"), QUESTIONS)
async def test_a_question_is_answered_as_ever(office: Office, tool: str, begin: str, text: str, view: str) -> None:
    assert (await (await previewed(office, tool, begin)).writes(text)).view == view


@pytest.mark.parametrize(("text", "view"), [("cakupan", "coverage"), ("17/12/2026", "refusal/staff/visit_changed")])
async def test_a_question_under_the_preview_of_a_visit_that_was_removed_is_answered(office: Office, text: str, view: str) -> None:
    desk = await previewed(office, *VISIT)
    visit = (await desk.presses(under(await desk.writes("2 alat"), visits.SAVE))).values["visit"]
    await desk.presses(visits.CHANGE.button("", on_screen(visit)))
    assert (await desk.writes("3/12/2026")).view == "staff/visits/preview"
    await Desk(office, HENDRA).presses(visits.REMOVE.button("", on_screen(visit)))
    assert (await desk.writes(text)).view == view


async def test_a_draft_of_a_tool_that_is_there_no_more_takes_no_text(office: Office) -> None:
    for awaits in ("field", None):
        row = {"person": RATNA, "kind": f"tool {awaits}", "body": "{}", "awaits": awaits, "updated": office.now()}
        async with office.store.changing() as connection:
            await connection.execute(insert(schema.draft).values(**row))
        assert (await Desk(office, RATNA).writes("cakupan")).view == "coverage"


async def test_a_preview_that_was_left_open_long_ago_takes_no_text(office: Office) -> None:
    desk = await previewed(office, *VISIT)
    async with office.store.changing() as connection:
        await connection.execute(update(schema.draft).values(updated=office.now() - SITTING - timedelta(minutes=1)))
    assert not (await desk.writes("17/12/2026")).view.startswith("staff/")


@pytest.mark.parametrize("yes", ["siip simpan", "iya kirim aja bu", "ok", "Ya.", "udah bener pak", "yes please"])
@pytest.mark.parametrize(("tool", "begin"), [VISIT, FIGURES, ("requests", OURS)])
async def test_a_yes_shows_the_preview_again_with_its_button_and_carries_nothing_out(
    office: Office, tool: str, begin: str, yes: str
) -> None:
    desk = Desk(office, PEOPLE.get(tool, RATNA))
    before = await desk.writes(begin, tool)
    shown = await desk.writes(yes)
    assert (shown.view, shown.overcome, shown.buttons[0]) == (before.view, "staff/tap_to_confirm", before.buttons[0])


@pytest.mark.parametrize("text", ["ok makasih", "boleh ga?", "oke cakupan koba"])
async def test_more_than_a_yes_is_no_yes(office: Office, text: str) -> None:
    desk = await previewed(office, *VISIT)
    assert (await desk.writes(text)).overcome != "staff/tap_to_confirm"
