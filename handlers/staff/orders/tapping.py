"""What a sentence orders, as if the tool's own button had been tapped: its checks, its refusals and its screens are the same."""

from dataclasses import replace
from typing import TypeVar

from ektp_core.office import Office
from handlers.acts import ToolAct, encoded
from handlers.reply import Reply
from handlers.request import Request
from handlers.routes import BY_NAME

A = TypeVar("A")


async def tapped(act: ToolAct[A], argument: A, request: Request, office: Office) -> Reply:
    """The screen of an act that changes nothing yet."""
    return await BY_NAME[act.tool].handler(replace(request, act=act.name, argument=encoded(argument)), office)


async def asked(route: str, argument: str, request: Request, office: Office) -> Reply:
    """The screen of a tool, as its command with this argument shows it."""
    return await BY_NAME[route].handler(replace(request, argument=argument), office)
