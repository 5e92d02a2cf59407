"""Every count board that lies open follows what colleagues count: until the visit is closed, the day is over, or the role is gone."""

import logging
from functools import partial
from itertools import groupby

from bot.sending.live import LiveMessages, Said
from ektp_core.office import Office
from ektp_core.store import tallies
from ektp_core.store import watches as store
from ektp_core.store.connection import UNAVAILABLE
from ektp_core.store.watches import LiveKind, Watch
from ektp_core.visits.recaps import VisitTally
from ektp_core.visits.schedule import Visit, VisitState

log = logging.getLogger(__name__)

OVER = (VisitState.DONE, VisitState.CANCELLED)


class Boards:
    """Looks at the count boards whenever the progress of announcements is looked at."""

    def __init__(self, office: Office, live: LiveMessages) -> None:
        self._office = office
        self._live = live

    async def look(self) -> None:
        """Show what was counted since the last look; a board that cannot be shown, or has to wait, keeps no other from it."""
        watches = await store.watches(self._office.store, LiveKind.TALLY)
        for number, watching in groupby(watches, key=lambda watch: watch.live.number):
            visit = self._office.board.schedule.find(number)
            counted = await tallies.tally_of(self._office.store, number)
            for watch in watching:
                try:
                    await self._tell(watch, visit, counted)
                except UNAVAILABLE:
                    raise
                except Exception as error:
                    log.exception("count board not shown", extra={"visit": number, "error": type(error).__name__})

    async def _tell(self, watch: Watch, visit: Visit | None, counted: VisitTally) -> None:
        if visit is None or watch.message_id is None or watch.live.day != self._office.today():
            return await self._live.end(watch)
        now = Said(visit.state, (counted, visit.version))
        if self._live.is_due(watch, now):
            # Staff's screens are imported when first shown: a bot that only answers citizens carries none of them.
            from handlers.staff.visits.board import live_board

            report = await live_board(visit, counted, watch, self._office)
            still_counts = partial(store.still_counts, self._office.store, watch, visit.state, counted)
            await self._live.change(watch, now, report, still_counts)
        if visit.state in OVER and not self._live.is_due(watch, now):
            await self._live.end(watch)
        return None
