"""The days inside a line that says more: "SMAN 1 Koba 12-13/01/2027 2 alat". Several and ranges too, each as strict as any date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ektp_core.reading.dates import ImpossibleDate, NotADate, Phrase, TwoReadings, read_day

MOST_DAYS = 31
"""A visit or a loan written as a range; longer ones are slips of the year."""

_RANGE = r"-|–|—|(?<!\w)(?:s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|to|until)(?!\w)"
_JOIN = rf"\s*(?:{_RANGE}|[,;&+]|(?<!\w)(?:dan|and)(?!\w))\s*"
_YEAR = r"(?:\d{4}(?!\d)|\d{2}(?!\d|[/.-]\d))"
_DATE = re.compile(
    rf"""(?<![\w/.])(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d)
    | (?P<single>\d{{1,2}}(?P<sign>[/.-])\d{{1,2}}(?P=sign){_YEAR})
    | (?P<days>\d{{1,2}}(?:{_JOIN}\d{{1,2}})*)
      (?: [/.-](?P<month>\d{{1,2}})[/.-](?P<year>{_YEAR})
        | \s+(?P<name>[A-Za-z]{{3,10}})\.?(?:\s+(?P<year_after>\d{{4}})(?!\d))?
        | /(?P<month_only>\d{{1,2}})(?!\d|[/.]\d|-\d{{4}}) )
    | (?P<short>\d{{1,2}}[/-]\d{{1,2}})(?!\d|[/.-]\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WEEKDAYS = "senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = rf"(?:{_WEEKDAYS})"
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w){_WEEKDAY}\s*,?\s*$", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"(?<!\w)(?:hari ini|today|besok|lusa|tomorrow|(?:next\s+)?{_WEEKDAY}(?:\s+depan)?)(?!\w)",
    re.IGNORECASE,
)
_ONLY_RANGE, _ONLY_JOIN = re.compile(rf"\s*(?:{_RANGE})\s*", re.IGNORECASE), re.compile(_JOIN, re.IGNORECASE)


class DayFault(StrEnum):
    """What is wrong with days as written."""

    IMPOSSIBLE = "impossible"
    BACKWARDS = "backwards"
    TOO_MANY = "too_many"
    UNCLEAR = "unclear"


class DaysUnclear(ValueError):
    """Days are written that cannot be read: the fault, the words, and the text without any days."""

    def __init__(self, fault: DayFault, words: str, rest: str = "") -> None:
        super().__init__(f"{fault}: {words}")
        self.fault = fault
        self.words = words
        self.rest = rest


@dataclass(frozen=True, slots=True)
class DaysFound:
    """The days of a text in order, each once, and the text without them."""

    days: tuple[date, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class _Written:
    """Numbers of days with the operator before each ("-" or ","), and their month and year as text."""

    start: int
    end: int
    words: str
    days: tuple[tuple[str, str], ...]
    month: str
    year: str


def find_days(text: str, today: date) -> DaysFound:
    """Take the days out of a text: numbers with a month, or one spoken day ("besok", "senin"). None is no error. Raises DaysUnclear."""
    written = list(_written(text))
    if not written:
        return _spoken_day(text, today)
    rest = _without(text, written)
    try:
        days = sorted(set(_all_days(text, written, today)))
    except DaysUnclear as unclear:
        raise DaysUnclear(unclear.fault, unclear.words, rest) from None
    if len(days) > MOST_DAYS:
        raise DaysUnclear(DayFault.TOO_MANY, text[written[0].start : written[-1].end], rest)
    return DaysFound(tuple(days), rest)


def _all_days(text: str, written: list[_Written], today: date) -> list[date]:
    days: list[date] = []
    for position, group in enumerate(written):
        between = text[written[position - 1].end : group.start] if position else ""
        days = _joined(days, _days_of(group, _year_for(position, written, text), today), between, group)
    return days


def _written(text: str) -> Iterator[_Written]:
    position = 0
    while found := _DATE.search(text, position):
        name = found["name"]
        position = found.end()
        if name and not _is_month(name):
            position = found.end("name")
            continue
        if found["iso"]:
            year, month, day = found["iso"].split("-")
            days: tuple[tuple[str, str], ...] = ((",", day),)
        elif found["single"] or found["short"]:
            day, month, *rest = re.split(r"[/.-]", found["single"] or found["short"])
            days, year = ((",", day),), rest[0] if rest else ""
        else:
            days = tuple(_listed(found["days"]))
            month = name or found["month"] or found["month_only"]
            year = found["year"] or found["year_after"] or ""
        yield _Written(found.start(), found.end(), found.group(), days, month, year)


def _listed(text: str) -> Iterator[tuple[str, str]]:
    """Each number of "12-14, 16" with "-" where a range leads to it."""
    end = 0
    for number in re.finditer(r"\d{1,2}", text):
        yield ("-" if _ONLY_RANGE.fullmatch(text[end : number.start()]) else ","), number.group()
        end = number.end()


def _is_month(word: str) -> bool:
    try:
        return Phrase.of(word).shape == "m"
    except NotADate:
        return False


def _year_for(position: int, written: list[_Written], text: str) -> str:
    """The year written with a date, else with the next one that is joined to it: "30/12 - 2/1/2027" is told apart by the months."""
    group = written[position]
    following = written[position + 1] if position + 1 < len(written) else None
    if group.year or following is None or not _ONLY_JOIN.fullmatch(text[group.end : following.start]):
        return group.year
    year = _year_for(position + 1, written, text)
    if year and group.month.isdigit() and following.month.isdigit() and int(group.month) > int(following.month):
        return str(int(year) - 1)
    return year


def _days_of(group: _Written, year: str, today: date) -> list[date]:
    """Every day of one group; without a year all are of the year in which the last comes next."""
    last = _day(group.days[-1][1], group, year, today)
    days: list[date] = []
    for sign, number in group.days:
        day = _day(number, group, str(last.year), today)
        days = _joined(days, [day], sign, group)
    return days


def _day(number: str, group: _Written, year: str, today: date) -> date:
    try:
        return read_day(f"{number}-{group.month}-{year}" if group.month.isdigit() and year else f"{number} {group.month} {year}", today)
    except (ImpossibleDate, NotADate):
        raise DaysUnclear(DayFault.IMPOSSIBLE, group.words) from None
    except TwoReadings:
        raise DaysUnclear(DayFault.UNCLEAR, group.words) from None


def _joined(days: list[date], more: list[date], between: str, group: _Written) -> list[date]:
    """The days, then the next ones; a range sign between them fills in what lies between."""
    if not days or not _ONLY_RANGE.fullmatch(between):
        return [*days, *more]
    gap = (more[0] - days[-1]).days
    if gap <= 0:
        raise DaysUnclear(DayFault.BACKWARDS, group.words)
    if gap > MOST_DAYS:
        raise DaysUnclear(DayFault.TOO_MANY, group.words)
    return [*days, *(days[-1] + timedelta(step) for step in range(1, gap)), *more]


def _spoken_day(text: str, today: date) -> DaysFound:
    found = list(_SPOKEN.finditer(text))
    if not found:
        return DaysFound((), text)
    try:
        day = read_day(found[-1].group(), today)
    except NotADate:
        raise DaysUnclear(DayFault.UNCLEAR, found[-1].group(), text.replace(found[-1].group(), " ")) from None
    return DaysFound((day,), f"{text[: found[-1].start()]} {text[found[-1].end() :]}")


def _without(text: str, written: list[_Written]) -> str:
    """The text without the dates, their weekdays, and the signs that joined them."""
    rest, start = "", 0
    for position, group in enumerate(written):
        before = _WEEKDAY_BEFORE.sub("", text[start : group.start])
        rest += "" if position and _ONLY_JOIN.fullmatch(before) else f"{before} "
        start = group.end
    return rest + text[start:]
