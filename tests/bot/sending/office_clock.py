"""An office whose clock a test moves."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bot.sending.clockwork import Clockwork
from ektp_core.office import Office
from ektp_core.store import schema
from ektp_core.store import visits as store
from ektp_core.visits.changes import confirmed, planned
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Place, PlaceKind, Visit
from tests.rehearsal import ZONE, Clock

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(1)
PLACE = Place(PlaceKind.SCHOOL, "SMAN 1 Koba", "19.04.01", "10900778")
RATNA = 7101


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


class Time:
    """An office whose clock a test moves, and its clockwork."""

    def __init__(self, office: Office, clock: Clock, clockwork: Clockwork) -> None:
        self.office = office
        self.clock = clock
        self.clockwork = clockwork

    async def is_now(self, moment: datetime) -> list[str]:
        """Let the clock show a moment, and look: the keys of everything that was ever put into the outbox."""
        self.clock.moment = moment
        await self.clockwork.tick()
        async with self.office.store.reading() as connection:
            return [key for (key,) in await connection.execute(select(schema.announcement.c.key).order_by(schema.announcement.c.id))]

    async def plans(self, day: date, moment: datetime) -> Visit:
        """A visit that is certain from a moment on."""
        plan = planned(VisitLine(place=PLACE, days=(day,)), moment, "the office")
        async with self.office.store.changing_board() as connection:
            number = await store.plan_visit(connection, plan)
        await self.office.public.renew_board()
        return await self.changes(confirmed(self.visit(number), moment))

    async def changes(self, after: Visit) -> Visit:
        async with self.office.store.changing_board() as connection:
            await store.change_visit(connection, self.visit(after.id), after, RATNA, self.clock.moment)
        await self.office.public.renew_board()
        return self.visit(after.id)

    def visit(self, number: int) -> Visit:
        return next(visit for visit in self.office.board.schedule if visit.id == number)
