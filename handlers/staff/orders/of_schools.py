"""What a school's account orders of visits: who can do it, and the ways to tell them."""

from ektp_core.office import Office
from handlers.free_text.orders import Order
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.requests.acts import ROUTE


async def tell_office(order: Order, request: Request, office: Office) -> Reply:
    """Who changes visits, the school's own visits to come, its requests and the office's phone. Nothing changes."""
    npsn = request.member.school if request.member else None
    visits = office.board.schedule.at_school(npsn, request.today) if npsn else None
    coming = [*filter(None, [visits.next]), *visits.later] if visits else []
    return reply("staff/orders/of_school", [button(ROUTE), button("contact")], visits=coming)
