"""`siaprekam breach-list`: whom it concerns when data leaked, and drafts of the notices that the law asks for."""

import csv
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from bot.application import DatabaseUnusable, utc_now
from bot.settings import Settings
from ektp_core.privacy import NOTICE_WITHIN, LeakedData
from ektp_core.profile import Language
from ektp_core.store import load_board, migrate, open_store
from ektp_core.store.affected import Affected, affected
from ektp_core.store.first_start import home_of
from handlers.texts import plain_text

OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is carried out by the program that opens the list."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Whom the database tells of, since when the breach is known, and the office's name."""

    people: list[Affected]
    known: datetime
    office: str


async def list_affected(settings: Settings, known: datetime | None) -> Breach:
    """Read the settings' database, which may be a copy of the one that leaked. Raises DatabaseUnusable."""
    store = open_store(settings.database(demo=settings.in_sandbox))
    try:
        await migrate(store)
        name = (await load_board(store)).office_name if await home_of(store) else ""
        moment = known.replace(tzinfo=settings.zone) if known else utc_now().astimezone(settings.zone)
        return Breach(await affected(store), moment, name)
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseUnusable from error
    finally:
        await store.close()


def print_list(breach: Breach) -> None:
    """A line each: the number of the chat (of a group it is negative) or a contact's name and phone, and the kinds of data."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["chat", "contact", "data"])
    for each in breach.people:
        contact = f"'{each.contact}" if each.contact.startswith(OF_FORMULAS) else each.contact
        table.writerow([each.chat or "", contact, " ".join(each.data)])


def print_notice(breach: Breach, to: str, language: Language) -> None:
    """The draft, with what the database tells and blanks for what only the office knows."""
    click.echo(plain_text(f"breach/{to}", language, **told(breach)))


def told(breach: Breach) -> dict[str, Any]:
    """What a notice says of the database: how many, of which data, and until when it is to be handed in."""
    counted = Counter(data for each in breach.people for data in each.data)
    chats = sum(each.chat is not None for each in breach.people)
    return {
        "office": breach.office or "[kantor]",
        "known": breach.known,
        "until": breach.known + NOTICE_WITHIN,
        "counts": [(data, counted[data]) for data in LeakedData if counted[data]],
        "chats": chats,
        "contacts": len(breach.people) - chats,
    }
