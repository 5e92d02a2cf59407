"""What staff see while something is sent: a message that changes in place, a report at the end, and alarms to the admins."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.messaging.messages import Messages
from bot.messaging.replies import CallEnd, Replies
from ektp_core.announcements.announcement import Announcement, AnnouncementState
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.office import Office
from ektp_core.store import alarms, announcements, outbox
from ektp_core.store.announcements import Watch
from ektp_core.store.connection import UNAVAILABLE
from handlers.reply import Reply

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""A pause, a stop or an end is shown this soon."""

COUNT_SECONDS = 3.0
"""Between two changes of the numbers alone: one a second in a chat is Telegram's limit, and people read slower."""

WATCHED_FOR = timedelta(minutes=1)
"""Whoever confirmed still looks at the message for so long; later its last change would go unseen, and the report comes as a new one."""

LOOKS_OF_A_RATE = 15
"""The rate that is shown is that of the last looks."""


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
    """Looks every few seconds at what is watched; what is over is reported once and no longer watched."""

    def __init__(self, office: Office, messages: Messages, replies: Replies, delivered: Callable[[], int]) -> None:
        self._office = office
        self._messages = messages
        self._replies = replies
        self._delivered = delivered
        self._looks: deque[tuple[float, int]] = deque(maxlen=LOOKS_OF_A_RATE)
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
        self._looks.append((_now(), self._delivered()))
        await self._tell_alarms()
        for watch in await announcements.watched(self._office.store):
            try:
                await self._look_at(watch)
            except UNAVAILABLE:
                raise
            except Exception as error:
                log.exception("progress not told", extra={"announcement": watch.announcement, "error": type(error).__name__})

    async def _look_at(self, watch: Watch) -> None:
        store, key = self._office.store, (watch.announcement, watch.chat)
        announcement = await announcements.one(store, watch.announcement)
        counts = await outbox.counts_now(store, announcement)
        is_over = announcement.closed is not None or announcement.state is AnnouncementState.DISCARDED
        if not is_over and key in self._shown and not self._shown[key].is_due(announcement.state, counts):
            return
        report = await self._report(announcement, counts)
        answer = await self._replies.try_sending(self._messages.changed(watch.chat, watch.message_id, report))
        if answer is not CallEnd.POSTPONED and is_over and _lasted(announcement) > WATCHED_FOR:
            answer = await self._replies.try_sending(self._messages.unasked(watch.chat, report))
        if answer is CallEnd.POSTPONED:
            return  # the next look tells what is so by then
        self._shown[key] = Shown(announcement.state, counts, _now())
        if answer is CallEnd.GONE or (is_over and answer is not CallEnd.GIVEN_UP):
            await announcements.unwatch(store, watch)
            del self._shown[key]

    async def _report(self, announcement: Announcement, counts: DeliveryCounts) -> Reply:
        # Staff's screens are imported when first shown: a bot that only answers citizens carries none of them.
        from handlers.staff.announcements.progress import progress

        reasons = await announcements.reasons_of(self._office.store, announcement.id) if announcement.closed else {}
        return progress(announcement, counts, self._office, rate=self._rate(), reasons=reasons)

    def _rate(self) -> float | None:
        """Copies a second over the last looks; None before there are two."""
        (begun, before), (ended, after) = self._looks[0], self._looks[-1]
        return (after - before) / (ended - begun) if ended > begun else None

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
