"""/jeda and /berhenti: hear nothing for a while, or no more; at once, in the middle of an announcement too (UU 27/2022 arts. 40-41)."""

from ektp_core.office import Office
from ektp_core.pauses import read_pause
from ektp_core.store import preferences
from ektp_core.store import subscriptions as store
from handlers.group_admins import for_admins
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request
from handlers.subscriptions import back_button

END = "end"
WEEK, MONTH = "1 minggu", "1 bulan"


async def pause(request: Request, office: Office) -> Reply:
    """Pause until a day; without one, ask for how long, or offer to end the pause."""
    if sentence := await for_admins(request):
        return sentence
    argument = request.argument.strip()
    if argument == END:
        await store.end_pause(office.store, request.chat)
        return reply("pause_ended", [button("subscriptions")])
    if not argument:
        return await _ask(request, office)
    until = read_pause(argument, request.today)
    await store.pause(office.store, request.chat, until)
    return reply("paused", [button("pause", END, "end_pause"), button("subscriptions")], until=until)


async def _ask(request: Request, office: Office) -> Reply:
    who = (await preferences.kept_about(office.store, request.chat)).subscriber
    if who is None:
        raise store.FollowsNothing()
    until = who.paused_until if who.is_paused(request.today) else None
    spans = [button("pause", WEEK, "a_week"), button("pause", MONTH, "a_month")]
    return reply("pause", spans, [button("pause", END, "end_pause")] if until else [], [button("subscriptions")], until=until)


async def unsubscribe(request: Request, office: Office) -> Reply:
    """Stop everything that comes unasked, without a question back; one button brings it back."""
    if sentence := await for_admins(request):
        return sentence
    left = await store.leave(office.store, request.chat)
    if left is None:
        return reply("unsubscribed", [button("subscriptions"), button("schedule")], left=None, in_group=False)
    in_group = request.chat_kind is ChatKind.GROUP
    return reply("unsubscribed", [back_button(left), button("schedule")], left=left, in_group=in_group)
