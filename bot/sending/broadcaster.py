"""Drives the outbox: starts what is due, sends copy after copy, closes what is done.

A copy's claim is committed before its request and its outcome before its sender takes the next, so that a crash leaves no more in doubt
than the requests under way; those go once more, last and silently, and never a third time (docs/reliability.md#two-copies-at-most).
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.clock import is_clock_trusted
from bot.health.vitals import Vitals, moment
from bot.messaging.messages import Call
from bot.sending.claims import Claims
from bot.sending.outcomes import RequestFate, RequestOutcome
from bot.sending.pace import Pace
from bot.sending.sender import Sender
from bot.sending.settlement import Settlements
from ektp_core.announcements.announcement import Reason
from ektp_core.announcements.delivery import OPEN, DeliveryState, after_doubt, unsent
from ektp_core.office import Office
from ektp_core.store import announcements
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.deliveries import Copy, Settled, close_what_is_done, forget_reminder_copies
from ektp_core.store.leadership import LostLead, may_send

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How long a change made by another process may go unseen; our own wakes us at once."""

STRANGE_REFUSALS = 3
"""So many refusals in a row that we do not know are the text's fault (docs/reliability.md#a-bad-text-stops-early)."""


class TokenRefused(Exception):
    """401: Telegram does not know the token any more; nothing can be sent."""


class Broadcaster:
    """Sends with so many requests under way at most. `is_leading` is asked before each: a process that was frozen must not go on."""

    def __init__(
        self,
        office: Office,
        sender: Sender,
        pace: Pace,
        fence: int,
        vitals: Vitals,
        *,
        slots: int,
        paid: bool,
        is_leading: Callable[[], bool],
    ) -> None:
        self._office = office
        self._sender = sender
        self._pace = pace
        self._fence = fence
        self._vitals = vitals
        self._slots = slots
        self._is_leading = is_leading
        self._claims = Claims(fence, office, vitals.sending.passed_over, paid=paid)
        self._settlements = Settlements(office, fence, self._claims)
        self._work = asyncio.Event()
        self._stopping = False
        self._token_refused = False
        self._strange: dict[int, int] = {}

    async def run(self) -> None:
        """Until `stop`. Raises LostLead and TokenRefused (in a group)."""
        async with asyncio.TaskGroup() as group:
            serving = [group.create_task(self._settlements.run()), group.create_task(self._look_after())]
            slots = [group.create_task(self._send_copies()) for _ in range(self._slots)]
            await asyncio.wait(slots)
            for task in serving:
                task.cancel()
        if self._token_refused:
            raise TokenRefused

    def stop(self) -> None:
        """Take no new work; what is under way is finished and kept."""
        self._stopping = True
        self._pace.stop()
        self._work.set()

    async def _look_after(self) -> None:
        """Start and close announcements, and wake the senders when there is work."""
        while True:
            self._office.outbox_changed.clear()
            try:
                await self._look()
            except UNAVAILABLE as error:
                log.error("the outbox cannot be read, trying again", extra={"error": type(error).__name__})
            if self._claims.has_work:
                self._work.set()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._office.outbox_changed.wait()
            except TimeoutError:
                continue

    async def _look(self) -> None:
        async with self._office.store.changing() as connection:
            if await may_send(connection, self._fence):
                if is_clock_trusted(self._vitals):
                    await start_due(connection, self._office)
                if await close_what_is_done(connection, self._office.now()):
                    await forget_reminder_copies(connection)
                await self._claims.look(connection)

    async def _send_copies(self) -> None:
        """One slot: at most one request under way."""
        while True:
            await self._work.wait()
            if self._stopping or not await self._pace.turn():
                return
            claimed = await self._settlements.claim()
            if claimed is not None:
                await self._send(claimed.copy, claimed.call)
                continue
            self._pace.give_back()
            if not self._stopping:
                self._work.clear()

    async def _send(self, copy: Copy, call: Call) -> None:
        outcome = await self._request(copy, call)
        end = settled(copy, outcome)
        halts = outcome.seconds if outcome.fate is RequestFate.WAIT else None
        self._vitals.note_outcome(outcome.fate, has_ended=end.state not in OPEN, halts=halts)
        self._react(copy, outcome)  # before the outcome is kept: a store that is slow must not delay a wait that Telegram asked for
        self._vitals.sending.uncertain += end.state is DeliveryState.UNCERTAIN
        await self._settlements.settle(copy, end, outcome)
        self._claims.note(copy, outcome)
        self._work.set()

    async def _request(self, copy: Copy, call: Call) -> RequestOutcome:
        """One request, or none: a copy that would keep a slot waiting goes back, so that the others are sent and a pause still counts."""
        if not await self._pace.chat_turn(copy.chat):
            return RequestOutcome(RequestFate.POSTPONED, seconds=self._pace.chats.wait(copy.chat))
        if not self._is_leading():
            raise LostLead
        begun = moment()
        outcome = await self._sender.send(copy, call)
        self._vitals.note_sent(begun)
        return self._judged(copy, outcome)

    def _judged(self, copy: Copy, outcome: RequestOutcome) -> RequestOutcome:
        """A refusal that we do not know is the chat's, until it comes again and again: then it is the text's."""
        if outcome.fate is RequestFate.DELIVERED:
            self._strange.pop(copy.announcement, None)
        if outcome.fate is not RequestFate.REFUSED or copy.message_id is not None:
            return outcome
        self._strange[copy.announcement] = self._strange.get(copy.announcement, 0) + 1
        return replace(outcome, fate=RequestFate.TEXT_REFUSED) if self._strange[copy.announcement] >= STRANGE_REFUSALS else outcome

    def _react(self, copy: Copy, outcome: RequestOutcome) -> None:
        """What an outcome means for those that come after it."""
        match outcome.fate:
            case RequestFate.WAIT:
                seconds = self._pace.halt(outcome.seconds)
                self._pace.chats.halt(copy.chat, seconds)
                log.warning("Telegram asked to wait", extra={"seconds": round(seconds)})
            case RequestFate.POSTPONED:
                pass
            case RequestFate.NOT_SENT | RequestFate.AMBIGUOUS:
                self._pace.failed()
            case RequestFate.TOKEN_REFUSED:
                log.error("Telegram does not know the token: nothing is sent any more")
                self._token_refused = True
                self.stop()
            case _:
                self._pace.succeeded()


def settled(copy: Copy, outcome: RequestOutcome) -> Settled:
    """Where a copy stands after its request."""
    match outcome.fate:
        case RequestFate.DELIVERED:
            return Settled(copy.id, DeliveryState.DELIVERED, copy.ambiguous, outcome.message_id or copy.message_id)
        case (
            RequestFate.NOT_SENT
            | RequestFate.WAIT
            | RequestFate.POSTPONED
            | RequestFate.MIGRATED
            | RequestFate.TOPIC_GONE
            | RequestFate.TOKEN_REFUSED
        ):
            return Settled(copy.id, unsent(copy.ambiguous), copy.ambiguous, copy.message_id)
        case RequestFate.AMBIGUOUS:
            return Settled(copy.id, after_doubt(copy.ambiguous), copy.ambiguous + 1, copy.message_id, outcome.error)
        case RequestFate.TEXT_REFUSED:
            state = DeliveryState.UNCERTAIN if copy.ambiguous else DeliveryState.SKIPPED
            return Settled(copy.id, state, copy.ambiguous, copy.message_id, Reason.TEXT_REFUSED)
        case RequestFate.DEAD | RequestFate.REFUSED:
            return Settled(copy.id, DeliveryState.UNREACHABLE, copy.ambiguous, copy.message_id, outcome.error)


async def start_due(connection: AsyncConnection, office: Office) -> None:
    """Freeze the audience of each announcement whose time has come."""
    if await announcements.due(connection, office.now()):
        from handlers.outgoing.start import start_announcements

        await start_announcements(connection, office)
