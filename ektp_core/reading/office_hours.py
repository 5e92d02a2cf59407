"""Hours of the office by day: "Senin–Kamis 07.30–15.30, Jumat 07.30–14.00"; hours of some days take the place of those alone."""

import re
from itertools import pairwise

_WEEK = (
    r"senin|sen|monday|mon",
    r"selasa|sel|tuesday|tue",
    r"rabu|rab|wednesday|wed",
    r"kamis|kam|thursday|thu",
    r"jum['’]?at|jum|friday|fri",
    r"sabtu|sab|saturday|sat",
    r"minggu|ahad|sunday|sun",
)
_DAY = rf"(?:{'|'.join(_WEEK)})"
_TO = r"(?:\s*[-–—]\s*|\s+(?:sampai|s/d|sd|hingga|to)\s+)"
_AND = r"(?:\s*[,&/+]\s*|\s+(?:dan|and)\s+)"
DAYS = re.compile(rf"\b{_DAY}(?:(?:{_TO}|{_AND}|\s+){_DAY})*\b", re.IGNORECASE)
"""One day or several: "Senin–Kamis", "sabtu dan minggu"; two side by side are a run: "senin kamis"."""

_HOUR = r"(?:jam\s+|pukul\s+)?\d{1,2}(?:[.:]\d{2})?(?:\s?(?:am|pm))?"
SPAN = re.compile(rf"\b{_HOUR}{_TO}{_HOUR}\b", re.IGNORECASE)
"""Hours from and until."""

_CLOSED = r"\b(?:tutup|libur|closed)\b"
CLOSED_DAYS = re.compile(rf"{DAYS.pattern}\s*:?\s*{_CLOSED}", re.IGNORECASE)
"""Days on which it is closed."""

_PART = re.compile(rf"\s*[,;\n]\s*(?={_DAY}\b)", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:wib|wit|wita|pukul|jam|hari|buka|istirahat)\b|[\s,.;:()-]+", re.IGNORECASE)


def days_of(text: str) -> frozenset[int]:
    """The days of the week that a text names, Monday is 0; a run of days is each of them."""
    found: set[int] = set()
    for run in DAYS.finditer(text):
        found |= _of_run(run.group())
    return frozenset(found)


def with_hours(stands: str, said: str) -> str | None:
    """What stands there with what is said for some days in its place; None where other days would be lost, or it says more than hours.

    It is put in the place of a part that is of just these days; what names every day that stands there, or no days where none stand,
    is the whole.
    """
    if not stands:
        return said
    parts, new = _PART.split(stands.strip()), _PART.split(said.strip())
    if any(not _is_plain(part) for part in new):
        return None
    if days_of(stands) <= days_of(said):
        return said
    for part in new:
        at = [number for number, old in enumerate(parts) if days_of(old) == days_of(part) and days_of(old)]
        if len(at) != 1:
            return None
        parts[at[0]] = part[:1].upper() + part[1:]
    return ", ".join(parts)


def _of_run(run: str) -> set[int]:
    named = [(found.start(), found.end(), _number(found.group())) for found in re.finditer(rf"\b{_DAY}\b", run, re.IGNORECASE)]
    days = {number for _, _, number in named}
    for (_, end, first), (start, _, last) in pairwise(named):
        if not re.fullmatch(_AND, run[end:start], re.IGNORECASE):
            days |= {(first + more) % 7 for more in range((last - first) % 7 + 1)}
    return days


def _number(day: str) -> int:
    return next(number for number, words in enumerate(_WEEK) if re.fullmatch(words, day, re.IGNORECASE))


def _is_plain(part: str) -> bool:
    """Whether a part says days and hours and nothing more, such as a month in which they hold."""
    says_hours = SPAN.search(part) or CLOSED_DAYS.search(part)
    left = re.sub(_CLOSED, "", SPAN.sub("", DAYS.sub("", part)), flags=re.IGNORECASE)
    return says_hours is not None and not _BESIDE.sub("", left).strip()
