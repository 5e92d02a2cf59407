"""Getting answers accepted: what is final is not asked twice, what nobody answered is sent again."""

import asyncio
from pathlib import Path

import pytest

from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sending.pace import Pace
from tests.bot.messaging.replies.sent import Line, calls, message
from tests.patience import LONGEST
from tests.rehearsal import SITI


async def test_a_person_who_blocked_the_bot_costs_one_call(line: Line) -> None:
    http, replies = line
    await http.post("/sandbox/block", json={"as": SITI, "blocked": True})
    await replies.send([message("a")])
    assert len(await calls(http, "sendMessage")) == 1


async def test_a_reply_that_telegram_refuses_is_not_sent_twice(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    http, replies = line
    await replies.send([message("a", chat=999)])
    assert len(await calls(http, "sendMessage")) == 1
    assert "Chat not found" in str([vars(record).get("reason") for record in caplog.records])


async def test_a_server_that_is_away_for_a_moment_gets_the_reply_later(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    transport = Transport("http://127.0.0.1:9", "1:away")
    await transport.initialize()
    sending = asyncio.create_task(Replies(transport, Pace(28)).send([message("a")]))
    async with asyncio.timeout(LONGEST):
        while "reply not accepted" not in caplog.text:
            await asyncio.sleep(0.01)
    assert not sending.done()
    sending.cancel()
    await transport.shutdown()
