"""/privasi, /dataku, /hapus: what is kept about people, which is almost nothing (DESIGN 2.8)."""

from ektp_core.office import Office
from handlers.reply import Reply, button, reply
from handlers.request import Request

CONFIRMED = "ya"


async def privacy(request: Request, office: Office) -> Reply:
    """What is kept, for how long, and what never is."""
    return reply("privacy", [button("my_data"), button("erase")], profile=office.board.profile)


async def my_data(request: Request, office: Office) -> Reply:
    """Everything kept about this chat, at once (UU 27/2022 art. 32)."""
    chosen = office.language_of(request.chat)
    return reply("my_data", [button("erase") if chosen else button("privacy")], chosen=chosen)


async def erase(request: Request, office: Office) -> Reply:
    """Erase it, after one confirmation (UU 27/2022 arts. 42-44)."""
    if request.argument.casefold() != CONFIRMED:
        return reply("erase", [button("erase", CONFIRMED, "erase_now")], [button("start", label="keep")])
    return reply("erased", [button("start", label="home")], had_data=await office.forget(request.chat))
