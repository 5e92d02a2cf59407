"""A restored backup sends nothing until an admin says so; then nothing old (docs/reliability.md#a-restored-copy-sends-nothing)."""

import asyncio
import shutil
from pathlib import Path

from tests.patience import LONGEST
from tests.reliability.scene import Outbox, Telegram, a_bot, an_office, announce, follow, sqlite_url, stopped, telegram

ADMIN = 7201
SETTINGS = {"admin_ids": str(ADMIN)}


async def said(here: Telegram) -> list[dict[str, str]]:
    return list((await here.gets("/sandbox/chat", **{"as": ADMIN, "chat": ADMIN}))["messages"])


async def taps(here: Telegram, label: str) -> None:
    """The admin taps a button of the newest message that has it."""
    async with asyncio.timeout(LONGEST):
        while True:
            for message in reversed(await said(here)):
                for button in [button for row in message["buttons"] for button in row]:
                    if button["text"] == label:
                        told = {"as": ADMIN, "chat": ADMIN, "message_id": message["message_id"], "data": button["data"]}
                        sent = await here.does("/sandbox/tap", **told)
                        assert (await here.gets("/sandbox/settled", update_id=sent["update_id"], timeout=LONGEST))["settled"]
                        return
            await asyncio.sleep(0.1)


async def arrived(here: Telegram, chats: list[int]) -> int:
    """How many messages these chats have got."""
    found = (await here.deliveries()).arrived
    return sum(found.get(chat, 0) for chat in chats)


async def test_a_restored_backup_sends_nothing_until_an_admin_resumes(tmp_path: Path) -> None:
    database, backup = tmp_path / "office.db", tmp_path / "backup.db"
    books, url = Outbox(database), sqlite_url(database)
    async with telegram(latency_ms=(5, 10)) as here:
        chats = (await here.crowd(400))["chats"]
        await here.does("/sandbox/send", **{"as": ADMIN, "chat": ADMIN, "text": "/start"})
        async with an_office(url) as store:
            await follow(store, chats)
            await announce(store)
        async with a_bot(here, url, **SETTINGS) as bot:
            await here.until(100)
            await stopped(bot)
        shutil.copy(database, backup)
        sent_at_backup = books.counts().delivered
        async with a_bot(here, url, **SETTINGS) as bot:
            await books.until_closed()
            await stopped(bot)
        before = await arrived(here, chats)
        shutil.copy(backup, database)
        async with a_bot(here, url, **SETTINGS):
            await taps(here, "Lanjutkan pengiriman")
            await asyncio.sleep(2)
            after = await arrived(here, chats)
            assert (books.state(), books.counts().delivered) == ("paused", sent_at_backup)
            await taps(here, "Pengumuman")
            await taps(here, "A-1")
            await taps(here, "Batalkan")
            await taps(here, "Ya, batalkan")
            counts = await books.until_closed()
    assert after == before == len(chats)
    assert (counts.delivered, counts.skipped) == (sent_at_backup, len(chats) - sent_at_backup)
