"""When a school would like the visit: some days, a month or another period, or any day (docs/domain.md#requests-from-schools).

What only limits the days ("setelah lebaran", "jangan jumat") is asked back.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ektp_core.reading.calendar import Days
from ektp_core.reading.days.coming_days import LEFT, LIMITS
from ektp_core.reading.days.typed_days import DaysUnclear, take_days_or_period
from ektp_core.reading.fields import WrongValue
from ektp_core.reading.words.calendar_words import is_of_calendar
from ektp_core.reading.words.text import SMALL, Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

MOST_VISIT_DAYS = 10

LIMITING = LEFT | LIMITS | word_set("tidak bukan not")
"""A day beside one of these is not meant, or only a limit."""

SAYING_NO_MORE = SMALL | word_set(
    "kalau bisa boleh tolong minta sebaiknya sekitar saja ya oke baik dalam lebih kami saya mau ingin usul usulan usulkan yang ke sekolah"
    " please about around maybe during would like we prefer preferably month bulan per"
)
"""Beside a wish: "kalau bisa bulan januari ya pak"."""

ANY = word_set("hari tanggal ya kantor dinas bebas terserah kapan apa saja pun any day days anytime whenever")
ANY_SAID = word_set("bebas terserah any anytime whenever")
OF_QUESTIONS, WHATEVER = word_set("kapan apa"), word_set("saja pun")
"""Together they say any day ("hari apa saja"), one alone asks which."""

TITLES = word_set("ibu bapak mas mbak kak bang ustadz ustaz ustadzah sdr sdri h hj haji hajah mr mrs ms")
NAME_WORDS = 3
OF_TIME = frozenset("mWwYpRtEace")
"""Letters of `calendar_words`: months, weeks, weekdays and parts of a month, that stand for nothing but time."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Some of these days, or days within a period; neither for any day."""

    days: tuple[date, ...] = ()
    within: Days | None = None

    @property
    def is_said(self) -> bool:
        """Whether it names days or a period."""
        return bool(self.days or self.within)


def read_wish(text: str, today: date) -> Wish:
    """A wish and nothing else: "12-13/01/2027", "minggu pertama januari", "kapan saja". Raises WrongValue."""
    whole = Text(text)
    wish = take_wish(whole, today)
    left = whole.leftover(SAYING_NO_MORE)
    if not wish.is_said and _says_any_day(whole.leftover()):
        return wish
    if left or not wish.is_said:
        raise WrongValue("wishes")
    return wish


def take_wish(whole: Text, today: date, names: Collection[int] = ()) -> Wish:
    """The wish of a line, taken out of it; none is no error. Tokens of `names` are people's, and name no month.

    Raises WrongValue for days that cannot be, and where the line says which days are not meant.
    """
    of_days = Text(whole.source)
    hidden = {position for position, is_free in enumerate(whole.free) if not is_free} | {*names}
    for position in hidden:
        of_days.take(position, position + 1)
    try:
        said = take_days_or_period(of_days, today, MOST_VISIT_DAYS)
    except DaysUnclear as unclear:
        raise WrongValue("days", words=unclear.words) from None
    finally:
        for position, is_free in enumerate(of_days.free):
            if not is_free and position not in hidden:
                whole.take(position, position + 1)
    if limits := [*_limits(whole)]:
        raise WrongValue("wishes", words=", ".join(limits))
    if said and (beside := [*_of_time(whole, names)]):
        raise WrongValue("days", words=" ".join(beside))
    if isinstance(said, Days):
        return _coming(said, today)
    if said and said[0] < today:
        raise WrongValue("past_days")
    return Wish(said)


def take_any_day(whole: Text) -> bool:
    """Whether a part of a line between commas says that any day will do ("hari bebas"); it is taken out of it."""
    begin = 0
    for end in (*(at for at, token in enumerate(whole.tokens) if token.text in ",;\n"), len(whole.tokens)):
        part = whole.tokens[begin:end]
        if all(whole.is_free(position) for position in range(begin, end)) and _says_any_day(part):
            whole.take(begin, end)
            return True
        begin = end + 1
    return False


def _says_any_day(tokens: Sequence[Token]) -> bool:
    words = [{token.word, token.text} for token in tokens]
    said = frozenset().union(*words)
    is_any = bool(said & ANY_SAID) or bool(said & OF_QUESTIONS and said & WHATEVER)
    return is_any and all(word & ANY for word in words)


def _of_time(whole: Text, names: Collection[int]) -> Iterator[str]:
    """What is left of a wish that was read in part: "minggu terakhir januari"."""
    for position, letter in enumerate(whole.shape().letters):
        if letter in OF_TIME and whole.is_free(position) and position not in names:
            yield whole.words(position, position + 1)


def _limits(whole: Text) -> Iterator[str]:
    """What says which days are not meant, up to the next comma or name: "setelah lebaran". It is taken out of the line: it names nobody."""
    for position, token in enumerate(whole.tokens):
        if whole.is_free(position) and (token.word in LIMITING or token.text in LIMITING):
            end = position + 1
            while end < len(whole.tokens) and whole.tokens[end].text not in ",;\n" and whole.tokens[end].word not in TITLES:
                end += 1
            for each in range(position, end):
                if whole.is_free(each):
                    whole.take(each, each + 1)
            yield whole.words(position, end)


def names_in(whole: Text) -> frozenset[int]:
    """The tokens of people's names in a line with a phone number: "Pak Agus", and a month that stands alone before it ("Juli 0812…")."""
    return frozenset((*_behind_titles(whole), *_before_numbers(whole)))


def _coming(period: Days, today: date) -> Wish:
    if period.last < today:
        raise WrongValue("past_days")
    return Wish(within=Days(max(period.first, today), period.last))


def _behind_titles(whole: Text) -> Iterator[int]:
    for position, token in enumerate(whole.tokens):
        if token.word in TITLES or token.text in TITLES:
            for behind in range(position + 1, min(position + 1 + NAME_WORDS, len(whole.tokens))):
                if not (whole.tokens[behind].text.isalpha() and whole.is_free(behind)):
                    break
                yield behind


def _before_numbers(whole: Text) -> Iterator[int]:
    """A month or weekday that stands by itself before the phone number, which is used already."""
    for before, (word, number) in enumerate(pairwise(whole.tokens)):
        begins = before == 0 or not whole.tokens[before - 1].text.isalnum()
        if begins and is_of_calendar(word.word) and number.digits and not whole.is_free(before + 1):
            yield before
