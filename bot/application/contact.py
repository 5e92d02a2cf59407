"""Whether Telegram is heard: noted while it is, so that a silence is known when it ends, whatever it came from."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from ektp_core.office import Office
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.silences import note_heard

log = logging.getLogger(__name__)

NOTED_EVERY = timedelta(minutes=1)
"""What people wrote is a day away from being forgotten: a minute more or less says nothing."""


class Contact:
    """Telegram as this process hears it."""

    def __init__(self, office: Office, is_clock_right: Callable[[], bool]) -> None:
        self._office = office
        self._is_clock_right = is_clock_right
        self._noted: datetime | None = None

    async def heard(self) -> None:
        """Updates were fetched. A store that does not keep it now is asked again with the next.

        A clock that is wrong would make a silence of years out of a jump.
        """
        if not self._is_clock_right():
            return
        now = self._office.now()
        if self._noted and self._noted <= now < self._noted + NOTED_EVERY:
            return
        try:
            silence = await note_heard(self._office.store, now)
        except UNAVAILABLE as error:
            log.error("that Telegram is heard was not kept", extra={"error": type(error).__name__})
            return
        self._noted = now
        if silence:
            log.error("Telegram was not heard for so long that some messages may be lost", extra=dict(silence.details()))
