"""/kontak: the office's address, phone and hours; what nobody has published is said to be unannounced."""

from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.reply import Reply, button, reply
from handlers.request import Request

SHOWN = ("address", "phone", "hours", "service_points", "website", "complaints")


async def contact(request: Request, office: Office) -> Reply:
    """Each fact with its date, in the order people need them, and the board on the web where the office has made it public."""
    profile = office.board.profile
    rows = [button("schedule"), button("requirements")]
    return reply("contact", rows, profile=profile, facts=[profile.fact(key) for key in SHOWN], board=_board(request.language, office))


def _board(language: Language, office: Office) -> str | None:
    """Where people read the board; None where nothing is served, or nobody has said where."""
    public = office.settings.public_url
    return f"{public}/papan{'?lang=en' if language is Language.EN else ''}" if public else None
