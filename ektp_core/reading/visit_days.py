"""The day or the days of a recording that a message asks or tells of (docs/understanding.md#days)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ektp_core.reading.calendar import Days, coming, exists
from ektp_core.reading.calendar_words import WordShape
from ektp_core.reading.said import Said
from ektp_core.reading.token import Token
from ektp_core.reading.written_dates import Written


def visit_days(tokens: list[Token], shape: WordShape, written: list[Written], today: date) -> list[Said[Days]]:
    """Every day or period, with the tokens it stands in; `written` without those that are births."""
    letters = shape.letters
    found: list[Said[Days]] = []
    for each in written:
        if days := _of_written(each, shape, today):
            found.append(Said(days, each.start, each.end))
            letters = letters[: each.start] + "#" * (each.end - each.start) + letters[each.end :]
    found.extend(_spoken(letters, tokens, shape, today))
    said = _without(DENIED, found, tokens)
    said = _without(DOUBTED, said, tokens) or said
    return sorted(said or _later_today(tokens, today), key=lambda one: one.start)


DENIED = frozenset({"bukan", "lama", "batal"})
"""Before a day that is not meant: "bukan selasa tapi rabu"."""


DOUBTED = frozenset({"katanya", "tadi", "awalnya", "semula", "awal"})
"""Before a day that another one has replaced: "jadinya tanggal 11? tadi katanya tanggal 8"."""


def _without(words: frozenset[str], found: list[Said[Days]], tokens: list[Token]) -> list[Said[Days]]:
    return [one for one in found if words.isdisjoint(token.word for token in tokens[max(0, one.start - 2) : one.start])]


def _later_today(tokens: list[Token], today: date) -> Iterator[Said[Days]]:
    """ "Nanti siang", "malam ini", "jam 2 nanti": today, where no other day is named."""
    for position in range(len(tokens) - 1):
        words = {token.word for token in tokens[position : position + 2]}
        near = {token.word for token in tokens[position : position + 3]}
        if (words & NOW and words & {"nanti", "ini"}) or (tokens[position].word == "jam" and "nanti" in near):
            yield Said(_one(today), position, position + 2)
            return


def _of_written(written: Written, shape: WordShape, today: date) -> Days | None:
    if written.months and len(written.months) > 1:
        return None
    year = written.full_year(today)
    if written.day is None:
        return _month(written, year, shape, today) if written.months else None
    first = _day(written.day, written.months, year, today)
    if first is None:
        return None
    last = _day(written.last, written.months or (first.month,), first.year, today) if written.last else first
    return Days(first, last if last and last >= first else first)


def _day(day: int, months: tuple[int, ...], year: int | None, today: date) -> date | None:
    """The day; without a year the next one from today on, without a month the next day of that number."""
    if not months:
        for ahead in range(13):
            month, later = (today.month - 1 + ahead) % 12 + 1, today.year + (today.month - 1 + ahead) // 12
            if exists(day, month, later) and date(later, month, day) >= today:
                return date(later, month, day)
        return None
    if year is None:
        return next(coming(day, months[0], today), None)
    return date(year, months[0], day) if exists(day, months[0], year) else None


def _month(written: Written, year: int | None, shape: WordShape, today: date) -> Days:
    letters = shape.letters
    month = written.months[0]
    if year is None:
        year = today.year if month >= today.month else today.year + 1
        if letters[written.end : written.end + 2] == "YN" and month >= today.month:
            year += 1
    whole = Days.of_month(year, month)
    if letters[max(0, written.start - 2) : written.start] == "wp":
        week = whole.first + timedelta(7 * (shape.values[written.start - 1][0] - 1))
        return Days(week, min(week + timedelta(6), whole.last))
    part = letters[max(0, written.start - 2) : written.start].replace("B", "")[-1:]
    return _part_of(whole, part)


def _part_of(month: Days, part: str) -> Days:
    """ "Awal", "tengah" and "akhir" are ten days each."""
    match part:
        case "a":
            return Days(month.first, month.first.replace(day=10))
        case "c":
            return Days(month.first.replace(day=11), month.first.replace(day=20))
        case "e":
            return Days(month.first.replace(day=21), month.last)
    return month


_SPOKEN = (
    ("hence", re.compile(r"[12][Dw](?:l|_i)|ql")),
    ("next_week", re.compile(r"D?W[-d]D?WwN")),
    ("weekday_range", re.compile(r"D?WdD?W")),
    ("both_days", re.compile(r"(?:D?W)[-d]?w(?![NiR])")),
    ("habit", re.compile(r"D?W[-d]D?W|R-R")),
    ("saturday_night", re.compile(r"nw")),
    ("weekday_next", re.compile(r"D?W(?:w?N)|NW|w[NR]W")),
    ("weekday", re.compile(r"(?<!#)(?<!#D)(?<!#,)(?<!#[(])D?(?:Wi?|(?<=D)w)(?!,?T?#|P)")),
    ("day_of_month", re.compile(r"T?[12]B[Ni]")),
    ("month", re.compile(r"[aec]?B[NR]|[aec]Bi|Bi|NB")),
    ("weekend", re.compile(r"ewi?|E")),
    ("week", re.compile(r"w[NR]|Nw|wi")),
    ("year", re.compile(r"(?<!#)YN|NY")),
    ("day", re.compile(r"R")),
    ("today", re.compile(r"Di|t")),
)
_ANY = re.compile(r"[DWwBNRtEqY]")
NOW = frozenset({"siang", "sore", "malam", "pagi"})
"""Today, with "nanti" or "ini"."""


def _spoken(letters: str, tokens: list[Token], shape: WordShape, today: date) -> Iterator[Said[Days]]:
    if not _ANY.search(letters):
        return
    for kind, pattern in _SPOKEN:
        for place in pattern.finditer(letters):
            if days := _spoken_days(kind, place, tokens, shape, today):
                yield Said(days, place.start(), place.end())
            if days or kind == "habit":
                letters = letters[: place.start()] + "#" * (place.end() - place.start()) + letters[place.end() :]


def _spoken_days(kind: str, place: re.Match[str], tokens: list[Token], shape: WordShape, today: date) -> Days | None:
    letters = place.group()
    if kind in OF_WEEKDAYS:
        weekdays = [value[0] for letter, value in zip(letters, shape.values[place.start() :], strict=False) if letter == "W"]
        return _weekdays(kind, weekdays, today)
    match kind:
        case "hence":
            count = tokens[place.start()].number or 1
            return _one(today + timedelta(count * (1 if letters[1] == "D" else 7)))
        case "week":
            monday = today - timedelta(today.weekday()) + timedelta(0 if "i" in letters else 7)
            return Days(monday, monday + timedelta(6))
        case "month":
            return _spoken_month(letters, today)
        case "day_of_month":
            month = _spoken_month(letters[-2:], today)
            number = tokens[place.end() - 3].number or 0
            return _one(month.first.replace(day=number)) if 0 < number <= month.last.day else month
        case "year":
            return Days(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))
        case "habit":
            return None
        case "day":
            return _one(today + timedelta(shape.values[place.start()][0]))
    return _one(today)


OF_WEEKDAYS = frozenset({"weekday", "weekday_next", "weekday_range", "next_week", "both_days", "saturday_night", "weekend"})


def _weekdays(kind: str, weekdays: list[int], today: date) -> Days | None:
    """Days by their names; of this week or of the next one (Monday to Sunday)."""
    next_monday, saturday = today + timedelta(7 - today.weekday()), _next_weekday(SATURDAY, today)
    match kind:
        case "weekday":
            return _one(_next_weekday((*weekdays, SUNDAY)[0], today))
        case "weekday_next":
            return _one(next_monday + timedelta((*weekdays, SUNDAY)[0]))
        case "weekday_range":
            start = _next_weekday(weekdays[0], today)
            return Days(start, start + timedelta(weekdays[1] - weekdays[0])) if weekdays[0] < weekdays[1] else None
        case "next_week":
            first, last = (next_monday + timedelta(weekday) for weekday in weekdays)
            return Days(first, last) if first <= last else None
        case "both_days":
            return Days(saturday, saturday + timedelta(1)) if weekdays == [SATURDAY] else None
        case "saturday_night":
            return _one(saturday)
    this_saturday = today - timedelta(today.weekday()) + timedelta(SATURDAY)
    return Days(this_saturday, this_saturday + timedelta(1))


SATURDAY, SUNDAY = 5, 6


def _one(day: date) -> Days:
    return Days(day, day)


def _spoken_month(letters: str, today: date) -> Days:
    ahead = 0 if "i" in letters else 1
    year, month = today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1
    return _part_of(Days.of_month(year, month), letters[0])


def _next_weekday(weekday: int, today: date) -> date:
    """The next one strictly after today."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
