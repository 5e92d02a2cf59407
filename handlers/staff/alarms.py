"""What the admins must hear of, in words, with the button that sees to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ektp_core.alarms import AlarmKind, Fault, Silence
from ektp_core.office import Office
from ektp_core.roles import Act, Member, Role, may
from ektp_core.store.alarms import Alarm
from handlers.reply import Reply, Row, button, reply
from handlers.staff.announcements.acts import OPEN, RESUME_SENDING, ROUTE
from handlers.staff.way_to_desk import TO_DESK


def alarm_reply(alarm: Alarm, office: Office) -> Reply:
    """An alarm in words, and where it is seen to."""
    values = {**_values(alarm, office), "moment": alarm.moment.astimezone(office.zone)}
    return reply(f"staff/alarm/{alarm.kind}", _remedy(alarm), [button(ROUTE), TO_DESK], **values)


def _values(alarm: Alarm, office: Office) -> Mapping[str, Any]:
    if alarm.kind is AlarmKind.HELD:
        moments = {name: alarm.details.get(name) for name in ("since", "known")}
        return {**alarm.details, **{name: datetime.fromisoformat(said).astimezone(office.zone) for name, said in moments.items() if said}}
    if alarm.kind is not AlarmKind.SILENCE:
        return alarm.details
    found = Silence.of(alarm.details)
    return {"silence": Silence(found.since.astimezone(office.zone), found.until.astimezone(office.zone))}


def listeners(alarm: Alarm, office: Office) -> list[int]:
    """Who is told: the admins; where a second person is wanted, everybody who may agree, and whoever confirmed it."""
    return [member.person for member in office.public.members if _hears(member, alarm.kind)]


def fault_reply(fault: Fault, begun: datetime, ended: datetime | None, office: Office) -> Reply:
    """A fault of the bot's in words, with what to do; or that it is over."""
    over = ended.astimezone(office.zone) if ended else None
    return reply("staff/fault", [TO_DESK], fault=fault, begun=begun.astimezone(office.zone), ended=over)


def fault_listeners(office: Office) -> list[int]:
    """Who looks after the bot: the admins."""
    return [member.person for member in office.public.members if member.role is Role.ADMIN]


def _hears(member: Member, kind: AlarmKind) -> bool:
    return may(member, Act.ANNOUNCE) if kind is AlarmKind.SECOND_PERSON else member.role is Role.ADMIN


def _remedy(alarm: Alarm) -> Row:
    match alarm.kind:
        case AlarmKind.HELD:
            return [RESUME_SENDING.button("sending_resume")]
        case AlarmKind.TEXT_REFUSED | AlarmKind.SECOND_PERSON:
            return [OPEN.button("announcement_open", alarm.details["announcement"])]
        case _:
            return []
