"""/privasi, /dataku, /hapus: what is kept about people, which is almost nothing (DESIGN 2.8)."""

from dataclasses import replace
from itertools import groupby

from ektp_core.dates import office_day
from ektp_core.kept import COPIES_KEPT_DAYS
from ektp_core.office import Office
from ektp_core.store.kept import kept_about
from ektp_core.subscriptions import EXPIRES_AFTER_MONTHS
from handlers.following import named
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request

CONFIRMED = "ya"


async def privacy(request: Request, office: Office) -> Reply:
    """What is kept, for how long, and what never is; beside the message that led here, which may be one to agree to."""
    lasts = {"copies_days": COPIES_KEPT_DAYS, "months": EXPIRES_AFTER_MONTHS}
    in_group = request.chat_kind is ChatKind.GROUP
    row = [button("subscriptions")] if in_group else [button("my_data"), button("erase")]
    return replace(reply("privacy", row, profile=office.board.profile, in_group=in_group, **lasts), as_new=True)


async def my_data(request: Request, office: Office) -> Reply:
    """Everything kept about this chat, at once (UU 27/2022 art. 32)."""
    kept = await kept_about(office.store, request.chat)
    follows = kept.subscriber.follows if kept.subscriber else {}
    by_day = groupby(follows, lambda each: office_day(follows[each], office.zone))
    followed = [(day, [named(each, office.board) for each in things]) for day, things in by_day]
    row = [button("privacy")] if kept.is_nothing else [button("erase"), button("subscriptions")]
    return reply("my_data", row, kept=kept, followed=followed, zone=office.zone, copies_days=COPIES_KEPT_DAYS)


async def erase(request: Request, office: Office) -> Reply:
    """Erase it, after one confirmation (UU 27/2022 arts. 42-44)."""
    if request.argument.casefold() != CONFIRMED:
        return reply("erase", [button("erase", CONFIRMED, "erase_now")], [button("start", label="keep")])
    return reply("erased", [button("start", label="home")], had_data=await office.forget(request.chat))
