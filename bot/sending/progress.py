"""What staff see while something is sent: a message that changes in place, a report at the end, and alarms to the admins."""

import asyncio
import logging
from collections import defaultdict
from datetime import timedelta
from functools import partial
from itertools import groupby

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sending.boards import Boards
from bot.sending.live import LiveMessages, Said
from bot.sending.pace import Pace
from bot.sending.rate import Look, Rate
from bot.sending.telling import Telling
from ektp_core.announcements.announcement import Announcement
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.office import Office
from ektp_core.store import alarms, announcements, outbox
from ektp_core.store import watches as store
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.watches import LiveKind, Watch
from handlers.reply import Reply

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""A pause, a stop or an end is shown this soon."""

WATCHED_FOR = timedelta(minutes=1)
"""Whoever confirmed still looks at the message for so long; later its last change would go unseen, and the report comes as a new one."""


class Progress:
    """Looks every second at what is watched; what is over is reported once and no longer watched."""

    def __init__(self, office: Office, messages: Messages, replies: Replies, pace: Pace) -> None:
        self._office = office
        self._messages = messages
        self._replies = replies
        self._pace = pace
        self._rates: defaultdict[int, Rate] = defaultdict(Rate)
        self._live = LiveMessages(office, messages, replies)
        self._boards = Boards(office, self._live)
        self._telling = Telling(messages, replies)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.look()
            except UNAVAILABLE as error:
                log.error("progress not told", extra={"error": type(error).__name__})
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Tell what has changed since the last look; one that cannot be told, or has to wait, keeps no other from it."""
        await self._tell_alarms()
        await self._boards.look()
        watches = await store.watches(self._office.store, LiveKind.ANNOUNCEMENT)
        for number in self._rates.keys() - {watch.live.number for watch in watches}:
            del self._rates[number]
        for number, watching in groupby(watches, key=lambda watch: watch.live.number):
            announcement = await announcements.one(self._office.store, number)
            counts = await outbox.counts_now(self._office.store, announcement)
            self._rates[number].note(Look(self._pace.moment, announcement.state, counts))
            for watch in watching:
                try:
                    await self._tell(watch, announcement, counts)
                except UNAVAILABLE:
                    raise
                except Exception as error:
                    log.exception("progress not told", extra={"announcement": number, "error": type(error).__name__})

    async def _tell(self, watch: Watch, announcement: Announcement, counts: DeliveryCounts) -> None:
        """In the message that shows it; an end that nobody may be looking at comes as a new message."""
        now, is_over = Said(announcement.state, counts), announcement.is_settled
        if not is_over and not self._live.is_due(watch, now):
            return
        report, end = await self._report(announcement, counts), CallEnd.TAKEN
        if watch.message_id is not None:
            still_shows = partial(store.still_shows, self._office.store, watch, announcement.state)
            end = await self._live.change(watch, now, report, still_shows)
        if end in (CallEnd.GONE, CallEnd.OVERTAKEN, CallEnd.POSTPONED) or not is_over:
            return  # the next look tells what is so by then, an end in a message of its own
        if watch.message_id is None or _lasted(announcement) > WATCHED_FOR:
            end = await self._replies.try_sending(self._messages.unasked(watch.chat, report))
        if end not in (CallEnd.POSTPONED, CallEnd.GIVEN_UP):
            await self._live.end(watch)

    async def _report(self, announcement: Announcement, counts: DeliveryCounts) -> Reply:
        # Staff's screens are imported when first shown: a bot that only answers citizens carries none of them.
        from handlers.staff.announcements.progress import parts_now, progress

        reasons = await announcements.reasons_of(self._office.store, announcement.id) if announcement.closed else {}
        rate, parts = self._rates[announcement.id].a_second, await parts_now(announcement, self._office)
        return progress(announcement, counts, self._office, rate=rate, reasons=reasons, parts=parts)

    async def _tell_alarms(self) -> None:
        """An alarm that could be told to nobody yet is told again."""
        for alarm in await alarms.untold(self._office.store):
            from handlers.staff.alarms import alarm_reply, listeners

            message = alarm_reply(alarm, self._office)
            if await self._telling.tell(alarm.id, message, listeners(alarm, self._office)):
                await alarms.mark_told(self._office.store, alarm.id, self._office.now())


def _lasted(announcement: Announcement) -> timedelta:
    return announcement.closed - announcement.started if announcement.closed and announcement.started else timedelta()
