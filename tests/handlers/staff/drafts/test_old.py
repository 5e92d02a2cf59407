"""What was begun in an earlier version of the bot is told to be old once, and stands in nobody's way."""

import pytest
from sqlalchemy import insert

from bot.terminal.ask import plain
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store import schema
from ektp_core.store.drafts import Mark
from handlers.acts import ToolAct
from handlers.reply import Button
from handlers.routes import STAFF_ROUTES
from handlers.texts import render
from tests.handlers.staff.visits.desk import JULIAN, Desk
from tests.handlers.staff.ways import acts_of

TOOLS = {
    "figures": "staff/figures/overview",
    "kits": "staff/kits/overview",
    "visits": "staff/visits/agenda",
    "requests": "staff/requests/overview",
    "schools": "staff/schools/overview",
    "office": "staff/office/overview",
    "award_edit": "staff/awards/overview",
}
"""The tools that keep drafts, and what their command opens."""

ENDING = [act for route in STAFF_ROUTES for act in acts_of(route) if act.argument is Mark]


async def left_behind(office: Office, tool: str, awaits: str | None = None) -> None:
    """An unfinished draft of an earlier version."""
    row = {"person": JULIAN, "kind": tool, "body": '{"what": "add"}', "awaits": awaits, "updated": office.now()}
    async with office.store.changing() as connection:
        await connection.execute(insert(schema.draft).values(**row))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("tapped", [False, True], ids=["command", "button"])
async def test_the_command_tells_of_an_old_draft_and_opens_the_tool_in_the_same_answer(office: Office, tool: str, tapped: bool) -> None:
    await left_behind(office, tool)
    julian = Desk(office, JULIAN)
    shown = await (julian.presses(Button("back", tool)) if tapped else julian.writes("", tool))
    assert shown.view == TOOLS[tool]
    assert shown.buttons
    assert shown.overcome in (None, "staff/draft_old")
    assert ("versi bot sebelumnya" in plain(render(shown, Language.ID))) is bool(shown.overcome)
    again = await julian.writes("", tool)
    assert (again.view, again.overcome) == (TOOLS[tool], None)


@pytest.mark.parametrize("tool", ["figures", "requests", "schools", "office", "award_edit"])
async def test_whatever_offers_to_go_on_with_a_draft_tells_that_it_is_old(office: Office, tool: str) -> None:
    await left_behind(office, tool)
    assert (await Desk(office, JULIAN).writes("", tool)).overcome == "staff/draft_old"


@pytest.mark.parametrize("act", ENDING, ids=lambda act: f"{act.tool} {act.name}")
async def test_a_button_tells_of_an_old_draft_once_and_the_command_works_then(office: Office, act: ToolAct[Mark]) -> None:
    await left_behind(office, act.tool)
    julian = Desk(office, JULIAN)
    button = act.button("", Mark(1))
    assert [(await julian.presses(button)).view for _ in range(2)] == ["refusal/staff/draft_old", "refusal/staff/draft_gone"]
    again = await julian.writes("", act.tool)
    assert (again.view, again.overcome) == (TOOLS[act.tool], None)
