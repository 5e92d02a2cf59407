"""Messages that fell through: counted by their shape, so that staff see what is missing, and kept as words only where the writer agreed."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2s

from ektp_core.reading.masking import mask_numbers

COUNTS_KEPT_MONTHS = 12
"""Counts are about nobody; a year shows every season once: figures in January and July, school visits, awards."""

TEXTS_KEPT = timedelta(days=90)
"""Sentences whose writers agreed: long enough to mend what was not understood (UU 27/2022 art. 16: no longer than the purpose needs)."""

MOST_LETTERS = 500
MOST_TEXTS = 3
"""Of one chat, the newest: one eager writer must not be all that staff read, and /dataku fits into one message."""

CONSENT_VERSION = "2026-11"
"""Of the words that people agree to before a sentence is kept (UU 27/2022 arts. 20-22); kept with each."""

DIGIT = "#"

TEXTS_A_PAGE, LETTERS_A_PAGE = 10, 3000
"""A message holds 4096 characters."""


class Why(StrEnum):
    """Why a message got no answer of its own."""

    UNSURE = "unsure"
    """It may mean several things: the likely ones were offered."""

    OUT_OF_SCOPE = "out_of_scope"
    """Not the bot's matter."""

    NO_DATE = "no_date"
    """A date had to be asked back."""

    UNANNOUNCED = "unannounced"
    """It was understood, and the office has not said it yet."""


class Length(StrEnum):
    """How many words a message had, no closer."""

    FEW = "1-3"
    SENTENCE = "4-8"
    STORY = "9-20"
    LETTER = "21+"


@dataclass(frozen=True, slots=True)
class Shape:
    """All that is kept of a message that fell through, never its words.

    `topic` comes from a closed set: an intent's name ("schedule"), the id of an office text ("kk"), the key of the fact that would answer
    ("topic_absent", "hours"), or "". `names` are the kinds of things
    that were named, in alphabetical order: "age", "birth", "day", "school", "subdistrict".
    """

    why: Why
    topic: str
    length: Length
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Often:
    """How often messages of one kind fell through, whatever their length."""

    why: Why
    topic: str
    names: tuple[str, ...]
    times: int


class Lack(StrEnum):
    """What would answer a question that was understood and is not there: the office fills each with a tool of its own."""

    VISIT = "visit"
    """No visit to come is announced; the place is a school, by its NPSN, or a subdistrict, by its code."""

    SCHOOL = "school"
    """A school was named that stands in no register. The place is the subdistrict that was named with it, "" for none: a name that
    nothing confirms may be anybody's, and is not kept."""

    FIGURE = "figure"
    """An area has no figure."""

    DISTRICT_FIGURES = "district_figures"
    SUBDISTRICT_FIGURES = "subdistrict_figures"
    VILLAGE_FIGURES = "village_figures"
    """None of the villages in an area has a figure, so none of them is the lowest."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a question was about that nobody could answer: what is lacking and where, by the code of an area or the NPSN of a school."""

    lack: Lack
    place: str


@dataclass(frozen=True, slots=True)
class KeptText:
    """A sentence that its writer allowed the office to keep, and under which text of consent."""

    id: int
    text: str
    asked_on: date
    consent_version: str
    why: Why
    topic: str

    @property
    def last_day(self) -> date:
        """The day on which it is erased by itself."""
        return self.asked_on + TEXTS_KEPT

    @property
    def mark(self) -> str:
        """Tells it from a later sentence that got the same number."""
        return blake2s(self.text.encode(), digest_size=3).hexdigest()


def length_of(words: int) -> Length:
    """The class of lengths that so many words fall into."""
    if words <= 3:
        return Length.FEW
    if words <= 8:
        return Length.SENTENCE
    return Length.STORY if words <= 20 else Length.LETTER


def words_to_keep(written: str) -> str:
    """What is kept of a sentence: no NIK, phone number or birth date (every digit is masked), on one line, cut at 500 letters."""
    masked = "".join([DIGIT if letter.isnumeric() else letter for letter in mask_numbers(written).text])
    return "".join(letter for letter in " ".join(masked.split()) if letter.isprintable())[:MOST_LETTERS].strip()


def first_counted_day(today: date) -> date:
    """Counts of earlier days are erased: 12 months ago, on the last day of a month that lacks today's."""
    years, month = divmod(today.year * 12 + today.month - 1 - COUNTS_KEPT_MONTHS, 12)
    return date(years, month + 1, min(today.day, monthrange(years, month + 1)[1]))


def pages_of(texts: Iterable[KeptText]) -> Sequence[Sequence[KeptText]]:
    """The sentences in pages that fit a message, ten at most each; one empty page where there is none."""
    return [*_pages(texts)] or [()]


def _pages(texts: Iterable[KeptText]) -> Iterator[Sequence[KeptText]]:
    page: list[KeptText] = []
    for text in texts:
        if page and (len(page) == TEXTS_A_PAGE or sum(len(each.text) for each in (*page, text)) > LETTERS_A_PAGE):
            yield page
            page = []
        page.append(text)
    if page:
        yield page
