"""Mistakes in keeping people's words and numbers to themselves, and in taking old workbooks at their word."""

from tests.planted.mutant import Mutant

NO_BYTE_IN_THE_MORNING = "tests/bot/sending/test_tidying.py::test_of_what_goes_in_the_morning_no_byte_stays_in_the_log_of_changes"
HEARD = "tests/canaries/test_listening.py::test_a_secret_that_is_not_taken_out_is_heard"

WORDS = (
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
