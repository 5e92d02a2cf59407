"""Days for a request, decided on a screen that is older than the schedule, the loans or the day."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select

from ektp_core.audit import Seen
from ektp_core.office import Office
from ektp_core.store import schema
from ektp_core.store.drafts import Mark
from handlers.acts import ToolAct
from handlers.answer import answer
from handlers.reply import Button, Reply
from handlers.request import Origin
from handlers.staff.requests.acts import ACCEPT, AGREE, OPEN, PROPOSE, SEND, TYPE_DAYS
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import RATNA, TU_KOBA, Desk
from tests.rehearsal import a_request
from tests.store.records import a_day_row, a_visit_row

WANTED = date(2026, 12, 9)
REQUEST = 1


async def decided_on(office: Office) -> tuple[Desk, Reply]:
    """A request of a school: Bu Ratna, and days for it on her screen."""
    school, ratna = Desk(office, TU_KOBA), Desk(office, RATNA)
    preview = await school.writes("60 siswa, 1 hari, 9/12/2026, Bu Ani 0812-3456-7890", "requests")
    await school.presses(under(preview, SEND))
    await ratna.presses(TYPE_DAYS.button("request_type_days", Seen(REQUEST, 1)))
    days = await ratna.writes("9 desember 2026 1 alat")
    assert days.view == "staff/requests/days"
    return ratna, days


async def loans_end(office: Office) -> None:
    async with office.store.changing_board() as connection:
        await connection.execute(delete(schema.loan))
    await office.public.renew_board()


async def others_take_the_kits(office: Office) -> None:
    async with office.store.changing_board() as connection:
        await connection.execute(insert(schema.visit).values(a_visit_row(id=90, kits=50)))
        await connection.execute(insert(schema.visit_day).values(a_day_row(WANTED, visit=90)))
    await office.public.renew_board()


async def state_of(office: Office) -> str:
    async with office.store.reading() as connection:
        return str((await connection.execute(select(schema.visit_request.c.state))).scalar_one())


@pytest.mark.parametrize("act", [PROPOSE, ACCEPT], ids=["propose", "accept"])
@pytest.mark.parametrize(("meanwhile", "why"), [(loans_end, "outside_loan"), (others_take_the_kits, "taken")])
async def test_days_that_lost_their_kits_are_not_promised_and_the_reason_is_true(
    office: Office, act: ToolAct[Mark], meanwhile: Callable[[Office], Awaitable[None]], why: str
) -> None:
    ratna, days = await decided_on(office)
    await meanwhile(office)
    shown = await ratna.presses(under(days, act))
    assert (shown.view, shown.values) == ("refusal/staff/day_not_free", {"day": WANTED, "why": why})
    assert await state_of(office) == "waiting"
    assert (await ratna.presses(OPEN.button("request_look", REQUEST))).view == "staff/requests/card"


async def test_days_that_are_over_are_neither_promised_nor_taken(office: Office) -> None:
    ratna, days = await decided_on(office)

    async def the_day_after(button: Button, person: int) -> Reply:
        late = a_request(button.argument, person, origin=Origin.TAPPED, member=office.public.member(person))
        late = replace(late, route=button.route, act=button.act, today=WANTED + timedelta(1))
        return ratna.checked(await answer(late, office))

    async def is_refused_the_day_after(button: Button, person: int) -> None:
        before = await state_of(office)
        shown = await the_day_after(button, person)
        assert (shown.view, shown.values) == ("refusal/staff/day_not_free", {"day": WANTED, "why": "past"}), button.act
        assert await state_of(office) == before

    await is_refused_the_day_after(under(days, PROPOSE), RATNA)
    await is_refused_the_day_after(under(days, ACCEPT), RATNA)
    await ratna.presses(under(days, PROPOSE))
    shown = await the_day_after(AGREE.button("", Seen(REQUEST, 2)), TU_KOBA)
    assert (shown.view, shown.values["lapsed"]) == ("staff/requests/card", {"day": WANTED, "why": "past"})
    assert await state_of(office) == "waiting"
    assert {(told.person, told.reply.view) for told in shown.notices} >= {(RATNA, "staff/requests/lapsed")}
