"""Mistakes in saying how the bot is."""

from tests.planted.mutant import Mutant

SEEN = "tests/bot/health/test_faults.py::test_red_in_time_green_in_time_and_told_once_each_way"
NORMAL = "tests/bot/health/test_faults.py::test_in_a_virtual_day_of_normal_work_nothing_is_red_and_nobody_is_told_anything"

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
        "        if not is_clock_trusted(self._seen):\n            return\n",
        "",
        "tests/bot/sending/test_clockwork.py::test_while_the_clock_is_in_doubt_nothing_is_told_and_afterwards_everything_is",
    ),
    Mutant(
        "an announcement begins by a clock that is wrong",
        "bot/sending/broadcaster.py",
        "                if is_clock_trusted(self._vitals):\n                    await start_due(connection, self._office)\n",
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
    Mutant(
        "a poller that hangs is left hanging where systemd does not listen",
        "bot/application/watch.py",
        '            self._end("the poller hangs")\n',
        "            return\n",
        "tests/bot/health/test_faults.py::test_a_poller_that_hangs_ends_the_process_within_a_minute_after_it_is_a_fault",
    ),
    Mutant(
        "the watchdog gives a loop that stands still longer than a minute",
        "bot/health/watchdog.py",
        "STILL_LOOKS = 11",
        "STILL_LOOKS = 12",
        "tests/bot/health/test_faults.py::test_the_twelfth_an_event_loop_that_is_blocked_answers_nobody_and_is_ended_within_a_minute",
    ),
    Mutant(
        "the first comparison of a clock that is far ahead is no reason to wait",
        "bot/health/clock.py",
        "return error is None or not is_far_off(error)",
        "return not is_clock_wrong(seen)",
        "tests/bot/health/test_clock.py",
    ),
    Mutant(
        "a wrong clock deletes all backups but the newest",
        "bot/backups/schedule.py",
        "lambda: seen.serving and is_clock_trusted(seen))",
        "lambda: True)",
        "tests/bot/backups/test_schedule.py::test_the_rotation_deletes_only_by_a_clock_that_can_be_trusted",
    ),
    Mutant(
        "a backup of the future hides every later one",
        "bot/backups/schedule.py",
        "for each in backups_in(folder, home) if each.made <= now)",
        "for each in backups_in(folder, home))",
        "tests/bot/backups/test_schedule.py::test_a_backup_of_a_clock_that_was_ahead_hides_no_later_one",
    ),
    Mutant(
        "a restored copy says that Telegram was silent since it was made",
        "ektp_core/store/silences.py",
        "if heard and not is_of_the_copy else None",
        "if heard else None",
        "tests/reliability/faults/test_silence.py",
    ),
    Mutant(
        "a backup that was never made has no age, so that no rule finds it old",
        "bot/health/metrics.py",
        "seconds = inf if age is None else age.total_seconds()",
        "seconds = 0.0 if age is None else age.total_seconds()",
        "tests/bot/health/test_metrics.py",
    ),
    Mutant(
        "the desk does not hear what is at fault",
        "bot/application/watch.py",
        "        self._office.faults = self._episodes.present()\n",
        "",
        "tests/bot/health/test_faults.py::test_red_in_time_green_in_time_and_told_once_each_way",
    ),
)
