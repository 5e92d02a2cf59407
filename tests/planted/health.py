"""Mistakes in saying how the bot is."""

from tests.planted.mutant import Mutant

SEEN = "tests/bot/health/test_faults.py::test_a_fault_is_seen_in_time_and_its_end_too"
NORMAL = "tests/bot/health/test_faults.py::test_in_a_day_of_normal_work_nothing_is_called_a_fault"

HEALTH = (
    Mutant("all is well, always", "bot/health/faults.py", "if found.get(fault))", "if found.get(fault) and not found)", SEEN),
    Mutant(
        "one conflict is another poller",
        "bot/health/faults.py",
        "OVERLAP_SECONDS = 10.0",
        "OVERLAP_SECONDS = 0.0",
        NORMAL,
    ),
    Mutant(
        "after a failure the next fetch waits for updates",
        "bot/messaging/polling.py",
        "self._was_away = not isinstance(error, Conflict)",
        "self._was_away = False",
        SEEN,
    ),
    Mutant(
        "the clockwork goes by a clock that is wrong",
        "bot/sending/clockwork.py",
        "        if not self._is_clock_right():\n            return\n",
        "",
        "tests/bot/sending/test_clockwork.py::test_while_the_clock_is_known_to_be_wrong_nothing_is_told_and_afterwards_everything_is",
    ),
    Mutant(
        "an announcement begins by a clock that is wrong",
        "bot/sending/broadcaster.py",
        "                if is_clock_right(self._vitals):\n                    await start_due(connection, self._office)\n",
        "                await start_due(connection, self._office)\n",
        "tests/bot/health/test_watch.py::test_while_the_clock_is_wrong_no_announcement_begins_and_afterwards_it_does",
    ),
    Mutant(
        "a fault is told at every look",
        "bot/health/episodes.py",
        "found += [] if episode.told else [Told(fault, episode.begun)]",
        "found += [Told(fault, episode.begun)]",
        "tests/bot/health/test_episodes.py",
    ),
    Mutant(
        "a machine that was asleep ends the bot",
        "bot/health/watchdog.py",
        "return self._still >= STILL_LOOKS",
        "return self._still > 0",
        "tests/bot/health/test_watchdog.py::test_a_process_that_was_frozen_looked_once_and_goes_on",
    ),
)
