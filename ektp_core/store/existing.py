"""Opening the database of an office that is there: whoever only looks must not begin a new one at a mistyped address."""

from contextlib import AsyncExitStack
from pathlib import Path

from sqlalchemy import make_url

from ektp_core.store.connection import Store, open_store
from ektp_core.store.first_start import home_of
from ektp_core.store.sqlite_file import has_been


class NoOffice(Exception):
    """There is no office's database at this address; the message is the file, or the name of the database on a server."""


async def open_existing(url: str, *, exclusive: bool = False) -> Store:
    """Open an office's database, as `open_store` does. Raises NoOffice, and leaves nothing where there was nothing."""
    named = make_url(url).database or ""
    if _is_no_file(url):
        raise NoOffice(named)
    store = open_store(url, exclusive=exclusive)
    async with AsyncExitStack() as unless_whole:
        unless_whole.push_async_callback(store.close)
        if await home_of(store) is None:
            raise NoOffice(named)
        unless_whole.pop_all()
    return store


def _is_no_file(url: str) -> bool:
    """Whether a SQLite database is not there, and never was."""
    address = make_url(url)
    file = Path(address.database or "")
    return address.get_backend_name() == "sqlite" and not file.exists() and not has_been(file)
