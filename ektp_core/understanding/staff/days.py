"""The days of a staff's sentence: which are meant, which a visit is moved from, and since when a change is asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

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
LATER = word_set("mundur mundurkan dimundurkan mundurin undur diundur undurkan tunda ditunda telat")
SHIFTED = word_set("geser digeser geserin digeserin")
MORE, SOONER = "lebih", word_set("awal cepat dulu dini")
UNITS = {"hari": 1, "minggu": 7, "pekan": 7}
ONE_OF = {"sehari": 1, "seminggu": 7, "sepekan": 7}
STAYS, COMES_OFF = word_set("tetap ttp tetep still"), word_set("batal dibatalkan batalin off libur tidak tdk ga gak cancelled")
"""Beside a day it is one that is kept ("jumat tetap"), unless what follows calls it off ("jumat tetap batal")."""

NEAR = 3
"""Tokens before a day that say what becomes of it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The days that something is moved from, and to."""

    origin: tuple[Days, ...] = ()
    days: tuple[Days, ...] = ()
    periods: tuple[Days, ...] = ()
    unclear: tuple[UnclearDays, ...] = ()
    by: int = 0
    """By how many days, where that is said and no new day is."""


def take_coming(text: Text, today: date) -> Moved:
    """The days that something is to be on, taken out of the text, and what of them has to be asked."""
    said = _said(text, today)
    _take(text, said)
    return Moved((), _values(said.days), _values(said.periods), _unclear(said, text))


def take_off(text: Text, today: date) -> Moved:
    """The days on which something does not happen: those that are said to stay are none of them ("kamis batal, jumat tetap")."""
    said = _said(text, today, left_ones=True)
    _take(text, said)
    off = [each for each in said.days if not _stays(text.tokens, each)]
    return Moved((), _values(off), _values(each for each in said.periods if each in off), _unclear(said, text))


def _stays(tokens: Sequence[Token], said: Said[Days]) -> bool:
    behind = tokens[said.end : said.end + 2]
    if behind and {behind[0].word, behind[0].text} & STAYS:
        return not (behind[1:] and {behind[1].word, behind[1].text} & COMES_OFF)
    return said.start > 0 and bool({tokens[said.start - 1].word, tokens[said.start - 1].text} & STAYS)


def take_moved(text: Text, today: date) -> Moved:
    """The days that a visit leaves and those it goes to; one that is told from the other by neither word nor order is the new one.

    Days that are moved by so many ("yang tgl 9 maju dua hari") are reckoned where the day they leave is said; a day that it goes to says
    more than by how many ("mundur dua hari ke tgl 11").
    """
    said = _said(text, today, left_ones=True)
    _take(text, said)
    by = _moved_by(text)
    days = said.days
    unclear, periods = _unclear(said, text), _values(said.periods)
    goes_to = [each for each in days if _is_behind(text.tokens, each.start, TO)]
    if by and not goes_to:
        origin = tuple(each.value for each in days)
        return Moved(origin, tuple(Days(each.first + by, each.last + by) for each in origin), periods, unclear, by.days)
    if goes_to:
        return Moved(_values(each for each in days if each not in goes_to), _values(goes_to), periods, unclear)
    if len(days) > 1:
        return Moved(_values(days[:1]), _values(days[1:]), periods, unclear)
    left = [each for each in days if _is_behind(text.tokens, each.start, FROM)]
    return Moved(_values(left), _values(each for each in days if each not in left), periods, unclear)


def take_past(text: Text, today: date, counts: Collection[int] = ()) -> Days | None:
    """The day or period behind that is named: of figures, of what somebody did, of the beginning of a change; a weekday is the last one.

    The tokens of `counts` are no days.
    """
    shape = text.shape()
    for at in counts:
        shape = shape.without(at, at + 1)
    written = [each for each in written_dates(text.tokens, shape) if not any(each.start <= at < each.end for at in counts)]
    said = as_of_days(text.tokens, shape, written, today) or past_days(text.tokens, shape, today)
    if said:
        text.take(said[0].start, said[0].end)
        return said[0].value
    coming = days_of(text.tokens, shape, written, today)
    _take(text, coming)
    is_weekday = [each for each in coming.spoken if each.value.last <= today or "W" in shape.letters[each.start : each.end]]
    return next((_last_one(each.value, today) for each in is_weekday), None)


def take_lately(text: Text, today: date) -> Days | None:
    """`take_past`, and of a week or month that holds today what of it is behind: "bulan ini"."""
    periods = [each for each in _said(text, today).periods if each.value.first <= today <= each.value.last]
    if len(periods) != 1:
        return take_past(text, today)
    text.take(periods[0].start, periods[0].end)
    return Days(periods[0].value.first, today)


def _said(text: Text, today: date, *, left_ones: bool = False) -> SaidDays:
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
    """ "Maju dua hari": so many days earlier; "mundur seminggu": later. It is taken out of the text.

    Of "geser dua hari" the word beside it decides ("maju", "lebih awal"), and without one it is later. Two words that contradict each other
    say nothing.
    """
    tokens = text.tokens
    verbs = [at for at, token in enumerate(tokens) if {token.word, token.text} & (EARLIER | LATER | SHIFTED)]
    is_earlier = any({token.word, token.text} & EARLIER for token in tokens) or any(
        first.word == MORE and {second.word, second.text} & SOONER for first, second in pairwise(tokens)
    )
    is_later = any({token.word, token.text} & LATER for token in tokens)
    if not verbs or (is_earlier and is_later):
        return None
    for position in range(verbs[0] + 1, len(tokens)):
        length, end = _length(tokens, position)
        if length and all(map(text.is_free, range(position, end))) and not _is_behind(tokens, position, TO):
            text.take(position, end)
            return timedelta(-length if is_earlier else length)
    return None


def _length(tokens: Sequence[Token], position: int) -> tuple[int, int]:
    """How many days stand at a place, and where they end; 0 for none."""
    token = tokens[position]
    if (length := ONE_OF.get(token.word)) is not None:
        return length, position + 1
    following = tokens[position + 1 : position + 2]
    unit = UNITS.get(following[0].word) if following else None
    return (token.number * unit, position + 2) if token.number is not None and unit else (0, position)
