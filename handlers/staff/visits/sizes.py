"""What of a long sheet fits one message: doubts gathered over their days, and rows cut into pages by how much they say."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ektp_core.planning import Doubt, DoubtKind
from ektp_core.visits.line import VisitLine
from ektp_core.visits.schedule import Visit

T = TypeVar("T")

ROOM = 2800
"""Characters of rows in a message of 4096: the rest is for what stands above and below them."""

WRONGS_SHOWN, DOUBTS_SHOWN, CAUSES_SHOWN = 5, 3, 3
UNUSED_SHOWN, SKIPPED_SHOWN = 6, 4
DAYS_SHOWN, HOURS_SHOWN, PLACES_SHOWN = 4, 6, 3
_ROW, _SENTENCE, _DAY, _SLOT, _CAUSE = 70, 180, 20, 22, 90
"""Characters at the most, in either language, of a row's fixed words, a sentence around a fault, and one of each."""


@dataclass(frozen=True, slots=True)
class DoubtOfDays:
    """The same doubt on one or several days of a visit."""

    days: tuple[date, ...]
    kind: DoubtKind
    lent: int
    causes: tuple[Visit, ...]


def of_days(doubts: Iterable[Doubt]) -> tuple[DoubtOfDays, ...]:
    """Doubts that differ by their day only as one; a holiday and a far year are their day's own."""
    found: dict[tuple[object, ...], list[Doubt]] = {}
    for doubt in doubts:
        own = doubt.day if doubt.kind is DoubtKind.HOLIDAY else doubt.day.year if doubt.kind is DoubtKind.FAR else None
        found.setdefault((doubt.kind, doubt.lent, doubt.causes, own), []).append(doubt)
    return tuple(DoubtOfDays(tuple(each.day for each in same), same[0].kind, same[0].lent, same[0].causes) for same in found.values())


def room_of(line: VisitLine, note: str, against: Sequence[Doubt]) -> int:
    """How many characters a row of a round takes at the most."""
    size = _ROW + len(note) + (len(line.place.name) if line.place else 0)
    size += _DAY * min(len(line.days), DAYS_SHOWN) + _SLOT * min(len(line.hours), HOURS_SHOWN)
    for wrong in line.wrongs[:WRONGS_SHOWN]:
        size += _SENTENCE + len(wrong.words) + len(wrong.column) + sum(len(place.name) for place in wrong.places[:PLACES_SHOWN])
    for doubt in of_days(against)[:DOUBTS_SHOWN]:
        size += _SENTENCE + _DAY * min(len(doubt.days), DAYS_SHOWN)
        size += sum(_CAUSE + len(cause.place.name) for cause in doubt.causes[:CAUSES_SHOWN])
    return size


def pages_of(rows: Sequence[T], room: Callable[[T], int], most: int) -> list[Sequence[T]]:
    """Rows in their order cut into pages that fit a message, no more than `most` on each."""
    pages: list[list[T]] = []
    left = 0
    for row in rows:
        size = room(row)
        if not pages or size > left or len(pages[-1]) == most:
            pages.append([])
            left = ROOM
        pages[-1].append(row)
        left -= size
    return list(pages)
