"""The weekday that is said with a date: where the calendar says another, one of the two is a slip."""

import re
from dataclasses import dataclass
from datetime import date

from ektp_core.reading.days.dates import WrongWeekday
from ektp_core.reading.words.calendar_words import WordShape

SUNDAY = 6
_BEFORE = re.compile(r"(?<![0-9])D?([Ww])(?:[-ud]D?([Ww]))?[,(]?D?T?$")


@dataclass(frozen=True, slots=True)
class Weekdays:
    """The weekdays right before a date: of its first day, and of its last where two are said. `length` in tokens."""

    length: int = 0
    first: int | None = None
    last: int | None = None

    def check(self, first: date, last: date) -> None:
        """Raise WrongWeekday where the calendar says otherwise of the first or the last day."""
        for said, day in ((self.first, first), (self.last, last)):
            if said is not None and day.weekday() != said:
                raise WrongWeekday(day=day, weekday=said, readings=(day,))


def weekdays_before(start: int, shape: WordShape) -> Weekdays:
    """The weekdays that stand right before token `start`."""
    found = _BEFORE.search(shape.letters[:start], max(0, start - 7))
    if found is None:
        return Weekdays()
    first, last = (None if at < 0 else shape.values[at][0] if shape.values[at] else SUNDAY for at in (found.start(1), found.start(2)))
    return Weekdays(start - found.start(), first, last)
