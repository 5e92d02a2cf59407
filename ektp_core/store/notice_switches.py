"""Which automatic notices the office has switched off."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.notices.due import NoticeKind
from ektp_core.store.connection import Store
from ektp_core.store.schema import notice_off


async def notices_off(store: Store) -> frozenset[NoticeKind]:
    """What is not told automatically."""
    async with store.reading() as connection:
        return await notices_off_in(connection)


async def notices_off_in(connection: AsyncConnection) -> frozenset[NoticeKind]:
    """`notices_off` in a transaction that does more."""
    return frozenset(NoticeKind(kind) for kind in (await connection.execute(select(notice_off.c.kind))).scalars())


async def switch_notice(connection: AsyncConnection, kind: NoticeKind, *, on: bool) -> None:
    """Switch one kind on or off; switching it to what it is changes nothing."""
    await connection.execute(delete(notice_off).where(notice_off.c.kind == kind))
    if not on:
        await connection.execute(insert(notice_off).values(kind=kind))
