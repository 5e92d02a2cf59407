"""/berhenti: hear no more, at once, in the middle of an announcement too (UU 27/2022 arts. 40-41)."""

from ektp_core.office import Office
from ektp_core.store import subscriptions as store
from handlers.followable import named
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request
from handlers.subscriptions.group_admins import for_admins
from handlers.subscriptions.subscriptions import back_button

ASK_FIRST = "?"
"""On a button that was only offered: it says first what would end."""


async def unsubscribe(request: Request, office: Office) -> Reply:
    """Stop everything that comes unasked, without a question back, and one button brings it back.

    A sentence is offered one tap for it, and so is the tap on what was offered to somebody who may have meant something else.
    """
    if sentence := await for_admins(request):
        return sentence
    in_group = request.chat_kind is ChatKind.GROUP
    is_only_offered = request.is_sentence or request.argument.strip() == ASK_FIRST
    if is_only_offered and (kept := await office.data_of_writer(request.chat)).subscriber:
        followed = [named(each, office.board) for each in kept.subscriber.follows]
        rows = [button("unsubscribe")], [button("subscriptions")]
        return reply("unsubscribe_offer", *rows, followed=followed, reminders=kept.reminders, in_group=in_group)
    left = None if is_only_offered else await store.leave(office.store, request.chat, request.now)
    back = back_button(left) if left else button("subscriptions")
    return reply("unsubscribed", [back, button("schedule")], left=left, in_group=in_group)
