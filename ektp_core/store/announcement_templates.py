"""Texts that staff keep to announce with again, by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.announcements.announcement import SentBefore
from ektp_core.refusal import Refusal
from ektp_core.store.announcement_files import file_columns, file_of
from ektp_core.store.connection import Store
from ektp_core.store.schema import announcement_template

LONGEST_NAME = 30


class TemplateGone(Refusal):
    """There is no such template any more."""

    key = "staff/announcement_template_gone"


class NameTaken(Refusal):
    """Another template has this name. Value: name."""

    key = "staff/announcement_name_taken"


@dataclass(frozen=True, slots=True)
class Template:
    """A text to begin with, with its placeholders, and a picture or file."""

    id: int
    name: str
    text: str
    file: SentBefore | None


async def templates(store: Store, most: int) -> list[Template]:
    """The templates by name."""
    query = select(announcement_template).order_by(announcement_template.c.name).limit(most)
    async with store.reading() as connection:
        return [_template(row) for row in await connection.execute(query)]


async def template(store: Store, number: int) -> Template:
    """One template. Raises TemplateGone."""
    async with store.reading() as connection:
        row = (await connection.execute(select(announcement_template).where(announcement_template.c.id == number))).first()
    if row is None:
        raise TemplateGone()
    return _template(row)


async def save_template(connection: AsyncConnection, name: str, text: str, file: SentBefore | None, person: int, now: datetime) -> int:
    """Keep a text under a name that no other has; its number. Raises NameTaken."""
    row = {"name": name, "text": text, "made_by": person, "made_at": now} | file_columns(file)
    try:
        async with connection.begin_nested():
            kept = await connection.execute(insert(announcement_template).values(**row).returning(announcement_template.c.id))
            return int(kept.scalar_one())
    except IntegrityError:
        raise NameTaken(name=name) from None


async def delete_template(connection: AsyncConnection, number: int) -> str:
    """Remove a template; its name. Raises TemplateGone."""
    gone = delete(announcement_template).where(announcement_template.c.id == number).returning(announcement_template.c.name)
    name: str | None = (await connection.execute(gone)).scalar()
    if name is None:
        raise TemplateGone()
    return name


def _template(row: Any) -> Template:
    return Template(row.id, row.name, row.text, file_of(row))
