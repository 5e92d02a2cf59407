"""Fetching updates ourselves: an update is confirmed to Telegram only after what it caused is done.

python-telegram-bot's Updater confirms before handling: killed in the middle it lost 2,757 of 3,000 updates
(docs/reliability.md#no-update-is-lost).
"""

import asyncio
import logging
import math
from collections.abc import Callable
from contextlib import suppress

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.messaging.lanes import Begins
from bot.messaging.transport import Transport, seconds_to_wait
from bot.messaging.unreadable import Answers
from bot.messaging.updates import ALLOWED_UPDATES, Update

log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 50
"""Telegram's limit for waiting."""

PATIENCE_SECONDS = 0.1
"""A batch may hold the next one back this long; an answer that takes longer goes on beside it, still unconfirmed, and delays nobody."""

MOST_LET_GO = 10_000
"""So many answers may wait although their updates are confirmed, 3 kB each; more stay with Telegram."""

WEBHOOK_ACTIVE = "webhook is active"
STOP_PATIENCE_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
CONFLICT_PAUSE_SECONDS = 5.0
"""At most, while another process fetches: that it does is told by how often it interrupts us, and its end is to be seen soon."""


class Poller:
    """Fetches updates and has them begun."""

    def __init__(self, transport: Transport, begins: Begins, is_waiting: Callable[[int], bool]) -> None:
        self._transport = transport
        self._vitals = transport.vitals
        self._begins = begins
        self._is_waiting = is_waiting
        self._begun: dict[int, asyncio.Future[None]] = {}
        """From the oldest unfinished update on: they come again with every fetch until that one is confirmed."""

        self._let_go: set[asyncio.Future[None]] = set()
        self._offset = 0
        self._was_away = False
        """Then the next fetch does not wait for updates: that Telegram is there again is to be seen at once."""

        self._answers = Answers()

    async def run(self) -> None:
        """Until cancelled, or InvalidToken (401: the token was revoked) ends it. Other errors are waited out, longer each time."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                updates = await self._fetch()
                pause = FIRST_PAUSE_SECONDS
                self._was_away = False
                self._vitals.note_fetched()
                self._vitals.updates += len(updates)
            except InvalidToken:
                raise
            except RetryAfter as error:
                self._was_away = True
                self._vitals.note_not_fetched(seconds_to_wait(error))
                await asyncio.sleep(seconds_to_wait(error))
                continue
            except TelegramError as error:
                if isinstance(error, Conflict):
                    pause = min(pause, CONFLICT_PAUSE_SECONDS)
                    await self._heed(error)
                self._was_away = not isinstance(error, Conflict)
                _report(error, pause)
                self._vitals.note_not_fetched(pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            await self._work(updates)

    async def stop(self, seconds: float) -> None:
        """Finish what is begun, `seconds` at most, and confirm it; what is not finished stays with Telegram."""
        at_work = {*self._begun.values(), *self._let_go}
        if at_work:
            await asyncio.wait(at_work, timeout=seconds)
        self._forget_confirmable()
        for task in at_work:
            task.cancel()
        with suppress(TelegramError):
            confirming = {"offset": self._confirmed(), "limit": 1, "timeout": 0}
            await self._transport.answer_to("getUpdates", confirming, patience=STOP_PATIENCE_SECONDS)

    async def _heed(self, error: Conflict) -> None:
        """A webhook in the way is removed; another process that fetches can only be told of."""
        if WEBHOOK_ACTIVE not in error.message.casefold():
            self._vitals.note_conflict()
            return
        with suppress(TelegramError):
            await self._transport.bot.delete_webhook(drop_pending_updates=False)

    async def _fetch(self) -> list[Update]:
        """The updates that are not begun yet. One that cannot be read is reported and confirmed with the others."""
        waiting = 0 if self._begun or self._was_away else LONG_POLL_SECONDS
        limit = self._answers.limit
        parameters = {"offset": self._confirmed(), "limit": limit, "timeout": waiting, "allowed_updates": ALLOWED_UPDATES}
        batch = self._answers.read(await self._transport.answer_to("getUpdates", parameters, patience=waiting + 15.0))
        new = [update for update in batch.updates if update.update_id not in self._begun]
        if new or batch.unreadable:  # else what is begun has come again, one by one perhaps, and the next one was known better before
            self._offset = batch.next_id or self._offset
        if batch.updates and not new and len(batch.updates) + len(batch.unreadable) >= limit:
            self._let_go_of(batch.updates)
        return new

    def _let_go_of(self, updates: list[Update]) -> None:
        """Confirm a whole batch of which only answers are left that wait at Telegram's own wish: until then it shows nothing newer.

        They are still sent, unless the process is killed before. What is being worked out is never let go of: it is done in seconds.
        """
        unfinished = [update for update in updates if not self._begun[update.update_id].done()]
        if len(self._let_go) >= MOST_LET_GO or not all(self._is_waiting(update.chat) for update in unfinished):
            return
        log.warning(
            "confirmed before they are answered: Telegram has them wait, and others stand behind", extra={"updates": len(unfinished)}
        )
        for update in unfinished:
            task = self._begun.pop(update.update_id)
            self._let_go.add(task)
            task.add_done_callback(self._let_go.discard)
        self._forget_confirmable()

    def _confirmed(self) -> int:
        """The first id that Telegram must keep: the oldest unfinished update, else the next one."""
        return min(self._begun, default=self._offset)

    async def _work(self, updates: list[Update]) -> None:
        for update in updates:
            self._begun[update.update_id] = self._begins.start(update)
        at_work = {task for task in self._begun.values() if not task.done()}
        if at_work:
            await asyncio.wait(at_work, timeout=PATIENCE_SECONDS)
        self._forget_confirmable()

    def _forget_confirmable(self) -> None:
        """What is finished, and older than everything unfinished, does not come again."""
        unfinished = [update_id for update_id, task in self._begun.items() if not task.done()]
        oldest = min(unfinished, default=math.inf)
        self._begun = {update_id: task for update_id, task in self._begun.items() if update_id >= oldest}


def _report(error: TelegramError, pause: float) -> None:
    if isinstance(error, Conflict):
        log.error("another process fetches this bot's updates: stop it, or both lose some", extra={"pause": pause})
    elif isinstance(error, NetworkError):
        log.warning("Telegram cannot be reached, trying again", extra={"pause": pause, "error": type(error).__name__})
    else:
        log.error("Telegram answered in a way we do not know, trying again", extra={"pause": pause, "error": type(error).__name__})
