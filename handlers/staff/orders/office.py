"""The office's facts in a sentence: the form of the fact that is meant, with what it is to be."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.understanding.staff.facts import fact_said
from ektp_core.understanding.staff.slots import StaffSlots
from handlers.free_text.orders import Order
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.office.acts import ROUTE
from handlers.staff.office.facts import fact_from_words
from handlers.staff.orders.tapping import asked


async def edit(order: Order, request: Request, office: Office) -> Reply:
    """The preview with the value, or what is asked for; all facts where it is not said which one is meant."""
    fact = order.slots.fact
    if not fact:
        return await asked(ROUTE, "", request, office)
    found = await fact_from_words(fact, fact_said(fact, request.argument), request, office)
    return replace(found, ordered=replace(order, slots=StaffSlots()))
