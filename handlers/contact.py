"""/kontak: the office's address, phone and hours; what nobody has published is said to be unannounced."""

from ektp_core.office import Office
from handlers.reply import Reply, button, reply
from handlers.request import Request

SHOWN = ("address", "phone", "hours", "service_points", "website", "complaints")


async def contact(request: Request, office: Office) -> Reply:
    """Each fact with its date, in the order people need them."""
    profile = office.board.profile
    return reply("contact", [button("schedule"), button("requirements")], profile=profile, facts=[profile.fact(key) for key in SHOWN])
