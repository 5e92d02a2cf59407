"""The days that a text names for something to come: a recording, a visit, a loan, a pause (docs/understanding.md#days).

A day without a year is the next such day from today on, a weekday the next one after today. What has several readings, or is no day of
the calendar, is never guessed: it is a refusal that stands where it was said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from ektp_core.reading.calendar import Days, coming, exists
from ektp_core.reading.days.dates import BackwardDays, ImpossibleDate, ShortYear, TwoReadings, calendar_day
from ektp_core.reading.days.spoken_days import PERIODS, SPEAKS_OF_DAYS, later_today, part_of, spoken_days
from ektp_core.reading.days.weekdays import weekdays_before
from ektp_core.reading.days.written_dates import YEARS_AHEAD, Run, Written
from ektp_core.reading.taken_back import without_taken_back
from ektp_core.reading.words.calendar_words import WordShape, used
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal

LEFT = word_set("lama batal jangan")
"""Before a day that something is taken from: "batal selasa", "jangan tgl 2"."""

LIMITS = word_set("kecuali selain except sebelum before setelah sesudah selepas seusai usai habis after hindari hindarin")
"""Before a day that is not meant itself: "sebelum 12 januari", "selain jumat"."""

DOUBTED = frozenset({"katanya", "tadi", "awalnya", "semula", "awal"})
"""Before a day that another one has replaced: "jadinya tanggal 11? tadi katanya tanggal 8"."""

_PART_OF_DAY = re.compile(r"[gnJ]")
_BESIDE = re.compile(r"(?:[aec]B?|wp|x|Y)$")
_ONLY_RANGE = re.compile(r"[-u]T?(?:D?[Ww],?)?")
_ONLY_OR = re.compile(r"oT?(?:D?[Ww],?)?")


@dataclass(frozen=True, slots=True)
class SaidDays:
    """Days written as dates, days said in words, weeks and months; and what is written like a day but is none, or may be several.

    Each stands where it was said.
    """

    written: tuple[Said[Days], ...] = ()
    spoken: tuple[Said[Days], ...] = ()
    periods: tuple[Said[Days], ...] = ()
    unclear: tuple[Said[Refusal], ...] = ()

    @property
    def days(self) -> tuple[Said[Days], ...]:
        """All of them in their order."""
        return tuple(sorted((*self.written, *self.spoken, *self.periods), key=lambda said: said.start))

    @property
    def places(self) -> list[tuple[int, int]]:
        """The tokens that are used."""
        return places_of(self.days, self.unclear)


NO_DAYS_SAID = SaidDays()


def places_of(*said: Sequence[Said[Any]]) -> list[tuple[int, int]]:
    """The tokens that things are said in, in their order."""
    return sorted({(one.start, one.end) for each in said for one in each})


def days_of(tokens: list[Token], shape: WordShape, written: Sequence[Written], today: date, *, left_ones: bool = False) -> SaidDays:
    """Every day or period; `written` without those that are births. With `left_ones` also the days that a visit is moved or taken from."""
    letters = shape.letters
    if not written and not SPEAKS_OF_DAYS.search(letters):
        return NO_DAYS_SAID
    found: list[Said[Days]] = []
    periods: list[Said[Days]] = []
    unclear: list[Said[Refusal]] = []
    for group in _groups([_with_beside(each, shape, today) for each in written], shape.letters):
        weekdays = weekdays_before(group[0].start, shape)
        start, end = group[0].start - max(weekdays.length, group[0].front), group[-1].end
        try:
            days = _days_of_group(group, shape, today)
            if days and group[0].days:
                weekdays.check(days[0].first, days[-1].last)
            (found if group[0].days else periods).extend(Said(each, start, end) for each in days)
        except Refusal as refusal:
            unclear.append(Said(refusal, start, end))
        letters = used(letters, start, end)
    words = spoken_days(letters, tokens, shape, today)
    spoken = [said for kind, said in words if kind not in PERIODS]
    periods.extend(said for kind, said in words if kind in PERIODS)
    spoken, periods = _runs(found, spoken, periods, shape, unclear)
    for one in _alternatives([*found, *spoken, *periods], shape):
        unclear.append(one)
        found, spoken, periods = ([each for each in kind if not one.start <= each.start < one.end] for kind in (found, spoken, periods))
    said: list[Said[Days] | Said[Refusal]] = [*found, *spoken, *periods, *unclear]
    kept = without_taken_back(sorted(said, key=lambda each: each.start), tokens)
    unclear = [each for each in unclear if each in kept]
    kinds = [[each for each in kind if each in kept] for kind in (found, spoken, periods)]
    kinds = [_without(LIMITS if left_ones else LIMITS | LEFT, kind, tokens) for kind in kinds]
    if not left_ones and any(_without(DOUBTED, kind, tokens) for kind in kinds):
        kinds = [_without(DOUBTED, kind, tokens) for kind in kinds]
    if not any(kinds) and not unclear and _PART_OF_DAY.search(letters):
        kinds[1] = list(later_today(tokens, today))
    written_out, in_words, whole = map(tuple, kinds)
    return SaidDays(written_out, in_words, whole, tuple(unclear))


def _runs(
    found: list[Said[Days]], spoken: list[Said[Days]], periods: list[Said[Days]], shape: WordShape, unclear: list[Said[Refusal]]
) -> tuple[list[Said[Days]], list[Said[Days]]]:
    """Days in words with "sampai" between are the days from one to the other; two beside each other that differ are asked about."""
    ordered = sorted([*found, *spoken, *periods], key=lambda said: said.start)
    for first, second in pairwise(ordered):
        if first not in spoken and second not in spoken and first not in periods and second not in periods:
            continue
        is_run = _ONLY_RANGE.fullmatch(shape.letters, first.end, second.start)
        differ = first.end == second.start and {first, second} <= set(spoken) and first.value != second.value
        if not is_run and not differ:
            continue
        kind = spoken if {first, second}.isdisjoint(periods) else periods
        spoken, periods = ([each for each in of if each not in (first, second)] for of in (spoken, periods))
        if differ or first.value.first > second.value.last:
            wrong = BackwardDays() if is_run else TwoReadings(readings=(first.value.first, second.value.first))
            unclear.append(Said(wrong, first.start, second.end))
        else:
            run = Said(Days(first.value.first, second.value.last), first.start, second.end)
            (periods if kind is periods or {first, second} & set(periods) else spoken).append(run)
    return spoken, periods


def _alternatives(found: list[Said[Days]], shape: WordShape) -> Iterator[Said[Refusal]]:
    """Days with "atau" between: which is meant has to be asked."""
    ordered = sorted(found, key=lambda said: said.start)
    for first, second in pairwise(ordered):
        if _ONLY_OR.fullmatch(shape.letters, first.end, second.start):
            yield Said(TwoReadings(readings=(first.value.first, second.value.first)), first.start, second.end)


def _without(words: frozenset[str], found: list[Said[Days]], tokens: list[Token]) -> list[Said[Days]]:
    return [one for one in found if words.isdisjoint(token.word for token in tokens[max(0, one.start - 2) : one.start])]


def _with_beside(written: Written, shape: WordShape, today: date) -> Written:
    """With the words beside it that belong to it: "tahun depan" behind, "awal" or "antara" before."""
    letters = shape.letters
    behind = letters[written.end : written.end + 2]
    if not written.years and written.months and behind in ("YN", "Yi"):
        written = replace(written, years=(today.year + (behind == "YN"),), end=written.end + 2)
    before = _BESIDE.search(letters[: written.start], max(0, written.start - 2))
    return replace(written, front=written.start - before.start()) if before else written


def _groups(written: list[Written], letters: str) -> Iterator[list[Written]]:
    """Each date, or the two ends of a run: "30/12 - 2/1/2027"."""
    position = 0
    while position < len(written):
        pair = written[position : position + 2]
        is_run = len(pair) == 2 and all(each.days for each in pair) and _ONLY_RANGE.fullmatch(letters, pair[0].end, pair[1].start)
        yield pair if is_run else pair[:1]
        position += 2 if is_run else 1


def _days_of_group(group: list[Written], shape: WordShape, today: date) -> list[Days]:
    if len(group) == 1:
        return _days_of(group[0], shape, today)
    first, second = group
    if not second.months and first.months:  # "1 des s/d tgl 18"
        second = replace(second, months=first.months, years=first.years, short=first.short)
    last = _days_of(second, shape, today)
    year = last[0].first.year
    if not first.years and first.months:
        first = replace(first, years=(year - (first.months > second.months),), short=False)
    days = _days_of(first, shape, today)
    if days[-1].last > last[0].first:
        raise BackwardDays()
    return [*days[:-1], Days(days[-1].first, last[0].last), *last[1:]]


def _days_of(written: Written, shape: WordShape, today: date) -> list[Days]:
    """The days or the period of one date. Raises its refusal."""
    if not written.is_clear:
        raise TwoReadings(readings=tuple(dict.fromkeys(_readings(written, shape, today))))
    year = written.full_year(today)
    if written.short and year is not None and not today.year <= year <= today.year + YEARS_AHEAD:
        raise ShortYear(readings=tuple(day.first for day in _days_of(replace(written, years=(), short=False), shape, today)))
    if not written.days:
        return list(_period(written, year, shape, today))
    if not written.months:
        return _of_this_or_next_month(written.days, today)
    return _of_month(written.days, written.months[0], year, today)


def _readings(written: Written, shape: WordShape, today: date) -> Iterator[date]:
    """The first day of each reading that is one."""
    for reading in written.readings():
        try:
            yield from (days.first for days in _days_of(reading, shape, today))
        except Refusal as refusal:
            yield from refusal.values.get("readings", ())


def _of_month(runs: tuple[Run, ...], month: int, year: int | None, today: date) -> list[Days]:
    """Without a year all are of the year in which the last comes next."""
    if year is None:
        last = runs[-1][1]
        next_one = next(coming(last, month, today), None)
        if next_one is None:
            raise ImpossibleDate(day=last, month=month, year=today.year, suggestion=next(coming(month, last, today), None))
        year = next_one.year
    return [_run(calendar_day(first, month, year), calendar_day(last, month, year)) for first, last in runs]


def _run(first: date, last: date) -> Days:
    if last < first:
        raise BackwardDays()
    return Days(first, last)


def _of_this_or_next_month(runs: tuple[Run, ...], today: date) -> list[Days]:
    """ "Tanggal 5": the next day of that number."""
    last = runs[-1][1]
    for ahead in range(13):
        year, month = today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1
        if exists(last, month, year) and date(year, month, last) >= today:
            return _of_month(runs, month, year, today)
    raise ImpossibleDate(day=last, month=today.month, year=today.year, suggestion=None)


def _period(written: Written, year: int | None, shape: WordShape, today: date) -> Iterator[Days]:
    """A month or a part of it; a year that is named as one."""
    letters = shape.letters
    if not written.months:
        if year is not None and year >= today.year and letters[max(0, written.start - 1) : written.start] == "Y":
            yield Days(date(year, 1, 1), date(year, 12, 31))
        return
    month = written.months[0]
    if year is None:
        year = today.year if month >= today.month else today.year + 1
    whole = Days.of_month(year, month)
    if letters[max(0, written.start - 2) : written.start] == "wp":
        week = whole.first + timedelta(7 * (shape.values[written.start - 1][0] - 1))
        yield Days(week, min(week + timedelta(6), whole.last))
        return
    yield part_of(whole, letters[max(0, written.start - 2) : written.start].replace("B", "")[-1:])
