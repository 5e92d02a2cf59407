"""Mistakes in turning away whoever sends too much."""

from tests.planted.mutant import Mutant

ADMISSION = (
    Mutant(
        "whoever floods is let in",
        "bot/messaging/admission/gate.py",
        "        verdict, reason = buckets.judge(source.key, allowance), source.reason\n",
        "        verdict, reason = Verdict.ADMITTED, source.reason\n",
        "tests/bot/messaging/admission/test_gate.py::test_a_thousand_updates_a_second_of_one_person_leave_others_the_same_order_and_moments",
    ),
    Mutant(
        "staff are counted like citizens",
        "bot/messaging/admission/gate.py",
        "return STAFF if self._is_staff(source.key) else CITIZEN",
        "return CITIZEN",
        "tests/bot/messaging/admission/test_gate.py::test_tally_taps_of_staff_are_never_dropped",
    ),
    Mutant(
        "a chat whose answers wait fills the memory",
        "bot/messaging/admission/gate.py",
        "and self._is_full(update.chat, allowance)",
        "and False",
        "tests/bot/messaging/admission/test_gate.py::test_a_chat_whose_answers_wait_for_hours_fills_no_memory",
    ),
    Mutant(
        "whoever is turned away is told so every time",
        "bot/messaging/admission/buckets.py",
        "            return Verdict.DROPPED\n",
        "            return Verdict.TOLD\n",
        "tests/bot/messaging/admission/test_gate.py::test_whoever_floods_for_an_hour_is_told_once_a_minute",
    ),
    Mutant(
        "all anonymous admins share one bucket",
        "bot/messaging/admission/gate.py",
        "    by = message.sender_chat or message.sender or message.chat\n",
        "    by = message.sender or message.chat\n",
        "tests/bot/messaging/admission/test_gate.py::test_an_anonymous_admin_who_floods_takes_nothing_from_those_of_other_groups",
    ),
    Mutant(
        "a group is answered as often as it asks",
        "bot/messaging/dispatch.py",
        "if request.chat_kind is ChatKind.GROUP and self._group_turns:",
        "if False:",
        "tests/bot/messaging/admission/test_groups.py::test_in_no_minute_a_group_gets_more_than_telegram_allows",
    ),
)
