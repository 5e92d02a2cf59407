"""/jeda and /berhenti: hear nothing for a while, or no more; at once, in the middle of an announcement too (UU 27/2022 arts. 40-41)."""

from datetime import date

from ektp_core.office import Office
from ektp_core.privacy import ChatData
from ektp_core.reading.days.pauses import read_pause
from ektp_core.store import subscriptions as store
from ektp_core.store.privacy import chat_data
from handlers.reply import Reply, button, reply
from handlers.request import ChatKind, Request
from handlers.subscriptions.group_admins import for_admins

END = "end"
WEEK, MONTH = "1 minggu", "1 bulan"


async def pause(request: Request, office: Office) -> Reply:
    """Pause until a day; without one, ask for how long, or offer to end the pause. A sentence only offers the pause that it names."""
    if sentence := await for_admins(request):
        return sentence
    argument = request.argument.strip()
    if argument == END and not request.is_sentence:
        await store.end_pause(office.store, request.chat, request.today)
        kept = await chat_data(office.store, request.chat)
        return reply("pause_ended", [button("subscriptions")], held_back=_days_until(request.today, kept))
    if argument in ("", END):
        return await _ask(request, office)
    until = read_pause(argument, request.today)
    if request.is_sentence:
        return await _offer(request, office, until)
    await store.pause(office.store, request.chat, until)
    kept = await chat_data(office.store, request.chat)
    return reply("paused", [button("pause", END, "end_pause"), button("subscriptions")], until=until, held_back=_days_until(until, kept))


async def _offer(request: Request, office: Office, until: date) -> Reply:
    """One tap that pauses until this day: the button carries the day, not the words, which mean another day tomorrow."""
    if (await chat_data(office.store, request.chat)).subscriber is None:
        raise store.FollowsNothing()
    tap = button("pause", until.isoformat(), "pause_until", day=until)
    return reply("pause_offer", [tap], [button("subscriptions")], until=until, in_group=request.chat_kind is ChatKind.GROUP)


def _days_until(end: date, kept: ChatData) -> list[date]:
    """The days asked for that come no sooner than a pause ends."""
    return sorted({each.day for each in kept.reminders if each.day < end})


async def _ask(request: Request, office: Office) -> Reply:
    who = (await chat_data(office.store, request.chat)).subscriber
    if who is None:
        raise store.FollowsNothing()
    until = who.paused_until if who.is_paused(request.today) else None
    spans = [button("pause", WEEK, "a_week"), button("pause", MONTH, "a_month")]
    return reply("pause", spans, [button("pause", END, "end_pause")] if until else [], [button("subscriptions")], until=until)
