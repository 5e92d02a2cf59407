"""In a group its admins decide what the group is told; everybody else gets a sentence and the way to their own chat."""

from dataclasses import replace

from handlers.reply import PrivateLink, Reply, reply
from handlers.request import ChatKind, Request, TelegramSilent


async def for_admins(request: Request) -> Reply | None:
    """The sentence for somebody who may not decide here; None for those who may. The message that was tapped stays as it is."""
    if request.chat_kind is ChatKind.PRIVATE:
        return None
    try:
        if await request.is_chat_admin():
            return None
        view = "admins_only"
    except TelegramSilent:
        view = "admins_unknown"
    return replace(reply(view, [PrivateLink("follow_in_private", "subscriptions")]), as_new=True)
