"""Dates that are written out in a text, in whole or in part: where they stand, and the numbers they name."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ektp_core.reading.words.calendar_words import WordShape, used
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

Run = tuple[int, int]
"""Days of a month from the first to the last, both included; equal for one day."""


class Written(Struct, frozen=True):
    """Part of a text from token `start` to before `end`, as far as it names a date.

    Several `months` or `years` are readings of one: a name that may be two, "november atau desember". Several days are all meant, or one
    of them where `either` is set ("12 atau 13 maret"). `short` marks a year of two digits; `other` is the reading of joined digits; `front`
    counts the tokens before it that belong to it ("awal").
    """

    start: int
    end: int
    days: tuple[Run, ...] = ()
    months: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    short: bool = False
    either: bool = False
    other: "Written | None" = None
    front: int = 0

    @property
    def year(self) -> int | None:
        """The year as written, the first of several."""
        return self.years[0] if self.years else None

    @property
    def day(self) -> int | None:
        """The day where one alone is named."""
        return self.days[0][0] if len(self.days) == 1 and self.days[0][0] == self.days[0][1] else None

    @property
    def is_clear(self) -> bool:
        """Whether it can be read in one way only."""
        return not self.either and len(self.months) < 2 and len(self.years) < 2 and self.other is None

    def full_year(self, today: date) -> int | None:
        """The year with its century, today's where it was left out."""
        return self.year + today.year // 100 * 100 if self.year is not None and self.short else self.year

    def readings(self) -> Iterator["Written"]:
        """Each way to read it; itself where there is one."""
        if self.other:
            yield replace(self, other=None)
            yield self.other
            return
        for year in self.years or (None,):
            for month in self.months or (None,):
                for run in [(each,) for each in self.days] if self.either else [self.days]:
                    yield replace(self, days=run, months=(month,) if month else (), years=(year,) if year is not None else (), either=False)


YEARS_AHEAD = 5
"""A year of two digits from this year's to so many ahead is one to come: "12/01/27" is no birth of 1927 where none is spoken of."""

_NOT_COUNTED = r"(?![-/.:,][0-9]|[0-9](?![-/.m])|[YKDwBgnm])"
_YEARS = rf"(?P<y>4(?:[o/]4)?|'?2o'?2{_NOT_COUNTED}|'?2{_NOT_COUNTED})"
_MONTHS = r"(?P<m>m(?:[-o/]B?m)*)"
_NEXT_DAY = r"T?(?:D?W,?)?[12]"
_LIST = rf"(?P<d>[12](?:Y?(?:[-udo,/]|,[do]){_NEXT_DAY})*)"
_NUMERIC_LIST = rf"(?P<d>[12](?:(?:[-udo,]|,[do]){_NEXT_DAY})*)"
_ALONE = r"(?<![-/.:0-9T])"
_PATTERNS = tuple(
    (frozenset(needed.split()), re.compile(pattern))
    for needed, pattern in (
        ("4 day sign", r"(?P<y>4)(?P<s>[-/.])(?P<m>[12])(?P=s)(?P<d>[12])(?![-/](?:[12][-/]|4))"),
        ("4 m day", r"(?P<y>4)(?P<m>m)(?P<d>[12])(?![0-9:.])"),
        ("4 T day", r"(?P<y>4)B?(?P<m>m|[12])T(?P<d>[12])"),
        ("L 2", r"(?<=L)(?P<d>2)(?P<m>2)(?P<y>2)"),
        ("2", r"(?:^|(?<=[LTWw,]))(?P<d>[12])(?P<m>[12])(?P<y>2)(?=[_?]*$)"),
        (
            "day stop join",
            rf"(?<![0-9][-/.])(?P<d>[12](?:(?:-|,?[udo]|,){_NEXT_DAY})+)(?P<s>[/.])(?P<m>[12])(?P=s)(?P<y>4|2(?![-/.]?[0-9]))",
        ),
        ("day - join", rf"(?<![0-9][-/.])(?P<d>[12](?:(?:,?[udo]|,){_NEXT_DAY})+)-(?P<m>[12])-(?P<y>4|2(?![-/.]?[0-9]))"),
        ("4 day -", r"(?<![0-9][-/.])(?P<d>[12]-[12])-(?P<m>[12])-(?P<y>4)"),
        ("day sign", r"(?P<d>[12])(?P<s>[-/.])(?P<m>[12]|m)(?P=s)(?P<y>4|2(?![-/]|[0-9](?![-/.m])))"),
        ("4 day", r"(?<!m)(?P<d>[12])[-/.,]?(?P<m>[12])[-/.,]?(?P<y>4)"),
        ("4 m day", r"(?<![-/.m])(?P<y>4)(?P<d>[12])(?P<m>m)"),
        ("m day", rf"{_LIST}Y?[-/.,]?B?{_MONTHS}(?:[-/.,]?Y?{_YEARS})?"),
        ("4 B day", r"(?P<y>4)B(?P<m>[12])(?![-/T]?[0-9]|T)"),
        ("4 m day", r"(?P<m>m)[.]?(?P<d>[12](?:[-ud][12])*)Y?,?(?P<y>4)"),
        ("B day", rf"{_NUMERIC_LIST}L?B(?P<m>[12])L?Y?{_YEARS}"),
        ("B day", rf"{_NUMERIC_LIST}B(?P<m>[12])(?!B)"),
        ("/ day", rf"(?<![0-9][-/.]){_NUMERIC_LIST}/(?P<m>[12])(?![-/]?[0-9])"),
        ("- day", rf"{_ALONE}(?P<d>[12])-(?P<m>[12])(?![-/.:]?[0-9]|[KYDwBL%p])"),
        ("m", rf"(?:(?<![12])B)?{_MONTHS}[-/,]?Y?(?P<y>4(?:[o/]4)?|'2)"),
        ("4", r"(?P<y>4)(?:B?(?P<m>m)|[-/](?P<n>[12]))(?![-/]?[0-9])"),
        ("4 B day", r"B(?P<m>[12])[-/,]?Y?(?P<y>4)"),
        ("4 day sign", r"(?<![0-9][-/.])(?P<m>[12])[-/](?P<y>4)"),
        ("T day", rf"T(?P<d>[12](?:(?:[-udo,]|,[do]){_NEXT_DAY})*)(?![./:][0-9]|B[Ni])"),
        ("m", rf"(?:(?<![12])B)?{_MONTHS}"),
        ("'", r"'(?P<y>2)"),
        ("4", r"(?<![0-9][-/.])(?<![-/.]{2})(?<!_[-/])(?P<y>4(?:[-/ou]Y?4)?)(?![-/][12])"),
        ("# day", r"(?<=#[uo])T?(?P<d>[12])(?![-/.:]?[0-9]|[KYDwBgnm%])"),
    )
)
"""The fullest reading first, each with what it is not tried without: letters, or one of a kind (`_KINDS`)."""

_KINDS = {"day": frozenset("12"), "sign": frozenset("-/."), "stop": frozenset("/."), "join": frozenset("-udo,")}

_MONTH_FIRST = re.compile(rf"(?P<m>m)(?P<d>[12])(?:,?(?P<y>'?2{_NOT_COUNTED}))?(?!Y|B|[.,:/-]?[0-9])")
ENGLISH_MONTHS = word_set("january february march may june july august aug october december dec jan feb mar apr jun jul sep sept nov")
_ANY = re.compile(r"[1-9m]")
NUMBERED = word_set(
    "jam kelas sma smas sman smk smks smkn man mas smp smpn mts sd slb slbn smansa no nomor pukul h rt rw ayat pasal uu nik kk km min"
    " pemilu umur"
)
"""Before a number that counts or numbers something else: "kelas 11 lahir bulan 9"."""

OUR_YEARS, ANY_YEARS = range(1900, 2101), range(1600, 3000)
"""Years without a day: "1234" and "5000" are none of any time."""

_BORN_BEFORE = re.compile(r"L[^;0-9m]{0,3}$")
_COMPACT = re.compile(r"[68]")
_DIGIT = re.compile(r"[0-9]")
_FULL_DATE = re.compile(r"[12]([-/.])(?:[12m]\1(?:4|2)|4)|(?<=U)[12]m4")
_RANGE = re.compile(r"[-u]")
_JOIN = re.compile(r"[-udo,/]d?T?(?:D?[Ww],?)?")


def written_dates(tokens: list[Token], shape: WordShape, *, of_birth: bool = False) -> list[Written]:
    """Every date or part of one, each token used once, the fullest reading first; in the order of the text.

    Four digits alone are a year of our time; where a birth is asked for, or "lahir" stands before them, of any time.
    """
    if not _ANY.search(shape.letters):
        return []
    found = sorted(_all(tokens, shape), key=lambda written: written.start)
    return _with_shared_years([written for written in found if _is_possible(written, shape.letters, of_birth=of_birth)], shape.letters)


def _with_shared_years(written: list[Written], letters: str) -> list[Written]:
    """A year is said of all dates that are joined to it: "30/12 - 2/1/2027", "12 maret atau 13 maret 2010"."""
    for position in range(len(written) - 2, -1, -1):
        first, second = written[position : position + 2]
        if not first.years and first.months and second.years and second.months and _JOIN.fullmatch(letters, first.end, second.start):
            over = first.months[0] > second.months[0]
            written[position] = replace(first, years=tuple(year - over for year in second.years), short=second.short)
    return written


def _all(tokens: list[Token], shape: WordShape) -> Iterator[Written]:
    letters = _without_numbered(tokens, shape.letters)
    for place in _COMPACT.finditer(letters):
        beside = letters[max(0, place.start() - 1) : place.start()] + letters[place.end() : place.end() + 1]
        if not _DIGIT.search(beside) and (compact := _compact(tokens[place.start()], place.start())):
            yield compact
            letters = used(letters, place.start(), place.end())
    for place in _MONTH_FIRST.finditer(letters) if "m" in letters else ():
        if (place["y"] or tokens[place.start()].text in ENGLISH_MONTHS) and not letters[: place.start()].endswith(("1", "2")):
            yield _written(place, shape)
            letters = used(letters, place.start(), place.end())
    present = _present(letters)
    for needed, pattern in _PATTERNS:
        if not needed <= present:
            continue
        for place in pattern.finditer(letters):
            if _is_no_month(place, shape):
                continue
            written = _or_days(_joined_digits(_written(place, shape), tokens, letters), place)
            yield written
            letters = used(letters, written.start, written.end)
            if not _ANY.search(letters):
                return
            present = _present(letters)


def _present(letters: str) -> set[str]:
    """The letters, and the kinds that any of them is of."""
    present = set(letters)
    present.update([kind for kind, of_it in _KINDS.items() if not of_it.isdisjoint(letters)])
    return present


def _is_no_month(place: re.Match[str], shape: WordShape) -> bool:
    """ "12-14" is a run of days without their month; only behind "/" a month too high is a slip: "1/25"."""
    start, end = _span("m", place)
    if shape.letters[start:end] not in ("1", "2") or "/" in place.group() or _span("y", place)[1] > 0:
        return False
    return shape.values[start][0] > 12


def _without_numbered(tokens: list[Token], letters: str) -> str:
    """The letters without numbers that number something else: a class, a school, the week of a month."""
    for position in range(1, len(tokens)):
        if not 0 < tokens[position].digits <= 2 or _FULL_DATE.match(letters, position):
            continue
        if letters[position - 1] != "u" and _numbers_something_else(position, tokens):
            letters = letters[:position] + "_" + letters[position + 1 :]
    return letters


def _numbers_something_else(position: int, tokens: list[Token]) -> bool:
    token, before = tokens[position], tokens[position - 1]
    earlier = tokens[position - 2] if position > 1 else None
    if before.text == "-" and earlier is not None and earlier.word == "ke":  # "minggu ke-2 januari"
        return True
    ordinal = before.word == "ke" and (before.glued or token.glued or (earlier is not None and earlier.word == "minggu"))
    return ordinal or before.text in NUMBERED or before.word in NUMBERED


def _written(place: re.Match[str], shape: WordShape) -> Written:
    months, years = _numbers("m", place, shape) + _numbers("n", place, shape), _numbers("y", place, shape)
    is_short = bool(years) and shape.letters[place.end("y") - 1] == "2"
    days, either = _runs(place, shape)
    return Written(*place.span(), days, months, years, is_short, either)


def _span(name: str, place: re.Match[str]) -> tuple[int, int]:
    """Where a group of a pattern stands; nowhere for one that the pattern does not have."""
    return place.span(name) if name in place.re.groupindex else (0, 0)


def _numbers(name: str, place: re.Match[str], shape: WordShape) -> tuple[int, ...]:
    start, end = _span(name, place)
    if end - start == 1:
        return shape.values[start]
    return tuple(number for at in range(start, end) if shape.letters[at] in "1234m" for number in shape.values[at])


def _runs(place: re.Match[str], shape: WordShape) -> tuple[tuple[Run, ...], bool]:
    """The days of a list, and whether only one of them is meant."""
    start, end = _span("d", place)
    numbers = [(at, shape.values[at][0]) for at in range(start, end) if shape.letters[at] in "12"]
    if len(numbers) == 1:
        return ((numbers[0][1], numbers[0][1]),), False
    is_between = shape.letters[max(0, start - 1) : start] == "x"
    runs: list[Run] = []
    either = False
    for position, (at, number) in enumerate(numbers):
        joiners = shape.letters[numbers[position - 1][0] + 1 : at] if position else ""
        if runs and (_RANGE.search(joiners) or (is_between and "d" in joiners)):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
            either = either or "o" in joiners or "/" in joiners
    return tuple(runs), either


def _joined_digits(written: Written, tokens: list[Token], letters: str) -> Written:
    """With the other reading of digits that a space may have torn apart: "1 2-03-2010" is the 12th, or the 2nd."""
    start, day = written.start, written.day
    if not (start and day and day < 10 and written.months and letters[start - 1] == "1"):
        return written
    if not written.years and "m" not in letters[start : written.end]:
        return written
    first, second = tokens[start - 1], tokens[start]
    if second.glued or second.digits != 1 or first.number is None or not 0 < first.number <= 3:
        return written
    joined = first.number * 10 + day
    other = replace(written, start=start - 1, days=((joined, joined),))
    return replace(written, start=start - 1, other=other)


def _or_days(written: Written, place: re.Match[str]) -> Written:
    """ "1-3" is the 1st of March, or the days from 1 to 3; "12-1" only the 12th of January."""
    day, months = written.day, written.months
    if written.years or "-" not in place.group() or day is None or written.other or "m" in place.group() or day >= months[0]:
        return written
    return replace(written, other=replace(written, days=((day, months[0]),), months=()))


def _compact(token: Token, position: int) -> Written | None:
    """Digits without separators: 150210, 15022010, 20100215."""
    text = token.text
    if not text.isdigit():
        return None
    day, year = (
        (int(text[:2]), int(text[4:])) if len(text) == 6 or text[4:6] in ("18", "19", "20", "21") else (int(text[6:]), int(text[:4]))
    )
    if len(text) == 8 and text[4:6] not in ("18", "19", "20", "21"):
        if text[:2] not in ("18", "19", "20", "21"):
            return None
        return Written(position, position + 1, ((day, day),), (int(text[4:6]),), (year,))
    return Written(position, position + 1, ((day, day),), (int(text[2:4]),), (year,), short=len(text) == 6)


def _is_possible(written: Written, letters: str, *, of_birth: bool) -> bool:
    """Whether the numbers may be a date at all; a day that no calendar has is told to the person later."""
    if written.days and (written.years or written.months):
        return True
    in_time = written.short or all(year in OUR_YEARS for year in written.years)
    if not in_time and (of_birth or _BORN_BEFORE.search(letters[: written.start])):
        in_time = all(year in ANY_YEARS for year in written.years)
    return in_time and all(1 <= month <= 12 for month in written.months) and all(1 <= day <= 31 for run in written.days for day in run)
