"""Which events a calendar holds: everybody's, a school's, a subdistrict's, or one visit's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ektp_core.calendars.events import CalendarEvent

FEED_KEEPS = timedelta(days=366)
"""How long a feed goes on telling what became of a visit: longer than any phone waits before it asks again."""

FILE_KEEPS = timedelta()


class Kind(StrEnum):
    """What a calendar is about."""

    ALL = "all"
    SCHOOL = "school"
    SUBDISTRICT = "subdistrict"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A calendar: `target` is the school's number (NPSN), the subdistrict's code or the visit's number."""

    kind: Kind
    target: str = ""

    def holds(self, event: CalendarEvent) -> bool:
        """Whether an event belongs to it."""
        match self.kind:
            case Kind.ALL:
                return True
            case Kind.SCHOOL:
                return event.place.npsn == self.target
            case Kind.SUBDISTRICT:
                return event.place.subdistrict == self.target
            case Kind.VISIT:
                return str(event.visit) == self.target and not event.removed


def held(events: Iterable[CalendarEvent], chosen: Chosen, today: date, keeps: timedelta) -> tuple[CalendarEvent, ...]:
    """The events of a calendar, by day. A visit is told with all of its events until `keeps` after the last of its days.

    So an entry that was moved back from a late day to an early one is not forgotten while a phone may still show the late day.
    """
    by_visit: dict[tuple[int, bool], list[CalendarEvent]] = defaultdict(list)
    for event in events:
        if chosen.holds(event):
            by_visit[event.visit, event.removed].append(event)
    told = (visit for visit in by_visit.values() if max(event.day for event in visit) + keeps >= today)
    return tuple(sorted((event for visit in told for event in visit), key=lambda event: (event.day, event.visit, event.number)))
