"""A visit typed on one line: "SMAN 1 Koba 12-13/01/2027 08.00-14.00 2 alat". What is wrong is said, the rest is kept."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from ektp_core.reading.counts import KITS, PUPILS, VISIT_DAYS, Counts, take_counts
from ektp_core.reading.days.typed_days import DaysUnclear, take_days
from ektp_core.reading.hours import take_hours, take_spans
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.visits.places import Places, place_or_why
from ektp_core.visits.schedule import Hours, Place

LONGEST_LINE = 300
MOST_KITS = 50
MOST_PUPILS = 9_999
EARLIEST = time(5)
"""An hour before it is hardly meant: "jam 1-3" is in the afternoon."""

_CLASS = re.compile(r"[XVI]{1,4}|\d{1,2}", re.I)
_BRANCH = re.compile(r"M?IPA|IPS|[A-Z]", re.I)
_BARE_CLASSES = frozenset({"x", "xi", "xii"})


class LineFault(StrEnum):
    """What is wrong in a line; the faults of days and places have their own names."""

    HOURS = "hours"
    KITS = "kits"
    PUPILS = "pupils"
    TOO_LONG = "too_long"
    PART_OF_DAYS = "part_of_days"
    """Of a visit of several days some are to be moved, and not said is what becomes of the others."""

    # Of a sheet, where every cell belongs to a column
    EMPTY = "empty"
    UNREAD = "unread"
    DISAGREE = "disagree"
    SHARED = "shared"
    DAY = "day_unread"
    WEEKDAY = "wrong_weekday"
    HOURS_OF_DAYS = "hours_of_days"
    ORDER = "two_readings"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One part of a line that could not be taken: the fault, the words, the places that may have been meant; on a sheet, the column."""

    fault: str
    words: str = ""
    places: tuple[Place, ...] = ()
    column: str = ""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """What is known of a visit so far; None and () are not said yet."""

    place: Place | None = None
    days: tuple[date, ...] = ()
    hours: tuple[Hours, ...] = ()
    kits: int | None = None
    expected: int | None = None
    wrongs: tuple[Wrong, ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a visit cannot do without."""
        return (*(("place",) if self.place is None else ()), *(("days",) if not self.days else ()))

    @property
    def is_empty(self) -> bool:
        return not (self.place or self.days or self.hours or self.kits or self.expected)

    def with_wrong(self, fault: str, words: str) -> "VisitLine":
        """The line with one more part that could not be taken."""
        return replace(self, wrongs=(*self.wrongs, Wrong(fault, words)))

    def over(self, earlier: "VisitLine") -> "VisitLine":
        """A later line over an earlier one: what it says counts, what it does not say stays."""
        return VisitLine(
            self.place or earlier.place,
            self.days or earlier.days,
            self.hours or earlier.hours,
            self.kits or earlier.kits,
            self.expected or earlier.expected,
            self.wrongs,
        )


def read_visit_line(text: str, places: Places, today: date) -> VisitLine:
    """Read place, days, hours (also by class), kits and expected pupils, in any order; each fault is told in `wrongs`, none is raised."""
    if len(text) > LONGEST_LINE:
        return VisitLine(wrongs=(Wrong(LineFault.TOO_LONG),))
    whole = Text(" ".join(text.split()), places.spelling)
    line = read_line_hours(_counted(VisitLine(), whole), whole)
    try:
        line = replace(line, days=take_days(whole, today))
    except DaysUnclear as unclear:
        line = line.with_wrong(unclear.refusal.key, unclear.words)
    return _place(_of_so_many_days(line, whole), whole.rest(), places)


def _of_so_many_days(line: VisitLine, whole: Text) -> VisitLine:
    """ "3 hari" names no day: beside as many days it says nothing more, else the days themselves are asked for."""
    counts = take_counts(whole, VISIT_DAYS)
    if not counts.said or counts.number == len(line.days):
        return line
    return line.with_wrong("days_of_period", _words(whole, counts))


def _counted(line: VisitLine, whole: Text) -> VisitLine:
    kits, pupils = take_counts(whole, KITS), take_counts(whole, PUPILS)
    line = replace(line, kits=kits.number or None, expected=pupils.number or None)
    if not kits.is_clear or (kits.said and not 0 < (kits.number or 0) <= MOST_KITS):
        line = replace(line, kits=None).with_wrong(LineFault.KITS, _words(whole, kits))
    if not pupils.is_clear or (pupils.said and not 0 < (pupils.number or 0) <= MOST_PUPILS):
        line = replace(line, expected=None).with_wrong(LineFault.PUPILS, _words(whole, pupils))
    return line


def _words(whole: Text, counts: Counts) -> str:
    return ", ".join(whole.words(said.start, said.end) for said in counts.said)


def read_line_hours(line: VisitLine, whole: Text) -> VisitLine:
    """All times of a line. "XI 08.00-11.00 XII 11.00-14.00": the class stands before each time if it does before the first."""
    spans = take_spans(whole)
    before = bool(spans) and _class_before(spans[0].start, whole) is not None
    hours: list[Hours] = []
    for span in spans:
        named = _class_before(span.start, whole) if before else _class_after(span.end, whole)
        if named:
            whole.take(named.start, named.end)
        if span.value is None or span.value.start < EARLIEST:
            line = line.with_wrong(LineFault.HOURS, whole.words(span.start, span.end))
        else:
            hours.append(Hours(span.value.start, span.value.end, named.value if named else None))
    for single in take_hours(whole):
        line = line.with_wrong(LineFault.HOURS, whole.words(single.start, single.end))
    return replace(line, hours=tuple(hours))


def _class_after(position: int, whole: Text) -> Said[str] | None:
    """The class right behind a time: "kelas XI", "(XII IPA 1)", "X"."""
    tokens = whole.tokens
    start = position
    while position < len(tokens) and tokens[position].text in ("(", ","):
        position += 1
    named = position < len(tokens) and tokens[position].word == "kelas"
    at = position + named + (named and position + 1 < len(tokens) and tokens[position + 1].text == ".")
    if at >= len(tokens) or not whole.is_free(at):
        return None
    text = tokens[at].text
    if not (_CLASS.fullmatch(text) if named else text in _BARE_CLASSES):
        return None
    end = at + 1
    if end < len(tokens) and _BRANCH.fullmatch(tokens[end].text):
        end += 1
        end += end < len(tokens) and 0 < tokens[end].digits <= 2 and whole.is_free(end)
    closed = end < len(tokens) and tokens[end].text == ")"
    return Said(whole.words(at, end).upper(), start, end + closed)


def _class_before(position: int, whole: Text) -> Said[str] | None:
    """The class that ends right before a time, with a colon or a comma between."""
    tokens = whole.tokens
    end = position
    while end and tokens[end - 1].text in (":", ",", ")"):
        end -= 1
    for start in range(max(0, end - 4), end):
        if whole.is_free(start) and (found := _class_after(start, whole)) and found.end in (end, end + 1):
            return Said(found.value, found.start, position)
    return None


def _place(line: VisitLine, rest: str, places: Places) -> VisitLine:
    words = re.sub(
        r"^(?:di|ke|tambah|at|jam|pukul)\s+|(?:\s+(?:tanggal|tgl|jam|pukul|on|at|WIB))+$", "", rest.strip(" ,;:|-.()"), flags=re.I
    )
    words = " ".join(words.strip(" ,;:|-.").split())
    if not re.search(r"\w", words):
        return line
    found = place_or_why(words, places)
    if isinstance(found, Place):
        return replace(line, place=found)
    return replace(line, wrongs=(*line.wrongs, Wrong(found.fault, words, found.places)))
