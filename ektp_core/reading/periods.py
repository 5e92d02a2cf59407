"""Dates and periods in titles, sheet names, columns and signatures: the day the figures are as of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ektp_core.reading.calendar import AsOf, exists
from ektp_core.reading.text import Text

_MONTH = r"[A-Za-z]{3,10}"
_WRITTEN = re.compile(
    rf"(?P<day>[0-9]{{1,2}})[\s-]+(?P<month>{_MONTH})[\s-]+(?P<year>20[0-9]{{2}})"
    r"|(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<y>20[0-9]{2})"
    r"|(?P<iy>20[0-9]{2})-(?P<im>[0-9]{2})-(?P<iday>[0-9]{2})"
    rf"|(?P<wm>{_MONTH})[\s'./_-]*(?P<wy>20[0-9]{{2}})"
)
_HALF = re.compile(r"\b(?:semester|smstr|smt|sem|s)[\s._-]*(?P<half>ii|i|2|1|dua|satu)\b[^0-9]{0,20}(?P<year>20[0-9]{2})", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:triwulan|tw)[\s._-]*(?P<quarter>iv|iii|ii|i|[1-4])\b[^0-9]{0,20}(?P<year>20[0-9]{2})", re.IGNORECASE)
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_LAW = re.compile(
    r"\b(?:nomor|no|uu|undang|perda|perpres|permendagri|pp|perbup|kepmendagri|kepmen|peraturan|pasal)\b[^;,]{0,60}20[0-9]{2}", re.I
)
_RANGE = re.compile(r"^\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga|-|–|to)\s*$", re.IGNORECASE)
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
    found = [(match.start(), match.end(), day) for match in _WRITTEN.finditer(plain) if (day := _written(match))]
    found += [(match.start(), match.end(), day) for match in _HALF.finditer(plain) if (day := _half(match))]
    found += [(match.start(), match.end(), day) for match in _QUARTER.finditer(plain) if (day := _quarter(match))]
    found.sort(key=lambda item: item[:2])
    ends = [
        day
        for position, (_, end, day) in enumerate(found)
        if position + 1 == len(found) or not _RANGE.match(plain[end : found[position + 1][0]])
    ]
    return ends or [AsOf(int(year)) for year in _YEAR.findall(plain)][-1:]


def _written(match: re.Match[str]) -> AsOf | None:
    part = match.groupdict()
    if part["wm"]:
        month = month_named(part["wm"])
        return AsOf(int(part["wy"]), month) if month else None
    if part["month"]:
        month = month_named(part["month"])
        return _day(int(part["year"]), month, int(part["day"])) if month else None
    if part["iy"]:
        return _day(int(part["iy"]), int(part["im"]), int(part["iday"]))
    return _day(int(part["y"]), int(part["m"]), int(part["d"]))


def _day(year: int, month: int, day: int) -> AsOf | None:
    return AsOf(year, month, day) if exists(day, month, year) else None


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
