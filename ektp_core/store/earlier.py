"""What visits and loans were before their last changes, to go back to; one pile for each."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.store.schema import old_version


async def keep_earlier(connection: AsyncConnection, kind: str, number: int, body: Mapping[str, Any], person: int, now: datetime) -> None:
    """Put what something was until now on its pile; `body` holds its version."""
    text = json.dumps(dict(body), ensure_ascii=False, default=str)
    kept = {"kind": kind, "key": str(number), "body": text, "replaced_at": now, "replaced_by": person}
    await connection.execute(insert(old_version).values(**kept))


async def earlier_of(connection: AsyncConnection, kind: str, number: int) -> dict[str, Any] | None:
    """What something was before its last change."""
    row = (await connection.execute(_pile(kind, number).limit(1))).first()
    return dict(json.loads(row.body)) if row else None


async def take_earlier(connection: AsyncConnection, kind: str, number: int) -> dict[str, Any] | None:
    """The same, taken off the pile: the transaction puts it in force."""
    row = (await connection.execute(_pile(kind, number).limit(1))).first()
    if row is None:
        return None
    await connection.execute(delete(old_version).where(old_version.c.id == row.id))
    return dict(json.loads(row.body))


async def begin_anew(connection: AsyncConnection, kind: str, number: int, table: Table) -> None:
    """A new thing may get the number of a removed one: its versions go on from there, so that an old button never means the new thing."""
    versions = [int(json.loads(row.body)["version"]) for row in await connection.execute(_pile(kind, number))]
    if not versions:
        return
    await connection.execute(update(table).where(table.c.id == number).values(version=max(versions) + 2))
    await connection.execute(delete(old_version).where(old_version.c.kind == kind, old_version.c.key == str(number)))


def _pile(kind: str, number: int) -> Any:
    query = select(old_version.c.id, old_version.c.body).where(old_version.c.kind == kind, old_version.c.key == str(number))
    return query.order_by(old_version.c.id.desc())
