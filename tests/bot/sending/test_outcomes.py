"""What each answer of Telegram, and each kind of silence, means for a copy (docs/reliability.md#what-an-answer-means)."""

from typing import Any

import aiohttp
import msgspec
import pytest

from bot.sending.broadcaster import settled
from bot.sending.outcomes import Fate, Outcome, answered, unanswered
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store.deliveries import Copy
from ektp_core.subscriptions.subscribers import GoneReason

ANSWERS: tuple[tuple[int, Any, Outcome], ...] = (
    (200, {"ok": True, "result": {"message_id": 7}}, Outcome(Fate.DELIVERED, message_id=7)),
    (200, {"ok": True, "result": True}, Outcome(Fate.DELIVERED)),
    (200, {"ok": False}, Outcome(Fate.AMBIGUOUS, "answer 200")),
    (200, b'{"ok": true, "resu', Outcome(Fate.AMBIGUOUS, "answer 200")),
    (200, b"", Outcome(Fate.AMBIGUOUS, "answer 200")),
    (500, {"ok": False, "error_code": 500, "description": "Internal Server Error: restart"}, Outcome(Fate.AMBIGUOUS, "answer 500")),
    (502, b"<html>Bad Gateway</html>", Outcome(Fate.AMBIGUOUS, "answer 502")),
    (504, b"", Outcome(Fate.AMBIGUOUS, "answer 504")),
    (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 35}}, Outcome(Fate.WAIT, "too many requests", seconds=35.0)),
    (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 0}}, Outcome(Fate.WAIT, "too many requests")),
    (429, {"ok": False, "error_code": 429}, Outcome(Fate.WAIT, "too many requests")),
    (429, b"<html>Too Many Requests</html>", Outcome(Fate.WAIT, "too many requests")),
    (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, Outcome(Fate.TOKEN_REFUSED, "401")),
    (404, {"ok": False, "error_code": 404, "description": "Not Found"}, Outcome(Fate.TOKEN_REFUSED, "404")),
    (413, b"", Outcome(Fate.TEXT_REFUSED, "too large")),
)

REFUSALS = (
    (403, "Forbidden: bot was blocked by the user", Fate.DEAD, GoneReason.BLOCKED),
    (403, "Forbidden: user is deactivated", Fate.DEAD, GoneReason.DEACTIVATED),
    (403, "Forbidden: bot was kicked from the supergroup chat", Fate.DEAD, GoneReason.KICKED),
    (403, "Forbidden: bot is not a member of the supergroup chat", Fate.DEAD, GoneReason.KICKED),
    (403, "Forbidden: the group chat was deleted", Fate.DEAD, GoneReason.KICKED),
    (403, "Forbidden: bot can't initiate conversation with a user", Fate.DEAD, GoneReason.NEVER_STARTED),
    (403, "Forbidden: something new", Fate.DEAD, GoneReason.BLOCKED),
    (400, "Bad Request: chat not found", Fate.DEAD, GoneReason.NOT_FOUND),
    (400, "Bad Request: not enough rights to send text messages to the chat", Fate.DEAD, GoneReason.NO_RIGHT),
    (400, "Bad Request: can't parse entities: Can't find end tag", Fate.TEXT_REFUSED, None),
    (400, "Bad Request: message is too long", Fate.TEXT_REFUSED, None),
    (400, "Bad Request: message caption is too long", Fate.TEXT_REFUSED, None),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", Fate.TEXT_REFUSED, None),
    (400, "Bad Request: TOPIC_CLOSED", Fate.REFUSED, None),
    (400, "Bad Request: message is not modified: specified new message", Fate.DELIVERED, None),
    (400, "Bad Request: message to delete not found", Fate.DELIVERED, None),
    (400, "Bad Request: message to edit not found", Fate.REFUSED, None),
    (400, "Bad Request: message can't be deleted for everyone", Fate.REFUSED, None),
)


@pytest.mark.parametrize(("status", "body", "outcome"), ANSWERS)
def test_an_answer_is_told_apart(status: int, body: Any, outcome: Outcome) -> None:
    assert answered(status, body if isinstance(body, bytes) else msgspec.json.encode(body)) == outcome


@pytest.mark.parametrize(("code", "description", "fate", "gone"), REFUSALS, ids=lambda value: str(value)[:40])
def test_a_refusal_is_the_chats_the_texts_or_none_at_all(code: int, description: str, fate: Fate, gone: GoneReason | None) -> None:
    found = answered(code, msgspec.json.encode({"ok": False, "error_code": code, "description": description}))
    assert (found.fate, found.gone) == (fate, gone)


def test_a_group_that_moved_names_its_new_id() -> None:
    body = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": -100},
    }
    assert answered(400, msgspec.json.encode(body)) == Outcome(Fate.MIGRATED, "migrated", new_chat=-100)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (aiohttp.ClientConnectorError(None, OSError(111, "refused")), Fate.NOT_SENT),  # type: ignore[arg-type] -- no connection is looked at
        (aiohttp.ConnectionTimeoutError(), Fate.NOT_SENT),
        (aiohttp.SocketTimeoutError(), Fate.AMBIGUOUS),
        (aiohttp.ServerDisconnectedError(), Fate.AMBIGUOUS),
        (aiohttp.ClientOSError(104, "reset"), Fate.AMBIGUOUS),
        (aiohttp.ClientPayloadError(), Fate.AMBIGUOUS),
        (TimeoutError(), Fate.AMBIGUOUS),
    ],
    ids=lambda value: type(value).__name__,
)
def test_silence_means_not_sent_only_before_the_connection_stood(error: Exception, fate: Fate) -> None:
    assert unanswered(error).fate is fate


COPY, DOUBTED = Copy(1, 1, 7001, 1, 0, None), Copy(1, 1, 7001, 1, 1, None)
SETTLED = (
    (COPY, Fate.DELIVERED, DeliveryState.DELIVERED, 0),
    (COPY, Fate.NOT_SENT, DeliveryState.PENDING, 0),
    (COPY, Fate.WAIT, DeliveryState.PENDING, 0),
    (COPY, Fate.MIGRATED, DeliveryState.PENDING, 0),
    (COPY, Fate.TOKEN_REFUSED, DeliveryState.PENDING, 0),
    (COPY, Fate.AMBIGUOUS, DeliveryState.DEFERRED, 1),
    (COPY, Fate.DEAD, DeliveryState.UNREACHABLE, 0),
    (COPY, Fate.REFUSED, DeliveryState.UNREACHABLE, 0),
    (COPY, Fate.TEXT_REFUSED, DeliveryState.SKIPPED, 0),
    (DOUBTED, Fate.DELIVERED, DeliveryState.DELIVERED, 1),
    (DOUBTED, Fate.NOT_SENT, DeliveryState.DEFERRED, 1),
    (DOUBTED, Fate.WAIT, DeliveryState.DEFERRED, 1),
    (DOUBTED, Fate.TEXT_REFUSED, DeliveryState.UNCERTAIN, 1),
    (DOUBTED, Fate.AMBIGUOUS, DeliveryState.UNCERTAIN, 2),
)


@pytest.mark.parametrize(("copy", "fate", "state", "ambiguous"), SETTLED)
def test_every_fate_settles_a_copy(copy: Copy, fate: Fate, state: DeliveryState, ambiguous: int) -> None:
    found = settled(copy, Outcome(fate))
    assert (found.state, found.ambiguous) == (state, ambiguous)
