"""Dates and periods in titles, sheet names, columns and signatures: the day the figures are as of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import zip_longest

from ektp_core.reading.calendar import AsOf, exists
from ektp_core.reading.days.written_dates import Written, written_dates
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.text import Text

_HALF = re.compile(r"\b(?:semester|smstr|smt|sem|s)[\s._-]*(?P<half>ii|i|2|1|dua|satu)\b[^0-9]{0,20}(?P<year>20[0-9]{2})", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:triwulan|tw)[\s._-]*(?P<quarter>iv|iii|ii|i|[1-4])\b[^0-9]{0,20}(?P<year>20[0-9]{2})", re.IGNORECASE)
_LAW = re.compile(
    r"\b(?:nomor|no|uu|undang|perda|perpres|permendagri|pp|perbup|kepmendagri|kepmen|peraturan|pasal)\b[^;,]{0,60}20[0-9]{2}", re.I
)
_ONLY_RANGE = re.compile(r"[-u]d?")
_SIGNED = re.compile(r"^\s*[A-Z][A-Za-z .]{2,30},\s*[0-9]{1,2}[\s-]+[A-Za-z]+[\s-]+20[0-9]{2}\s*$")
_PRINTED = re.compile(r"^\s*(?:tanggal|tgl\.?|waktu)?\s*(?:di)?(?:cetak|unduh|print|download)(?:ed|an)?\b[^a-z]", re.IGNORECASE)
_QUARTER_ENDS = {"i": (3, 31), "1": (3, 31), "ii": (6, 30), "2": (6, 30), "iii": (9, 30), "3": (9, 30), "iv": (12, 31), "4": (12, 31)}
SIGNED_WITHIN_DAYS = 45
"""A report is signed some days after the day it is about; later than this the two dates are asked about."""


class DateSource(StrEnum):
    """Where a date stands. Notes below a table and signatures count only where nothing else is given."""

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

    Years in the names of laws are no dates ("Permendagri Nomor 108 Tahun 2019").
    """
    plain = _LAW.sub(" ", text.replace("_", " "))
    if not any(letter.isdigit() for letter in plain):
        return []
    whole = Text(plain)
    closing = [(match, _half(match)) for match in _HALF.finditer(whole.source)] + [
        (match, _quarter(match)) for match in _QUARTER.finditer(whole.source)
    ]
    for match, _ in closing:
        whole.take_written(*match.span())
    shape = whole.shape()
    written = written_dates(whole.tokens, shape)
    found = [(whole.tokens[each.start].start, day) for each in _ends(written, shape) for day in _as_of(each)]
    found += [(match.start(), day) for match, day in closing]
    return [day for _, day in sorted(found, key=lambda item: item[0])] or [AsOf(year) for each in written for year in _years(each)][-1:]


def _ends(written: list[Written], shape: WordShape) -> Iterator[Written]:
    """The dates without those that begin a range."""
    for each, following in zip_longest(written, written[1:]):
        if following is None or not _ONLY_RANGE.fullmatch(shape.letters, each.end, following.start):
            yield each


def _as_of(written: Written) -> Iterator[AsOf]:
    """A day or a month of this century; nothing where it may be several, or is none."""
    if not written.months or not written.is_clear:
        return
    for year in _years(written):
        day = written.days[-1][1] if written.days else None
        if exists(day or 1, written.months[0], year):
            yield AsOf(year, written.months[0], day)


def _years(written: Written) -> list[int]:
    return [year for each in written.years if 2000 <= (year := each + 2000 if written.short else each) < 2100]


def month_named(word: str) -> int | None:
    """The number of a month by its Indonesian or English name, short or with a small mistake; None for other words."""
    shape = Text(word).shape()
    return shape.values[0][0] if shape.letters == "m" and len(shape.values[0]) == 1 else None


def _half(match: re.Match[str]) -> AsOf:
    first = match["half"].lower() in {"i", "1", "satu"}
    return AsOf(int(match["year"]), 6, 30) if first else AsOf(int(match["year"]), 12, 31)


def _quarter(match: re.Match[str]) -> AsOf:
    return AsOf(int(match["year"]), *_QUARTER_ENDS[match["quarter"].lower()])


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
