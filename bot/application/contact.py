"""Whether Telegram is heard: noted while it is, so that a silence is known when it ends, whatever it came from.

Beside what fetches, never in its way: a store that does not answer must not keep updates from being fetched.
"""

import logging
from datetime import datetime, timedelta

from bot.health.clock import is_clock_trusted
from bot.health.vitals import Vitals
from ektp_core.office import Office
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.silences import note_heard

log = logging.getLogger(__name__)

NOTED_EVERY = timedelta(minutes=1)
"""What people wrote is a day away from being forgotten: a minute more or less says nothing."""


class Contact:
    """Telegram as this process hears it."""

    def __init__(self, office: Office, seen: Vitals) -> None:
        self._office = office
        self._seen = seen
        self._tried: datetime | None = None
        self._heard: float | None = None

    async def look(self) -> None:
        """Note that Telegram was heard since the last look; what the store does not take is noted a minute later.

        Nothing is noted before the first beat is written: until then nobody knows whether this database is a restored copy. Nor by a
        clock that Telegram's contradicts: mended, it would make a silence that never was.
        """
        heard, now = self._seen.heard, self._office.now()
        if heard is None or heard == self._heard or self._seen.writing.completed is None or not is_clock_trusted(self._seen):
            return
        if self._tried and self._tried <= now < self._tried + NOTED_EVERY:
            return
        self._tried = now
        try:
            silence = await note_heard(self._office.store, now)
        except UNAVAILABLE as error:
            log.error("that Telegram is heard was not kept", extra={"error": type(error).__name__})
            return
        self._heard = heard
        if silence:
            log.error("Telegram was not heard for so long that some messages may be lost", extra=dict(silence.details()))
