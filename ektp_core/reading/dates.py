"""Days as people write them, read strictly: day-month-year, asked back rather than guessed (docs/domain.md#days-are-read-day-month-year).

A text becomes a `Phrase`. Its *shape* has one letter for each word that matters: a number by its count of digits, `m` a month's name,
and the letters of `_WORDS`. "lahir jumat, 12 maret 2010" is `DW2m4`, "16 thn 3 bln" is `2Y1M`. A shape that is not listed is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from rapidfuzz.distance import OSA

from ektp_core.reading.calendar import coming, exists
from ektp_core.refusal import Refusal

LONGEST_TEXT = 80  # characters: a longer text says more than a date
LONGEST_SHAPE = 16  # words that matter: two dates with their weekdays, and some


class NotADate(Refusal):
    """The text holds no date, or something else as well."""

    key = "not_a_date"


class ImpossibleDate(Refusal):
    """No such day, or one before 1900. Values: day, month, year, suggestion (date | None): 03/25/2010 suggests 25 March."""

    key = "impossible_date"


class TwoReadings(Refusal):
    """Two dates were written, or a month's name that may be two. Value: readings (dates)."""

    key = "two_readings"


def read_day(text: str, today: date) -> date:
    """The day a text names, for the schedule: "besok", "senin", "12 januari", "12-01-2027".

    A day without a year is the next such day from today on. A weekday is the next one after today; with "depan" or "next" it is in the
    next calendar week, Monday to Sunday (docs/understanding.md#days). "Minggu depan" is a week, not a day.
    Raises NotADate, ImpossibleDate, TwoReadings.
    """
    phrase = Phrase.of(text)
    if written := written_days(phrase, today):
        return the_only_day(calendar_day(one.day, month, one.year + one.century, date.max) for one in written for month in one.months)
    if _DAY_AND_MONTH.fullmatch(phrase.shape):
        *_, first, second = phrase.said
        (day,), months = (second, first) if _MONTH_DAY_AT_END.search(phrase.shape) else (first, second)
        return the_only_day(_next_day(day, month, today) for month in months)
    match phrase.shape:
        case "R":
            return today + timedelta(phrase.said[0][0])
        case "W" | "w":
            return today + timedelta((phrase.said[0][0] - today.weekday() - 1) % 7 + 1)
        case "WN" | "NW":
            return today + timedelta(7 - today.weekday() + phrase.said[0][0])
    raise NotADate


# Words

MONTH_NAMES = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mart mar mrt",
    "april apr",
    "mei may mey",
    "juni june jun",
    "juli july jul",
    "agustus august agus agu ags agt agst aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
WEEKDAY_NAMES = (
    "senin sen monday mon",
    "selasa sel tuesday tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thu",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "ahad sunday sun",
)
_WORDS: dict[str, tuple[str, tuple[int, ...]]] = {
    word: (letter, value)
    for letter, value, words in (
        *(("m", (month,), names) for month, names in enumerate(MONTH_NAMES, 1)),
        *(("W", (weekday,), names) for weekday, names in enumerate(WEEKDAY_NAMES)),
        ("w", (6,), "minggu"),  # Sunday, or a week
        ("R", (0,), "ini today"),  # "hari ini"
        ("R", (1,), "besok besuk bsk esok tomorrow"),
        ("R", (2,), "lusa"),
        ("N", (), "depan dpn next"),
        ("Y", (), "tahun thn th taun years year yrs yr y yo"),
        ("M", (), "bulan bln bl months month mos"),
        ("A", (), "umur umurnya umurku usia usianya berumur berusia age aged"),
        ("D", (), "lahir lahirnya lhr tgl tglnya tanggal tanggalnya ttl kelahiran born dob birth birthday"),
        ("_", (), "anak anakku saya aku ku adik adek kakak cucu dia ia putra putri nya sudah udah udh pada hari dan ya min pak bu kak"),
        ("_", (), "nik kk no nomor atau or"),
        ("_", (), "my son daughter child brother sister i im am he she is was on in of date and old the st nd rd"),
    )
    for word in words.split()
}
_FULL_MONTH_NAMES = [
    (name, value[0]) for name, (letter, value) in _WORDS.items() if letter == "m" and (len(name) > 4 or value[0] in (6, 7))
]
_SIGNIFICANT = re.compile(
    r"(?P<half>[0-9]{1,2}[.,]5(?=\s*[a-z]))|(?P<number>[0-9]+)|(?P<ordinal>(?<=[0-9])th(?![^\W0-9_]))|(?P<word>[^\W0-9_]+)"
    r"|(?P<sign>[%$+=*<>@#^&|~\\€£]|(?<=[0-9]):(?=[0-9]))"
)
_APOSTROPHES = str.maketrans("", "", "'’‘`")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its shape, and what each letter of it stands for: nothing, a number, or the months that a misspelt name may be."""

    shape: str
    values: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Read every word; one that is not known, or a sign that gives numbers another meaning, raises NotADate.

        `A` (it speaks of an age) and `D` (of a date) come first wherever they were said. Only 0-9 are digits, and runs of more than
        8 are never read: a NIK holds a birth date that was not told (docs/domain.md#nik-and-family-card-numbers).
        """
        text = text.strip()
        if len(text) > LONGEST_TEXT:
            raise NotADate
        about = ""
        shape = ""
        values: list[tuple[int, ...]] = []
        for found in _SIGNIFICANT.finditer(text.lower().translate(_APOSTROPHES)):
            letter, value = _meaning(found)
            if letter in "AD":
                about = about if letter in about else about + letter
                letter = "_"
            if letter != "_" or shape[-1:] not in {"", "_"}:
                shape += letter
                values.append(value)
            if len(shape) > LONGEST_SHAPE:
                raise NotADate
        return cls(about + shape.removesuffix("_"), (*[()] * len(about), *values))

    @property
    def said(self) -> tuple[tuple[int, ...], ...]:
        """What was said in numbers, months and weekdays, without the words between."""
        return tuple(value for value in self.values if value)


def _meaning(found: re.Match[str]) -> tuple[str, tuple[int, ...]]:
    word = found.group()
    match found.lastgroup:
        case "number" if len(word) <= 8:
            return str(len(word)), (int(word),)
        case "half":
            return "H", (int(word[:-2]),)
        case "ordinal":
            return "T", ()
        case "word":
            letter, value = _WORDS.get(word) or ("m", _misspelt_month(word))
            if letter != "_" or not _is_glued(found):
                return letter, value
    raise NotADate


def _is_glued(found: re.Match[str]) -> bool:
    """Whether a word touches a digit: "I2-03-2010" is a slip for 12, not the word "I" before a 2."""
    text = found.string
    return text[found.end() : found.end() + 1].isdigit() or text[: found.start()][-1:].isdigit()


def _misspelt_month(word: str) -> tuple[int, ...]:
    """The months a word may be with one letter wrong, two in a long name; the first letter is right. "juri" may be two: 6, 7."""
    if not 3 < len(word) < 12:
        raise NotADate
    near = {
        month
        for name, month in _FULL_MONTH_NAMES
        if name[0] == word[0] and OSA.distance(word, name, score_cutoff=2) <= (2 if len(name) >= 8 else 1)
    }
    if not near:
        raise NotADate
    return tuple(sorted(near))


# Dates with a year

_DAY_MONTH = r"[12](?:(?:T_?)?M?m|M?[12])"
_MONTH_DAY = r"m[12]T?"
_WEEKDAY = r"(?:[Ww]_?)?"
_DATE = rf"{_DAY_MONTH}Y?[24]|{_MONTH_DAY}[24]|4[12m][12]"
_ONE_DATE = re.compile(_DATE)
_DATES = re.compile(rf"D?(?:{_WEEKDAY}(?:{_DATE})_?)+")
_COMPACT = re.compile(rf"D?{_WEEKDAY}[68]")
_DAY_AND_MONTH = re.compile(rf"D?{_WEEKDAY}(?:{_DAY_MONTH}|{_MONTH_DAY})")
_MONTH_DAY_AT_END = re.compile(rf"{_MONTH_DAY}$")
_CENTURIES = ("18", "19", "20", "21")


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date as written: `months` are several for a name that may be two; `century` is added to a year of two digits, 0 to a full one."""

    day: int
    months: tuple[int, ...]
    year: int
    century: int


def written_days(phrase: Phrase, today: date) -> list[WrittenDay]:
    """Every full date of a phrase that holds nothing else; digits without separators are a date only alone.

    Day-month-year; year-month-day only with the year of four digits in front.
    """
    century = today.year // 100 * 100
    if _COMPACT.fullmatch(phrase.shape):
        return [_compact(f"{phrase.said[-1][0]:0{phrase.shape[-1]}d}", century)]
    if not _DATES.fullmatch(phrase.shape):
        return []
    dates = []
    for found in _ONE_DATE.finditer(phrase.shape):
        first, second, third = (value for value in phrase.values[found.start() : found.end()] if value)
        order = found.group()
        if order[0] == "4":
            dates.append(WrittenDay(third[0], second, first[0], 0))
        else:
            (day,), months = (second, first) if order[0] == "m" else (first, second)
            dates.append(WrittenDay(day, months, third[0], 0 if order[-1] == "4" else century))
    return dates


def _compact(digits: str, century: int) -> WrittenDay:
    """12032010, 20100312 or 120310. The two long orders never collide: no month is 18 to 21."""
    if len(digits) == 6:
        return WrittenDay(int(digits[:2]), (int(digits[2:4]),), int(digits[4:]), century)
    if digits[4:6] in _CENTURIES:
        return WrittenDay(int(digits[:2]), (int(digits[2:4]),), int(digits[4:]), 0)
    if digits[:2] in _CENTURIES:
        return WrittenDay(int(digits[6:]), (int(digits[4:6]),), int(digits[:4]), 0)
    raise NotADate


# Calendar


def calendar_day(day: int, month: int, year: int, latest: date) -> date:
    """The day, or ImpossibleDate that suggests day and month swapped where this gives a day up to `latest`."""
    if exists(day, month, year):
        return date(year, month, day)
    swapped = date(year, day, month) if exists(month, day, year) else None
    raise ImpossibleDate(day=day, month=month, year=year, suggestion=swapped if swapped and swapped <= latest else None)


def _next_day(day: int, month: int, today: date) -> date:
    """The next such day from today on; ImpossibleDate where there is none."""
    for found in coming(day, month, today):
        return found
    raise ImpossibleDate(day=day, month=month, year=today.year, suggestion=next(coming(month, day, today), None))


def the_only_day(days: Iterator[date]) -> date:
    """The day that every writing names; TwoReadings when they differ."""
    found = tuple(dict.fromkeys(days))
    if len(found) > 1:
        raise TwoReadings(readings=found)
    return found[0]
