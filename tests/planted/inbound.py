"""Mistakes in taking updates, and in who may be at work on one database."""

from tests.planted.mutant import Mutant

INBOUND = (
    Mutant(
        "an update is confirmed before it is worked on",
        "bot/messaging/polling.py",
        "        return min(self._begun, default=self._offset)\n",
        "        return self._offset\n",
        "tests/bot/messaging/test_slow_answers.py::test_a_slow_answer_is_unconfirmed_while_others_are_answered",
    ),
    Mutant(
        "a post is confirmed before its effect",
        "bot/messaging/webhook.py",
        "        await asyncio.wait([task])\n        return",
        "        await asyncio.sleep(0)\n        return",
        "tests/bot/messaging/test_webhook.py::test_a_post_is_confirmed_after_its_effect",
    ),
    Mutant(
        "a post that is repeated while it is in work is worked on twice",
        "bot/messaging/webhook.py",
        "        task = self._in_work.get(update.update_id)\n",
        "        task = None\n",
        "tests/bot/messaging/test_webhook.py::test_an_update_posted_again_while_in_work_is_begun_once_and_confirmed_to_both",
    ),
    Mutant(
        "a post without the secret is taken",
        "bot/messaging/webhook.py",
        "        if not hmac.compare_digest(",
        "        if given and not hmac.compare_digest(",
        "tests/bot/messaging/test_webhook.py::test_without_the_secret_a_post_is_refused_and_nothing_happens",
    ),
    Mutant(
        "what is at fault is told to whoever asks on the public port",
        "bot/messaging/webhook.py",
        '            return web.Response(text="ready")',
        '            return web.Response(text=f"ready {self._vitals.webhook.address}")',
        "tests/bot/health/test_watch.py::test_a_webhook_that_is_moved_away_is_seen",
    ),
    Mutant(
        "two processes serve people on one file",
        "ektp_core/store/connection.py",
        "        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)\n",
        "        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)\n",
        "tests/store/test_connection.py::test_a_second_process_on_the_same_file_is_refused",
    ),
    Mutant(
        "one file has two locks, by its name and by a link",
        "ektp_core/store/connection.py",
        "        path = behind_link(Path(address.database))\n",
        "        path = Path(address.database)\n",
        "tests/store/test_connection.py::test_a_second_process_that_names_the_file_by_a_link_is_refused",
    ),
    Mutant(
        "a lease in force is taken over",
        "ektp_core/store/leadership.py",
        "            if row.until > now and not store.is_exclusive:\n",
        "            if False:\n",
        "tests/store/test_leadership.py::test_while_one_holds_the_lease_nobody_else_leads",
    ),
    Mutant(
        "what another leader has under way now is taken for left behind",
        "ektp_core/store/deliveries.py",
        "delivery.c.fence < fence",
        "delivery.c.fence <= fence",
        "tests/store/test_leadership.py::test_recovery_touches_only_what_an_earlier_leader_had_under_way",
    ),
    Mutant(
        "SQLite with the fault in its log of changes uses it",
        "ektp_core/store/dialects.py",
        '"WAL" if sqlite3.sqlite_version_info >= WAL_RESET_FIXED else "TRUNCATE"',
        '"WAL"',
        "tests/store/test_connection.py::test_sqlite_uses_wal_only_where_it_is_safe_and_waits_for_the_disk",
    ),
    Mutant(
        "a database of a newer version is migrated all the same",
        "ektp_core/store/migrate.py",
        "        raise NewerDatabase(found)\n",
        "        return\n",
        "tests/store/test_migrations.py::test_a_database_of_a_newer_version_is_refused_and_left_alone",
    ),
)
