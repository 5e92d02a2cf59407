"""Birthdays that are told by when they are reached: "besok genap 17", "maret depan baru 17" (docs/understanding.md#birthdays)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ektp_core.reading.births.birth import Birth, BirthDate, BirthMonth
from ektp_core.reading.calendar import coming, exists
from ektp_core.reading.days.written_dates import NUMBERED, Written
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

REACHED = word_set("genap pas baru ulang masuk jadi resmi tepat ultah nyampe ke sampai lilin")
"""Between the day and the years: the birthday is reached then."""

JUST = word_set("sudah genap pas baru resmi")
"""Right before the years: "sudah 17 tahun kemarin"; "nikah umur 15 tahun kemarin" was last year."""

REACH = 5
"""Tokens between the day and the years."""

YOUNGEST, OLDEST = 12, 25
"""Birthdays that people speak of here."""

_NEXT_MONTH = re.compile(r"BN")
_DAY = re.compile(r"R|Di|P")


def birthday_of(tokens: list[Token], shape: WordShape, written: list[Written], today: date) -> Said[Birth] | None:
    """The birth of somebody who reaches a number of years on a day or in a month that is named; None when nobody does."""
    for position, token in enumerate(tokens):
        years = token.number
        if years is None or not YOUNGEST <= years <= OLDEST or shape.letters[position] != "2":
            continue
        if any(each.start <= position < each.end for each in written):  # "12-01-2027 s/d 14-01-2027"
            continue
        previous = tokens[position - 1].word if position else ""
        following = tokens[position + 1].text if position + 1 < len(tokens) else ""
        if previous in NUMBERED or following.startswith("agustus"):  # "17 agustusan"
            continue
        if found := _in_a_month(position, years, tokens, shape, written, today) or _on_a_day(position, years, tokens, shape, today):
            return found
    return None


def _on_a_day(position: int, years: int, tokens: list[Token], shape: WordShape, today: date) -> Said[Birth] | None:
    for place in _DAY.finditer(shape.letters, max(0, position - REACH), min(len(tokens), position + REACH)):
        if place.group() == "P" and not _is_yesterday(place.start(), tokens, shape):
            continue
        first, last = sorted((place.start(), position))
        between = {token.word for token in tokens[first + 1 : last]} | {token.word for token in tokens[max(0, position - 2) : position]}
        right_behind = place.start() > position > 0 and shape.letters[position + 1 : place.start()] in ("", "Y")
        just_reached = place.group() == "P" and right_behind and tokens[position - 1].word in JUST
        if not (between & REACHED or just_reached) or {"belum", "sebelum", "lahir"} & between:
            continue
        ahead = {"R": shape.values[place.start()][:1] or (0,), "Di": (0,), "P": (-1,)}[place.group()][0]
        day = today + timedelta(ahead)
        if exists(day.day, day.month, day.year - years):
            return Said(BirthDate(day.replace(year=day.year - years)), first, max(last + 1, place.end()))
    return None


def _is_yesterday(position: int, tokens: list[Token], shape: WordShape) -> bool:
    """ "Kemarin", but not in "tahun kemarin" and "tanggal 1 kemarin"."""
    before = shape.letters[max(0, position - 2) : position]
    return tokens[position].word == "kemarin" and (before == "2Y" or before[-1:] not in ("Y", "B", "w", "1", "2", "W"))


def _in_a_month(
    position: int, years: int, tokens: list[Token], shape: WordShape, written: list[Written], today: date
) -> Said[Birth] | None:
    for each in (*written, *_next_month(shape, today)):
        first, last = min(each.start, position), max(each.end, position + 1)
        if len(each.months) != 1 or last - first > REACH + each.end - each.start:
            continue
        words = {token.word for token in tokens[max(0, first - 1) : last + 1]}
        if each.start <= position < each.end or not words & REACHED or {"belum", "lahir", "rekam", "sebelum"} & words:
            continue
        month = each.months[0]
        if each.day is not None:
            reached = today.year if _is_over(each, shape) else _next(each.day, month, each.year, today)
            if reached and exists(each.day, month, reached - years):
                return Said(BirthDate(date(reached - years, month, each.day)), first, last)
            continue
        reached = each.year or (today.year if month >= today.month else today.year + 1)
        return Said(BirthMonth(reached - years, month), first, last)
    return None


def _is_over(written: Written, shape: WordShape) -> bool:
    """ "17 mei kemarin": the birthday of this year."""
    return written.year is None and "P" in shape.letters[written.end : written.end + 2]


def _next_month(shape: WordShape, today: date) -> Iterator[Written]:
    """ "Bulan depan" as the month it is."""
    year, month = today.year + today.month // 12, today.month % 12 + 1
    return (Written(place.start(), place.end(), (), (month,), (year,)) for place in _NEXT_MONTH.finditer(shape.letters))


def _next(day: int, month: int, year: int | None, today: date) -> int | None:
    """The year in which the day comes next."""
    if year is not None:
        return year if year >= today.year - 1 else None
    found = next(coming(day, month, today), None)
    return found.year if found else None
