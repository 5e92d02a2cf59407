"""`python -m bot office new-bot`: an office that has lost its bot goes on with another one."""

from bot.settings import Settings
from ektp_core.store import migrate
from ektp_core.store.existing import open_existing
from ektp_core.store.own_bot import release_bot


async def give_to_new_bot(settings: Settings) -> None:
    """Let whichever bot starts next serve the database. Raises InUse while one runs on it, and NoOffice."""
    store = await open_existing(settings.database(demo=settings.in_sandbox), exclusive=True)
    try:
        await migrate(store)
        async with store.changing() as connection:
            await release_bot(connection)
    finally:
        await store.close()
