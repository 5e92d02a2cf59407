"""Which tool each order opens, and who may open it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType

from ektp_core.office import Office
from ektp_core.roles import Act, require
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.acts import OldButton
from handlers.free_text.orders import Order, order_of
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.drafts.going_on import said_again
from handlers.staff.orders.acts import ABOUT, About


@dataclass(frozen=True, slots=True)
class Opens:
    """The tool by its route, who may open it so, and the function that fills it, of a module that is imported when it is needed."""

    route: str
    act: Act
    module: str
    name: str

    async def fill(self, order: Order, request: Request, office: Office) -> Reply:
        """The tool's own screen, with what the order says."""
        filling: Fills = getattr(import_module(f"handlers.staff.orders.{self.module}"), self.name)
        return await filling(order, request, office)


Fills = Callable[[Order, Request, Office], Awaitable[Reply]]


OPENS: Mapping[StaffIntent, Opens] = MappingProxyType(
    {
        StaffIntent.VISIT_ADD: Opens("visits", Act.CHANGE_VISITS, "visits", "add"),
        StaffIntent.VISIT_MOVE: Opens("visits", Act.CHANGE_VISITS, "visits", "move"),
        StaffIntent.VISIT_CANCEL: Opens("visits", Act.CHANGE_VISITS, "visits", "cancel"),
        StaffIntent.VISIT_CONFIRM: Opens("visits", Act.CHANGE_VISITS, "visits", "confirm"),
        StaffIntent.VISIT_CLOSE: Opens("visits", Act.CHANGE_VISITS, "visits", "close"),
        StaffIntent.VISIT_AGENDA: Opens("visits", Act.SEE_VISITS, "visits", "agenda"),
        StaffIntent.VISIT_UNREACHED: Opens("visits", Act.SEE_VISITS, "visits", "unreached"),
        StaffIntent.ANNOUNCE: Opens("announcements", Act.ANNOUNCE, "announcing", "announce"),
        StaffIntent.FIGURES_UPDATE: Opens("figures", Act.CHANGE_FIGURES, "figures", "update"),
        StaffIntent.OFFICE_EDIT: Opens("office", Act.CHANGE_OFFICE, "office", "edit"),
        StaffIntent.SCHOOL_ADD: Opens("schools", Act.CHANGE_SCHOOLS, "schools", "add"),
    }
)


async def opened(order: Order, request: Request, office: Office) -> Reply:
    """The tool, filled with what was said, and in the first line what was understood. Raises NotAllowed."""
    opens = OPENS[order.intent]
    require(request.member, opens.act)
    found = await opens.fill(order, request, office)
    return found if found.ordered else replace(found, ordered=order)


@ABOUT.does
async def _about(chosen: About, request: Request, office: Office) -> Reply:
    """The words that the message replied to, about the thing that was tapped. Raises WordsGone, OldButton."""
    again = said_again(request)
    order = order_of(again, office)
    if order is None:
        raise OldButton
    return replace(await opened(replace(order, about=chosen.number), again, office), as_new=True)
