"""A visit typed on one line: "SMAN 1 Koba 12-13/01/2027 08.00-14.00 2 alat". What is wrong is said, the rest is kept."""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from ektp_core.reading.typed_days import DaysUnclear, find_days
from ektp_core.visits.places import PlaceFault, Places, places_near, read_place
from ektp_core.visits.schedule import Hours, Place

LONGEST_LINE = 300
MOST_KITS = 50
_KITS = re.compile(
    r"(?<!\w)(?:(?P<number>\d{1,3})\s*(?:alat|unit|set|kits?)(?:\s+rekam)?|(?:alat|kits?)\s*[:=]?\s*(?P<after>\d{1,3}))(?!\w)", re.I
)
_PUPILS = re.compile(r"(?<!\w)(?P<number>\d{1,5})\s*(?:siswa|murid|anak|orang|peserta|pupils?|students?|people)(?!\w)", re.I)
_TO = r"\s*(?:-|–|—|s\.?/?d\.?|sampai|to)\s*"
_CLOCK = rf"(?<![\d./-])(?:(?:jam|pukul|at)\s*)?(\d{{1,2}})[.:](\d{{2}}){_TO}(\d{{1,2}})[.:](\d{{2}})(?![\d./-])"
_HOUR = rf"(?<!\w)(?:jam|pukul|at)\s*(\d{{1,2}})(){_TO}(\d{{1,2}})()(?![\d./:-])"
_SLOT = rf"(?P<slot>{_CLOCK}|{_HOUR})(?:\s*WIB(?!\w))?"
_CLASS = (
    r"\(?(?:(?:kelas|kls|class|grade)\s*\.?\s*(?P<named>(?:[XVI]{1,4}|\d{1,2})(?:[ -](?:M?IPA|IPS|[A-Z])(?:[ -]?\d{1,2})?(?![\w/.:-]))?)"
    r"|(?P<bare>X(?:II?)?))(?!\w)\)?"
)
_BEFORE = re.compile(rf"(?:(?<!\w){_CLASS}\s*[:,]?\s*)?{_SLOT}", re.I)
_AFTER = re.compile(rf"{_SLOT}(?:\s*{_CLASS})?", re.I)


class LineFault(StrEnum):
    """What is wrong in a line; the faults of days and places have their own names."""

    HOURS = "hours"
    KITS = "kits"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One part of a line that could not be taken: the fault, the words, and the places that may have been meant."""

    fault: str
    words: str = ""
    places: tuple[Place, ...] = ()


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
    line, rest = _numbers(VisitLine(), " ".join(text.split()))
    line, rest = _hours(line, rest)
    try:
        found = find_days(rest, today)
        line, rest = replace(line, days=found.days), found.rest
    except DaysUnclear as unclear:
        line = replace(line, wrongs=(*line.wrongs, Wrong(unclear.fault, unclear.words)))
        rest = unclear.rest
    return _place(line, rest, places)


def _numbers(line: VisitLine, rest: str) -> tuple[VisitLine, str]:
    if found := _KITS.search(rest):
        kits = int(found["number"] or found["after"])
        fits = 0 < kits <= MOST_KITS
        line = replace(line, kits=kits) if fits else replace(line, wrongs=(*line.wrongs, Wrong(LineFault.KITS, found.group())))
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    if found := _PUPILS.search(rest):
        line = replace(line, expected=int(found["number"]) or None)
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return line, rest


def _hours(line: VisitLine, rest: str) -> tuple[VisitLine, str]:
    """All times of a line. "XI 08.00-11.00 XII 11.00-14.00": the class stands before each time if it does before the first."""
    first = _BEFORE.search(rest)
    pattern = _BEFORE if first and (first["named"] or first["bare"]) else _AFTER
    hours: list[Hours] = []
    while found := pattern.search(rest):
        if slot := _slot(found["slot"], found["named"] or found["bare"]):
            hours.append(slot)
        else:
            line = replace(line, wrongs=(*line.wrongs, Wrong(LineFault.HOURS, found["slot"].strip())))
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return replace(line, hours=tuple(hours)), rest


def _slot(text: str, group: str | None) -> Hours | None:
    found = re.fullmatch(_CLOCK, text, re.I) or re.fullmatch(_HOUR, text, re.I)
    if found is None:
        return None
    hour, minute, last_hour, last_minute = (int(part or 0) for part in found.groups())
    if max(hour, last_hour) > 23 or max(minute, last_minute) > 59 or (hour, minute) >= (last_hour, last_minute):
        return None
    return Hours(time(hour, minute), time(last_hour, last_minute), group.upper() if group else None)


def _place(line: VisitLine, rest: str, places: Places) -> VisitLine:
    words = re.sub(
        r"^(?:di|ke|tambah|at|jam|pukul)\s+|(?:\s+(?:tanggal|tgl|jam|pukul|on|at|WIB))+$", "", rest.strip(" ,;:|-.()"), flags=re.I
    )
    words = " ".join(words.strip(" ,;:|-.").split())
    if not re.search(r"\w", words):
        return line
    found = read_place(words, places)
    if isinstance(found, Place):
        return replace(line, place=found)
    fault = Wrong(PlaceFault.SEVERAL, words, found) if found else Wrong(PlaceFault.UNKNOWN, words, places_near(words, places))
    return replace(line, wrongs=(*line.wrongs, fault))
