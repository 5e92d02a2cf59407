"""Mistakes in what a log, a list or a backup may show of secrets and people."""

from tests.planted.mutant import Mutant

NO_BYTE_IN_THE_MORNING = "tests/bot/sending/test_tidying.py::test_of_what_goes_in_the_morning_no_byte_stays_in_the_log_of_changes"
HEARD = "tests/canaries/test_listening.py::test_a_secret_that_is_not_taken_out_is_heard"

WORDS_KEPT = (
    Mutant(
        "a record that is made past the root is not made safe",
        "bot/operation/logs.py",
        "    logging.setLogRecordFactory(SafeRecord)\n",
        "",
        "tests/bot/operation/test_logs.py::test_a_handler_that_a_library_brings_along_gets_none_either",
    ),
    Mutant(
        "libraries log what they do",
        "bot/operation/logs.py",
        "        return record.levelno >= logging.WARNING and super().filter(record)\n",
        "        return super().filter(record)\n",
        "tests/bot/operation/test_logs.py::test_a_library_gets_no_word_of_anybody_into_the_log",
    ),
    Mutant(
        "an exception is logged with its words",
        "ektp_core/child/where.py",
        "+ type(error).__qualname__)",
        "+ type(error).__qualname__ + str(error))",
        "tests/bot/operation/test_logs.py::test_an_error_that_quotes_a_person_is_logged_without_the_quote",
    ),
    Mutant(
        "one way of writing a line is without redaction",
        "bot/operation/logs.py",
        "    def format(self, record: logging.LogRecord) -> str:\n        return redact(super().format(record))\n",
        "    def format(self, record: logging.LogRecord) -> str:\n        return super().format(record)\n",
        "tests/bot/operation/test_logs.py::test_an_address_with_the_token_is_logged_without_it",
    ),
    Mutant(
        "python prints what nobody caught",
        "bot/operation/logs.py",
        "    sys.excepthook = _uncaught\n",
        "",
        "tests/bot/operation/test_logs.py::test_what_python_prints_by_itself_goes_the_same_way",
    ),
    Mutant(
        "a warning is printed with its words",
        "bot/operation/logs.py",
        "    warnings.showwarning = _warned\n",
        "",
        "tests/bot/operation/test_logs.py::test_what_python_prints_by_itself_goes_the_same_way",
    ),
    Mutant(
        "a NIK with spaces is taken for something else",
        "bot/operation/redaction.py",
        "|(?<!\\d)\\d(?:(?:{_BETWEEN}(?!{_YEAR}-\\d))?\\d){{14,16}}(?!\\d))",
        ")",
        "tests/bot/operation/test_redaction.py::test_what_is_nobodys_business_goes_wherever_it_stands",
    ),
    Mutant(
        "the settings' own secrets are known by their shape alone",
        "bot/terminal/command.py",
        "    redact.hide(settings.secrets)\n",
        "",
        "tests/bot/test_secret_files.py::test_what_a_command_reads_as_a_secret_is_in_no_line_of_it",
    ),
    Mutant(
        "a database's password may be logged",
        "bot/settings.py",
        '        told = (self.token, self.webhook_secret, password, quote(password or ""))\n',
        "        told = (self.token, self.webhook_secret)\n",
        "tests/bot/test_secret_files.py::test_no_log_shows_any_of_them",
    ),
    Mutant(
        "a secret may lie open to everybody",
        "bot/setting_files.py",
        "            if mode & OPEN_TO_EVERYBODY:\n",
        "            if False:\n",
        "tests/bot/test_secret_files.py::test_a_file_that_will_not_do_is_told_in_one_line",
    ),
    Mutant(
        "a pipe in place of a secret holds up the start",
        "bot/setting_files.py",
        "os.O_RDONLY | os.O_NONBLOCK",
        "os.O_RDONLY",
        "tests/bot/test_secret_files.py::test_a_start_with_a_pipe_in_place_of_a_secret_ends",
    ),
    Mutant(
        "a backup is not encrypted although there is a key",
        "bot/backups/making.py",
        "    if key is None:\n        shutil",
        "    if True:\n        shutil",
        "tests/bot/backups/test_making.py::test_nothing_of_the_database_can_be_read_in_an_encrypted_backup",
    ),
    Mutant(
        "others of the machine may read a backup",
        "bot/backups/making.py",
        "    part.touch(mode=0o600)\n",
        "    part.touch(mode=0o644)\n",
        "tests/bot/backups/test_making.py::test_a_backup_holds_every_row_and_only_its_owner_reads_it",
    ),
    Mutant(
        "backups that are not encrypted leave the machine",
        "bot/settings.py",
        "        if self.backup_command and not self.backup_key:\n",
        "        if False:\n",
        "tests/bot/test_settings.py::test_only_encrypted_backups_are_taken_elsewhere",
    ),
    Mutant(
        "logs hold registry numbers as they are",
        "bot/operation/redaction.py",
        '    if shape == "area" or',
        '    if shape in {"area", "nik"} or',
        HEARD,
    ),
    Mutant(
        "an encoded line is not looked through",
        "bot/operation/logs.py",
        "        return redact(super().format(record))",
        "        return super().format(record)",
        HEARD,
    ),
    Mutant(
        "what a library prints in the process that reads a sheet goes to the journal",
        "ektp_core/sheets/child.py",
        "stderr=DEVNULL, ",
        "",
        "tests/core/sheets/test_child.py::test_what_a_cell_holds_is_printed_by_nobody_when_a_reader_fails",
    ),
    Mutant(
        "the morning leaves what went in the log of changes",
        "bot/sending/clockwork.py",
        "        await self._office.store.write_back()\n",
        "",
        NO_BYTE_IN_THE_MORNING,
    ),
    Mutant(
        "an old workbook may show one text until the memory is full",
        "ektp_core/sheets/xls_texts.py",
        "if at < announced) > LARGEST_TEXT:",
        "if at < announced) < 0:",
        "tests/core/sheets/test_hostile_xls_texts.py::test_a_text_repeated_until_the_memory_is_full",
    ),
    Mutant(
        "an old workbook is believed how many texts it has",
        "ektp_core/sheets/xls_texts.py",
        "        if announced * _SHORTEST > sum(map(len, self._parts)) - _HEAD:\n            raise FileSuspicious\n",
        "",
        "tests/core/sheets/test_hostile_xls_texts.py::test_more_texts_announced_than_there_is_room_for",
    ),
)
