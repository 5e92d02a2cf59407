"""What is told automatically, each kind with its switch."""

from ektp_core.audit import Subject, Thing
from ektp_core.notices.due import EVE_HOUR, WEEK_BEFORE, NoticeKind
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store.notice_switches import notices_off, switch_notice
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.buttons import ROUTE

ON, OFF = "on", "off"


async def switches(_: str, request: Request, office: Office) -> Reply:
    """Each kind and whether it is told; a button names what it would become, so that two people do not switch it back."""
    off = await notices_off(office.store)
    rows = [button(ROUTE, f"H={kind}.{ON if kind in off else OFF}", f"notice_{kind}_{ON if kind in off else OFF}") for kind in NoticeKind]
    return reply(
        "staff/announcements/notice_switches",
        *in_rows(rows, 1),
        [button(ROUTE, label="back")],
        kinds=[(kind, kind not in off) for kind in NoticeKind],
        eve_hour=EVE_HOUR,
        week=WEEK_BEFORE,
    )


async def switch(wanted: str, request: Request, office: Office) -> Reply:
    """Switch one kind; a forged button switches nothing."""
    name, _, state = wanted.partition(".")
    if name in frozenset(NoticeKind) and state in (ON, OFF):
        async with office.acting(request, Act.ANNOUNCE) as doing:
            await switch_notice(doing.connection, NoticeKind(name), on=state == ON)
            doing.subject, doing.details = Subject(Thing.NOTICE, name), {"act": state}
        office.outbox_changed.set()
    return await switches("", request, office)
