"""Two people change the same thing: the second is told who was first, and nothing is overwritten."""

from sqlalchemy import select

from ektp_core.refusal import Refusal
from ektp_core.roles import Outcome
from ektp_core.store.connection import Store
from ektp_core.store.schema import audit


class Changed(Refusal):
    """What was shown has changed since, or is gone. Nothing was written."""

    key = "staff/changed"


async def who_changed(store: Store, subject: str) -> str | None:
    """Who last changed a thing, by its subject in the audit."""
    newest = select(audit.c.name).where(audit.c.subject == subject, audit.c.outcome == Outcome.DONE).order_by(audit.c.id.desc()).limit(1)
    async with store.reading() as connection:
        return (await connection.execute(newest)).scalar()
