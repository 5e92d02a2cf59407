"""What was in force before: kept whole when it is replaced, so that it can be put back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.audit import Changed
from ektp_core.store.connection import Store
from ektp_core.store.schema import old_version

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A replaced row by its columns, and who replaced it when."""

    id: int
    kind: str
    key: str
    body: Mapping[str, Any]
    replaced_at: datetime
    replaced_by: int


def digest(body: Mapping[str, Any]) -> str:
    """A short mark of a row's content: another mark means another content."""
    text = json.dumps(dict(body), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


async def keep_old(connection: AsyncConnection, kind: str, key: str, body: Mapping[str, Any], person: int, now: datetime) -> int:
    """Keep a row that is about to be replaced or removed."""
    text = json.dumps(dict(body), ensure_ascii=False, default=str)
    values = {"kind": kind, "key": key, "body": text, "replaced_at": now, "replaced_by": person}
    return int((await connection.execute(insert(old_version).values(**values).returning(old_version.c.id))).scalar_one())


async def how_many_old(connection: AsyncConnection, kind: str, key: str) -> int:
    """How often something was replaced or removed: never less than its newest version's number was before."""
    query = select(func.count()).select_from(old_version).where(old_version.c.kind == kind, old_version.c.key == key)
    return int(await connection.scalar(query) or 0)


async def old_versions(store: Store, kind: str, key: str) -> list[OldVersion]:
    """The last few versions of one thing, newest first."""
    query = select(old_version).where(old_version.c.kind == kind, old_version.c.key == key).order_by(old_version.c.id.desc()).limit(SHOWN)
    async with store.reading() as connection:
        return [_version(row) for row in await connection.execute(query)]


async def old_version_of(store: Store, number: int, kinds: frozenset[str]) -> OldVersion:
    """One old version. Raises Changed when there is none of these kinds."""
    async with store.reading() as connection:
        row = (await connection.execute(select(old_version).where(old_version.c.id == number, old_version.c.kind.in_(kinds)))).first()
    if row is None:
        raise Changed()
    return _version(row)


def _version(row: Any) -> OldVersion:
    return OldVersion(row.id, row.kind, row.key, json.loads(row.body), row.replaced_at, row.replaced_by)
