"""Mistakes in keeping the waits that Telegram asks for."""

from tests.planted.mutant import Mutant

PACE = (
    Mutant(
        "one chat's 429 halts everybody",
        "bot/messaging/flood.py",
        "        if len(self._refusals) < FLOOD_CHATS:\n            return 0.0\n",
        "",
        "tests/bot/sending/test_waits.py::test_a_group_at_its_limit_and_a_citizen_made_to_wait_delay_nobody_else",
    ),
    Mutant(
        "the bulk waits with every answer that has to",
        "bot/messaging/replies.py",
        "        if for_all:\n            self._bulk.halt(for_all)\n",
        "        self._bulk.halt(for_all or seconds)\n",
        "tests/bot/sending/test_waits.py::test_a_group_at_its_limit_and_a_citizen_made_to_wait_delay_nobody_else",
    ),
    Mutant(
        "answers to groups are sent as they come",
        "bot/messaging/replies.py",
        "            self._chats.take(chat)\n",
        "",
        "tests/bot/sending/test_waits.py::test_a_group_at_its_limit_and_a_citizen_made_to_wait_delay_nobody_else",
    ),
    Mutant(
        "a copy is tried again before the wait is over",
        "bot/sending/broadcaster.py",
        "        if not await self._pace.chat_turn(copy.chat):\n",
        "        if not await self._pace.chat_turn(copy.chat) and self._stopping:\n",
        "tests/bot/sending/test_waits.py::test_no_copy_is_asked_for_before_the_wait_is_over_however_many_are_being_claimed",
    ),
    Mutant(
        "a turn that was taken before a 429 is used during the wait",
        "bot/sending/pace.py",
        "        if self._stopped.is_set() or moment() < self._halted_until or self.chats.wait(chat):\n",
        "        if self._stopped.is_set():\n",
        "tests/bot/sending/test_pace.py::test_whoever_had_a_turn_before_telegram_asked_to_wait_does_not_go_during_the_wait",
    ),
    Mutant(
        "an update whose answer waits keeps the newer ones from being seen",
        "bot/messaging/polling.py",
        "            self._let_go_of(batch.updates)\n",
        "            pass\n",
        "tests/bot/messaging/test_slow_answers.py::test_a_hundred_updates_behind_an_answer_end_only_a_wait_that_telegram_asked_for",
    ),
)
