"""Beginning an announcement: once, however often the tap comes."""

from datetime import timedelta

from sqlalchemy import update

from ektp_core.office import Office
from ektp_core.store import schema
from handlers.staff.announcements.acts import NEW
from tests.at_once import at_once
from tests.handlers.staff.announcements.desk import HENDRA, NOON, Desk, number_of_newest


async def test_a_tap_that_comes_twice_makes_one_draft(office: Office) -> None:
    ratna = Desk(office)
    await at_once(*(ratna.presses(NEW.button("")) for _ in range(5)))
    assert await number_of_newest(office) == 1
    await ratna.taps("audience_everyone")
    await ratna.presses(NEW.button(""))
    assert await number_of_newest(office) == 2
    await Desk(office, HENDRA).presses(NEW.button(""))
    assert await number_of_newest(office) == 3


async def test_an_untouched_draft_of_yesterday_is_not_gone_on_with(office: Office) -> None:
    await Desk(office).presses(NEW.button(""))
    async with office.store.changing() as connection:
        await connection.execute(update(schema.announcement).values(made_at=NOON - timedelta(days=1)))
    await Desk(office).presses(NEW.button(""))
    assert await number_of_newest(office) == 2
