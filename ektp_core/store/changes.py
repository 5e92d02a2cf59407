"""Two people change the same thing: the second is told who was first, and nothing is overwritten."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.refusal import Refusal
from ektp_core.roles import Outcome
from ektp_core.store.connection import Store
from ektp_core.store.schema import audit


class Changed(Refusal):
    """What was shown has changed since, or is gone. Nothing was written."""

    key = "staff/changed"


async def who_changed(store: Store, about: str) -> str | None:
    """Who last changed a thing, by its `roles.subject` in the audit."""
    async with store.reading() as connection:
        return await who_changed_in(connection, about)


async def who_changed_in(connection: AsyncConnection, about: str) -> str | None:
    """`who_changed` in a transaction that does more."""
    newest = select(audit.c.name).where(audit.c.subject == about, audit.c.outcome == Outcome.DONE).order_by(audit.c.id.desc()).limit(1)
    return (await connection.execute(newest)).scalar()
