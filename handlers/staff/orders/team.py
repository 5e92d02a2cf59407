"""The team in a sentence: who is in it, and an invitation, which only a tap makes."""

from ektp_core.office import Office
from ektp_core.roles import Role
from handlers.free_text.orders import Order
from handlers.reply import Reply, Row, button, in_rows, reply
from handlers.request import Request
from handlers.staff.orders.tapping import asked
from handlers.staff.team import CHOOSE_SCHOOL, INVITE, INVITE_SCHOOL, TEAM

MOST_OFFERED = 8


async def members(order: Order, request: Request, office: Office) -> Reply:
    """Who holds which role."""
    return await asked(TEAM, "", request, office)


async def invite(order: Order, request: Request, office: Office) -> Reply:
    """The button that makes the invitation to the role that is said, for the school that is named; without a role each of them."""
    slots = order.slots
    schools = list(dict.fromkeys(each for said in slots.schools for each in (said.school, *said.others) if each))
    role = Role(slots.role) if slots.role else Role.SCHOOL if schools else None
    rows: list[Row] = []
    if role is Role.SCHOOL and schools:
        rows = in_rows([INVITE_SCHOOL.button("invite_for", each.npsn, name=each.name) for each in schools[:MOST_OFFERED]], 1)
    elif role is Role.SCHOOL:
        rows = [[CHOOSE_SCHOOL.button("invite_school", 1)]]
    elif role:
        rows = [[INVITE.button(f"invite_{role}", role)]]
    else:
        rows = [*in_rows([INVITE.button(f"invite_{each}", each) for each in (Role.OFFICER, Role.VIEWER, Role.ADMIN)])]
        rows += [[CHOOSE_SCHOOL.button("invite_school", 1)]]
    school = schools[0] if role is Role.SCHOOL and len(schools) == 1 else None
    return reply(
        "staff/orders/invite", *rows, [button(TEAM, label="back")], role=role, school=school, is_asked=not role or len(schools) > 1
    )
