"""What is told automatically, each kind with its switch."""

from ektp_core.audit import Subject, Thing
from ektp_core.notices.due import EVE_HOUR, WEEK_BEFORE, NoticeKind
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store.notice_switches import notices_off, switch_notice
from handlers.reply import Reply, button, in_rows, reply
from handlers.request import Request
from handlers.staff.announcements.acts import NOTICES, ROUTE, SWITCH_NOTICE, NoticeSwitch, Switch


@NOTICES.does
async def _notices(_: None, request: Request, office: Office) -> Reply:
    """Each kind and whether it is told."""
    return await _switches(office)


@SWITCH_NOTICE.does
async def _switch_notice(switch: NoticeSwitch, request: Request, office: Office) -> Reply:
    """Switch one kind on or off."""
    async with office.acting(request, Act.ANNOUNCE, Subject(Thing.NOTICE, switch.kind)) as doing:
        await switch_notice(doing.connection, switch.kind, on=switch.becomes is Switch.ON)
        doing.details = {"act": switch.becomes}
    office.outbox_changed.set()
    return await _switches(office)


async def _switches(office: Office) -> Reply:
    off = await notices_off(office.store)
    switches = [NoticeSwitch(kind, Switch.ON if kind in off else Switch.OFF) for kind in NoticeKind]
    rows = [SWITCH_NOTICE.button(f"notice_{switch.kind}_{switch.becomes}", switch) for switch in switches]
    return reply(
        "staff/announcements/notice_switches",
        *in_rows(rows, 1),
        [button(ROUTE, label="back")],
        kinds=[(kind, kind not in off) for kind in NoticeKind],
        eve_hour=EVE_HOUR,
        week=WEEK_BEFORE,
    )
