"""Which of several columns for one measure counts: by stated rules, else nobody's (docs/domain.md#columns-that-compete)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from ektp_core.figures.headers.columns import Column
from ektp_core.figures.headers.measures import Measure, header_words, holds_early, is_of_obliged, said_more
from ektp_core.reading.days.periods import dates_in, month_named


class Span(StrEnum):
    """The time that a count covers, as its header says."""

    CUMULATIVE = "cumulative"
    """Up to the day of the report: "s.d. bulan ini"."""

    UNSAID = "unsaid"
    EARLIER = "earlier"
    """Up to an earlier day: "s.d. bulan lalu"."""

    OWN = "own"
    """Of the newest period alone: "bulan ini", "penambahan"."""

    OWN_EARLIER = "own_earlier"
    """Of an earlier period, or as it was then: "bulan lalu", "tahun lalu"."""


_UNIT = r"(?:bulan|bln|minggu|pekan|hari|tahun|thn|periode|triwulan|semester)"
_CUMULATIVE = re.compile(r"\b(?:kumulatif|komulatif|akumulasi|s d|sd|sampai|hingga)\b")
_EARLIER = re.compile(rf"\b{_UNIT} (?:yang )?(?:lalu|kemarin|sebelumnya|sebelum)\b|\b(?:sebelumnya|kemarin)\b")
_OWN = re.compile(rf"\b{_UNIT} ini\b|\b(?:penambahan|tambahan|tambah|bertambah|harian|mingguan|bulanan)\b")
_TOTAL = re.compile(r"\b(?:total|jumlah|jml|jmlh|keseluruhan|seluruh)\b")

_AIMED = re.compile(r"\b(?:target|sasaran|rencana)\b|\b(?:belum|blm) rekam")
_OF_MONTH = re.compile(r"\bbulan [a-z]+ 20[0-9]{2}\b|\b(?:harian|mingguan|bulanan)\b")
PARTITIONS = (
    (re.compile(r"\b(?:kantor|dinas|loket|stasioner)\b"), re.compile(r"\b(?:jemput bola|jebol|keliling|mobile|mobil)\b")),
    (re.compile(r"\blama\b"), re.compile(r"\b(?:pemula|baru)\b")),
)
"""What together is a whole: recorded in the office and by going out, those obliged before and those who became so."""


def span_of(text: str) -> Span:
    """What a header says of the time that its column covers."""
    words = " ".join(header_words(text))
    is_earlier = _EARLIER.search(words) is not None
    if _CUMULATIVE.search(words):
        return Span.EARLIER if is_earlier else Span.CUMULATIVE
    if is_earlier:
        return Span.OWN_EARLIER
    return Span.OWN if _OWN.search(words) else Span.UNSAID


def is_of_some(title: str) -> bool:
    """Whether a title names a part, a target, or a month without what leads up to it."""
    words = " ".join(header_words(title))
    names_part = any(pattern.search(words) for sides in PARTITIONS for pattern in sides) or _AIMED.search(words)
    return bool(names_part) or (span_of(title) is Span.UNSAID and _OF_MONTH.search(words) is not None)


def decided(columns: Sequence[Column], *, beside_early: bool = False) -> list[Column]:
    """The column of several with one measure and part: alone, or the sum of its parts; all of them, contested, where no rule decides.

    A total `beside_early` may hold those recorded early, too: then it is told by its numbers (`contested`).
    """
    if len(columns) == 1:
        return list(columns)
    columns = _visible(columns)
    if len(columns) > 1 and len({names_time(column) for column in columns}) > 1:
        return _contested(columns)
    for choose in (_without_early, _of_obliged, _whole, _highest, _newest, _plain, *(() if beside_early else (_named_total,))):
        columns = choose(columns)
        if len(columns) == 1:
            return list(columns)
    return _contested(columns)


def names_time(column: Column) -> bool:
    """Whether a header names a month, a day or a year: whatever has none may be newer, or older."""
    words = header_words(column.text)
    return bool(dates_in(column.text)) or any(len(word) > 2 and month_named(word) for word in words)


def _contested(columns: Sequence[Column]) -> list[Column]:
    return [replace(column, measure=None, contested=column.measure) for column in columns]


def _visible(columns: Sequence[Column]) -> Sequence[Column]:
    return [column for column in columns if not column.is_hidden] or columns


def _without_early(columns: Sequence[Column]) -> Sequence[Column]:
    """Those recorded early are no part of the coverage of the obliged."""
    return [column for column in columns if not holds_early(column.text)] or columns


def _of_obliged(columns: Sequence[Column]) -> Sequence[Column]:
    """Coverage is of the obliged: a column that says so goes before one of everybody."""
    if columns[0].measure is not Measure.RECORDED:
        return columns
    return [column for column in columns if is_of_obliged(column.text)] or columns


def _plain(columns: Sequence[Column]) -> Sequence[Column]:
    """The one column whose header says no more than its measure, before those of parts and kinds."""
    plain = [column for column in columns if not said_more(column.text)]
    return plain if len(plain) == 1 else columns


def _whole(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns that are no part of another; where there are only parts that make a whole, their sum."""
    parts = [column for column in columns if part_of(column) is not None]
    whole = [column for column in columns if column not in parts]
    if parts and whole:
        return whole if not any(said_more(column.text) for column in whole) else columns
    if whole:
        return columns
    kinds = {part_of(column) for column in parts}
    makes_whole = len(parts) == 2 and len(kinds) == 2 and len({kind[0] for kind in kinds if kind}) == 1
    return [_added(parts)] if makes_whole else columns


def part_of(column: Column) -> tuple[int, int] | None:
    """Which partition a header names one side of, and which side."""
    words = " ".join(header_words(column.text))
    for number, sides in enumerate(PARTITIONS):
        named = [side for side, pattern in enumerate(sides) if pattern.search(words)]
        if len(named) == 1:
            return number, named[0]
    return None


def _highest(columns: Sequence[Column]) -> Sequence[Column]:
    rank = max(column.rank for column in columns)
    return [column for column in columns if column.rank == rank]


def _newest(columns: Sequence[Column]) -> Sequence[Column]:
    """What is cumulative before what says nothing, this before a period's own, the newest period before an older one."""
    by_span: dict[Span, list[Column]] = {}
    for column in columns:
        by_span.setdefault(span_of(column.text), []).append(column)
    if Span.CUMULATIVE not in by_span and by_span.keys() == {Span.EARLIER, Span.OWN} and len(columns) == 2:
        return [_added([*by_span[Span.EARLIER], *by_span[Span.OWN]])]
    return next(by_span[span] for span in Span if span in by_span)


def _named_total(columns: Sequence[Column]) -> Sequence[Column]:
    return [column for column in columns if _TOTAL.search(" ".join(header_words(column.text)))] or columns


def _added(columns: Sequence[Column]) -> Column:
    """Several columns as one whose numbers are their sum."""
    first, *others = columns
    text = " + ".join(" ".join(column.text.split()) for column in columns)
    return replace(first, text=text, also=tuple(column.index for column in others))
