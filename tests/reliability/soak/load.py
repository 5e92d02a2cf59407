"""Who asks what, and how often: people in private, and an admin who always has an announcement under way."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from tests.reliability.scene import Telegram

EXPECTED_A_SECOND = 3.0
"""Questions, day and night: 100,000 people ask two or three times a day. Five times as many, with the announcement and both calls that
answer a tap, are about what Telegram lets a bot send (30 a second): more would only make its waits longer, and fill memory with them."""

TIMES = 5
ADMIN = 7201
ANNOUNCED_EVERY = 60.0
SETTLED_SECONDS = 20
TAPS = 0.2
"""The share of what people do that is a tap on one of the buttons before them."""

TEXTS = (
    "/start",
    "/cek 12-03-2010",
    "12 maret 2010",
    "anak sy lhr 12 maret 2010 udh boleh rekam blm?",
    "/jadwal",
    "kapan ke sman 1 koba?",
    "/cakupan",
    "/cakupan koba",
    "/peringkat",
    "/penghargaan",
    "/syarat",
    "berapa biayanya?",
    "/kontak",
    "/poster koba",
    "/langganan SMAN 1 Koba",
    "/ingatkan 12-03-2011",
    "/jeda",
    "/berhenti",
    "/dataku",
    "/hapus",
    "/language",
    "how do i make a passport",
    "31 februari 2010",
    "3171012345678901",
)
STAFF_TEXTS = ("/petugas", "/jejak", "/tim", "/kunjungan", "/angka", "/sekolah", "/permintaan", "/kantor", "/alat", "/ekspor")
FAULTS: Mapping[str, float] = {
    "reset_after": 0.001,
    "close_after": 0.001,
    "stall_after": 0.0005,
    "bad_gateway_after": 0.001,
    "cut_after": 0.001,
    "empty_after": 0.0005,
    "reset_before": 0.0015,
    "bad_gateway_before": 0.001,
    "stall_before": 0.0005,
    "server_error_before": 0.001,
    "gateway_timeout_after": 0.001,
}
"""1 % in all. No 429: so near to what Telegram takes, waits would only pile up answers."""


@dataclass(slots=True)
class Load:
    """Goes on until it is cancelled, whether the bot is there or not."""

    here: Telegram
    people: Sequence[int]
    a_second: float
    chance: random.Random
    asked: int = 0
    last_update: int = 0
    announced: int = 0

    async def run(self) -> None:
        """Ask at an even pace; what took longer is made up for."""
        loop = asyncio.get_running_loop()
        due = announce_at = loop.time()
        async with asyncio.TaskGroup() as group:
            while True:
                due += 1 / self.a_second
                await asyncio.sleep(due - loop.time())
                group.create_task(self.somebody())
                if loop.time() >= announce_at:
                    announce_at += ANNOUNCED_EVERY
                    group.create_task(self.staff())

    async def somebody(self) -> None:
        """One person writes something, or taps a button of the last message that they got."""
        person = self.chance.choice(self.people)
        if self.chance.random() >= TAPS or not await self.taps(person):
            await self.writes(person, self.chance.choice(TEXTS))

    async def staff(self) -> None:
        """The admin looks at something, and announces something to all who follow the office."""
        await self.writes(ADMIN, self.chance.choice(STAFF_TEXTS))
        number = await self.writes(ADMIN, "/umumkan semua Besok kantor tutup lebih awal.")
        await self.here.gets("/sandbox/settled", update_id=number, timeout=SETTLED_SECONDS)
        self.announced += await self.taps(ADMIN, "Kirim sekarang")

    async def writes(self, person: int, text: str) -> int:
        sent = await self.here.does("/sandbox/send", **{"as": person, "chat": person, "text": text})
        return self._noted(sent["update_id"])

    async def taps(self, person: int, label: str | None = None) -> bool:
        """Whether there was such a button, or any."""
        messages = (await self.here.gets("/sandbox/chat", **{"as": person, "chat": person}))["messages"]
        for message in reversed(messages):
            buttons = [button for row in message["buttons"] for button in row if button.get("data") and label in (None, button["text"])]
            if buttons:
                told = {"as": person, "chat": person, "message_id": message["message_id"], "data": self.chance.choice(buttons)["data"]}
                async with self.here.http.post("/sandbox/tap", json=told) as answer:
                    if answer.status != HTTPStatus.OK:  # the message was forgotten meanwhile
                        return False
                    self._noted((await answer.json())["update_id"])
                return True
        return False

    def _noted(self, update: int) -> int:
        self.asked += 1
        self.last_update = max(self.last_update, update)
        return update
