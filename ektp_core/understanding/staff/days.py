"""The days of a staff's sentence: which are meant, which a visit is moved from, and since when a change is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ektp_core.reading.calendar import Days
from ektp_core.reading.days.as_of import as_of_days, past_days
from ektp_core.reading.days.coming_days import SaidDays, days_of
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.staff.slots import UnclearDays

TO = word_set("ke jadi menjadi jadinya hingga pada jd -> > =")
FROM = word_set("dari dr yang yg semula tadinya awalnya rencana rencananya seharusnya from")
EARLIER = word_set("maju majukan dimajukan majuin dimajuin dicepatkan")
LATER = word_set("mundur mundurkan dimundurkan mundurin undur diundur undurkan geser digeser tunda ditunda telat")
UNITS = {"hari": 1, "minggu": 7, "pekan": 7}
ONE_OF = {"sehari": 1, "seminggu": 7, "sepekan": 7}
NEAR = 3
"""Tokens before a day that say what becomes of it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The days that something is moved from, and to."""

    origin: tuple[Days, ...] = ()
    days: tuple[Days, ...] = ()
    periods: tuple[Days, ...] = ()
    unclear: tuple[UnclearDays, ...] = ()


def take_coming(text: Text, today: date, *, left_ones: bool = False) -> Moved:
    """The days that something is to be on, taken out of the text, and what of them has to be asked; `left_ones` for what is called off."""
    said = _said(text, today, left_ones=left_ones)
    _take(text, said)
    return Moved((), _values(said.days), _values(said.periods), _unclear(said, text))


def take_moved(text: Text, today: date) -> Moved:
    """The days that a visit leaves and those it goes to; one that is told from the other by neither word nor order is the new one.

    Days that are moved by so many ("yang tgl 9 maju dua hari") are reckoned where the day they leave is said.
    """
    said = _said(text, today, left_ones=True)
    by = _moved_by(text)
    _take(text, said)
    days = said.days
    unclear, periods = _unclear(said, text), _values(said.periods)
    if by and days:
        origin = tuple(each.value for each in days)
        return Moved(origin, tuple(Days(each.first + by, each.last + by) for each in origin), periods, unclear)
    goes_to = [each for each in days if _is_behind(text.tokens, each.start, TO)]
    if goes_to:
        return Moved(_values(each for each in days if each not in goes_to), _values(goes_to), periods, unclear)
    if len(days) > 1:
        return Moved(_values(days[:1]), _values(days[1:]), periods, unclear)
    left = [each for each in days if _is_behind(text.tokens, each.start, FROM)]
    return Moved(_values(left), _values(each for each in days if each not in left), periods, unclear)


def take_past(text: Text, today: date) -> Days | None:
    """The day or period behind that is named: of figures, of what somebody did, of the beginning of a change; a weekday is the last one."""
    shape = text.shape()
    written = written_dates(text.tokens, shape)
    said = as_of_days(text.tokens, shape, written, today) or past_days(text.tokens, shape, today)
    if said:
        text.take(said[0].start, said[0].end)
        return said[0].value
    coming = days_of(text.tokens, shape, written, today)
    _take(text, coming)
    return next((_last_one(each.value, today) for each in coming.spoken), None)


def _said(text: Text, today: date, *, left_ones: bool) -> SaidDays:
    shape = text.shape()
    return days_of(text.tokens, shape, written_dates(text.tokens, shape), today, left_ones=left_ones)


def _take(text: Text, said: SaidDays) -> None:
    for start, end in said.places:
        text.take(start, end, "<day>")


def _values(found: Iterable[Said[Days]]) -> tuple[Days, ...]:
    return tuple(dict.fromkeys(each.value for each in found))


def _unclear(said: SaidDays, text: Text) -> tuple[UnclearDays, ...]:
    return tuple(UnclearDays(each.value, text.words(each.start, each.end)) for each in said.unclear)


def _last_one(days: Days, today: date) -> Days:
    """A weekday that is said of something done: the one before today."""
    while days.last > today:
        days = Days(days.first - timedelta(7), days.last - timedelta(7))
    return days


def _is_behind(tokens: Sequence[Token], start: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands right before, with nothing but words of the calendar between."""
    for position in range(start - 1, max(-1, start - 1 - NEAR), -1):
        token = tokens[position]
        if token.word in words or token.text in words:
            return True
        if token.word not in ("tanggal", "hari") and token.text != ",":
            return False
    return False


def _moved_by(text: Text) -> timedelta | None:
    """ "Maju dua hari": so many days earlier; "mundur seminggu": later. It is taken out of the text."""
    tokens = text.tokens
    for position, token in enumerate(tokens):
        sign = -1 if {token.word, token.text} & EARLIER else 1 if {token.word, token.text} & LATER else 0
        behind = tokens[position + 1 : position + 3]
        if not (sign and behind):
            continue
        if (length := ONE_OF.get(behind[0].word)) is not None:
            text.take(position + 1, position + 2)
            return timedelta(sign * length)
        if len(behind) == 2 and behind[0].number is not None and (length := UNITS.get(behind[1].word)):
            text.take(position + 1, position + 3)
            return timedelta(sign * length * behind[0].number)
    return None
