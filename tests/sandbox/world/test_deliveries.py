"""The delivery log is the ground truth: what each chat met and got, and the pace that was kept."""

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.world.deliveries import PaceKept
from tests.at_once import at_once
from tests.sandbox.line import DIMAS, GROUP, RUSLI, SITI, TOKEN, Line


@pytest.fixture
async def started(line: Line) -> Line:
    """Siti and Pak Rusli have started the bot."""
    await line.writes("/start")
    await line.writes("/start", RUSLI)
    return line


async def send(line: Line, chat: int = SITI, text: str = "Halo", **more: object) -> int:
    message_id: int = (await line.gives("sendMessage", chat_id=chat, text=text, **more))["message_id"]
    return message_id


async def test_requests_deliveries_and_silent_ones_are_counted_by_chat(started: Line) -> None:
    await send(started)
    await send(started, disable_notification=True)
    await send(started, GROUP, disable_notification=True)
    await started.call("sendMessage", chat_id=DIMAS, text="Halo")
    await started.call("sendMessage", chat_id=999, text="Halo")
    await started.call("sendMessage", chat_id=RUSLI, text="")
    await started.call("sendChatAction", chat_id=RUSLI, action="typing")
    assert await started.asks("deliveries") == {
        "deliveries": {str(SITI): 2, str(GROUP): 1},
        "requests": {str(SITI): 2, str(GROUP): 1, str(DIMAS): 1, "999": 1, str(RUSLI): 1},
        "silent": {str(SITI): 1, str(GROUP): 1},
    }


async def test_a_message_whose_answer_was_lost_counts_and_one_that_never_came_through_does_not(started: Line) -> None:
    await started.acts("faults", chat=SITI, faults=["reset_after", "reset_before"])
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await started.call("sendMessage", chat_id=SITI, text="Halo")
    told = await started.asks("deliveries")
    assert (told["deliveries"], told["requests"]) == ({str(SITI): 1}, {str(SITI): 2})


async def test_what_the_bot_edits_or_deletes_stays_delivered(started: Line) -> None:
    first, second = await send(started, text="1"), await send(started, text="2", disable_notification=True)
    await started.gives("editMessageText", chat_id=SITI, message_id=first, text="satu")
    await started.gives("deleteMessage", chat_id=SITI, message_id=second)
    assert (await started.asks("deliveries"))["deliveries"] == {str(SITI): 2}
    assert (await started.asks("delivered", chat=SITI))["messages"] == [
        {"message_id": first, "method": "sendMessage", "text": "satu", "thread": None, "silent": False, "edited": True, "deleted": False},
        {"message_id": second, "method": "sendMessage", "text": "2", "thread": None, "silent": True, "edited": False, "deleted": True},
    ]


async def test_files_are_listed_with_their_method_and_caption(started: Line) -> None:
    form = aiohttp.FormData({"chat_id": str(SITI), "caption": "Jadwal"})
    form.add_field("photo", b"x", filename="jadwal.png", content_type="image/png")
    async with started.http.post(f"/bot{TOKEN}/sendPhoto", data=form) as answer:
        assert (await answer.json())["ok"]
    (message,) = (await started.asks("delivered", chat=SITI))["messages"]
    assert (message["method"], message["text"]) == ("sendPhoto", "Jadwal")


async def test_a_chat_that_got_nothing_has_nothing_delivered(started: Line) -> None:
    assert await started.asks("delivered", chat=SITI) == {"messages": []}
    assert await started.asks("delivered", chat=999) == {"messages": []}


@pytest.mark.virtual_time
async def test_the_pace_is_told_and_measured_anew_on_demand(started: Line) -> None:
    await started.acts("rules", pace=True, per_chat_burst=2)
    assert await started.asks("paced") == {"accepted": 0, "first": None, "last": None, "refused": 0, "per_second_max": 0}
    for _ in range(3):
        await started.call("sendMessage", chat_id=SITI, text="Halo")
    paced = await started.asks("paced")
    assert (paced["accepted"], paced["refused"], paced["per_second_max"]) == (2, 1, 2)
    assert paced["first"] <= paced["last"]
    await started.acts("paced")
    assert (await started.asks("paced"))["accepted"] == 0


async def test_every_429_to_a_message_counts_as_refused(started: Line) -> None:
    await started.acts("rules", retry_after=1)
    await started.acts("faults", chat=SITI, faults=["too_many_bare", "too_many_html", "too_many"])
    for _ in range(4):
        async with started.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": SITI, "text": "Halo"}) as answer:
            assert answer.status == 429
    assert (await started.asks("paced"))["refused"] == 4


@given(st.lists(st.sampled_from([0.0, 0.01, 0.25, 0.5, 1.0, 3.0]), min_size=1, max_size=60))
def test_the_most_in_a_second_is_that_of_the_busiest_second(pauses: list[float]) -> None:
    kept, now, times = PaceKept(), 0.0, []
    for pause in pauses:
        now += pause
        times.append(now)
        kept.accept(now)
    assert kept.per_second_max == max(sum(end - 1 < at <= end for at in times) for end in times)
    assert (kept.accepted, kept.first, kept.last) == (len(times), times[0], times[-1])


async def test_calls_are_only_counted_when_they_are_not_to_be_kept(started: Line) -> None:
    await send(started)
    await started.acts("rules", keep_calls=False)
    await at_once(*(send(started) for _ in range(5)))
    await started.acts("rules", keep_calls=True)
    await send(started)
    told = await started.asks("calls", since=0)
    assert [call["n"] for call in told["calls"]] == [0, 6]
    assert told["counted"] == {"sendMessage": 7}
    assert [call["n"] for call in (await started.asks("calls", since=1))["calls"]] == [6]


async def test_of_each_chat_only_the_newest_messages_are_kept_when_that_is_the_rule(started: Line) -> None:
    await started.acts("rules", keep_messages=2)
    for _ in range(5):
        await send(started)
    messages = (await started.asks("delivered", chat=SITI))["messages"]
    assert len(messages) == 2
    assert (await started.asks("paced"))["accepted"] == 5, "what was delivered stays counted"
    async with started.http.post("/sandbox/rules", json={"keep_messages": 0}) as answer:
        assert answer.status == 400
