"""/privasi, /dataku, /hapus: what is kept about people, which is almost nothing (DESIGN 2.8)."""

from ektp_core.kept import COPIES_KEPT_DAYS
from ektp_core.office import Office
from ektp_core.store import preferences
from ektp_core.subscriptions import EXPIRES_AFTER_MONTHS
from handlers.following import named
from handlers.reply import Reply, button, reply
from handlers.request import Request

CONFIRMED = "ya"


async def privacy(request: Request, office: Office) -> Reply:
    """What is kept, for how long, and what never is."""
    lasts = {"copies_days": COPIES_KEPT_DAYS, "months": EXPIRES_AFTER_MONTHS}
    return reply("privacy", [button("my_data"), button("erase")], profile=office.board.profile, **lasts)


async def my_data(request: Request, office: Office) -> Reply:
    """Everything kept about this chat, at once (UU 27/2022 art. 32)."""
    kept = await preferences.kept_about(office.store, request.chat)
    followed = [(named(each, office.board), since) for each, since in kept.subscriber.follows.items()] if kept.subscriber else []
    row = [button("privacy")] if kept.is_nothing else [button("erase"), button("subscriptions")]
    return reply("my_data", row, kept=kept, followed=followed, zone=office.zone, copies_days=COPIES_KEPT_DAYS)


async def erase(request: Request, office: Office) -> Reply:
    """Erase it, after one confirmation (UU 27/2022 arts. 42-44)."""
    if request.argument.casefold() != CONFIRMED:
        return reply("erase", [button("erase", CONFIRMED, "erase_now")], [button("start", label="keep")])
    return reply("erased", [button("start", label="home")], had_data=await office.forget(request.chat))
