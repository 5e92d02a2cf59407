"""Announcements that have arrived without Telegram, and their copies as the store has them."""

from sqlalchemy import select, update

from bot.terminal.ask import plain
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.office import Office
from ektp_core.store import schema
from ektp_core.store.deliveries import close_what_is_done
from handlers.outgoing.start import start_announcements
from tests.handlers.staff.announcements.desk import NOON, Desk, written

WRONG, RIGHT = "Tim datang Jumat.", "Tim datang Kamis, bawa fotokopi KK."


async def delivered(office: Office, *, but: tuple[int, ...] = ()) -> None:
    """Everything that is under way arrives, as the engine does it; copies to the chats `but` may have."""
    async with office.store.changing() as connection:
        await start_announcements(connection, office)
        waiting = select(schema.delivery.c.id, schema.delivery.c.chat, schema.delivery.c.message_id)
        for copy in (await connection.execute(waiting.where(schema.delivery.c.state == DeliveryState.PENDING))).all():
            ended = {"state": DeliveryState.DELIVERED, "message_id": copy.message_id or 900 + copy.id}
            if copy.chat in but:
                ended = {"state": DeliveryState.UNCERTAIN, "ambiguous": 2}
            await connection.execute(update(schema.delivery).where(schema.delivery.c.id == copy.id).values(**ended))
        while await close_what_is_done(connection, NOON):
            pass


async def told(office: Office, text: str = WRONG, to: str = "SMAN 1 Koba") -> Desk:
    """An announcement that has arrived, and its writer at the list."""
    desk = await written(office, to=to, text=text)
    await desk.taps("announcement_send")
    await delivered(office)
    await desk.announces()
    return desk


async def copies(office: Office, number: int) -> list[tuple[int | None, str, int | None, int | None, str | None]]:
    """Each copy: its chat, state, the message that it changes, the one that it replies to, and its words."""
    row = schema.delivery.c
    query = select(row.chat, row.state, row.message_id, row.replies_to, schema.announcement_text.c.html).outerjoin(schema.announcement_text)
    async with office.store.reading() as connection:
        found = await connection.execute(query.where(row.announcement == number).order_by(row.chat))
        return [(*each[:4], plain(each.html) if each.html else None) for each in found]
