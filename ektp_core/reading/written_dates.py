"""Dates that are written out in a message, in whole or in part: where they stand, and the numbers they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ektp_core.reading.calendar_words import WordShape
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set


@dataclass(frozen=True, slots=True)
class Written:
    """Part of a message from token `start` to before `end`. `last` ends a run of days; `months` are two for a name that may be two.

    `short` marks a year of two digits.
    """

    start: int
    end: int
    day: int | None = None
    months: tuple[int, ...] = ()
    year: int | None = None
    short: bool = False
    last: int | None = None

    def full_year(self, today: date) -> int | None:
        """The year with its century, today's where it was left out."""
        return self.year + today.year // 100 * 100 if self.year is not None and self.short else self.year


_NOT_AN_HOUR = r"(?![.:]2|Y)"
_YEAR = rf"(?P<y>4|'?2{_NOT_AN_HOUR})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>4)(?P<s>[-/.])(?P<m>[12])(?P=s)(?P<d>[12])(?![-/])",
        r"(?P<y>4)(?P<m>m)(?P<d>[12])",
        r"(?P<y>4)B?(?P<m>m|[12])T(?P<d>[12])",
        r"(?<=L)(?P<d>2)(?P<m>2)(?P<y>2)",
        r"(?P<d>[12])-(?P<l>[12])/(?P<m>[12])(?:/(?P<y>4))?",
        r"(?P<d>[12])(?P<s>[-/.])(?P<m>[12])(?P=s)(?P<y>4|2)(?![-/])",
        r"(?P<d>[12])[-/.,]?(?P<m>[12])[-/.,]?(?P<y>4)",
        rf"(?P<d>[12])Y?[-d,]+T?(?P<l>[12])[-/.,]?B?(?P<m>m)(?:[-/.,]?Y?{_YEAR})?",
        rf"(?P<d>[12])Y?[-/.,]?B?(?P<m>m)[-/.,]?Y?{_YEAR}",
        r"(?P<m>m)[.]?(?P<d>[12])Y?,?(?P<y>4)",
        rf"(?P<d>[12])L?B(?P<m>[12])L?Y?{_YEAR}",
        r"(?P<d>[12])[-/.,]?B?(?P<m>m)",
        r"(?P<d>[12])B(?P<m>[12])(?!B)",
        r"(?P<d>[12])/(?P<m>[12])(?![-/]?[0-9])",
        r"(?P<m>m),?Y?(?P<y>4|'2)",
        r"B(?P<m>[12])[-/,]?Y?(?P<y>4)",
        r"(?P<m>[12])[-/](?P<y>4)",
        r"T(?P<d>[12])(?:[-d,]+T?(?P<l>[12]))?(?![./:][0-9]|B[Ni])",
        r"(?P<m>m)",
        r"'(?P<y>2)",
        r"(?P<y>4)",
    )
)
_MONTH_FIRST = re.compile(r"(?P<m>m)(?P<d>[12])(?!Y|B|[.,:/-]?[0-9])")
ENGLISH_MONTHS = word_set("january february march may june july august aug october oct december dec jan feb mar apr jun jul sep sept nov")
_ANY = re.compile(r"[1-9m]")
NO_DAY_BEHIND = frozenset({"kelas", "umur", "jam", "nomor", "rt", "rw"})
"""Words that number something else: "minggu ke 2 bulan maret", "kelas 11 lahir bulan 9"."""

_COMPACT = re.compile(r"[68]")


def written_dates(tokens: list[Token], shape: WordShape) -> list[Written]:
    """Every date or part of one, each token used once, the fullest reading first; in the order of the message."""
    if not _ANY.search(shape.letters):
        return []
    found = sorted(_all(tokens, shape), key=lambda written: written.start)
    return [written for written in found if _is_possible(written)]


def _all(tokens: list[Token], shape: WordShape) -> Iterator[Written]:
    letters = shape.letters
    for place in _COMPACT.finditer(letters):
        if compact := _compact(tokens[place.start()], place.start()):
            yield compact
            letters = _used(letters, place.start(), place.end())
    for place in _MONTH_FIRST.finditer(letters):
        if tokens[place.start()].text in ENGLISH_MONTHS and not letters[: place.start()].endswith(("1", "2")):
            yield _written(place, shape)
            letters = _used(letters, place.start(), place.end())
    for pattern in _PATTERNS:
        for place in pattern.finditer(letters):
            written = _written(place, shape)
            if written.day is not None and place.start("d") and _numbers_something_else(tokens, place.start("d")):
                continue
            if written.year is not None or not written.months or min(written.months) <= 12:
                yield written
                letters = _used(letters, place.start(), place.end())


def _numbers_something_else(tokens: list[Token], position: int) -> bool:
    before = tokens[position - 1].word
    return before in NO_DAY_BEHIND or (before == "ke" and (tokens[position].glued or "minggu" in tokens[max(0, position - 2)].word))


def _used(letters: str, start: int, end: int) -> str:
    return letters[:start] + "#" * (end - start) + letters[end:]


def _written(place: re.Match[str], shape: WordShape) -> Written:
    named = place.groupdict()

    def number(name: str) -> int | None:
        if named.get(name) is None:
            return None
        values = shape.values[place.end(name) - 1]
        return values[0] if values else None

    months = shape.values[place.start("m")] if named.get("m") else ()
    year = named.get("y")
    return Written(place.start(), place.end(), number("d"), months, number("y"), bool(year) and not str(year).endswith("4"), number("l"))


def _compact(token: Token, position: int) -> Written | None:
    """Digits without separators: 150210, 15022010, 20100215."""
    text = token.text
    if not text.isdigit():
        return None
    if len(text) == 6:
        return Written(position, position + 1, int(text[:2]), (int(text[2:4]),), int(text[4:]), short=True)
    if text[4:6] in ("19", "20"):
        return Written(position, position + 1, int(text[:2]), (int(text[2:4]),), int(text[4:]))
    if text[:2] in ("19", "20"):
        return Written(position, position + 1, int(text[6:]), (int(text[4:6]),), int(text[:4]))
    return None


def _is_possible(written: Written) -> bool:
    """Whether the numbers may be a day and a month at all; days that a month does not have are told to the person later."""
    in_year = written.year is None or written.short or 1900 <= written.year <= 2100
    return in_year and all(day is None or 1 <= day <= 31 for day in (written.day, written.last))
