"""What whoever runs the bot sets for the office."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ektp_core.announcements.announcement import BULK_RATE
from ektp_core.announcements.approval import SECOND_PERSON_OVER


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The office's time zone, its province's for None; messages a second to many; above how many people a second member confirms.

    `public_url` is where people reach what is public on the web; None where nobody has said it, or nothing is served.
    """

    zone: ZoneInfo | None = None
    bulk_rate: float = BULK_RATE
    second_person_over: int = SECOND_PERSON_OVER
    public_url: str | None = None
