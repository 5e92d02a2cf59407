"""One process leads: it sends, keeps the due dates, and tells staff. The others wait for it (docs/reliability.md#one-process-sends)."""

import asyncio
import logging
from collections.abc import Iterator

from bot.health.vitals import Vitals, moment
from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sending.broadcaster import Broadcaster, TokenRefused
from bot.sending.clockwork import Clockwork
from bot.sending.pace import Pace
from bot.sending.progress import Progress
from bot.sending.sender import Sender
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office
from ektp_core.store import leadership
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.deliveries import recover
from ektp_core.store.leadership import BEAT_SECONDS, LEASE, LostLead

log = logging.getLogger(__name__)

SLOTS = 8
"""Requests under way at most: what a crash may double (docs/reliability.md#two-copies-at-most). 28 a second allow answers of 0.28 s."""

PAID_SLOTS = 100
"""A thousand a second, with answers that take 0.1 s."""

KEEP_NOTES_SECONDS = 3600.0
"""Whoever does not lead answers people too, and keeps its notes; the leader's clockwork keeps the leader's."""


class Leader:
    """Takes the lead when nobody has it, and sends until it is stopped or another process leads."""

    def __init__(
        self, office: Office, sender: Sender, messages: Messages, replies: Replies, pace: Pace, vitals: Vitals, *, paid: bool
    ) -> None:
        self._office = office
        self._sender = sender
        self._replies = replies
        self._pace = pace
        self._messages = messages
        self._vitals = vitals
        self._paid = paid
        self._stopping = asyncio.Event()
        self._keep_notes_at = 0.0
        self._broadcaster: Broadcaster | None = None

    async def run(self) -> None:
        """Until `stop`. Raises TokenRefused: then nothing can be sent, or answered, any more."""
        while not self._stopping.is_set():
            try:
                fence = await self._take_lead()
                if fence is not None:
                    await self._lead(fence)
                elif moment() >= self._keep_notes_at:
                    await self._office.keep_notes()
                    self._keep_notes_at = moment() + KEEP_NOTES_SECONDS
            except* TokenRefused:
                raise
            except* LostLead:
                self._vitals.sending.leads = False
                log.warning("another process sends now")
            except* Exception as errors:
                # The boundary of what is sent: whatever goes wrong here, people are still answered.
                for error in _each(errors):
                    log.error("sending failed, trying again", extra={"error": type(error).__name__}, exc_info=error)
            await self._rest(BEAT_SECONDS)

    def stop(self) -> None:
        """Finish what is under way, take no more."""
        self._stopping.set()
        self._pace.stop()
        if self._broadcaster:
            self._broadcaster.stop()

    async def _take_lead(self) -> int | None:
        begun = moment()
        try:
            fence = await leadership.take_lead(self._office.store, self._office.now())
        except Exception:
            self._vitals.note_not_written()
            raise
        self._vitals.note_written(begun)
        self._vitals.sending.leads = fence is not None
        return fence

    async def _lead(self, fence: int) -> None:
        store = self._office.store
        async with store.changing() as connection:
            recovered = await recover(connection, fence)
        self._vitals.sending.uncertain += recovered.count(DeliveryState.UNCERTAIN)
        log.info("sending", extra={"fence": fence, "in_doubt": len(recovered)})
        heart = Heart(self._office, fence, self._vitals)
        slots = PAID_SLOTS if self._paid else SLOTS
        self._broadcaster = Broadcaster(
            self._office,
            self._sender,
            self._pace,
            fence,
            self._vitals,
            slots=slots,
            paid=self._paid,
            is_leading=heart.is_beating,
        )
        if self._stopping.is_set():
            self._broadcaster.stop()
        clockwork = Clockwork(self._office, fence, self._vitals)
        progress = Progress(self._office, self._messages, self._replies, self._pace)
        async with asyncio.TaskGroup() as group:
            beside = [group.create_task(work) for work in (heart.run(), clockwork.run(), progress.run())]
            await group.create_task(self._broadcaster.run())
            for task in beside:
                task.cancel()
        await progress.look()
        await leadership.leave_lead(store, fence, self._office.now())

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


class Heart:
    """Renews the lease, and knows when it may have ended: a process that was frozen finds its heart stopped."""

    def __init__(self, office: Office, fence: int, vitals: Vitals) -> None:
        self._office = office
        self._fence = fence
        self._vitals = vitals
        self._lasts_until = moment() + LEASE.total_seconds()

    def is_beating(self) -> bool:
        """Whether the lease still holds; by this machine's steady clock, which also runs while the process does not."""
        return self._office.store.is_exclusive or moment() < self._lasts_until

    async def run(self) -> None:
        """Until cancelled. Raises LostLead."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            begun = moment()
            try:
                await leadership.keep_lead(self._office.store, self._fence, self._office.now())
            except UNAVAILABLE as error:
                self._vitals.note_not_written()
                log.error("the lease was not renewed", extra={"error": type(error).__name__})
                continue
            self._vitals.note_written(begun)
            self._lasts_until = begun + LEASE.total_seconds()


def _each(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    """The errors themselves, out of the groups of the tasks that they ended."""
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error
