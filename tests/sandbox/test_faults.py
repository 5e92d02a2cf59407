"""What goes wrong between the bot and Telegram: lost and spoiled answers, refusals without effect, and time."""

import asyncio
from collections import Counter
from typing import Any

import aiohttp
import pytest

from bot.sandbox import LimitRules
from bot.sandbox.rules.faults import Fault, Faults
from tests.sandbox.line import RUSLI, SITI, TOKEN, Line

SEND = f"/bot{TOKEN}/sendMessage"
HELLO = {"chat_id": SITI, "text": "Halo"}


@pytest.fixture
async def started(line: Line) -> Line:
    """Siti and Pak Rusli have started the bot."""
    await line.writes("/start")
    await line.writes("/start", RUSLI)
    return line


def now() -> float:
    return asyncio.get_running_loop().time()


async def meets(line: Line, *faults: str | None, chat: int = SITI) -> None:
    await line.acts("faults", chat=chat, faults=list(faults))


async def delivered(line: Line, chat: int = SITI) -> int:
    count: int = (await line.asks("deliveries"))["deliveries"].get(str(chat), 0)
    return count


AFTER = [fault for fault in Fault if fault.has_effect]
BEFORE = [fault for fault in Fault if not fault.has_effect]
LOST = {
    Fault.RESET_AFTER: aiohttp.ClientOSError,
    Fault.CLOSE_AFTER: aiohttp.ServerDisconnectedError,
    Fault.STALL_AFTER: aiohttp.ServerDisconnectedError,
    Fault.RESET_BEFORE: aiohttp.ClientOSError,
    Fault.STALL_BEFORE: aiohttp.ServerDisconnectedError,
}
ANSWERED = {
    Fault.BAD_GATEWAY_AFTER: (502, "text/html", "<html>"),
    Fault.GATEWAY_TIMEOUT_AFTER: (504, "text/html", "<html>"),
    Fault.CUT_AFTER: (200, "application/json", '{"ok":true,"result":{"message_id":'),
    Fault.EMPTY_AFTER: (200, "application/json", ""),
    Fault.NOT_OK_AFTER: (200, "application/json", '{"ok":false}'),
    Fault.BAD_GATEWAY_BEFORE: (502, "text/html", "<html>"),
    Fault.SERVER_ERROR_BEFORE: (
        500,
        "application/json",
        '{"ok":false,"error_code":500,"description":"Internal Server Error: restart"}',
    ),
    Fault.TOO_MANY: (429, "application/json", '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3"'),
    Fault.TOO_MANY_BARE: (429, "application/json", '{"ok":false,"error_code":429,"description":"Too Many Requests"}'),
    Fault.TOO_MANY_HTML: (429, "text/html", "<html>"),
}


def test_every_fault_is_shown_here() -> None:
    assert LOST.keys() | ANSWERED.keys() == set(Fault)
    assert set(AFTER) | set(BEFORE) == set(Fault)


@pytest.mark.parametrize(("fault", "error"), LOST.items())
async def test_a_lost_answer_ends_the_connection(started: Line, fault: Fault, error: type[Exception]) -> None:
    await started.acts("rules", stall_seconds=0.05)
    await meets(started, fault)
    with pytest.raises(error):
        await started.call("sendMessage", **HELLO)
    assert await delivered(started) == (1 if fault.has_effect else 0)


@pytest.mark.parametrize(("fault", "answer"), ANSWERED.items())
async def test_a_spoiled_answer_comes_whole_but_says_something_else(started: Line, fault: Fault, answer: tuple[int, str, str]) -> None:
    await meets(started, fault)
    async with started.http.post(SEND, json=HELLO) as got:
        status, kind, beginning = answer
        assert (got.status, got.content_type) == (status, kind)
        assert (await got.text()).startswith(beginning)
    assert await delivered(started) == (1 if fault.has_effect else 0)


async def test_a_cut_answer_is_no_json(started: Line) -> None:
    await meets(started, "cut_after")
    async with started.http.post(SEND, json=HELLO) as got:
        with pytest.raises(ValueError):
            await got.json()


@pytest.mark.virtual_time
async def test_a_stall_lasts_as_long_as_the_rule_says(started: Line) -> None:
    await started.acts("rules", stall_seconds=30)
    await meets(started, "stall_after")
    begun = now()
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await started.call("sendMessage", **HELLO)
    assert 30 <= now() - begun < 31


async def test_a_script_is_met_in_order_by_one_chat_and_then_nothing(started: Line) -> None:
    await meets(started, "not_ok_after", None, "too_many_bare")
    outcomes = []
    for _ in range(5):
        async with started.http.post(SEND, json=HELLO) as got:
            outcomes.append((got.status, (await got.json())["ok"]))
    assert outcomes == [(200, False), (200, True), (429, False), (200, True), (200, True)]
    await meets(started, "empty_after", chat=RUSLI)
    assert await started.gives("sendMessage", **HELLO)


METHODS: list[tuple[str, dict[str, Any]]] = [
    ("editMessageText", {"text": "Selamat pagi"}),
    ("editMessageReplyMarkup", {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}}),
    ("deleteMessage", {}),
]


@pytest.mark.parametrize(("method", "parameters"), METHODS)
async def test_edits_and_deletions_meet_faults_too(started: Line, method: str, parameters: dict[str, Any]) -> None:
    sent = await started.gives("sendMessage", **HELLO)
    called = {"chat_id": SITI, "message_id": sent["message_id"], **parameters}
    await meets(started, "server_error_before", "not_ok_after")
    assert (await started.call(method, **called))["error_code"] == 500
    before = await started.messages()
    async with started.http.post(f"/bot{TOKEN}/{method}", json=called) as got:
        assert await got.json() == {"ok": False}
    assert await started.messages() != before


async def test_other_methods_meet_none(started: Line) -> None:
    await started.acts("rules", faults={"bad_gateway_before": 1.0})
    await meets(started, "bad_gateway_before")
    assert await started.gives("getMe")
    assert await started.gives("sendChatAction", chat_id=SITI, action="typing")


@pytest.mark.virtual_time
async def test_after_a_429_everything_is_refused_until_the_wait_is_over(started: Line) -> None:
    await started.acts("rules", retry_after=1)
    sent = await started.gives("sendMessage", **HELLO)
    await meets(started, "too_many")
    assert (await started.call("sendMessage", **HELLO))["parameters"] == {"retry_after": 1}
    for method, parameters in (("sendMessage", HELLO | {"chat_id": RUSLI}), ("deleteMessage", {"message_id": sent["message_id"]})):
        answer = await started.call(method, **({"chat_id": SITI} | parameters))
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
    await asyncio.sleep(1)
    assert await started.gives("sendMessage", **HELLO)


@pytest.mark.parametrize("fault", ["too_many_bare", "too_many_html"])
async def test_a_429_that_names_no_wait_stops_nothing_else(started: Line, fault: str) -> None:
    await meets(started, fault)
    async with started.http.post(SEND, json=HELLO) as got:
        assert got.status == 429
    assert await started.gives("sendMessage", **HELLO)


async def test_the_call_log_tells_which_fault_a_call_met(started: Line) -> None:
    await meets(started, "empty_after", "server_error_before")
    for _ in range(3):
        async with started.http.post(SEND, json=HELLO) as got:
            await got.read()
    calls = (await started.asks("calls", since=0))["calls"]
    assert [(call["ok"], call.get("fault")) for call in calls] == [(True, "empty_after"), (False, "server_error_before"), (True, None)]


@pytest.mark.virtual_time
async def test_half_of_the_latency_passes_before_the_effect_and_half_after(started: Line) -> None:
    await started.acts("rules", latency_ms=[20_000, 20_000])
    begun = now()
    sending = asyncio.create_task(started.gives("sendMessage", **HELLO))
    await asyncio.sleep(9)
    assert await delivered(started) == 0
    await asyncio.sleep(2)
    assert await delivered(started) == 1
    assert not sending.done()
    await sending
    assert now() - begun >= 20


async def test_a_fault_by_rule_comes_as_often_as_its_chance(started: Line) -> None:
    await started.acts("rules", faults={"not_ok_after": 0.5, "server_error_before": 0.5})
    outcomes = Counter[int]()
    for _ in range(20):
        async with started.http.post(SEND, json=HELLO) as got:
            outcomes[got.status] += 1
    assert outcomes.keys() == {200, 500}
    assert await delivered(started) == outcomes[200]


def drawn(chances: dict[str, float], seed: int, count: int = 2000) -> list[Fault | None]:
    faults = Faults()
    return [faults.next(SITI, chances, seed) for _ in range(count)]


def test_chance_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    chances = {"reset_after": 0.05, "too_many": 0.02}
    assert drawn(chances, 7) == drawn(chances, 7)
    assert drawn(chances, 7) != drawn(chances, 8)
    counted = Counter(drawn(chances, 7))
    assert 60 <= counted[Fault.RESET_AFTER] <= 140
    assert 20 <= counted[Fault.TOO_MANY] <= 70
    assert counted.keys() == {Fault.RESET_AFTER, Fault.TOO_MANY, None}


CANNOT_BE: list[dict[str, Any]] = [
    {"faults": {"flood": 0.1}},
    {"faults": {"reset_after": 1.1}},
    {"faults": {"reset_after": -0.1}},
    {"faults": {"reset_after": 0.6, "too_many": 0.6}},
    {"faults": {"reset_after": "often"}},
    {"faults": ["reset_after"]},
    {"latency_ms": [50, 10]},
    {"latency_ms": [-1, 10]},
    {"latency_ms": 10},
]


@pytest.mark.parametrize("rules", CANNOT_BE)
async def test_rules_that_cannot_be_are_refused_and_change_nothing(started: Line, rules: dict[str, Any]) -> None:
    before = LimitRules(**{name: getattr(started.telegram.world.rules, name) for name in LimitRules.__slots__})
    assert await started.cannot("rules", retry_after=9, **rules)
    assert started.telegram.world.rules == before


@pytest.mark.parametrize("faults", [["flood"], "reset_after", None, [7]])
async def test_a_fault_that_does_not_exist_is_refused(started: Line, faults: Any) -> None:
    assert await started.cannot("faults", chat=SITI, faults=faults)
