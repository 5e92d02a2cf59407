"""What Telegram sends and nobody can read: it keeps no other update from being answered, and does not come again for ever."""

import logging

from telegram.constants import PollingLimit
from telegram.error import TelegramError

from bot.messaging.json_parts import first_number
from bot.messaging.updates import NOT_JSON, NUMBER, Batch, NotAnUpdate, read_batch

log = logging.getLogger(__name__)

BATCH = PollingLimit.MAX_LIMIT
"""Updates a call."""

MOST_TIMES = 3
"""One update that comes so often alike, and whose end cannot even be told, did not come in part: it is like that."""

MOST_REMEMBERED = 100


def report_skipped(error: NotAnUpdate) -> None:
    """An update that is passed over: its number and what is wrong with it, without anybody's words."""
    log.error("update skipped, it cannot be read", extra={"update_id": error.update_id, "reason": error.reason})


class Repeated:
    """Counts how often an update came alike of which not even the end can be told."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[bytes, int]] = {}

    def hopeless(self, payload: bytes) -> int | None:
        """The number of the one update in it, once it has come so often alike that it need not come again; else None."""
        number = first_number(payload, NUMBER)
        if number is None:
            return None
        before, times = self._seen.pop(number, (b"", 0))
        times = times + 1 if before == payload else 1
        if times >= MOST_TIMES:
            return number
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        self._seen[number] = (payload, times)
        return None


class Answers:
    """Reads answers to getUpdates. Where updates cannot be told apart they are fetched one by one, and the one to blame is passed."""

    def __init__(self) -> None:
        self._singly = 0
        self._repeated = Repeated()
        self._skipped: set[int | None] = set()
        """Of the last answer: they come again until what stands before them is confirmed."""

    @property
    def is_singly(self) -> bool:
        """Whether updates are fetched one by one."""
        return self._singly > 0

    @property
    def limit(self) -> int:
        """How many updates to ask for."""
        return 1 if self.is_singly else BATCH

    def read(self, payload: bytes) -> Batch:
        """The updates of an answer; those that cannot be read are logged. Raises TelegramError where nothing can."""
        try:
            batch = read_batch(payload)
            self._singly = max(0, self._singly - 1)
        except NotAnUpdate as error:
            batch = self._passed(payload, error)
        for refused in batch.unreadable:
            if refused.update_id not in self._skipped:
                report_skipped(refused)
        self._skipped = {refused.update_id for refused in batch.unreadable}
        return batch

    def _passed(self, payload: bytes, error: NotAnUpdate) -> Batch:
        """Nothing but the one update, when it has come often enough: then the next one is asked for."""
        number = self._repeated.hopeless(payload) if self.is_singly else None
        if first_number(payload, NUMBER) is not None:
            self._singly = BATCH
        if number is None:
            raise TelegramError(f"Invalid server response: {error.reason}") from None
        return Batch([], [NotAnUpdate(number, NOT_JSON)], number + 1)
