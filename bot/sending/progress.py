"""What staff see while something is sent: a message that changes in place, a report at the end, and alarms to the admins."""

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby

from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Messages
from bot.messaging.replies import Replies
from bot.sending.pace import Pace
from bot.sending.rate import Look, Rate
from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.office import Office
from ektp_core.store import alarms, announcements, outbox
from ektp_core.store import watches as store
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.watches import Watch
from handlers.reply import Reply

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""A pause, a stop or an end is shown this soon."""

COUNT_SECONDS = 3.0
"""Between two changes of the numbers alone: one a second in a chat is Telegram's limit, and people read slower."""

WATCHED_FOR = timedelta(minutes=1)
"""Whoever confirmed still looks at the message for so long; later its last change would go unseen, and the report comes as a new one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a progress message says, and since when by the loop's clock."""

    state: AnnouncementState
    counts: DeliveryCounts
    moment: float

    def is_due(self, state: AnnouncementState, counts: DeliveryCounts) -> bool:
        """Whether it should say something else by now."""
        return state is not self.state or (counts != self.counts and _now() - self.moment >= COUNT_SECONDS)


class Progress:
    """Looks every second at what is watched; what is over is reported once and no longer watched."""

    def __init__(self, office: Office, messages: Messages, replies: Replies, pace: Pace) -> None:
        self._office = office
        self._messages = messages
        self._replies = replies
        self._pace = pace
        self._rates: defaultdict[int, Rate] = defaultdict(Rate)
        self._shown: dict[tuple[int, int], Shown] = {}
        self._told: dict[int, set[int]] = {}
        """Who has been told of an alarm that others, whose chats have to wait, are still to hear of."""

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
        watches = await store.watches(self._office.store)
        for number in self._rates.keys() - {watch.announcement for watch in watches}:
            del self._rates[number]
        for number, watching in groupby(watches, key=lambda watch: watch.announcement):
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
        key, is_over = (watch.announcement, watch.chat), announcement.is_settled
        if not is_over and (watch.message_id is None or (key in self._shown and not self._shown[key].is_due(announcement.state, counts))):
            return
        report, end = await self._report(announcement, counts), CallEnd.TAKEN
        if watch.message_id is not None:
            end = await self._change(watch, watch.message_id, announcement, report)
        if watch.message_id is not None and end in (CallEnd.TAKEN, CallEnd.REFUSED):
            self._shown[key] = Shown(announcement.state, counts, _now())
        if end is CallEnd.GONE:
            await store.let_go(self._office.store, watch)
        if end in (CallEnd.GONE, CallEnd.OVERTAKEN, CallEnd.POSTPONED) or not is_over:
            return  # the next look tells what is so by then, an end in a message of its own
        if watch.message_id is None or _lasted(announcement) > WATCHED_FOR:
            end = await self._replies.try_sending(self._messages.unasked(watch.chat, report))
        if end not in (CallEnd.POSTPONED, CallEnd.GIVEN_UP):
            await store.unwatch(self._office.store, watch)
            self._shown.pop(key, None)

    async def _change(self, watch: Watch, message_id: int, announcement: Announcement, report: Reply) -> CallEnd:
        """Write it in its message, unless that shows something else by now."""
        still_shows = partial(store.still_shows, self._office.store, watch, announcement.state)
        return await self._replies.try_changing(self._messages.changed(watch.chat, message_id, report), still_shows)

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
            people = listeners(alarm, self._office)
            told = self._told.setdefault(alarm.id, set())
            answers = {
                person: await self._replies.try_sending(self._messages.unasked(person, message)) for person in people if person not in told
            }
            told |= {person for person, answer in answers.items() if answer not in (CallEnd.POSTPONED, CallEnd.GIVEN_UP)}
            if told and CallEnd.POSTPONED not in answers.values():
                del self._told[alarm.id]
                await alarms.mark_told(self._office.store, alarm.id, self._office.now())


def _lasted(announcement: Announcement) -> timedelta:
    return announcement.closed - announcement.started if announcement.closed and announcement.started else timedelta()


def _now() -> float:
    return asyncio.get_running_loop().time()
