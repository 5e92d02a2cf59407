"""What was in force before: kept whole when it is replaced or removed, so that one can go back to it; one pile for each thing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Changed, Thing
from ektp_core.store.connection import Store
from ektp_core.store.schema import old_version

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A replaced row by its columns, and who replaced it when."""

    id: int
    kind: Thing
    key: str
    body: Mapping[str, Any]
    replaced_at: datetime
    replaced_by: int


def digest(body: Mapping[str, Any]) -> str:
    """A short mark of a row's content: another mark means another content."""
    text = json.dumps(dict(body), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


async def keep_old(connection: AsyncConnection, kind: Thing, key: str | int, body: Mapping[str, Any], person: int, now: datetime) -> int:
    """Put what is about to be replaced or removed on its pile; the number by which it is found again."""
    text = json.dumps(dict(body), ensure_ascii=False, default=str)
    values = {"kind": kind, "key": str(key), "body": text, "replaced_at": now, "replaced_by": person}
    return int((await connection.execute(insert(old_version).values(**values).returning(old_version.c.id))).scalar_one())


async def newest_old(connection: AsyncConnection, kind: Thing, key: str | int) -> Mapping[str, Any] | None:
    """What something was before its last change."""
    row = (await connection.execute(_pile(kind, key).limit(1))).first()
    return _version(row).body if row else None


async def take_newest_old(connection: AsyncConnection, kind: Thing, key: str | int) -> Mapping[str, Any] | None:
    """The same, taken off the pile: the transaction puts it in force."""
    row = (await connection.execute(_pile(kind, key).limit(1))).first()
    if row is None:
        return None
    await connection.execute(delete(old_version).where(old_version.c.id == row.id))
    return _version(row).body


async def how_many_old(connection: AsyncConnection, kind: Thing, key: str | int) -> int:
    """How often something was replaced or removed: never less than its newest version's number was before."""
    query = select(func.count()).select_from(old_version).where(old_version.c.kind == kind, old_version.c.key == str(key))
    return int(await connection.scalar(query) or 0)


async def begin_anew(connection: AsyncConnection, kind: Thing, number: int, table: Table) -> None:
    """A new thing may get the number of a removed one: its versions go on from there, so that an old button never means the new thing."""
    versions = [int(_version(row).body["version"]) for row in await connection.execute(_pile(kind, number))]
    if not versions:
        return
    await connection.execute(update(table).where(table.c.id == number).values(version=max(versions) + 2))
    await connection.execute(delete(old_version).where(old_version.c.kind == kind, old_version.c.key == str(number)))


async def old_versions(store: Store, kind: Thing, key: str | int) -> list[OldVersion]:
    """The last few versions of one thing, newest first."""
    async with store.reading() as connection:
        return [_version(row) for row in await connection.execute(_pile(kind, key).limit(SHOWN))]


async def old_version_of(store: Store, number: int, kinds: frozenset[Thing]) -> OldVersion:
    """One old version. Raises Changed when there is none of these kinds."""
    async with store.reading() as connection:
        row = (await connection.execute(select(old_version).where(old_version.c.id == number, old_version.c.kind.in_(kinds)))).first()
    if row is None:
        raise Changed()
    return _version(row)


def _pile(kind: Thing, key: str | int) -> Select[Any]:
    return select(old_version).where(old_version.c.kind == kind, old_version.c.key == str(key)).order_by(old_version.c.id.desc())


def _version(row: Any) -> OldVersion:
    return OldVersion(row.id, Thing(row.kind), row.key, json.loads(row.body), row.replaced_at, row.replaced_by)
