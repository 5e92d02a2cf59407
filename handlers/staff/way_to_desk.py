"""The desk is one tap from everywhere: every answer to a member in private leads there, and so does what others of the team hear by it."""

from collections.abc import Sequence
from dataclasses import replace

from ektp_core.office import Office
from ektp_core.roles import Act, Member, may
from handlers.reply import Button, Reply, Row, button
from handlers.request import ChatKind, Request

TO_DESK = button("staff")
DESK_ITSELF = "staff/desk/"
"""Begins its views."""


def with_way_to_desk(found: Reply, request: Request, office: Office) -> Reply:
    """An answer with the button that leads to the desk where its reader has one, and no second one; in a group nobody has."""
    if found.notices:
        told = [replace(each, reply=_led(each.reply, office.public.member(each.person))) for each in found.notices]
        found = replace(found, notices=told)
    return _led(found, request.member) if request.chat_kind is ChatKind.PRIVATE else found


def _led(found: Reply, member: Member | None) -> Reply:
    """Of several answers to one message the last one leads there: it is what stands above the keyboard."""
    if not may(member, Act.SEE_DESK):
        return found
    *others, last = [found, *found.more]
    if any(each.view.startswith(DESK_ITSELF) or _leads(each) for each in (*others, last)):
        return found
    led = replace(last, buttons=_beside(last.buttons))
    return replace(found, more=(*others[1:], led)) if others else led


def _leads(found: Reply) -> bool:
    return any(isinstance(item, Button) and item.data == TO_DESK.data for row in found.buttons for item in row)


def _beside(rows: Sequence[Row]) -> Sequence[Row]:
    """Beside the way back where that has a row for itself, else in one of its own: no screen grows where it need not."""
    *above, last = rows or [[]]
    if len(last) == 1 and _is_way_back(last[0]):
        return (*above, [*last, TO_DESK])
    return (*rows, [TO_DESK])


def _is_way_back(item: object) -> bool:
    return isinstance(item, Button) and item.act is None and not item.argument and not item.values
