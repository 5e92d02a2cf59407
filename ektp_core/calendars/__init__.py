"""What people keep in their own calendars: an event for each day of a visit, the same one for good (docs/domain.md#calendars)."""

from ektp_core.calendars.choosing import FEED_KEEPS, FILE_KEEPS, Chosen, Kind, held
from ektp_core.calendars.events import CalendarEvent, kept_up, taken_out

__all__ = ["FEED_KEEPS", "FILE_KEEPS", "CalendarEvent", "Chosen", "Kind", "held", "kept_up", "taken_out"]
