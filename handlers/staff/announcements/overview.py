"""/umumkan: what is under way and what was sent, and everything that staff do with announcements."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from ektp_core.announcements.announcement import AUTOMATIC, Announcement
from ektp_core.announcements.corrections import OtherUnderWay
from ektp_core.announcements.text import excerpt
from ektp_core.audit import Changed, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store.outbox import counts_now
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Origin, Request
from handlers.staff.announcements import audiences, drafts, hold, notice_switches, sending, templates
from handlers.staff.announcements import corrections as afterwards
from handlers.staff.announcements.buttons import ROUTE, Seen, open_button
from handlers.staff.announcements.offers import from_visit
from handlers.staff.announcements.screen import show

UNDER_WAY, OVER, STUCK = 8, 4, 4
LATELY, MOST_WANTING = timedelta(days=7), 20
EXCERPT = 28


async def announcements(request: Request, office: Office) -> Reply:
    """The list, one announcement, or what was typed or tapped. What somebody else changed meanwhile is shown as it is now."""
    try:
        return await _announcements(request, office)
    except Changed as changed:
        number = changed.subject.number
        if changed.subject.kind != Thing.ANNOUNCEMENT or number is None:
            raise
        by = await store.who_changed(office.store, number)
        is_self = request.member and by == request.member.name
        return await show(number, request, office, changed_by="" if is_self else by)
    except OtherUnderWay as waiting:
        rows = [open_button(each, "announcement_number", name=f"A-{each}") for each in (waiting.other, waiting.number)]
        return reply("staff/announcements/other_under_way", rows, number=waiting.number, other=waiting.other)


async def _announcements(request: Request, office: Office) -> Reply:
    if request.awaited:
        return await drafts.typed(request, office)
    act, separator, rest = request.argument.partition("=")
    if separator and (act in SHOWING or act in CHOOSING):
        found = await (SHOWING.get(act) or CHOOSING[act])(rest, request, office)
        return await drafts.go_on(found, request, office) if isinstance(found, Announcement) else found
    if (request.argument or request.attachment) and request.origin is Origin.TYPED:
        return await drafts.from_words(request, office)
    return await _overview(office)


async def _overview(office: Office) -> Reply:
    """What the office has under way and what became of the last ones; of what is automatic, how many and what went wrong."""
    running = await store.under_way(office.store, UNDER_WAY)
    over = await store.last_over(office.store, OVER)
    wanting = await store.needing_somebody(office.store, office.now() - LATELY, MOST_WANTING)
    stuck = [each for each in wanting if each.kind in AUTOMATIC][:STUCK]
    lines = [(each, excerpt(each.text, EXCERPT), each.due and each.due.astimezone(office.zone)) for each in running]
    counted = [(each, excerpt(each.text, EXCERPT), await counts_now(office.store, each)) for each in over]
    shown = [open_button(each.id, "announcement_number", name=each.reference) for each in [*running, *stuck, *over]]
    tools = [button(ROUTE, "l=", "templates"), button(ROUTE, "h=", "notices")]
    return reply(
        "staff/announcements/overview",
        [button(ROUTE, "n=", "announcement_new")],
        *in_rows(shown, 4),
        tools,
        [button("staff")],
        lines=lines,
        over=counted,
        stuck=stuck,
        automatic=await store.automatic_under_way(office.store),
    )


async def _open(wanted: str, request: Request, office: Office) -> Reply:
    """One announcement, as it is now."""
    found = await store.one(office.store, Seen.parse(wanted).number)
    return await drafts.go_on(found, request, office)


Show = Callable[[str, Request, Office], Awaitable[Reply]]
Choose = Callable[[str, Request, Office], Awaitable[Announcement | Reply]]

SHOWING: Mapping[str, Show] = {
    "v": _open,
    "t": drafts.text_again,
    "w": drafts.time_again,
    "p": audiences.ask,
    "k": audiences.subdistricts,
    "K": audiences.toggle_subdistrict,
    "s": audiences.schools,
    "S": audiences.toggle_school,
    "b": audiences.visits,
    "c": sending.confirm,
    "a": sending.approve,
    "x": sending.discard,
    "P": sending.pause,
    "R": sending.resume,
    "C": sending.ask_cancel,
    "X": sending.cancel,
    "m": templates.ask_name,
    "l": templates.listed,
    "L": templates.one,
    "q": templates.ask_delete,
    "Q": templates.delete,
    "h": notice_switches.switches,
    "H": notice_switches.switch,
    "U": hold.resume,
}
"""Buttons that answer with a screen of their own."""

CHOOSING: Mapping[str, Choose] = {
    "n": drafts.new,
    "e": audiences.everyone,
    "d": audiences.district,
    "O": audiences.choose_school,
    "B": audiences.choose_visit,
    "f": drafts.without_file,
    "W": drafts.choose_time,
    "u": templates.take,
    "o": afterwards.correct,
    "z": afterwards.retract,
    "y": afterwards.rest,
    "j": from_visit,
}
"""Buttons after which the announcement goes on with what is still open."""
