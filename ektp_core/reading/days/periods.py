"""Dates and periods in titles, sheet names, columns and signatures: the day the figures are as of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import zip_longest

from msgspec.structs import replace

from ektp_core.reading.calendar import AsOf, exists
from ektp_core.reading.days.written_dates import Written, written_dates
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.text import Text

_CLOSING = (
    r"\b{part}[\s._-]*(?:ke[\s-]*)?(?P<which>{numbers})\b[^0-9]{{0,30}}(?P<year>20[0-9]{{2}})"
    r"|\b(?P<before>20[0-9]{{2}})[\s._-]+{part}[\s._-]*(?:ke[\s-]*)?(?P<behind>{numbers})\b"
)
_HALF = re.compile(_CLOSING.format(part=r"(?:semester|smstr|smt|sem|s)", numbers="ii|i|2|1|dua|satu|pertama|kedua"), re.IGNORECASE)
_QUARTER = re.compile(_CLOSING.format(part=r"(?:triwulan|tw)", numbers="iv|iii|ii|i|[1-4]|pertama|kedua|ketiga|keempat"), re.IGNORECASE)
_THIRD = re.compile(r"\b(?:caturwulan|cawu|kuartal)\b[^,;]{0,20}", re.IGNORECASE)
_BUDGET_YEAR = re.compile(r"\bT\.?A\.?\s*(?=20[0-9]{2})", re.IGNORECASE)
_END_OF_YEAR = re.compile(r"\bakhir\s+(?:tahun|th|thn)\.?\s*(20[0-9]{2})", re.IGNORECASE)
_HOUR = re.compile(
    r"(?:[-–,]\s*)?(?:\b(?:pukul|jam|pkl)\b\.?\s*[0-9]{1,2}[.:][0-9]{2}|\b[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?\s*(?:WIB|WITA|WIT|AM|PM)\b)",
    re.IGNORECASE,
)
_MONTHS_RANGE = re.compile(r"[-–]|s\s?[./]?\s?d|sampai|hingga", re.IGNORECASE)
_ROMAN = r"(I{1,3}|IV|VI{0,3}|IX|XI{0,2}|V|X)"
_ROMAN_MONTH = re.compile(rf"\b([0-9]{{1,2}})\s+{_ROMAN}\s+(20[0-9]{{2}})\b")
_ROMAN_AFTER_MONTH = re.compile(rf"(?i:\bbulan)\s+{_ROMAN}\s+(?i:(?:tahun|thn|th)\.?\s+)?20([0-9]{{2}})\b")
_SHORT_YEAR = re.compile(r"\b([A-Za-z]{3,9})[-'’]([0-9]{2})\b(?![-./])")
_STATED = re.compile(
    r"\b(?:keadaan|kondisi|posisi|per|s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|as of|as at|cut ?off|update|pemutakhiran)\b"
    r"[\s.:]*(?:(?:data|pada|tanggal|tgl|bulan|bln|akhir|hari)\b[\s.:]*)*",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}")
_ENGLISH = re.compile(r"\b(?:as of|as at|date|report)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:nomor|no|uu|undang|perda|perpres|permendagri|pp|perbup|kepmendagri|kepmen|peraturan|pasal)\b"
    r"(?:(?!\b(?:keadaan|kondisi|posisi|per|s\.?/?d|sampai|hingga)\b)[^;,]){0,60}20[0-9]{2}",
    re.IGNORECASE,
)
_ONLY_RANGE = re.compile(r"[-u]d?")
_SIGNED = re.compile(r"^\s*[A-Z][A-Za-z .]{2,30},\s*[0-9]{1,2}[\s-]+[A-Za-z]+[\s-]+20[0-9]{2}\s*$")
_PRINTED = re.compile(r"^\s*(?:tanggal|tgl\.?|waktu)?\s*(?:di)?(?:cetak|unduh|print|download)(?:ed|an)?\b[^a-z]", re.IGNORECASE)
_QUARTER_ENDS = {
    word: ending
    for words, ending in (
        ("i 1 pertama", (3, 31)),
        ("ii 2 kedua", (6, 30)),
        ("iii 3 ketiga", (9, 30)),
        ("iv 4 keempat", (12, 31)),
    )
    for word in words.split()
}
NEAR_ITS_WORD = 30
"""Characters behind "keadaan" in which the date begins and ends."""

MONTHS = 12
SIGNED_WITHIN_DAYS = 45
"""A report is signed some days after the day it is about; later than this the two dates are asked about."""


class DateSource(StrEnum):
    """Where a date stands. What a title states goes before the other dates of titles, and before a year in the sheet's name.

    Notes below a table and signatures count only where nothing else is given.
    """

    STATED = "stated"
    """In a title, behind "keadaan", "per" or "posisi"."""

    TITLE = "title"
    SHEET = "sheet"
    PERIOD = "period"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as precise as its source, and where it stands; `row` as numbered in the sheet."""

    as_of: AsOf
    origin: DateSource
    sheet: str
    row: int | None = None


def dates_in(text: str) -> list[AsOf]:
    """The dates a text names, of a range only its end; a half-year is the day it closes, 30 June or 31 December.

    Years in the names of laws are no dates ("Permendagri Nomor 108 Tahun 2019"). A year alone counts where nothing finer stands.
    """
    whole = _whole(text)
    if whole is None:
        return []
    closing = _closings(whole)
    shape = whole.shape()
    written = written_dates(whole.tokens, shape)
    found = [(whole.tokens[each.start].start, day) for each in _ends(written, shape) for day in _read(each, whole)]
    found += [(match.start(), day) for match, day in closing]
    years = [AsOf(year) for each in written if not each.months for year in _years(each)]
    if not found and len(years) == 1 and len(days := _yearless(written)) == 1 and exists(*days[0], years[0].year):
        return [AsOf(years[0].year, days[0][1], days[0][0])]
    return [day for _, day in sorted(found, key=lambda item: item[0])] or years[-1:]


def stated_dates(text: str) -> list[AsOf]:
    """The dates that a text says the figures are of: "keadaan 31 Oktober 2026", "per", "posisi"; no year alone."""
    behind = [text[match.end() : match.end() + NEAR_ITS_WORD] for match in _STATED.finditer(text)]
    said = dates_in(text)
    parts = [(dates_in(part), yearless_dates(part)) for part in behind[-1:]]
    return [day for days, yearless in parts for day in said if day.month and (day in days or (day.day, day.month) in yearless)]


def yearless_dates(text: str) -> list[tuple[int, int]]:
    """Day and month of the dates without a year: "keadaan 31 Oktober"."""
    whole = _whole(text)
    if whole is None:
        return []
    return _yearless(written_dates(whole.tokens, whole.shape()))


def _yearless(written: Iterable[Written]) -> list[tuple[int, int]]:
    return [(each.days[-1][1], each.months[0]) for each in written if each.days and each.months and not each.years and each.is_clear]


def unread_dates(text: str) -> list[str]:
    """What looks like a date and names no day, or may name two: "31 September 2026", "as of 10/03/2026", "Caturwulan II"."""
    whole = _whole(text)
    if whole is None:
        return []
    _closings(whole)
    written = written_dates(whole.tokens, whole.shape())
    dates = [_source(each, whole) for each in written if each.days and _years(each) and not any(_read(each, whole))]
    return dates + [match[0].strip() for match in _THIRD.finditer(text)]


def _whole(text: str) -> Text | None:
    """A text without laws, its short months written out; None where it has no number."""
    plain = _LAW.sub(" ", text.replace("_", " "))
    if not any(letter.isdigit() for letter in plain):
        return None
    plain = _END_OF_YEAR.sub(r"31 Desember \1", _BUDGET_YEAR.sub("", _HOUR.sub(" ", plain)))
    plain = _ROMAN_MONTH.sub(r"\1-\2-\3", plain)
    plain = _ROMAN_AFTER_MONTH.sub(r"\1-20\2", plain)
    return Text(_SHORT_YEAR.sub(lambda match: f"{match[1]} 20{match[2]}" if month_named(match[1]) else match[0], plain))


def _closings(whole: Text) -> list[tuple[re.Match[str], AsOf]]:
    """The half-years and quarters of a text, which are taken out of it."""
    closing = [(match, _half(match)) for match in _HALF.finditer(whole.source)]
    closing += [(match, _quarter(match)) for match in _QUARTER.finditer(whole.source)]
    for match, _ in closing:
        whole.take_written(*match.span())
    return closing


def _read(written: Written, whole: Text) -> Iterator[AsOf]:
    """What a written date says; nothing where an English text may mean the American order."""
    if len(written.months) > 1 and not written.days and _MONTHS_RANGE.search(_source(written, whole)):
        written = replace(written, months=written.months[-1:])
    day, month = written.day, written.months[0] if len(written.months) == 1 else None
    may_be_american = day and month and day != month and max(day, month) <= MONTHS and _NUMBERS.fullmatch(_source(written, whole))
    if not (may_be_american and _ENGLISH.search(whole.source)):
        yield from _as_of(written)


def _source(written: Written, whole: Text) -> str:
    return whole.source[whole.tokens[written.start].start : whole.tokens[written.end - 1].end]


def _ends(written: list[Written], shape: WordShape) -> Iterator[Written]:
    """The dates without those that begin a range."""
    for each, following in zip_longest(written, written[1:]):
        if following is None or not _ONLY_RANGE.fullmatch(shape.letters, each.end, following.start):
            yield each


def _as_of(written: Written) -> Iterator[AsOf]:
    """A day or a month of this century, in the American order where only that one can be; nothing where it may be several, or is none."""
    if not written.months or not written.is_clear:
        return
    for year in _years(written):
        day, month = written.days[-1][1] if written.days else None, written.months[0]
        if month > MONTHS and day and day <= MONTHS:
            day, month = month, day
        if exists(1 if day is None else day, month, year):
            yield AsOf(year, month, day)


def _years(written: Written) -> list[int]:
    return [year for each in written.years if 2000 <= (year := each + 2000 if written.short else each) < 2100]


def month_named(word: str) -> int | None:
    """The number of a month by its Indonesian or English name, short or with a small mistake; None for other words."""
    shape = Text(word).shape()
    return shape.values[0][0] if shape.letters == "m" and len(shape.values[0]) == 1 else None


def _half(match: re.Match[str]) -> AsOf:
    year, which = _closed(match)
    return AsOf(year, 6, 30) if which in {"i", "1", "satu", "pertama"} else AsOf(year, 12, 31)


def _quarter(match: re.Match[str]) -> AsOf:
    year, which = _closed(match)
    return AsOf(year, *_QUARTER_ENDS[which])


def _closed(match: re.Match[str]) -> tuple[int, str]:
    return int(match["year"] or match["before"]), (match["which"] or match["behind"]).lower()


def period_of(cell: object, year: int | None) -> AsOf | None:
    """The period a cell names: a date, "September 2026", or a month whose year stands elsewhere in the file."""
    if isinstance(cell, datetime | date):
        return AsOf(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and 2000 <= cell <= 2100:
        return AsOf(int(cell))
    if isinstance(cell, int | float) and year and 1 <= cell <= 12:
        return AsOf(year, int(cell))
    if not isinstance(cell, str):
        return None
    if found := dates_in(cell):
        return max(found)
    month = month_named(cell.strip()) if year else None
    return AsOf(year, month) if year and month else None


def is_signature(text: str) -> bool:
    """Whether a line is where and when a report was signed or printed: "Koba, 30 September 2026", "Dicetak 5/10/2026"."""
    return bool(_SIGNED.match(text) or _PRINTED.match(text))


def settle(found: Iterable[FoundDate]) -> tuple[AsOf | None, tuple[AsOf, ...]]:
    """The date of the figures, None when none or several stand in the file; and the dates that need asking about.

    "2026" and "30 September 2026" are one date, the more precise one. A signature up to 45 days later is no other date.
    """
    dates = list(found)
    if any(item.origin is DateSource.STATED for item in dates):
        dates = [
            item for item in dates if item.origin is not DateSource.TITLE and (item.as_of.month or item.origin is not DateSource.SHEET)
        ]
    stated = _distinct(item.as_of for item in dates if item.origin not in {DateSource.SIGNATURE, DateSource.NOTE})
    stated = stated or _distinct(item.as_of for item in dates if item.origin is DateSource.NOTE)
    signed = _distinct(item.as_of for item in dates if item.origin is DateSource.SIGNATURE)
    if not stated or all(item.month is None for item in stated):
        usable = [day for day in signed if not stated or day.year == stated[0].year]
        stated = tuple(usable[-1:]) or stated
    if len(stated) > 1:
        return None, stated
    if not stated:
        return None, ()
    odd = [day for day in signed if not 0 <= _days_between(stated[0], day) <= SIGNED_WITHIN_DAYS]
    return stated[0], tuple(sorted({*stated, *odd})) if odd else ()


def _days_between(as_of: AsOf, signed: AsOf) -> int:
    """Days from a date to a signature, 0 while the signature lies inside the month or year itself."""
    if within(signed, as_of):
        return 0
    last = as_of if as_of.day else AsOf(as_of.year, as_of.month or 12, 28)
    return (signed.first_day - last.first_day).days


def within(finer: AsOf, vaguer: AsOf) -> bool:
    """Whether a date lies in a month or year, or is the same."""
    return finer.year == vaguer.year and vaguer.month in {None, finer.month} and vaguer.day in {None, finer.day}


def _distinct(dates: Iterable[AsOf]) -> tuple[AsOf, ...]:
    """Dates without those that a more precise one says better, oldest first."""
    different = sorted(set(dates))
    return tuple(day for day in different if not any(other != day and within(other, day) for other in different))
