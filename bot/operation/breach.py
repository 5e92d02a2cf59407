"""`siaprekam breach-list`: whom it concerns when data leaked, and drafts of the notices that the law asks for."""

import csv
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.application import DatabaseUnusable, utc_now
from bot.settings import Settings
from ektp_core.privacy import NOTICE_WITHIN, LeakedData
from ektp_core.profile import Language
from ektp_core.sheets.writing import FORMULA_STARTS
from ektp_core.store import Store, load_board, migrate, open_store
from ektp_core.store.affected import Affected, affected
from ektp_core.store.copies import Unsound, copy_database
from ektp_core.store.existing import open_existing
from handlers.texts import plain_text


@dataclass(frozen=True, slots=True)
class Breach:
    """Whom the database tells of, since when the breach is known, and the office's name."""

    people: list[Affected]
    known: datetime
    office: str


async def list_affected(settings: Settings, known: datetime | None) -> Breach:
    """Read the settings' database, which may be a copy of the one that leaked: that stays as it is. Raises DatabaseUnusable, NoOffice."""
    moment = known.replace(tzinfo=settings.zone) if known else utc_now().astimezone(settings.zone)
    try:
        async with _looked_into(settings.database(demo=settings.in_sandbox)) as store:
            return Breach(await affected(store), moment, (await load_board(store)).office_name)
    except (SQLAlchemyError, OSError, Unsound) as error:
        raise DatabaseUnusable from error


@asynccontextmanager
async def _looked_into(url: str) -> AsyncIterator[Store]:
    """The database in this version's schema: of a SQLite file a copy, since a database that leaked is evidence."""
    async with AsyncExitStack() as stack:
        store = await open_existing(url)
        stack.push_async_callback(store.close)
        if store.path:
            copy = Path(stack.enter_context(TemporaryDirectory(prefix="siaprekam-"))) / "copy.db"
            copy_database(store.path, copy)
            store = open_store(f"sqlite+aiosqlite:///{copy}")
            stack.push_async_callback(store.close)
        await migrate(store)
        yield store


def print_list(breach: Breach) -> None:
    """A line each: the number of the chat (of a group it is negative) or a contact's name and phone, and the kinds of data."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["chat", "contact", "data"])
    for each in breach.people:
        contact = f"'{each.contact}" if each.contact.startswith(FORMULA_STARTS) else each.contact
        table.writerow([each.chat or "", contact, " ".join(each.data)])


def print_notice(breach: Breach, to: str, language: Language) -> None:
    """The draft, with what the database tells and blanks for what only the office knows."""
    click.echo(plain_text(f"breach/{to}", language, **told(breach)))


def told(breach: Breach) -> dict[str, Any]:
    """What a notice says of the database: how many, of which data, and until when it is to be handed in."""
    counted = Counter(data for each in breach.people for data in each.data)
    chats = sum(each.chat is not None for each in breach.people)
    return {
        "office": breach.office,
        "known": breach.known,
        "until": breach.known + NOTICE_WITHIN,
        "counts": [(data, counted[data]) for data in LeakedData if counted[data]],
        "tells_births": counted[LeakedData.REMINDERS] > 0,
        "keeps_sentences": counted[LeakedData.SENTENCES] > 0,
        "chats": chats,
        "contacts": len(breach.people) - chats,
    }
