"""Announcing in a sentence: whom it is for and the message, split as `/umumkan` splits them."""

from dataclasses import replace

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.ordered import ordered
from ektp_core.office import Office
from ektp_core.understanding.announced import said_in
from ektp_core.understanding.staff.slots import StaffSlots
from handlers.free_text.orders import Order
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.announcements.drafts import from_order


async def announce(order: Order, request: Request, office: Office) -> Reply:
    """A draft with all that was said; the screen itself tells whom it reaches, and whom nobody can be told is asked."""
    said = ordered(request.argument, office.board)
    if said.is_for_named and said.audience is None:
        said = replace(said, audience=_named(said.message, office))
    return replace(await from_order(said, request, office), ordered=replace(order, slots=StaffSlots()))


def _named(message: str, office: Office) -> Audience | None:
    """The followers of the one school that a message names, or of the one subdistrict where it names no school."""
    named = said_in(message, office.board, office.public.reader, office.today()).places
    codes = [place.codes for place in named]
    schools = [each for each in codes if any(code in office.board.schools for code in each)]
    kind = AudienceKind.SCHOOLS if schools else AudienceKind.SUBDISTRICTS
    meant = {*schools} if schools else {*codes}
    only = meant.pop() if len(meant) == 1 else frozenset()
    return Audience(kind, tuple(only)) if len(only) == 1 else None
