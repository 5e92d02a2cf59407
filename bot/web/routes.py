"""All that is public on the web, as one list of routes: the server and the sandbox take it as it is."""

from dataclasses import dataclass

from aiohttp import web

from ektp_core.office import Office


@dataclass(frozen=True, slots=True)
class Site:
    """Whose pages these are: the office, its bot's name on Telegram, and where people reach the pages, if that is set."""

    office: Office
    bot: str
    public_url: str | None = None


def public_routes(site: Site) -> list[web.RouteDef]:
    """What each module gives. All of them answer GET and HEAD alone, and the same to everybody."""
    return []
