"""Keeps claims and outcomes in the store, many in one transaction: whoever asks waits until theirs is durable.

So a disk that commits a few hundred times a second carries a thousand messages, and still no more than the requests under way can be
in doubt after a crash: an outcome is committed before its sender takes new work (docs/reliability.md#two-copies-at-most).
"""

import asyncio
import logging
from dataclasses import dataclass, field
from math import ceil

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.sending.claims import Claimed, Claims
from bot.sending.outcomes import RequestFate, RequestOutcome
from ektp_core.alarms import AlarmKind
from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.office import Office
from ektp_core.store import deliveries, outbox
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.deliveries import Copy, Settled
from ektp_core.store.leadership import may_send
from ektp_core.store.unreachable import leave_thread, move_chat_in, queue_topic_gone, retire_in

log = logging.getLogger(__name__)

LONG_WAIT_SECONDS = 60.0
"""A wait that staff must hear of."""

PAUSE_SECONDS = 1.0
"""Before a transaction that failed (a full disk, a database that restarts) is tried again; nothing is sent meanwhile."""


@dataclass(slots=True)
class Finished:
    """An outcome on its way into the store."""

    copy: Copy
    settled: Settled
    outcome: RequestOutcome
    kept: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Settlements:
    """One for the process that leads; its `run` ends with LostLead when another process leads."""

    def __init__(self, office: Office, fence: int, claims: Claims) -> None:
        self._office = office
        self._fence = fence
        self._claims = claims
        self._under_way: set[int] = set()
        self._finished: list[Finished] = []
        self._wanting: list[asyncio.Future[Claimed | None]] = []
        self._asked = asyncio.Event()

    async def settle(self, copy: Copy, settled: Settled, outcome: RequestOutcome) -> None:
        """Return once an outcome is durable."""
        finished = Finished(copy, settled, outcome)
        self._finished.append(finished)
        self._asked.set()
        await finished.kept

    async def claim(self) -> Claimed | None:
        """A copy to send, its claim durable; None when there is nothing to send now."""
        wanted: asyncio.Future[Claimed | None] = asyncio.get_running_loop().create_future()
        self._wanting.append(wanted)
        self._asked.set()
        return await wanted

    async def run(self) -> None:
        """Serve until cancelled. Raises LostLead."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            finished, self._finished = self._finished, []
            wanting, self._wanting = [each for each in self._wanting if not each.done()], []
            await self._serve(finished, wanting)

    async def _serve(self, finished: list[Finished], wanting: list[asyncio.Future[Claimed | None]]) -> None:
        """One transaction for everybody who asked; what happened is kept however long it takes."""
        again = False
        while True:
            try:
                claimed = await self._commit(finished, len(wanting), again=again)
                break
            except UNAVAILABLE as error:
                log.error("the store does not keep what was sent, trying again", extra={"error": type(error).__name__})
                again = True
                await asyncio.sleep(PAUSE_SECONDS)
        self._under_way -= {each.copy.id for each in finished}
        self._under_way |= {each.copy.id for each in claimed}
        self._claims.handed(claimed)
        for each in finished:
            if each.outcome.new_chat:
                self._office.public.move(each.copy.chat, each.outcome.new_chat)
            if not each.kept.done():
                each.kept.set_result(None)
        for waiting, claim in zip(wanting, [*claimed, *[None] * (len(wanting) - len(claimed))], strict=True):
            if not waiting.done():
                waiting.set_result(claim)

    async def _commit(self, finished: list[Finished], wanted: int, *, again: bool) -> list[Claimed]:
        """Outcomes first, then claims.

        After a failure the last transaction may stand all the same: its claims, which nobody got, are put back.
        """
        async with self._office.store.changing() as connection:
            sending = await may_send(connection, self._fence)
            if again:
                await deliveries.put_back(connection, self._fence, self._under_way)
            await deliveries.settle(connection, [each.settled for each in finished], self._fence)
            for each in finished:
                await self._consequences(connection, each)
            return await self._claims.claim(connection, wanted) if sending and wanted else []

    async def _consequences(self, connection: AsyncConnection, finished: Finished) -> None:
        """What an outcome means beyond its copy: a chat that is gone or has moved, a text that nobody will get."""
        outcome, copy = finished.outcome, finished.copy
        if outcome.gone:
            await retire_in(connection, copy.chat, outcome.gone, self._office.now())
        if outcome.new_chat:
            await move_chat_in(connection, copy.chat, outcome.new_chat)
        if outcome.fate is RequestFate.TOPIC_GONE and copy.thread is not None:
            await self._leave_topic(connection, copy, copy.thread)
        if outcome.fate is RequestFate.TEXT_REFUSED:
            await outbox.withdraw(connection, copy.announcement, AnnouncementState.STOPPED, Reason.TEXT_REFUSED)
            await raise_alarm(
                connection, AlarmKind.TEXT_REFUSED, {"announcement": copy.announcement, "said": outcome.error}, self._office.now()
            )
        if outcome.fate is RequestFate.TOKEN_REFUSED:
            await raise_alarm(connection, AlarmKind.TOKEN_REFUSED, {}, self._office.now())
        if outcome.fate is RequestFate.WAIT and (outcome.seconds or 0) > LONG_WAIT_SECONDS:
            await raise_alarm(connection, AlarmKind.LONG_WAIT, {"minutes": ceil((outcome.seconds or 0) / 60)}, self._office.now())

    async def _leave_topic(self, connection: AsyncConnection, copy: Copy, thread: int) -> None:
        """What was told in a topic is told in General from now on, and the group hears why."""
        from handlers.outgoing.notices import topic_gone_wordings

        if left := await leave_thread(connection, copy.chat, thread):
            await queue_topic_gone(connection, copy, topic_gone_wordings(left, self._office.board), self._office.now())
