"""Mistakes in showing a progress while something else is written in its message, or its chat has to wait."""

from tests.planted.mutant import Mutant

PROGRESS = (
    Mutant(
        "a progress is written over whatever stands in its message by now",
        "bot/messaging/replies.py",
        "            if still_shows and not self._wait(chat) and not await still_shows():\n",
        "            if False:\n",
        "tests/bot/messaging/replies/test_changes.py::test_a_message_that_shows_something_else_by_now_is_left_alone",
    ),
    Mutant(
        "a wait that Telegram asks for while a message is looked at is not kept",
        "bot/messaging/replies.py",
        "            if self._wait(chat):  # looked at last: Telegram may have asked for it meanwhile\n",
        "            if not still_shows and self._wait(chat):\n",
        "tests/bot/messaging/replies/test_changes.py",
    ),
    Mutant(
        "a progress passes the answers that stand in line",
        "bot/messaging/replies.py",
        "            if self.is_waiting(chat_of(following)):\n",
        "            if still_shows is None and self.is_waiting(chat_of(following)):\n",
        "tests/bot/messaging/replies/test_changes.py",
    ),
    Mutant(
        "an end that has to wait is never told",
        "bot/sending/progress.py",
        "        if end not in (CallEnd.POSTPONED, CallEnd.GIVEN_UP):\n",
        "        if end is not CallEnd.GIVEN_UP:\n",
        "tests/bot/sending/test_progress_that_waits.py",
    ),
    Mutant(
        "a count board is written over what was counted since",
        "ektp_core/store/watches.py",
        "        if now != state or await tally_in(connection, seen.live.number) != counted:\n",
        "        if now != state:\n",
        "tests/bot/sending/test_boards_in_time.py",
    ),
    Mutant(
        "what an answer wrote on a count board is never looked at again",
        "bot/sending/live.py",
        "        is_other = now.numbers != self.said.numbers or revision != self.revision\n",
        "        is_other = now.numbers != self.said.numbers\n",
        "tests/bot/sending/test_boards_in_time.py",
    ),
    Mutant(
        "a visit is closed with a count that has moved",
        "handlers/staff/visits/closing.py",
        "            if counted != draft.counted:\n",
        "            if False:\n",
        "tests/handlers/staff/visits/test_closing.py",
    ),
)
