"""Figures typed by hand, on one line: "Bangka Tengah 31-10-2026 wajib 150.000 rekam 147.000 pra 10.500 cetak 140.000"."""

from datetime import date

from ektp_core.areas import Area, Areas
from ektp_core.figures.counts import Counts
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.days.as_of import as_of_days
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.words.text import SMALL, Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal

MEASURES = {
    "obliged": word_set("wajib wktp obliged"),
    "recorded": word_set("rekam direkam perekaman recorded"),
    "early": word_set("pra pra17 pemula early"),
    "printed": word_set("cetak dicetak tercetak printed"),
}
BETWEEN = word_set("ktp ktpel el e wktp : = -")
"""Between a measure and its number: "wajib KTP-el: 31.215", "pra-17: 900"."""

PEOPLE_WORDS = word_set("orang jiwa people masih tetap jadi menjadi")

NEEDED = ("obliged", "recorded")
"""Without these a line makes no coverage."""


class NoSuchAsOf(Refusal):
    """The text is no day, month or year up to today."""

    key = "staff/no_such_as_of"


class LineUnreadable(Refusal):
    """The line lacks an area, the obliged, or the recorded, names several areas, or holds a number of nothing.

    Values: lacks, and areas as they are told apart.
    """

    key = "staff/figures_line"


def read_as_of(text: str, today: date) -> AsOf:
    """The date of figures, as precise as it is typed: "30-09-2026", "September 2026". Raises NoSuchAsOf."""
    whole = Text(text)
    as_of = _take_as_of(whole, today)
    if as_of is None or whole.leftover(BESIDE_A_DATE):
        raise NoSuchAsOf()
    return as_of


BESIDE_A_DATE = SMALL | word_set("per posisi keadaan tahun bulan lahir")


def _take_as_of(whole: Text, today: date) -> AsOf | None:
    """The one date up to today, taken out of the text. Raises NoSuchAsOf for one to come, and for several."""
    shape = whole.shape()
    written = written_dates(whole.tokens, shape)
    said = as_of_days(whole.tokens, shape, written, today)
    if not said and not written:
        return None
    if len(said) != 1 or len(written) > 1 or said[0].value.first > today:
        raise NoSuchAsOf()
    whole.take(said[0].start, said[0].end)
    return AsOf.of_days(said[0].value)


def read_line(text: str, areas: Areas, today: date, home: Area) -> tuple[Area, AsOf | None, Counts]:
    """The area (the office's district when none is named), the date if one is given, and the numbers.

    Raises LineUnreadable, also for a number that nothing names, and NoSuchAsOf.
    """
    whole = Text(" ".join(text.split()), areas.spelling)
    found = {measure: number for measure, words in MEASURES.items() if (number := _take_measure(whole, words)) is not None}
    if lacks := [measure for measure in NEEDED if measure not in found]:
        raise LineUnreadable(lacks=lacks[0], areas=[])
    as_of = _take_as_of(whole, today)
    left = [token for token, mark in whole.marked() if mark is None and token.text not in BESIDE_A_DATE]
    if any(token.digits > 1 for token in left):
        raise LineUnreadable(lacks="number", areas=[])
    name = " ".join(whole.source[token.start : token.end] for token in left if token.text.isalnum())
    places = areas.meant(name, home.code) if name else (home,)
    if len(places) != 1:
        raise LineUnreadable(lacks="one_area" if places else "area", areas=[areas.told_apart(place) for place in places])
    return places[0], as_of, Counts(**found)


def read_people(text: str, measure: str) -> int:
    """The number of people that is asked for, alone or behind its word: "31.500", "wajib 31.500". Raises LineUnreadable."""
    whole = Text(" ".join(text.split()))
    number = _take_measure(whole, MEASURES[measure])
    left = whole.leftover(SMALL | BETWEEN | PEOPLE_WORDS)
    if number is None and len(left) == 1 and left[0].number is not None:
        return left[0].number
    if number is None or left:
        raise LineUnreadable(lacks=measure, areas=[])
    return number


def _take_measure(whole: Text, words: frozenset[str]) -> int | None:
    """The number behind one of the words, taken out of the line with them. Raises LineUnreadable for different ones."""
    numbers = set()
    for position, token in enumerate(whole.tokens):
        if not (whole.is_free(position) and (token.text in words or token.word in words)):
            continue
        end = position + 1
        while end < len(whole.tokens) and _is_of_measure(whole.tokens[end]):
            end += 1
        number = whole.tokens[end] if end < len(whole.tokens) else None
        if number is not None and number.number is not None:
            numbers.add(number.number)
            whole.take(position, end + 1)
    if len(numbers) > 1:
        raise LineUnreadable(lacks="number", areas=[])
    return numbers.pop() if numbers else None


def _is_of_measure(token: Token) -> bool:
    """What stands between a measure and its number; the 17 of "pra-17" is one of its words."""
    return token.text in BETWEEN or (token.text == "17" and token.glued)
