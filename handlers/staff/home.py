"""/petugas: the staff's desk."""

from ektp_core.office import Office
from ektp_core.roles import may
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request


async def home(request: Request, office: Office) -> Reply:
    """Everything this member's role may do, a button each."""
    from handlers.routes import STAFF_ROUTES

    routes = [route for route in STAFF_ROUTES if route.name != "staff" and route.act and may(request.member, route.act)]
    return reply("staff/home", *in_rows([button(route.name) for route in routes]), member=request.member)
