"""Opening the office on its database: migrated, filled at a first start, with the country's index beside it."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from ektp_core.country.beginning import ProfileUnreadable
from ektp_core.country.index import Country, IndexNotMade, index_of
from ektp_core.office import Office, OfficeSettings
from ektp_core.store import Store, migrate, open_store
from ektp_core.store.demo import load_demo, remove_demo
from ektp_core.store.first_start import AnotherOffice, home_of, load_first_start
from ektp_core.store.migrate import Applied, unwatched
from ektp_core.store.sqlite_file import DatabaseLost, FileFault, check_pages, is_begun, is_damage
from ektp_core.store.team import make_first_admins
from handlers.texts.examples import use_examples

log = logging.getLogger(__name__)

WORKING = Path("var")
"""Where a database in memory or on a server has no folder of its own."""


class DatabaseUnusable(Exception):
    """The database cannot be opened, read or written."""


@asynccontextmanager
async def open_office(
    settings: Settings, database: str, now: Callable[[], datetime], *, demo: bool, exclusive: bool, migrated: Applied = unwatched
) -> AsyncIterator[Office]:
    """The office on its database, migrated (each step is told) and filled at a first start; with the demo set, or without a trace of it."""
    try:
        store = open_store(database, exclusive=exclusive)
    except OSError as error:
        raise DatabaseUnusable from error
    country: Country | None = None
    try:
        await _make_ready(store, settings, migrated, exclusive=exclusive)
        await make_first_admins(store, settings.admin_ids, now())
        country = await _country(store)
        chosen = OfficeSettings(
            settings.timezone, settings.bulk_rate, settings.second_person_over, settings.public_url if settings.board else None
        )
        office = await Office.open(store, chosen, now, country)
        if demo or office.board.has_examples:
            await (load_demo(store, office.today()) if demo else remove_demo(store))
            await office.public.renew_board()
            await office.public.renew_team()
        use_examples(office.board)  # what is sent without being asked is worded in tasks that begin with this one's context
        yield office
    finally:
        if country:
            country.close()
        await store.close()


async def _country(store: Store) -> Country | None:
    """The index of the whole country; without it the bot serves people, and does not know whose a foreign school is."""
    try:
        return Country(await index_of(store.path.parent if store.path else WORKING))
    except IndexNotMade as error:
        log.warning("the index of the country could not be made", extra={"error": str(error)})
        return None


async def _make_ready(store: Store, settings: Settings, migrated: Applied, *, exclusive: bool) -> None:
    """A database of another office than the settings name is left as it is; so is one that is damaged."""
    try:
        if exclusive and store.path:
            async with store.reading() as connection:
                await check_pages(connection, store.path)
        home = await home_of(store)
        if home and settings.names_office and home != settings.home_code:
            raise AnotherOffice(home)
        await migrate(store, migrated)
        if home is None:
            await _fill(store, settings)
        is_begun(store.path)
    except (SQLAlchemyError, OSError) as error:
        if store.path and is_damage(error):
            raise DatabaseLost(store.path, FileFault.DAMAGED) from error
        raise DatabaseUnusable from error


async def _fill(store: Store, settings: Settings) -> None:
    """What a profile does not say as it should is found when it is kept."""
    try:
        await load_first_start(store, settings.beginning)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise ProfileUnreadable from error


def utc_now() -> datetime:
    """The clock of a running bot."""
    return datetime.now(UTC)
