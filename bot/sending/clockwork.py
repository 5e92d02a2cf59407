"""What the time brings: notices, reminders and tidying up, each due by the office's clock and done once, however often it is looked at."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.clock import is_clock_trusted
from bot.health.vitals import Vitals
from ektp_core.notices.due import CHANGES, Notice, due_notices, heard_already
from ektp_core.notices.unsent import step_for
from ektp_core.office import Office
from ektp_core.reading.calendar import office_day
from ektp_core.store import deliveries, notices, reminders, subscriptions, unanswered
from ektp_core.store.leadership import LostLead, may_send
from ektp_core.store.notices import Sight
from ektp_core.store.unsent import take_step, unsent
from ektp_core.store.visits import BoardMoved, hold_board
from ektp_core.subscriptions.quiet_hours import is_quiet
from ektp_core.subscriptions.reminders import REMINDER_HOUR, ReminderKind
from handlers.outgoing.notices import expiry_wordings, notice_wordings, reminder_wordings

log = logging.getLogger(__name__)

TICK_SECONDS = 20.0
"""By the steady clock: how often to look at the office's clock, which alone decides what is due. Promised are 60."""


class Clockwork:
    """For the process that leads: `fence` is checked in every transaction that puts something into the outbox.

    While the machine's clock is in doubt nothing is done: it would be done, and people's data deleted, on another day than the office's.
    While a restored copy is held nothing is put there; what was due before an admin lets it send again counts as missed.
    """

    def __init__(self, office: Office, fence: int, seen: Vitals | None = None) -> None:
        self._office = office
        self._fence = fence
        self._seen = seen or Vitals()
        self._hour: tuple[date, int] | None = None
        self._day: date | None = None

    async def run(self) -> None:
        """Look again and again until cancelled. Raises LostLead."""
        while True:
            await self.tick()
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """Do everything that is due now, each thing in a transaction of its own. Raises LostLead."""
        if not is_clock_trusted(self._seen):
            return
        await self._attempt(self._look, self._office.now())

    async def _look(self, now: datetime) -> None:
        async with self._office.store.reading() as connection:
            sight = await notices.look(connection, self._fence, self._today(now))
        if not sight.may_send:
            return
        if sight.board_version != self._office.board.version:
            await self._office.public.renew_board()
        for step in (self._look_after_unsent, self._tell, self._remind, self._keep_house):
            await self._attempt(step, sight, now)

    async def _attempt(self, step: Callable[..., Awaitable[None]], *arguments: Any) -> None:
        """What goes wrong in one step keeps no other from being done; it is tried again with the next tick."""
        try:
            await step(*arguments)
        except LostLead:
            raise
        except BoardMoved:
            log.info("the schedule changes just now, looking again soon", extra={"step": step.__name__})
        except Exception as error:
            log.exception("what is due was not done", extra={"step": step.__name__, "error": type(error).__name__})

    @asynccontextmanager
    async def _leading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction in which the schedule stays as it was looked at, and nobody else leads. Raises BoardMoved, LostLead."""
        async with self._office.store.changing() as connection:
            await hold_board(connection, self._office.board.version)
            await may_send(connection, self._fence)
            yield connection

    async def _look_after_unsent(self, sight: Sight, now: datetime) -> None:
        """Hold back what is not so any more, let go on what is so again, end what comes too late."""
        schedule = self._office.board.schedule
        if not any(step_for(each, schedule, sight.known, now) for each in sight.unsent):
            return
        async with self._leading() as connection:
            for each in await unsent(connection):
                if step := step_for(each, schedule, sight.known, now):
                    await take_step(connection, each, step)
        self._office.outbox_changed.set()

    async def _tell(self, sight: Sight, now: datetime) -> None:
        """Put into the outbox what is to be told of visits."""
        schedule, zone = self._office.board.schedule, self._office.zone
        for notice in heard_already(schedule, sight.known, now, zone, sight.since):
            await self._attempt(self._note_heard, notice, now)
        due = due_notices(schedule, sight.known, now, zone, sight.since)
        if not due:
            return
        async with self._office.store.reading() as connection:
            new = await notices.not_yet_queued(connection, [notice.key for notice in due])
        for notice in due:
            if notice.key in new or notice.kind in CHANGES:
                await self._attempt(self._queue, notice, now)

    async def _note_heard(self, notice: Notice, now: datetime) -> None:
        async with self._leading() as connection:
            await notices.tell(connection, notice, now)

    async def _queue(self, notice: Notice, now: datetime) -> None:
        board = self._office.board
        async with self._leading() as connection:
            await notices.queue_notice(connection, notice, notice_wordings(notice, board), board, now, self._today(now))
        self._office.outbox_changed.set()

    async def _remind(self, sight: Sight, now: datetime) -> None:
        """Remind of the days that have come, from eight o'clock on, not at night."""
        lags = self._seen.sending.reminder_lags
        lags.clear()
        if is_quiet(now, self._office.zone):
            return
        for kind, day in sight.days:
            moment = datetime.combine(day, REMINDER_HOUR, self._office.zone)
            if sight.since <= moment <= now:
                lags.append((now - moment).total_seconds())
                await self._attempt(self._queue_reminder, kind, day, now)
            elif moment < sight.since:
                await self._attempt(self._miss_reminder, kind, day)

    async def _queue_reminder(self, kind: ReminderKind, day: date, now: datetime) -> None:
        async with self._leading() as connection:
            await reminders.queue_reminder(connection, kind, day, reminder_wordings(kind, day, self._office.board), now, self._today(now))
        self._office.outbox_changed.set()

    async def _miss_reminder(self, kind: ReminderKind, day: date) -> None:
        async with self._leading() as connection:
            self._count_missed(await reminders.drop_reminders(connection, kind, day))

    async def _keep_house(self, _: Sight, now: datetime) -> None:
        """Every hour keep who was seen and what fell through; every morning what is left to tidy up."""
        local = now.astimezone(self._office.zone)
        if self._hour != (local.date(), local.hour):
            await self._office.keep_notes()
            self._hour = local.date(), local.hour
        if self._day != local.date() and not is_quiet(now, self._office.zone):
            await self._tidy_up(now, local.date())
            self._day = local.date()

    async def _tidy_up(self, now: datetime, today: date) -> None:
        """Ask and forget those who gave no sign of life, forget what is over, and reminders that came too late."""
        await subscriptions.expire(self._office.store, today)
        await unanswered.drop_old(self._office.store, today)
        await self._office.forget_what_is_over(now, today)
        async with self._leading() as connection:
            await subscriptions.queue_closing_expiry(connection, expiry_wordings(self._office.board), now, today)
            await deliveries.forget_old_copies(connection, now)
            await reminders.drop_reminders_of_gone(connection, today)
            missed = await reminders.drop_late(connection, today)
        await self._office.store.write_back()
        self._count_missed(missed)

    def _count_missed(self, missed: int) -> None:
        if missed:
            log.warning("reminders came too late to be sent", extra={"missed": missed})

    def _today(self, now: datetime) -> date:
        return office_day(now, self._office.zone)
