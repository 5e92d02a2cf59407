"""Days and periods that a text names in words: "besok", "kamis depan", "2 minggu ke depan" (docs/understanding.md#days)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ektp_core.reading.calendar import Days, months_later
from ektp_core.reading.words.calendar_words import WordShape, used
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token

_SPOKEN = (
    ("ahead", re.compile(r"(?<![0-9])(?<![0-9][-/.,o])[12](?:[Dw](?:_?N|F)|B(?:_N|F))|[qsv](?:_?N|F)")),
    ("hence", re.compile(r"(?<![0-9])(?<![0-9][-/.,o])[12][DwB](?:l|_i)|[qsv]l")),
    ("next_week", re.compile(r"D?W[-u]D?WwN")),
    ("weekday_range", re.compile(r"D?WuD?W")),
    ("both_days", re.compile(r"(?:D?W)[-ud]?w(?![NiR])")),
    ("habit", re.compile(r"D?W-D?W|R-R")),
    ("saturday_night", re.compile(r"nw")),
    ("weekday_next", re.compile(r"D?W(?:w?N)|NW|w[NR]D?W")),
    ("weekday", re.compile(r"(?<!#)(?<!#D)(?<!#,)(?<!#[(])D?(?:Wi?|(?<=D)w|^w[?.]?$)(?!,?T?#|w?P|p)")),
    ("day_of_month", re.compile(r"T?[12]B[Ni]")),
    ("month", re.compile(r"[aec]?B(?:_?[NR]|F)|[aec]Bi|Bi|NB")),
    ("weekend", re.compile(r"ewi?|E")),
    ("week", re.compile(r"w(?:_?[NR]|F)|Nw|wi")),
    ("year", re.compile(r"(?<!#)YN|NY")),
    ("day", re.compile(r"R")),
    ("today", re.compile(r"Di|t")),
)
"""By kind, the fuller before what it holds: what one has used no later one sees."""

SPEAKS_OF_DAYS = re.compile(r"[DWwBNRtEqsvYgnJ]")
"""Without any of these letters no word names a day."""
NOW = frozenset({"siang", "sore", "malam", "pagi"})
"""Today, with "nanti" or "ini"."""

BETWEEN = frozenset({"ke", "dari", "yang"})
"""May stand between a unit and what is said of it: "2 minggu ke depan", "2 minggu dari sekarang"."""

OF_WEEKDAYS = frozenset({"weekday", "weekday_next", "weekday_range", "next_week", "both_days", "saturday_night", "weekend"})
PERIODS = frozenset({"ahead", "week", "month", "year", "weekend"})
"""Of several days, none of them named."""

SATURDAY, SUNDAY = 5, 6


def spoken_days(letters: str, tokens: list[Token], shape: WordShape, today: date) -> list[tuple[str, Said[Days]]]:
    """Every day or period in words, with its kind; `letters` are the shape's, with # for each token that is used already."""
    found: list[tuple[str, Said[Days]]] = []
    for kind, pattern in _SPOKEN:
        for place in pattern.finditer(letters):
            days = _spoken_days(kind, place, tokens, shape, today)
            if days:
                found.append((kind, Said(days, place.start(), place.end())))
            if days or kind == "habit":
                letters = used(letters, *place.span())
    return found


def _spoken_days(kind: str, place: re.Match[str], tokens: list[Token], shape: WordShape, today: date) -> Days | None:
    letters = place.group()
    if any(letter == "_" and token.word not in BETWEEN for letter, token in zip(letters, tokens[place.start() :], strict=False)):
        return None
    if kind in OF_WEEKDAYS:
        weekdays = [value[0] for letter, value in zip(letters, shape.values[place.start() :], strict=False) if letter == "W"]
        return _weekdays(kind, weekdays, today)
    match kind:
        case "ahead":
            return Days(today, later(today, tokens[place.start()].number or 1, letters[0] if letters[0] in "qsv" else letters[1]))
        case "hence":
            return _one(later(today, tokens[place.start()].number or 1, letters[0] if letters[0] in "qsv" else letters[1]))
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


def later(day: date, count: int, unit: str) -> date:
    """So many days (`D`, `v`), weeks (`w`, `q`) or months (`B`, `s`) after a day."""
    if unit in "Bs":
        return months_later(day, count)
    return day + timedelta(count * (1 if unit in "Dv" else 7))


def later_today(tokens: list[Token], today: date) -> Iterator[Said[Days]]:
    """ "Nanti siang", "malam ini", "jam 2 nanti": today, where no other day is named."""
    for position in range(len(tokens) - 1):
        words = {token.word for token in tokens[position : position + 2]}
        near = {token.word for token in tokens[position : position + 3]}
        if (words & NOW and words & {"nanti", "ini"}) or (tokens[position].word == "jam" and "nanti" in near):
            yield Said(_one(today), position, position + 2)
            return


def part_of(month: Days, part: str) -> Days:
    """ "Awal" (a), "tengah" (c) and "akhir" (e) are ten days each; the whole month for anything else."""
    match part:
        case "a":
            return Days(month.first, month.first.replace(day=10))
        case "c":
            return Days(month.first.replace(day=11), month.first.replace(day=20))
        case "e":
            return Days(month.first.replace(day=21), month.last)
    return month


def _one(day: date) -> Days:
    return Days(day, day)


def _spoken_month(letters: str, today: date) -> Days:
    ahead = 0 if "i" in letters else 1
    year, month = today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1
    return part_of(Days.of_month(year, month), letters[0])


def _next_weekday(weekday: int, today: date) -> date:
    """The next one strictly after today."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
