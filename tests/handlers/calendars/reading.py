"""Calendars as phones read them: by another library than the one that wrote them, and line by line as RFC 5545 has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import vobject

from ektp_core.board import Board
from ektp_core.calendars import FEED_KEEPS
from ektp_core.profile import Language
from handlers.calendars.named import calendar_named
from handlers.calendars.worded import calendar_file, events_of
from tests.core.builders import TODAY
from tests.rehearsal import ZONE

LINE = re.compile(r"""(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):(?P<value>.*)""")
ESCAPED = re.compile(r"\\[\\;,nN]")
TEXTS = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC"})
ONCE = frozenset(
    {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION", "LAST-MODIFIED", "CLASS"}
)
MOST_OCTETS = 75


def calendar_of(board: Board, name: str, language: Language = Language.ID, *, today: date = TODAY, address: str | None = None) -> bytes:
    """The feed of this name, or the file of one visit, on a day."""
    chosen = calendar_named(name, board)
    assert chosen
    return calendar_file(chosen, events_of(chosen, board, today, FEED_KEEPS), board, language, ZONE, address)


def faults_of(content: bytes) -> Iterator[str]:
    """In words, what of a calendar RFC 5545 does not allow."""
    text = content.decode("utf-8")
    if not text.endswith("\r\n") or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        yield "a line that does not end in CRLF"
    yield from (f"too long: {line!r}" for line in content.split(b"\r\n") if len(line) > MOST_OCTETS)
    for folded in content.split(b"\r\n"):
        try:
            folded.decode("utf-8")
        except UnicodeDecodeError:
            yield f"folded inside a letter: {folded!r}"
    open_parts: list[tuple[str, list[str]]] = []
    for name, value in lines_of(content):
        if name is None:
            yield f"no content line: {value!r}"
        elif name == "BEGIN":
            open_parts.append((value, []))
        elif name == "END":
            part, names = open_parts.pop()
            if part != value:
                yield f"{part} ends as {value}"
            yield from _lacking(part, names)
        else:
            open_parts[-1][1].append(name)
            if name in TEXTS and re.search(r"[\\;,]", ESCAPED.sub("", value)):
                yield f"not escaped: {value!r}"
    yield from (f"not ended: {part}" for part, _ in open_parts)


def lines_of(content: bytes) -> Iterator[tuple[str | None, str]]:
    """Each unfolded line by the name of its property; None for what is no content line."""
    unfolded = content.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8")
    for line in unfolded.removesuffix("\r\n").split("\r\n"):
        found = LINE.fullmatch(line)
        yield (found["name"], found["value"]) if found else (None, line)


def _lacking(part: str, names: list[str]) -> Iterator[str]:
    wanted = {
        "VCALENDAR": {"PRODID", "VERSION", "METHOD"},
        "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY"},
        "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
        "VTIMEZONE": {"TZID"},
        "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    }[part]
    if part == "VTIMEZONE":
        yield from (f"{part} with {name}" for name in names if name not in ("TZID", "LAST-MODIFIED", "TZURL"))
    yield from (f"{part} without {name}" for name in sorted(wanted - {*names}))
    yield from (f"{part} with several {name}" for name in sorted(ONCE & {*names}) if names.count(name) > 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a phone has it; on which day of the office it begins, and at what hour unless it is about the whole day."""

    uid: str
    sequence: int
    status: str
    day: date
    start: time | None
    end: time | None
    summary: str
    location: str
    description: str
    modified: datetime
    reminded: timedelta | None


def entries_of(content: bytes) -> tuple[Shown, ...]:
    """What another library reads."""
    calendar = vobject.readOne(content.decode("utf-8"))
    return tuple(_shown(event) for event in calendar.contents.get("vevent", ()))


def _shown(event: Any) -> Shown:
    starts, ends = event.dtstart.value, event.dtend.value
    timed = isinstance(starts, datetime)
    alarms = event.contents.get("valarm", ())
    return Shown(
        event.uid.value,
        int(event.sequence.value),
        event.status.value,
        starts.astimezone(ZONE).date() if timed else starts,
        starts.astimezone(ZONE).time() if timed else None,
        ends.astimezone(ZONE).time() if timed else None,
        event.summary.value,
        event.location.value,
        event.description.value,
        event.dtstamp.value.astimezone(UTC),
        alarms[0].trigger.value if alarms else None,
    )
