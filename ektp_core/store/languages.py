"""What people asked to be kept: the language of a chat."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from ektp_core.profile import Language
from ektp_core.store.connection import Store
from ektp_core.store.schema import preference


async def languages(store: Store) -> dict[int, Language]:
    """The chosen language of every chat that chose one."""
    async with store.reading() as connection:
        rows = await connection.execute(select(preference.c.chat, preference.c.language))
        return {row.chat: Language(row.language) for row in rows}


async def choose_language(store: Store, chat: int, language: Language, now: datetime) -> None:
    """Keep the language of a chat; the last choice counts."""
    async with store.changing() as connection:
        await connection.execute(delete(preference).where(preference.c.chat == chat))
        await connection.execute(insert(preference).values(chat=chat, language=language, since=now))
