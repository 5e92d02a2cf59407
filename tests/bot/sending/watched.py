"""An office whose announcements are sent copy by copy, as a test says, and whose progress is looked at when it says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import select, update

from bot.messaging.dispatch import Dispatcher
from bot.messaging.lanes import Lanes
from bot.messaging.polling import Poller
from bot.messaging.replies import Replies
from bot.messaging.transport import Transport
from bot.messaging.updates import Update
from bot.sending.pace import Pace
from bot.sending.progress import Progress
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import open_store, schema
from ektp_core.store.deliveries import close_what_is_done
from handlers.outgoing.start import start_announcements
from tests.databases import Filled, sqlite_file
from tests.rehearsal import TODAY, ZONE, Clock, Phone, sandbox
from tests.reliability.scene import follow

RATNA, HENDRA = 7101, 7102
READERS = range(1, 11)


@dataclass(slots=True)
class Watched:
    """The bot without its leader: nothing is sent, and no progress told, but by these."""

    office: Office
    clock: Clock
    http: aiohttp.ClientSession
    progress: Progress

    def phone(self, person: int = RATNA) -> Phone:
        return Phone(self.http, person)

    async def confirmed(self, person: int = RATNA, words: str = "Tim datang besok pagi.") -> Phone:
        """Somebody announces to everyone, has just confirmed, and its copies are made."""
        phone = self.phone(person)
        await phone.writes(f"/umumkan semua {words}")
        await phone.taps("Kirim sekarang")
        async with self.office.store.changing() as connection:
            assert await start_announcements(connection, self.office) == 1
        return phone

    async def deliver(self, most: int) -> None:
        """So many copies more arrive; an announcement without open copies is closed."""
        waiting = select(schema.delivery.c.id).where(schema.delivery.c.state == DeliveryState.PENDING).limit(most)
        async with self.office.store.changing() as connection:
            arrived = {"state": DeliveryState.DELIVERED, "message_id": 900}
            await connection.execute(update(schema.delivery).where(schema.delivery.c.id.in_(waiting)).values(arrived))
            await close_what_is_done(connection, self.clock())

    async def message(self, phone: Phone, number: int) -> dict[str, Any]:
        """A message of somebody's chat as it stands there now."""
        return next(each for each in await phone.messages() if each["message_id"] == number)


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Watched]:
    """The demo office at noon; ten people follow its district."""
    async with sandbox(folder) as (telegram, http):
        clock = Clock(datetime.combine(TODAY, time(12), ZONE))
        store = open_store(await sqlite_file(folder / "office.db", Filled.DEMO))
        office = await Office.open(store, OfficeSettings(ZONE), clock)
        await follow(store, READERS)
        transport, pace = Transport(telegram.url, "1:watched"), Pace(28)
        await transport.initialize()
        dispatcher = Dispatcher(office, "siaprekam_bot", transport.download, transport.bot.get_chat_member)
        replies = Replies(transport, pace, office.note_written)

        async def handle(update: Update) -> asyncio.Task[None] | None:
            return await replies.send(await dispatcher.respond(update))

        polling = asyncio.create_task(Poller(transport, Lanes(handle), replies.is_waiting).run())
        try:
            yield Watched(office, clock, http, Progress(office, dispatcher.messages, replies, pace))
        finally:
            polling.cancel()
            with suppress(asyncio.CancelledError):
                await polling
            await transport.shutdown()
            await store.close()
