"""Mistakes in sending to many, and in what is confirmed before it."""

from tests.planted.mutant import Mutant

SENDING = "        outcome = await self._request(copy, call)\n"
HOPING = (
    "        hoped = RequestOutcome(RequestFate.DELIVERED)\n        await self._settlements.settle(copy, settled(copy, hoped), hoped)\n"
)

SENDING_TO_MANY = (
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
)
