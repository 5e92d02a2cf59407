"""All that is public on the web, as one list of routes: the server and the sandbox take it as it is."""

from aiohttp import web

from bot.web.board_page import BoardPages
from bot.web.calendars import Calendars
from bot.web.open_data import OpenData
from bot.web.site import Site


def public_routes(site: Site) -> list[web.RouteDef]:
    """What each module gives. All of them answer GET and HEAD alone, and the same to everybody."""
    return [*BoardPages(site).routes(), *OpenData(site).routes(), *Calendars(site).routes()]
