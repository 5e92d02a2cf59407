"""`make mutants`: plants each known mistake in a copy of the project and expects the test that guards against it to fail.

A test that passes on a planted mistake proves nothing (docs/reliability.md#how-it-is-tested).
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.planted.admission import ADMISSION
from tests.planted.backups import BACKUPS
from tests.planted.faults import FAULTS
from tests.planted.groups import GROUPS
from tests.planted.health import HEALTH
from tests.planted.install import INSTALL
from tests.planted.mutant import Mutant
from tests.planted.pace import PACE
from tests.planted.progress import PROGRESS
from tests.planted.words import WORDS

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
FAILED = 1
"""What pytest ends with when tests have failed; anything else means that they did not run."""

SENDING = "        outcome = await self._request(copy, call)\n"
HOPING = (
    "        hoped = RequestOutcome(RequestFate.DELIVERED)\n        await self._settlements.settle(copy, settled(copy, hoped), hoped)\n"
)


MUTANTS = (
    Mutant(
        "an outcome is committed before its request",
        "bot/sending/broadcaster.py",
        SENDING,
        HOPING + SENDING,
        "tests/reliability/test_crash_points.py",
    ),
    Mutant(
        "the same, against random kills",
        "bot/sending/broadcaster.py",
        SENDING,
        HOPING + SENDING,
        "tests/reliability/test_kills.py::test_nobody_misses_an_announcement_and_nobody_gets_it_more_than_twice",
    ),
    Mutant(
        "recovery sets everything under way back to the beginning",
        "ektp_core/store/deliveries.py",
        "values(state=again, ambiguous=delivery.c.ambiguous + 1, fence=None",
        "values(state=DeliveryState.PENDING, fence=None",
        "tests/reliability/test_crash_points.py",
    ),
    Mutant(
        "whatever fails on the way is tried again, however often",
        "bot/sending/broadcaster.py",
        "Settled(copy.id, after_doubt(copy.ambiguous), copy.ambiguous + 1, copy.message_id, outcome.error)",
        "Settled(copy.id, unsent(copy.ambiguous), copy.ambiguous, copy.message_id)",
        "tests/reliability/test_network.py::test_nobody_is_missing_unless_reported",
    ),
    Mutant(
        "a refusal is tried again like a failure",
        "bot/sending/broadcaster.py",
        "            | RequestFate.TOPIC_GONE\n            | RequestFate.TOKEN_REFUSED\n",
        "            | RequestFate.TOPIC_GONE\n            | RequestFate.TOKEN_REFUSED\n            | RequestFate.DEAD\n",
        "tests/reliability/test_network.py::test_a_dead_chat_is_asked_once_and_never_again",
    ),
    Mutant(
        "two confirmations both find a draft (check, then insert)",
        "ektp_core/store/announcements.py",
        "announcement.c.version == version, announcement.c.state.in_(list(states))",
        "announcement.c.version == version",
        "tests/handlers/staff/announcements/test_announcements.py::test_a_hundred_confirmations_by_two_people_make_one_announcement",
    ),
    Mutant(
        "an approval outlives an edit",
        "ektp_core/store/announcements.py",
        'anew = {"state": AnnouncementState.DRAFT, "version": version + 1, "confirmed_by": None, "approved_by": None, "reason": None}',
        'anew = {"version": version + 1}',
        "tests/handlers/staff/announcements/test_approval.py::test_an_edit_voids_the_approval",
    ),
    Mutant(
        "a button under an older preview ends the newest draft",
        "ektp_core/store/drafts.py",
        "is not None and mark_of(found) == mark:",
        "is not None:",
        "tests/handlers/staff/drafts/test_previews.py",
    ),
    Mutant(
        "a pause is read only now and then",
        "ektp_core/store/deliveries.py",
        "delivery.c.state == state, sending.exists())",
        "delivery.c.state == state)",
        "tests/store/test_deliveries.py::test_nothing_is_claimed_of_what_is_paused_or_ended",
    ),
    Mutant(
        "whoever left while a request was under way is written to again",
        "ektp_core/store/unreachable.py",
        "    await skip_copies(connection, chat, AnnouncementKind)",
        "    pass",
        "tests/store/test_deliveries.py::test_whoever_leaves_while_a_request_is_under_way_is_not_written_to_again",
    ),
    Mutant(
        "an overtaken leader still settles",
        "ektp_core/store/deliveries.py",
        'delivery.c.state == DeliveryState.SENDING, delivery.c.fence == bindparam("holder"))',
        'delivery.c.id > bindparam("holder") - 1000000)',
        "tests/store/test_leadership.py",
    ),
    Mutant(
        "a restored copy goes on where it was",
        "ektp_core/store/leadership.py",
        "    return footprint is None or footprint > beat",
        "    return False",
        "tests/reliability/test_restore.py",
    ),
    Mutant(
        "a 429 stops only the one that met it",
        "bot/sending/broadcaster.py",
        "seconds = self._pace.halt(outcome.seconds)",
        "seconds = outcome.seconds or 5.0",
        "tests/reliability/test_network.py::test_a_429_halts_the_lane_and_loses_nothing",
    ),
    Mutant(
        "notices come at night as well",
        "ektp_core/notices/due.py",
        "    if is_quiet(now, zone):\n        return []\n",
        "",
        "tests/core/notices/test_due.py::test_nothing_is_told_at_night",
    ),
    Mutant(
        "a wish to be reminded outlives its reminder",
        "ektp_core/store/reminders.py",
        "    await connection.execute(delete(reminder).where(reminder.c.kind == kind, reminder.c.day == day, reminder.c.chat.in_(told)))\n",
        "",
        "tests/reliability/test_virtual_year.py",
    ),
    Mutant(
        "a new text goes to many at once",
        "bot/sending/claims.py",
        "self._unproven[number] = await deliveries.unproven_texts(connection, number)",
        "self._unproven[number] = set()",
        "tests/reliability/test_network.py::test_a_text_that_telegram_refuses_costs_three_requests_at_most",
    ),
    Mutant(
        "17 is taken for somebody's age wherever it stands",
        "ektp_core/reading/births/ages.py",
        "    if number.years == OBLIGED and not _is_seventeen_stated(number, tokens):\n        return False\n",
        "",
        "tests/core/reading/births/test_said_births.py",
    ),
    Mutant(
        "a foreigner with a permit of limited stay is judged like one who stays",
        "ektp_core/eligibility.py",
        "    if status.stay is Stay.LIMITED:\n        return ()\n",
        "",
        "tests/core/test_eligibility.py",
    ),
    Mutant(
        "a nikah siri obliges like a marriage in the register",
        "ektp_core/understanding/marriage.py",
        "return Marriage.UNSAID if Said.SO in registered else Marriage.UNREGISTERED\n",
        "return Marriage.REGISTERED\n",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "a permit that somebody has not is taken for theirs",
        "ektp_core/understanding/denials.py",
        "            return Said.UNSURE if tail else Said.NOT\n",
        "            return Said.SO\n",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "a parent's nationality or marriage is taken for the child's",
        "ektp_core/understanding/people.py",
        "            return Whose.RELATIVES if has_child or place > GREETING",
        "            return Whose.OWN if has_child or place > GREETING",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "of two birth dates that may be meant the first is taken",
        "ektp_core/reading/births/said_births.py",
        "    if not written.is_clear:\n        raise several(_readings(written, today))\n",
        "",
        "tests/core/reading/births/test_births.py",
    ),
    Mutant(
        "a visit's line reads its days by a pattern of its own",
        "ektp_core/visits/line.py",
        "        line = replace(line, days=take_days(whole, today))\n",
        '        line = replace(line, days=tuple(map(date.fromisoformat, re.findall(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", whole.source))))\n',
        "tests/core/reading/test_doors.py",
    ),
    Mutant(
        "a number that was typed and not read is passed over without a word",
        "ektp_core/reading/leftovers.py",
        "    return tuple(found)\n",
        "    return ()\n",
        "tests/core/reading/test_leftovers.py",
    ),
    Mutant(
        "a school with another number is taken for the one that was named",
        "ektp_core/schools/register.py",
        'if asked.number in ("", each[1].number) and not',
        "if not",
        "tests/core/schools/test_register.py",
    ),
    Mutant(
        "one door finds names by a rule of its own",
        "handlers/schedule.py",
        "    found = board.named(text)\n",
        "    found = board.areas.find(text, home=board.home.code) or board.schools.find(text)\n",
        "tests/handlers/test_places.py",
    ),
    Mutant(
        "a sentence takes another number of a village for the one there is",
        "ektp_core/understanding/areas.py",
        "    if following is None:\n        return 0\n",
        "    return 0\n",
        "tests/handlers/test_places.py",
    ),
    *BACKUPS,
    *ADMISSION,
    *FAULTS,
    *GROUPS,
    *INSTALL,
    *PACE,
    *PROGRESS,
    *HEALTH,
    *WORDS,
)


def main() -> int:
    """Plant each mistake in turn; 1 when a test did not notice one, or fails without any."""
    with _a_copy() as copy:
        for guard in sorted({mutant.guard for mutant in MUTANTS}):
            if not _passes(copy, guard):
                print(f"{guard} fails without any mistake: it proves nothing.")
                return 1
    survived = 0
    for mutant in MUTANTS:
        with _a_copy() as copy:
            _plant(mutant, copy)
            noticed = not _passes(copy, mutant.guard)
        survived += not noticed
        print(f"{'noticed ' if noticed else 'SURVIVED'}  {mutant.mistake}  ({mutant.guard})", flush=True)
    print(f"{len(MUTANTS) - survived} of {len(MUTANTS)} planted mistakes were noticed.")
    return 1 if survived else 0


def _plant(mutant: Mutant, copy: Path) -> None:
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    if source.count(mutant.right) != 1:
        raise SystemExit(f"{mutant.file} does not hold this once:\n{mutant.right}")
    path.write_text(source.replace(mutant.right, mutant.wrong), encoding="utf-8")


def _passes(copy: Path, guard: str) -> bool:
    ended = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", guard], cwd=copy, capture_output=True, check=False)
    if ended.returncode not in (0, FAILED):
        raise SystemExit(ended.stdout.decode())
    return ended.returncode == 0


@contextmanager
def _a_copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="siaprekam-mutant-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        yield copy


if __name__ == "__main__":
    sys.exit(main())
