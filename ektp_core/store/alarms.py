"""What the admins must hear of: kept until they were told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.alarms import AlarmKind
from ektp_core.store.connection import Store
from ektp_core.store.schema import alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; `details` fill its sentence."""

    id: int
    kind: AlarmKind
    details: Mapping[str, Any]
    moment: datetime


async def raise_alarm(connection: AsyncConnection, kind: AlarmKind, details: Mapping[str, Any], now: datetime) -> None:
    """Tell the admins; one of a kind and content that they have not heard yet is not raised twice."""
    text = json.dumps(dict(details), ensure_ascii=False, default=str)
    same = alarm.c.kind == kind, alarm.c.details == text, alarm.c.told.is_(None)
    if await connection.scalar(select(alarm.c.id).where(*same)) is None:
        await connection.execute(insert(alarm).values(kind=kind, details=text, moment=now))


async def untold(store: Store) -> list[Alarm]:
    """The alarms that nobody has heard yet, oldest first."""
    async with store.reading() as connection:
        rows = await connection.execute(select(alarm).where(alarm.c.told.is_(None)).order_by(alarm.c.id))
        return [Alarm(row.id, AlarmKind(row.kind), json.loads(row.details), row.moment) for row in rows]


async def mark_told(store: Store, number: int, now: datetime) -> None:
    """The admins have heard it."""
    async with store.changing() as connection:
        await connection.execute(update(alarm).where(alarm.c.id == number).values(told=now))
