"""/umumkan: what is under way and what was sent, and the way to everything that staff do with announcements."""

from datetime import timedelta

from ektp_core.announcements.announcement import AUTOMATIC
from ektp_core.announcements.corrections import OtherUnderWay
from ektp_core.announcements.text import excerpt
from ektp_core.audit import Changed, Thing
from ektp_core.office import Office
from ektp_core.store import announcements as store
from ektp_core.store import audit
from ektp_core.store.outbox import counts_now
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Origin, Request
from handlers.staff.announcements import approval, corrections, drafts, hold, kept, notice_switches, steering
from handlers.staff.announcements.acts import ACTS, NEW, NOTICES, OPEN, TEMPLATES
from handlers.staff.announcements.screen import show

ACTS_OF = (approval, corrections, drafts, hold, kept, notice_switches, steering)
"""The modules whose functions do what `acts` declares, with those that they import."""

UNDER_WAY, OVER, STUCK = 8, 4, 4
LATELY, MOST_WANTING = timedelta(days=7), 20
EXCERPT = 28


async def announcements(request: Request, office: Office) -> Reply:
    """The list, one announcement, or what was typed or tapped. What somebody else changed meanwhile is shown as it is now."""
    try:
        return await _answer(request, office)
    except Changed as changed:
        number = changed.subject.number
        if changed.subject.kind != Thing.ANNOUNCEMENT or number is None:
            raise
        by = changed.by or await audit.who_changed(office.store, changed.subject) or ""
        is_self = request.member and by == request.member.name
        return await show(number, request, office, changed_by="" if is_self else by)
    except OtherUnderWay as waiting:
        rows = [OPEN.button("announcement_number", each, name=f"A-{each}") for each in (waiting.other, waiting.number)]
        return reply("staff/announcements/other_under_way", rows, number=waiting.number, other=waiting.other)


async def _answer(request: Request, office: Office) -> Reply:
    if request.act:
        return await ACTS.answer(request, office)
    if request.awaited:
        return await drafts.typed(request, office)
    if request.origin is Origin.TYPED and (request.argument or request.attachment):
        return await drafts.from_words(request, office)
    return await _overview(office)


async def _overview(office: Office) -> Reply:
    """What the office has under way and what became of the last ones; of what is automatic, how many and what went wrong."""
    running = [each.as_of(office.now()) for each in await store.under_way(office.store, UNDER_WAY)]
    over = await store.last_over(office.store, OVER)
    wanting = await store.needing_somebody(office.store, office.now() - LATELY, MOST_WANTING)
    stuck = [each for each in wanting if each.kind in AUTOMATIC][:STUCK]
    numbered = [OPEN.button("announcement_number", each.id, name=each.reference) for each in [*running, *stuck, *over]]
    return reply(
        "staff/announcements/overview",
        [NEW.button("announcement_new")],
        *in_rows(numbered, 4),
        [TEMPLATES.button("templates"), NOTICES.button("notices")],
        [button("staff")],
        lines=[(each, excerpt(each.text, EXCERPT), each.due and each.due.astimezone(office.zone)) for each in running],
        over=[(each, excerpt(each.text, EXCERPT), await counts_now(office.store, each)) for each in over],
        stuck=stuck,
        automatic=await store.automatic_under_way(office.store),
    )
