"""The admins hear of a fault once, and once when it is over."""

from datetime import UTC, datetime, timedelta

from bot.health.episodes import CALM_SECONDS, RESTLESS_CALM_SECONDS, Episodes, Told
from ektp_core.alarms import Fault

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Admins:
    """Whoever hears of it, as long as they can be reached."""

    def __init__(self) -> None:
        self.episodes, self.heard, self.reached = Episodes(), list[Told](), True

    def passes(self, seconds: range, *faults: Fault) -> list[Told]:
        """What is heard while these faults hold."""
        before = len(self.heard)
        for second in seconds:
            self.episodes.note(faults, second, START + timedelta(seconds=second))
            for told in self.episodes.to_tell(second) if self.reached else []:
                self.heard.append(told)
                self.episodes.was_told(told, second)
        return self.heard[before:]


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


def test_a_fault_is_told_when_it_begins_and_when_it_is_over_and_never_between() -> None:
    admins = Admins()
    assert admins.passes(range(100)) == []
    assert admins.passes(range(100, 5000), Fault.DATABASE) == [Told(Fault.DATABASE, at(100))]
    assert admins.passes(range(5000, 9000)) == [Told(Fault.DATABASE, at(100), at(5000))]


def test_two_faults_are_two_messages_each() -> None:
    admins = Admins()
    told = admins.passes(range(10), Fault.CLOCK) + admins.passes(range(10, 20), Fault.CLOCK, Fault.OUTBOX) + admins.passes(range(20, 200))
    assert [(each.fault, each.ended is None) for each in told] == [
        (Fault.CLOCK, True),
        (Fault.OUTBOX, True),
        (Fault.CLOCK, False),
        (Fault.OUTBOX, False),
    ]


def test_what_comes_and_goes_is_one_episode() -> None:
    admins = Admins()
    for begun in range(0, 3600, 20):
        admins.passes(range(begun, begun + 10), Fault.DATABASE)
        admins.passes(range(begun + 10, begun + 20))
    assert admins.heard == [Told(Fault.DATABASE, at(0))]


def test_one_that_comes_back_after_it_was_called_over_is_not_called_over_so_soon_again() -> None:
    admins = Admins()
    gap = int(CALM_SECONDS) + 10
    for begun in range(0, 86_400, 2 * gap):
        admins.passes(range(begun, begun + gap), Fault.DATABASE)
        admins.passes(range(begun + gap, begun + 2 * gap))
    assert [told.ended is None for told in admins.heard] == [True, False, True]
    admins.passes(range(90_000, 90_000 + int(RESTLESS_CALM_SECONDS) + 10))
    assert admins.heard[-1].ended is not None


def test_what_came_and_went_while_nobody_could_be_reached_is_told_once_with_its_end() -> None:
    admins = Admins()
    admins.reached = False
    admins.passes(range(0, 3600), Fault.NO_UPDATES)
    admins.reached = True
    assert admins.passes(range(3600, 4000)) == [Told(Fault.NO_UPDATES, at(0), at(3600))]
