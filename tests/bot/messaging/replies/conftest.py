"""Replies over a sandbox that takes whatever is sent, as long as a test says nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.sandbox import LimitRules
from bot.sending.pace import Pace
from tests.bot.messaging.replies.sent import Line
from tests.rehearsal import ENGLISH_SPEAKER, SITI, sandbox


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with sandbox(tmp_path, LimitRules(pace=False)) as (server, http):
        transport = Transport(server.url, "1:replies")
        await transport.initialize()
        for person in (SITI, ENGLISH_SPEAKER):
            await http.post("/sandbox/send", json={"as": person, "chat": person, "text": "/start"})
        try:
            yield http, Replies(transport, Pace(28))
        finally:
            await transport.shutdown()
