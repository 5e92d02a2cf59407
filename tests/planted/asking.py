"""Mistakes in what is asked and what is not, in groups and in private."""

from tests.planted.mutant import Mutant

ASKING = (
    Mutant(
        "another bot is answered",
        "bot/messaging/requests/reader.py",
        "    return not (is_bot or message.is_automatic_forward",
        "    return not (message.is_automatic_forward",
        "tests/bot/messaging/test_manners.py::test_another_bot_is_not_answered",
    ),
    Mutant(
        "what a channel posts into its group is answered",
        "bot/messaging/requests/reader.py",
        "(is_bot or message.is_automatic_forward or message.chat",
        "(is_bot or message.chat",
        "tests/bot/messaging/test_manners.py::test_a_channels_post_in_its_group_is_not_answered",
    ),
    Mutant(
        "a group reads what is personal",
        "handlers/answer.py",
        "    if route and route.private and request.chat_kind is ChatKind.GROUP:\n",
        "    if False:\n",
        "tests/bot/messaging/test_groups.py::test_in_a_group_a_button_opens_nothing_personal",
    ),
    Mutant(
        "areas that have changed since they were shown are written over",
        "ektp_core/store/areas.py",
        "    if await areas_in(connection) != changes.before:\n",
        "    if False:\n",
        "tests/store/test_new_edition.py::test_areas_that_have_changed_since_they_were_shown_are_left_alone",
    ),
    Mutant(
        "what is told again leaves the old words as they were",
        "handlers/outgoing/start.py",
        "            await begin_parts(connection, announcement, office)\n",
        "            pass\n",
        "tests/handlers/staff/announcements/test_told_again.py::test_whoever_has_a_copy_gets_a_reply_to_it_and_the_copy_says_that_it_was_corrected",
    ),
    Mutant(
        "a sentence is carried out like a command",
        "handlers/request.py",
        "        return self.route is None or self.origin is Origin.LINKED\n",
        "        return False\n",
        "tests/handlers/free_text/test_nothing_unasked.py::test_what_a_sentence_wants_is_one_tap_away",
    ),
)
