"""What whoever runs the bot sets for the office."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ektp_core.announcements.announcement import BULK_RATE
from ektp_core.announcements.approval import SECOND_PERSON_OVER


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The office's time zone, messages a second to many, and above how many people a second member of staff confirms."""

    zone: ZoneInfo
    bulk_rate: float = BULK_RATE
    second_person_over: int = SECOND_PERSON_OVER
