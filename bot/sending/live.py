"""Messages that change in place while staff look at them: the progress of an announcement, the count board of a visit."""

from dataclasses import dataclass

from bot.health.vitals import moment
from bot.messaging.call_ends import CallEnd
from bot.messaging.messages import Messages
from bot.messaging.replies import Replies, StillShows
from ektp_core.office import Office
from ektp_core.store import watches as store
from ektp_core.store.watches import Live, Watch
from handlers.reply import Reply

COUNT_SECONDS = 3.0
"""Between two changes of the numbers alone: one a second in a chat is Telegram's limit, and people read slower."""


@dataclass(frozen=True, slots=True)
class Said:
    """What such a message says: how its thing stands, and the numbers of it."""

    state: object
    numbers: object


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message says, and since when by the loop's clock."""

    said: Said
    moment: float
    revision: int

    def is_due(self, now: Said, revision: int) -> bool:
        """Whether it should say something else by now: another state at once, other numbers after a while.

        What an answer has written there since may be older than what was said here: it is looked at again.
        """
        is_other = now.numbers != self.said.numbers or revision != self.revision
        return now.state != self.said.state or (is_other and moment() - self.moment >= COUNT_SECONDS)


class LiveMessages:
    """Writes what has changed in the messages that show it, now or at a later look; never over anything else."""

    def __init__(self, office: Office, messages: Messages, replies: Replies) -> None:
        self._office = office
        self._messages = messages
        self._replies = replies
        self._shown: dict[tuple[Live, int], Shown] = {}

    def is_due(self, watch: Watch, now: Said) -> bool:
        """Whether the message that shows it, if one does, should say something else by now."""
        shown = self._shown.get(_key(watch))
        return watch.message_id is not None and (shown is None or shown.is_due(now, watch.revision))

    async def change(self, watch: Watch, now: Said, report: Reply, still_shows: StillShows) -> CallEnd:
        """Write it in its message, unless that shows something else by now; of a message that is gone nothing is known any more."""
        if watch.message_id is None:
            return CallEnd.GONE
        call = self._messages.changed(watch.chat, watch.message_id, report, watch.language)
        end = await self._replies.try_changing(call, still_shows)
        if end in (CallEnd.TAKEN, CallEnd.REFUSED):
            self._shown[_key(watch)] = Shown(now, moment(), watch.revision)
        if end is CallEnd.GONE:
            await store.let_go(self._office.store, watch)
        return end

    async def end(self, watch: Watch) -> None:
        """Nothing changes there any more."""
        await store.unwatch(self._office.store, watch)
        self._shown.pop(_key(watch), None)


def _key(watch: Watch) -> tuple[Live, int]:
    return Live(watch.live.kind, watch.live.number), watch.chat
