"""How often the bot answers in one group: a hostile group does not make it flood the group, or use up what Telegram lets it send there."""

from collections.abc import Callable

from bot.health.vitals import moment
from bot.messaging.admission.buckets import GROUP, Buckets, Verdict
from bot.messaging.admission.gate import Dropped, DropReason


class GroupTurns:
    """One bucket a group, taken from by whatever asks the bot there; talk that is not meant for the bot takes nothing."""

    def __init__(self, dropped: Dropped, now: Callable[[], float] = moment) -> None:
        self._buckets = Buckets(now)
        self._dropped = dropped

    def judge(self, group: int) -> Verdict:
        """Whether what is asked in a group is answered; what is not is counted."""
        verdict = self._buckets.judge(group, GROUP)
        if verdict is not Verdict.ADMITTED:
            self._dropped[DropReason.GROUP] += 1
        return verdict

    @property
    def remembered(self) -> int:
        """Of how many groups something is known."""
        return self._buckets.remembered
