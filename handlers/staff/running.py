"""What the admins' desk says of the bot itself: what is at fault, that a restored copy is held, what is wrong with the backups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ektp_core.alarms import Present
from ektp_core.backups.stand import Concern
from ektp_core.office import Office
from ektp_core.roles import Act, may
from ektp_core.store.leadership import held_since
from handlers.reply import Row
from handlers.request import Request
from handlers.staff.announcements.acts import RESUME_SENDING


@dataclass(frozen=True, slots=True)
class Running:
    """What is at fault, since when nothing is sent, and what is wrong with the backups; moments are the office's."""

    faults: Sequence[Present] = ()
    held: datetime | None = None
    backups: Concern | None = None
    last_backup: datetime | None = None

    @property
    def is_well(self) -> bool:
        return not self.faults and self.held is None and self.backups is None

    def remedy(self) -> Row:
        """What an admin can do here; backups are seen to on the machine."""
        return [RESUME_SENDING.button("sending_resume")] if self.held else []


async def running(request: Request, office: Office) -> Running:
    """For whoever may let the bot send again; for others it says nothing."""
    if not may(request.member, Act.RESUME_SENDING):
        return Running()
    held, stand = await held_since(office.store), office.backups
    last = stand.last if stand else None
    return Running(
        [Present(each.fault, each.since.astimezone(office.zone)) for each in office.faults],
        held.astimezone(office.zone) if held else None,
        stand.concern(request.now) if stand else None,
        last.astimezone(office.zone) if last else None,
    )
