"""/berhenti: hear no more, at once, in the middle of an announcement too (UU 27/2022 arts. 40-41)."""

from ektp_core.office import Office
from ektp_core.store import subscriptions as store
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request
from handlers.subscriptions.group_admins import for_admins
from handlers.subscriptions.subscriptions import back_button


async def unsubscribe(request: Request, office: Office) -> Reply:
    """Stop everything that comes unasked, without a question back; one button brings it back."""
    if sentence := await for_admins(request):
        return sentence
    left = await store.leave(office.store, request.chat)
    back = back_button(left) if left else button("subscriptions")
    return reply("unsubscribed", [back, button("schedule")], left=left, in_group=request.chat_kind is ChatKind.GROUP)
