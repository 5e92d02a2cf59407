"""Mistakes that show only when something fails: the disk, the power, Telegram, a start."""

from tests.planted.mutant import Mutant

FAULTS = (
    Mutant(
        "what fell through is forgotten at a stop",
        "bot/application/serving.py",
        "    await _keep_notes(office)\n",
        "",
        "tests/reliability/faults/test_stops.py",
    ),
    Mutant(
        "an empty file is begun anew",
        "ektp_core/store/sqlite_file.py",
        "        raise DatabaseLost(database, FileFault.EMPTY)\n",
        "        return\n",
        "tests/reliability/faults/test_lost_database.py",
    ),
    Mutant(
        "a database that is gone is begun anew",
        "ektp_core/store/sqlite_file.py",
        "    elif _beside(database, FOOTPRINT).exists():\n",
        "    elif False:\n",
        "tests/reliability/faults/test_lost_database.py",
    ),
    Mutant(
        "a damaged database is served from until somebody meets the damage",
        "bot/application/office.py",
        "        if exclusive and store.path:\n",
        "        if False:\n",
        "tests/reliability/faults/test_lost_database.py",
    ),
    Mutant(
        "a first start that was killed is taken for a lost database",
        "ektp_core/store/sqlite_file.py",
        "    elif begun.exists() or database.is_dir():\n",
        "    elif database.is_dir():\n",
        "tests/reliability/faults/test_lost_database.py",
    ),
    Mutant(
        "a commit is confirmed before the disk has it",
        "ektp_core/store/dialects.py",
        '            "synchronous = FULL",\n',
        '            "synchronous = NORMAL",\n',
        "tests/reliability/faults/test_power_cut.py",
    ),
    Mutant(
        "what a full disk did not take counts as kept",
        "bot/sending/settlement.py",
        "                again = True\n                await asyncio.sleep(PAUSE_SECONDS)\n",
        "                claimed = []\n                break\n",
        "tests/reliability/faults/test_disk.py",
    ),
    Mutant(
        "an upgrade is kept step by step",
        "ektp_core/store/dialects.py",
        '        connection.exec_driver_sql("BEGIN IMMEDIATE")\n',
        "        return\n",
        "tests/reliability/faults/test_migration_kills.py",
    ),
    Mutant(
        "a silence is measured from the start of the process",
        "bot/application/contact.py",
        "            silence = await note_heard(self._office.store, now)\n",
        "            silence = await note_heard(self._office.store, now) if self._heard else None\n",
        "tests/reliability/faults/test_silence.py",
    ),
    Mutant(
        "what Telegram forgot is told to nobody",
        "ektp_core/store/silences.py",
        "        await raise_alarm(connection, AlarmKind.SILENCE, silence.details(), now)\n",
        "",
        "tests/reliability/faults/test_silence.py",
    ),
    Mutant(
        "a silence that Telegram bridges is told as a loss",
        "ektp_core/alarms.py",
        "        return self.until - self.since > TELEGRAM_KEEPS\n",
        "        return self.until > self.since\n",
        "tests/reliability/faults/test_silence.py",
    ),
    Mutant(
        "answers take every descriptor that there is",
        "bot/messaging/transport.py",
        "limit=min(CONNECTIONS, share())",
        "limit=CONNECTIONS",
        "tests/reliability/faults/test_descriptors.py",
    ),
    Mutant(
        "strangers on the public pages take every descriptor that there is",
        "bot/web/server.py",
        "        most = share()\n",
        "        most = 10_000\n",
        "tests/reliability/faults/test_descriptors.py",
    ),
    Mutant(
        "an apology is read from its file when something has failed",
        "handlers/texts/__init__.py",
        "            _view(view, language)\n\n\n@cache",
        "            pass\n\n\n@cache",
        "tests/reliability/faults/test_descriptors.py",
    ),
)
