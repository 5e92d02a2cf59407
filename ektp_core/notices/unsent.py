"""What becomes of copies that have not been sent yet, when a visit changes or their time is over: never a reminder of what is not so."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.notices.due import Known, is_settled, still_holds
from ektp_core.visits.schedule import Schedule


class UnsentStep(StrEnum):
    """What is done about it."""

    END_LATE = "end_late"
    END_CHANGED = "end_changed"
    HOLD_BACK = "hold_back"
    """The visit has changed, and the change may yet be undone."""

    GO_ON = "go_on"


@dataclass(frozen=True, slots=True)
class Unsent:
    """Something that may still be sent; `key` is known of automatic notices of a visit."""

    id: int
    key: str | None
    state: AnnouncementState
    reason: Reason | None
    expires: datetime | None
    visit: int | None

    @property
    def is_held_back(self) -> bool:
        return self.state is AnnouncementState.PAUSED and self.reason is Reason.VISIT_CHANGED


def step_for(unsent: Unsent, schedule: Schedule, known: Known, now: datetime) -> UnsentStep | None:
    """What comes too late is ended; a notice of a visit that has changed is held back, and ended once the change stays."""
    if unsent.expires is not None and unsent.expires <= now:
        return UnsentStep.END_LATE
    if unsent.key is None or unsent.visit is None:
        return None
    if still_holds(unsent.key, schedule):
        return UnsentStep.GO_ON if unsent.is_held_back else None
    if is_settled(unsent.visit, schedule, known, now):
        return UnsentStep.END_CHANGED
    return UnsentStep.HOLD_BACK if unsent.state is AnnouncementState.SENDING else None
