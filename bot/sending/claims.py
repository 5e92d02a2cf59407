"""Which copy is sent next: what is automatic before what is long, a new text one copy at a time, nothing automatic at night."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.health.vitals import moment
from bot.messaging.messages import Call
from bot.sending.outcomes import RequestFate, RequestOutcome
from bot.sending.sender import shared
from ektp_core.announcements.announcement import AUTOMATIC
from ektp_core.office import Office
from ektp_core.store import deliveries
from ektp_core.store.deliveries import Copy, Running
from ektp_core.subscriptions.quiet_hours import is_quiet


@dataclass(frozen=True, slots=True)
class Claimed:
    """A copy whose claim is durable, and its call."""

    copy: Copy
    call: Call


class Claims:
    """What this process knows of the announcements under way; the store decides, this only spares it questions."""

    def __init__(self, fence: int, office: Office, passed_over: dict[int, float], *, paid: bool) -> None:
        """`passed_over` are the chats whose copies came back unsent, and until when they are left alone, by the steady clock."""
        self._fence = fence
        self._office = office
        self._paid = paid
        self._running: dict[int, Running] = {}
        self._unproven: dict[int, set[int]] = {}
        self._on_trial: set[int] = set()
        self._calls: dict[tuple[int, int | None], Call] = {}
        self._waiting = passed_over

    @property
    def has_work(self) -> bool:
        return bool(self._running)

    async def look(self, connection: AsyncConnection) -> None:
        """See what is under way now, and forget what is not."""
        self._running = {each.id: each for each in await deliveries.running(connection)}
        for number in self._unproven.keys() - self._running.keys():
            del self._unproven[number]
        for key in [key for key in self._calls if key[0] not in self._running]:
            del self._calls[key]
        for number in self._running.keys() - self._unproven.keys():
            self._unproven[number] = await deliveries.unproven_texts(connection, number)

    async def claim(self, connection: AsyncConnection, most: int) -> list[Claimed]:
        """The next copies, `most` at most, claimed in this transaction."""
        found: list[Claimed] = []
        now = moment()
        for chat in [chat for chat, until in self._waiting.items() if until <= now]:
            del self._waiting[chat]
        for running in self._running.values():
            if len(found) < most and self._may_go(running):
                copies_of = await self._claim_of(connection, running, most - len(found))
                found += [Claimed(copy, await self._call(connection, running, copy.text)) for copy in copies_of]
        return found

    def handed(self, claimed: Sequence[Claimed]) -> None:
        """These are sent now. A text that Telegram has never taken is on trial until its outcome is known."""
        for each in claimed:
            if each.copy.text in self._unproven.get(each.copy.announcement, ()):
                self._on_trial.add(each.copy.announcement)

    def note(self, copy: Copy, outcome: RequestOutcome) -> None:
        """Learn from an outcome whether Telegram takes a text, and which chat has to wait."""
        self._on_trial.discard(copy.announcement)
        if outcome.fate is RequestFate.DELIVERED and copy.text is not None:
            self._unproven.get(copy.announcement, set()).discard(copy.text)
        if outcome.fate is RequestFate.POSTPONED and outcome.seconds:
            self._waiting[copy.chat] = moment() + outcome.seconds

    def _may_go(self, running: Running) -> bool:
        """Nothing automatic at night or after its time, and nothing beside a trial."""
        now = self._office.now()
        if running.id in self._on_trial or (running.expires is not None and running.expires <= now):
            return False
        return running.kind not in AUTOMATIC or not is_quiet(now, self._office.zone)

    async def _claim_of(self, connection: AsyncConnection, running: Running, most: int) -> list[Copy]:
        unproven = self._unproven.get(running.id, set())
        for text in sorted(unproven):
            tried = await deliveries.claim(connection, running.id, 1, self._fence, text, passing_over=self._waiting)
            if tried:
                return tried
            if not self._waiting:
                unproven.discard(text)  # nobody is left who would get it
        return await deliveries.claim(connection, running.id, most, self._fence, passing_over=self._waiting)

    async def _call(self, connection: AsyncConnection, running: Running, text: int | None) -> Call:
        key = running.id, text
        if key not in self._calls:
            words = None if text is None else await deliveries.words_of(connection, text)
            self._calls[key] = shared(running, words, paid=self._paid)
        return self._calls[key]
