"""Which tool each order opens, and who may open it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType

from ektp_core.office import Office
from ektp_core.roles import Act, Role, require
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.acts import OldButton
from handlers.free_text.orders import Order, order_of
from handlers.reply import Reply
from handlers.request import Request
from handlers.staff.drafts.going_on import said_again
from handlers.staff.orders.acts import ABOUT, NEXT, About


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
        StaffIntent.VISIT_AGENDA: Opens("visits", Act.SEE_VISITS, "visits_looked_at", "agenda"),
        StaffIntent.VISIT_UNREACHED: Opens("visits", Act.SEE_VISITS, "visits_looked_at", "not_yet"),
        StaffIntent.TALLY_ADD: Opens("tally", Act.TALLY, "counts", "count"),
        StaffIntent.KITS_BORROW: Opens("kits", Act.CHANGE_KITS, "kits", "borrow"),
        StaffIntent.KITS_RETURN: Opens("kits", Act.CHANGE_KITS, "kits", "give_back"),
        StaffIntent.KITS_FREE: Opens("kits", Act.SEE_VISITS, "kits", "free"),
        StaffIntent.REQUEST_NEW: Opens("requests", Act.ASK_VISIT, "requests", "new"),
        StaffIntent.REQUEST_LIST: Opens("requests", Act.ASK_VISIT, "requests", "waiting"),
        StaffIntent.REQUEST_ACCEPT: Opens("requests", Act.DECIDE_REQUEST, "requests", "accept"),
        StaffIntent.REQUEST_DECLINE: Opens("requests", Act.DECIDE_REQUEST, "requests", "decline"),
        StaffIntent.EXPORT: Opens("export", Act.EXPORT, "looking", "export"),
        StaffIntent.AUDIT_WHO: Opens("audit", Act.SEE_AUDIT, "looking", "who"),
        StaffIntent.DESK: Opens("staff", Act.SEE_DESK, "looking", "desk"),
        StaffIntent.TEAM_LIST: Opens("team", Act.CHANGE_TEAM, "team", "members"),
        StaffIntent.TEAM_INVITE: Opens("team", Act.CHANGE_TEAM, "team", "invite"),
        StaffIntent.SUBSCRIBERS_COUNT: Opens("announcements", Act.SEE_VISITS, "looking", "subscribers"),
        StaffIntent.SENDING_STATUS: Opens("announcements", Act.ANNOUNCE, "looking", "sending"),
        StaffIntent.ANNOUNCE: Opens("announcements", Act.ANNOUNCE, "announcing", "announce"),
        StaffIntent.FIGURES_UPDATE: Opens("figures", Act.CHANGE_FIGURES, "figures", "update"),
        StaffIntent.OFFICE_EDIT: Opens("office", Act.CHANGE_OFFICE, "office", "edit"),
        StaffIntent.SCHOOL_ADD: Opens("schools", Act.CHANGE_SCHOOLS, "schools", "add"),
    }
)

OF_SCHOOLS: Mapping[StaffIntent, Opens] = MappingProxyType(
    dict.fromkeys(
        (StaffIntent.VISIT_ADD, StaffIntent.VISIT_MOVE, StaffIntent.VISIT_CANCEL, StaffIntent.VISIT_CONFIRM, StaffIntent.VISIT_CLOSE),
        Opens("requests", Act.ASK_VISIT, "of_schools", "tell_office"),
    )
)
"""What a school's account may not do itself: it hears who can, and how to tell them."""


def opens_for(order: Order, request: Request) -> Opens:
    """The tool that an order of somebody with this role opens."""
    is_school = request.member is not None and request.member.role is Role.SCHOOL
    return OF_SCHOOLS.get(order.intent, OPENS[order.intent]) if is_school else OPENS[order.intent]


async def opened(order: Order, request: Request, office: Office) -> Reply:
    """The tool, filled with what was said, and in the first line what was understood: of two readings the one that it took.

    Raises NotAllowed.
    """
    opens = opens_for(order, request)
    require(request.member, opens.act)
    found = await opens.fill(order, replace(request, argument=order.words), office)
    return replace(found, ordered=found.ordered or order)


def with_following(found: Reply, order: Order) -> Reply:
    """What an order came to, with the next one of its message: a button that uses the same words, whatever became of this one."""
    if not order.following:
        return found
    return replace(found, buttons=(*found.buttons, [NEXT.button("next_order", order.part + 1, words=order.following)]), quotes=True)


@ABOUT.does
async def _about(chosen: About, request: Request, office: Office) -> Reply:
    """The words that the message replied to, about the thing that was tapped. Raises WordsGone, OldButton."""
    again = said_again(request)
    order = _order_at(chosen.part, again, office)
    found = await opened(replace(order, about=chosen.number, extent=chosen.extent), again, office)
    return replace(with_following(found, order), as_new=True)


@NEXT.does
async def _next(part: int, request: Request, office: Office) -> Reply:
    """The next order of the message; what the one before came to stays on the screen. Raises WordsGone, OldButton."""
    again = said_again(request)
    order = _order_at(part, again, office)
    return replace(with_following(await opened(order, again, office), order), as_new=True)


def _order_at(part: int, request: Request, office: Office) -> Order:
    """One of the orders of a message. Raises OldButton where it is none any more."""
    order = order_of(request, office, part)
    if order is None:
        raise OldButton
    return order
