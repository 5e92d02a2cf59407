"""What the bot serves on the web: public pages and Telegram's posts, on one port."""

from typing import TYPE_CHECKING

from bot.messaging.polling import Poller
from bot.settings import Settings
from ektp_core.office import Office

if TYPE_CHECKING:
    from aiohttp.web import RouteDef

    from bot.messaging.webhook import Webhook
    from bot.web.server import Server


def public_routes_of(office: Office, bot: str, settings: Settings) -> "list[RouteDef]":
    """None where the setting turns them off: then the library that serves them is not loaded either."""
    if not settings.board:
        return []
    from bot.web.routes import public_routes
    from bot.web.site import Site

    return public_routes(Site(office, bot, settings.public_url))


async def serve_web(settings: Settings, entrance: "Poller | Webhook", public: "list[RouteDef]") -> "Server | None":
    """One port for what is public and for Telegram's posts; none where there is neither. Raises OSError when it is taken."""
    routes = [*public, *([] if isinstance(entrance, Poller) else entrance.routes())]
    if not routes:
        return None
    from bot.web.server import Server

    server = Server(routes)
    await server.start(settings.host, settings.port)
    return server
