"""A server with all that is public, and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.web.routes import public_routes
from bot.web.server import Server
from bot.web.site import Site
from ektp_core.office import Office

BOT = "siaprekam_bot"
PAGES = ("/papan", "/papan?lang=en", "/papan?tv", "/papan?tv&lang=en", "/papan/sisip", "/papan/sisip?lang=en", "/data/", "/data/?lang=en")
FILES = tuple(f"/data/{name}.{form}" for name in ("coverage", "visits", "schools") for form in ("csv", "json"))


@asynccontextmanager
async def served(office: Office, public_url: str | None = None) -> AsyncIterator[str]:
    """Its address."""
    server = Server(public_routes(Site(office, BOT, public_url)))
    await server.start("127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.stop()
