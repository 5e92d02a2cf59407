"""Whoever lost a right while a draft of theirs waits for an answer is a citizen again where that draft is concerned."""

import pytest

from ektp_core.office import Office
from ektp_core.roles import Role
from ektp_core.store.drafts import awaited
from handlers.acts import Person
from handlers.reply import Button
from handlers.staff import awards, kits, team
from handlers.staff.announcements import acts as announcements
from handlers.staff.office import acts as office_acts
from handlers.staff.requests import acts as requests
from handlers.staff.schools import acts as schools
from handlers.staff.visits import acts as visits
from tests.handlers.staff.visits.desk import JULIAN, RATNA, Desk

BEGIN = (
    "Koba wajib 31.500 rekam 30.800",
    kits.NEW.button(""),
    visits.NEW.button(""),
    visits.WAIT_FOR_SHEET.button(""),
    requests.ASK_FOR.button("", "10900778"),
    announcements.NEW.button(""),
    schools.NEW.button(""),
    awards.NEW.button(""),
    office_acts.CHANGE.button("", "phone"),
)
"""What leaves a question open; words are figures."""


@pytest.mark.parametrize("begin", BEGIN, ids=lambda begin: begin.route if isinstance(begin, Button) else "figures")
@pytest.mark.parametrize("to", [Role.VIEWER, None], ids=["viewer", "revoked"])
async def test_a_question_is_answered_to_whoever_may_not_go_on_with_the_draft(office: Office, begin: Button | str, to: Role | None) -> None:
    ratna, julian = Desk(office, RATNA), Desk(office, JULIAN)
    await julian.presses(team.CHANGE_ROLE.button("", team.NewRole(Person(RATNA), Role.ADMIN)))
    await (ratna.writes(begin, "figures") if isinstance(begin, str) else ratna.presses(begin))
    assert await awaited(office.store, RATNA)
    await julian.presses(team.CHANGE_ROLE.button("", team.NewRole(Person(RATNA), to)) if to else team.REVOKE.button("", Person(RATNA)))
    assert (await ratna.writes("cakupan")).view == "coverage"
    assert (await awaited(office.store, RATNA) is None) is (to is None)


async def test_whoever_may_still_go_on_with_the_draft_is_heard_by_it(office: Office) -> None:
    ratna, julian = Desk(office, RATNA), Desk(office, JULIAN)
    await julian.presses(team.CHANGE_ROLE.button("", team.NewRole(Person(RATNA), Role.ADMIN)))
    await ratna.presses(kits.NEW.button(""))
    await julian.presses(team.CHANGE_ROLE.button("", team.NewRole(Person(RATNA), Role.OFFICER)))
    assert (await ratna.writes("11-22/01/2027 3 alat")).view == "staff/kits/preview"
