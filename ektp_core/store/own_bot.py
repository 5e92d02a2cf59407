"""Which bot of Telegram a database is served by: people are reached by the bot that they started, and by no other.

Served by another one, a trial's say, the first announcement would find nobody, and everybody would be taken to have left
(docs/reliability.md#another-bot-is-refused).
"""

from sqlalchemy import select, update

from ektp_core.store.connection import UNAVAILABLE, Store, Transaction
from ektp_core.store.schema import state


class AnotherBot(Exception):
    """The database is served by another bot; `own` is that one's id."""

    def __init__(self, own: int) -> None:
        super().__init__(own)
        self.own = own


async def serve_by(store: Store, bot: int) -> None:
    """Note at the first start whose database this is. Raises AnotherBot.

    Where nobody has been noted and it cannot be written now, people are answered all the same, and the next start notes it.
    """
    try:
        own = await bot_of(store)
        if own is None:
            async with store.changing() as connection:
                await connection.execute(update(state).where(state.c.bot.is_(None)).values(bot=bot))
    except UNAVAILABLE:
        return
    if own not in {None, bot}:
        raise AnotherBot(own)


async def bot_of(store: Store) -> int | None:
    """The id of the bot that serves the database; None before the first."""
    async with store.reading() as connection:
        return await connection.scalar(select(state.c.bot))


async def release_bot(connection: Transaction) -> None:
    """Whichever bot starts next is the office's from then on."""
    await connection.execute(update(state).values(bot=None))
