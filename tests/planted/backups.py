"""Mistakes in backups and in restoring them."""

from tests.planted.mutant import Mutant

BACKUPS = (
    Mutant(
        "a restored copy is not held unless something beside it says so",
        "bot/backups/restoring.py",
        "            await hold(connection, now, ended)\n",
        "            pass\n",
        "tests/bot/backups/test_restore_killed.py::test_there_is_the_database_of_before_or_the_new_one_whole_and_held",
    ),
    Mutant(
        "what says that there was a database is removed before there is another",
        "bot/backups/restoring.py",
        "        ready.replace(database)\n",
        "        remove_footprint(database)\n        ready.replace(database)\n",
        "tests/bot/backups/test_restore_killed.py::test_where_the_database_was_lost_something_says_so_until_there_is_another",
    ),
    Mutant(
        "whoever had data erased since is in a restored backup again",
        "ektp_core/store/privacy.py",
        "            await note_erased(connection, chat, now)\n",
        "            pass\n",
        "tests/bot/backups/test_ended_since.py",
    ),
    Mutant(
        "what was ended before a backup is ended in it again",
        "ektp_core/store/ended_since.py",
        "_Marks(newer.noted - copy.noted)",
        "_Marks(newer.noted)",
        "tests/bot/backups/test_ended_since.py",
    ),
    Mutant(
        "a role that was taken away since comes back with a backup",
        "ektp_core/store/team.py",
        "    await note_role_ended(connection, person, _held(before), now)\n",
        "",
        "tests/bot/backups/test_ended_since.py",
    ),
    Mutant(
        "the present database is moved away before the new one takes its place",
        "ektp_core/store/copies.py",
        "    aside.hardlink_to(database)\n",
        "    database.rename(aside)\n",
        "tests/bot/backups/test_restore_killed.py::test_there_is_the_database_of_before_or_the_new_one_whole_and_held",
    ),
    Mutant(
        "what a killed process left beside a database is lost with the look at it",
        "ektp_core/store/copies.py",
        "            _beside(aside, kind).hardlink_to(beside)\n",
        "            pass\n",
        "tests/bot/backups/test_restoring.py::test_a_present_database_that_cannot_be_read_is_kept_as_it_was_found",
    ),
    Mutant(
        "files of a settled database stay beside the one that is kept aside",
        "ektp_core/store/copies.py",
        "        _beside(left, kind).unlink(missing_ok=True)\n",
        "        pass\n",
        "tests/bot/backups/test_restoring.py::test_what_was_backed_up_is_in_force_and_the_present_database_kept",
    ),
    Mutant(
        "a backup gets its name before it is whole",
        "bot/backups/making.py",
        "    part = path.with_name(path.name + PART)\n",
        "    part = path\n",
        "tests/bot/backups/test_making.py::test_killed_at_any_point_the_database_and_the_last_backup_are_as_they_were",
    ),
    Mutant(
        "a damaged database makes a backup, and the good ones are deleted for it",
        "ektp_core/store/copies.py",
        '            if wrong != ["ok"]:\n',
        "            if False:\n",
        "tests/bot/backups/test_making.py::test_a_database_that_is_damaged_makes_no_backup_and_the_good_ones_stay",
    ),
    Mutant(
        "the newest backup is deleted once it is old",
        "ektp_core/backups/rotation.py",
        "for moment in moments[:-1]",
        "for moment in moments",
        "tests/core/backups/test_rotation.py",
    ),
    Mutant(
        "backups are kept for good",
        "ektp_core/backups/rotation.py",
        "(is_last_of_day and age <= KEPT_AT_MOST)",
        "is_last_of_day",
        "tests/core/backups/test_rotation.py",
    ),
    Mutant(
        "whatever lies in the folder is rotated",
        "bot/backups/names.py",
        "if each.home == home)",
        "if True)",
        "tests/bot/backups/test_making.py::test_only_superseded_backups_of_this_office_are_deleted",
    ),
)
