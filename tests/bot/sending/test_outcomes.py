"""What each answer of Telegram, and each kind of silence, means for a copy (docs/reliability.md#what-an-answer-means)."""

from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp.client_reqrep import ConnectionKey

from bot.sending.broadcaster import settled
from bot.sending.outcomes import RequestFate, RequestOutcome, answered, of_copy, unanswered
from ektp_core.announcements.announcement import Reason
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.store.deliveries import Copy
from ektp_core.subscriptions.subscribers import UnreachableReason

A_CONNECTION = ConnectionKey("api.telegram.org", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None)

ANSWERS: tuple[tuple[int, Any, RequestOutcome], ...] = (
    (200, {"ok": True, "result": {"message_id": 7}}, RequestOutcome(RequestFate.DELIVERED, message_id=7)),
    (200, {"ok": True, "result": True}, RequestOutcome(RequestFate.DELIVERED)),
    (200, {"ok": False}, RequestOutcome(RequestFate.AMBIGUOUS, "answer 200")),
    (200, b'{"ok": true, "resu', RequestOutcome(RequestFate.AMBIGUOUS, "answer 200")),
    (200, b"", RequestOutcome(RequestFate.AMBIGUOUS, "answer 200")),
    (
        500,
        {"ok": False, "error_code": 500, "description": "Internal Server Error: restart"},
        RequestOutcome(RequestFate.AMBIGUOUS, "answer 500"),
    ),
    (502, b"<html>Bad Gateway</html>", RequestOutcome(RequestFate.AMBIGUOUS, "answer 502")),
    (504, b"", RequestOutcome(RequestFate.AMBIGUOUS, "answer 504")),
    (200, b"[" * 100_000, RequestOutcome(RequestFate.AMBIGUOUS, "answer 200")),
    (
        429,
        {"ok": False, "error_code": 429, "parameters": {"retry_after": 35}},
        RequestOutcome(RequestFate.WAIT, "too many requests", seconds=35.0),
    ),
    (429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 0}}, RequestOutcome(RequestFate.WAIT, "too many requests")),
    (429, {"ok": False, "error_code": 429}, RequestOutcome(RequestFate.WAIT, "too many requests")),
    (429, b"<html>Too Many Requests</html>", RequestOutcome(RequestFate.WAIT, "too many requests")),
    (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, RequestOutcome(RequestFate.TOKEN_REFUSED, "401")),
    (404, {"ok": False, "error_code": 404, "description": "Not Found"}, RequestOutcome(RequestFate.TOKEN_REFUSED, "404")),
    (413, b"", RequestOutcome(RequestFate.TEXT_REFUSED, "too large")),
)

REFUSALS = (
    (403, "Forbidden: bot was blocked by the user", RequestFate.DEAD, UnreachableReason.BLOCKED),
    (403, "Forbidden: user is deactivated", RequestFate.DEAD, UnreachableReason.DEACTIVATED),
    (403, "Forbidden: bot was kicked from the supergroup chat", RequestFate.DEAD, UnreachableReason.KICKED),
    (403, "Forbidden: bot is not a member of the supergroup chat", RequestFate.DEAD, UnreachableReason.KICKED),
    (403, "Forbidden: the group chat was deleted", RequestFate.DEAD, UnreachableReason.KICKED),
    (403, "Forbidden: bot can't initiate conversation with a user", RequestFate.DEAD, UnreachableReason.NEVER_STARTED),
    (403, "Forbidden: something new", RequestFate.DEAD, UnreachableReason.BLOCKED),
    (400, "Bad Request: chat not found", RequestFate.DEAD, UnreachableReason.NOT_FOUND),
    (400, "Bad Request: not enough rights to send text messages to the chat", RequestFate.DEAD, UnreachableReason.NO_RIGHT),
    (400, "Bad Request: can't parse entities: Can't find end tag", RequestFate.TEXT_REFUSED, None),
    (400, "Bad Request: message is too long", RequestFate.TEXT_REFUSED, None),
    (400, "Bad Request: message caption is too long", RequestFate.TEXT_REFUSED, None),
    (400, "Bad Request: wrong file identifier/HTTP URL specified", RequestFate.TEXT_REFUSED, None),
    (400, "Bad Request: TOPIC_CLOSED", RequestFate.TOPIC_GONE, None),
    (400, "Bad Request: TOPIC_DELETED", RequestFate.TOPIC_GONE, None),
    (400, "Bad Request: message thread not found", RequestFate.TOPIC_GONE, None),
    (400, "Bad Request: message is not modified: specified new message", RequestFate.DELIVERED, None),
    (400, "Bad Request: message to delete not found", RequestFate.DELIVERED, None),
    (400, "Bad Request: message to edit not found", RequestFate.REFUSED, None),
    (400, "Bad Request: message can't be deleted for everyone", RequestFate.REFUSED, None),
)


@pytest.mark.parametrize(("status", "body", "outcome"), ANSWERS)
def test_an_answer_is_told_apart(status: int, body: Any, outcome: RequestOutcome) -> None:
    assert answered(status, body if isinstance(body, bytes) else msgspec.json.encode(body)) == outcome


@pytest.mark.parametrize(("code", "description", "fate", "gone"), REFUSALS, ids=lambda value: str(value)[:40])
def test_a_refusal_is_the_chats_the_texts_or_none_at_all(
    code: int, description: str, fate: RequestFate, gone: UnreachableReason | None
) -> None:
    found = answered(code, msgspec.json.encode({"ok": False, "error_code": code, "description": description}))
    assert (found.fate, found.gone) == (fate, gone)


def test_a_group_that_moved_names_its_new_id() -> None:
    body = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": -100},
    }
    assert answered(400, msgspec.json.encode(body)) == RequestOutcome(RequestFate.MIGRATED, "migrated", new_chat=-100)


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (aiohttp.ClientConnectorError(A_CONNECTION, OSError(111, "refused")), RequestFate.NOT_SENT),
        (aiohttp.ConnectionTimeoutError(), RequestFate.NOT_SENT),
        (aiohttp.SocketTimeoutError(), RequestFate.AMBIGUOUS),
        (aiohttp.ServerDisconnectedError(), RequestFate.AMBIGUOUS),
        (aiohttp.ClientOSError(104, "reset"), RequestFate.AMBIGUOUS),
        (aiohttp.ClientPayloadError(), RequestFate.AMBIGUOUS),
        (TimeoutError(), RequestFate.AMBIGUOUS),
    ],
    ids=lambda value: type(value).__name__,
)
def test_silence_means_not_sent_only_before_the_connection_stood(error: Exception, fate: RequestFate) -> None:
    assert unanswered(error).fate is fate


COPY, DOUBTED = Copy(1, 1, 7001, 1, 0, None), Copy(1, 1, 7001, 1, 1, None)
SETTLED = (
    (COPY, RequestFate.DELIVERED, DeliveryState.DELIVERED, 0),
    (COPY, RequestFate.NOT_SENT, DeliveryState.PENDING, 0),
    (COPY, RequestFate.WAIT, DeliveryState.PENDING, 0),
    (COPY, RequestFate.MIGRATED, DeliveryState.PENDING, 0),
    (COPY, RequestFate.TOPIC_GONE, DeliveryState.PENDING, 0),
    (COPY, RequestFate.TOKEN_REFUSED, DeliveryState.PENDING, 0),
    (COPY, RequestFate.AMBIGUOUS, DeliveryState.DEFERRED, 1),
    (COPY, RequestFate.DEAD, DeliveryState.UNREACHABLE, 0),
    (COPY, RequestFate.REFUSED, DeliveryState.UNREACHABLE, 0),
    (COPY, RequestFate.TEXT_REFUSED, DeliveryState.SKIPPED, 0),
    (DOUBTED, RequestFate.DELIVERED, DeliveryState.DELIVERED, 1),
    (DOUBTED, RequestFate.NOT_SENT, DeliveryState.DEFERRED, 1),
    (DOUBTED, RequestFate.TOPIC_GONE, DeliveryState.DEFERRED, 1),
    (DOUBTED, RequestFate.WAIT, DeliveryState.DEFERRED, 1),
    (DOUBTED, RequestFate.TEXT_REFUSED, DeliveryState.UNCERTAIN, 1),
    (DOUBTED, RequestFate.AMBIGUOUS, DeliveryState.UNCERTAIN, 2),
)


@pytest.mark.parametrize(("copy", "fate", "state", "ambiguous"), SETTLED)
def test_every_fate_settles_a_copy(copy: Copy, fate: RequestFate, state: DeliveryState, ambiguous: int) -> None:
    found = settled(copy, RequestOutcome(fate))
    assert (found.state, found.ambiguous) == (state, ambiguous)


TOPIC_GONE = RequestOutcome(RequestFate.TOPIC_GONE, "bad request: topic_closed")
NO_GENERAL = RequestOutcome(RequestFate.DEAD, UnreachableReason.TOPIC_CLOSED, gone=UnreachableReason.TOPIC_CLOSED)
STAYS = RequestOutcome(RequestFate.REFUSED, Reason.UNCHANGEABLE)


@pytest.mark.parametrize(
    ("thread", "message_id", "outcome", "meant"),
    [
        (5, None, TOPIC_GONE, TOPIC_GONE),
        (None, None, TOPIC_GONE, NO_GENERAL),
        (5, 9, TOPIC_GONE, STAYS),
        (None, 9, TOPIC_GONE, STAYS),
        (5, None, RequestOutcome(RequestFate.DELIVERED), RequestOutcome(RequestFate.DELIVERED)),
        (None, None, RequestOutcome(RequestFate.WAIT), RequestOutcome(RequestFate.WAIT)),
    ],
)
def test_a_topic_that_takes_nothing_falls_back_to_general_and_only_without_it_the_chat_is_dead(
    thread: int | None, message_id: int | None, outcome: RequestOutcome, meant: RequestOutcome
) -> None:
    assert of_copy(Copy(1, 1, -100, 1, 0, message_id, thread), outcome) == meant
