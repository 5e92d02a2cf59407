"""What a message names: births, ages, marriage, schools, areas, days; and the words that are left when these stand for themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ektp_core.areas import Area, Level
from ektp_core.reading.births import Age, Birth, BirthDate
from ektp_core.reading.calendar import Days
from ektp_core.reading.sentences.ages import OBLIGED, ages_of
from ektp_core.reading.sentences.as_of import as_of_day
from ektp_core.reading.sentences.birthdays import birthday_of
from ektp_core.reading.sentences.births import births_of
from ektp_core.reading.sentences.calendar_words import WordShape, shape_of
from ektp_core.reading.sentences.token import Token
from ektp_core.reading.sentences.visit_days import visit_days
from ektp_core.reading.sentences.word_sets import word_set
from ektp_core.reading.sentences.written_dates import written_dates
from ektp_core.refusal import Refusal
from ektp_core.understanding.areas import areas_of
from ektp_core.understanding.gazetteer import Gazetteer
from ektp_core.understanding.marriage import ever_married
from ektp_core.understanding.schools import SaidSchool, schools_of


@dataclass(frozen=True, slots=True)
class Details:
    """What a message names, each in its order. `unclear` are births that have to be asked back."""

    births: tuple[Birth, ...] = ()
    unclear: tuple[Refusal, ...] = ()
    married: bool | None = None
    schools: tuple[SaidSchool, ...] = ()
    areas: tuple[Area, ...] = ()
    unknown: tuple[str, ...] = ()
    """Names that were said to be a subdistrict's or a village's, and that nothing bears: "desa Sukamaju"."""

    days: tuple[Days, ...] = ()
    as_of: Days | None = None
    """The day that figures are of; a day of a visit lies ahead, this one behind."""


@dataclass(frozen=True, slots=True)
class Read:
    """The details of a message and its words, where `<school>`, `<birth>` and the like stand for what was named."""

    details: Details
    words: tuple[str, ...]
    unknown: int
    """Words that are in no list and named nothing."""


def read_details(tokens: list[Token], gazetteer: Gazetteer, today: date) -> Read:
    """Find what is named, each token used once: schools, then areas, dates, ages."""
    marks = _Marks(tokens)
    schools = schools_of(tokens, gazetteer)
    for school in schools:
        if school.end > school.start:
            marks.take(school.start, school.end, "<school>")
    areas, unknown = areas_of(tokens, gazetteer, marks.free)
    for area in areas:
        marks.take(area.start, area.end, f"<{area.value.level}>")
    for name in unknown:
        marks.take(name.start, name.end, f"<{Level.VILLAGE}>")
    shape = marks.shape()
    written = written_dates(tokens, shape)
    births = births_of(tokens, shape, written, today)
    birthday = None if births.taken else birthday_of(tokens, shape, written, today)
    for start, end in births.taken:
        marks.take(start, end, "<birth>")
    if birthday:
        marks.take(birthday.start, birthday.end, "<birth>")
        shape = marks.shape()
    written = [each for each in written if marks.is_free(each.start)]
    days = visit_days(tokens, shape, written, today)
    for day in days:
        marks.take(day.start, day.end, "<day>")
    ages = [said for said in ages_of(tokens, shape, marks.free) if not births.births or _is_of_another(said.value, births.births, today)]
    for age in ages:
        marks.take(age.start, age.end, "<age>")
    details = Details(
        births=(*births.births, *([birthday.value] if birthday else []), *(age.value for age in ages)),
        unclear=births.unclear,
        married=ever_married([token.word for token in tokens]),
        schools=tuple(schools),
        areas=tuple(area.value for area in areas),
        unknown=tuple(name.value for name in unknown),
        as_of=as_of_day(tokens, shape, written, today),
        days=_asked_days([day.value for day in days], {token.word for token in tokens}),
    )
    return Read(details, marks.words(), marks.unknown())


class _Marks:
    """What each token of a message has been used for."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._marks: list[str | None] = [None] * len(tokens)

    def take(self, start: int, end: int, mark: str) -> None:
        """The tokens stand for one thing that is named."""
        self._marks[start:end] = [mark, *[""] * (end - start - 1)]

    def is_free(self, position: int) -> bool:
        return self._marks[position] is None

    @property
    def free(self) -> list[bool]:
        return [mark is None for mark in self._marks]

    def shape(self) -> WordShape:
        """The shape of the message without what is named already."""
        return shape_of([token if mark is None else _BLANK for token, mark in self._both()])

    def words(self) -> tuple[str, ...]:
        """The words that are left, and a mark for each thing that is named."""
        return tuple(word for token, mark in self._both() if (word := _word(token) if mark is None else mark))

    def unknown(self) -> int:
        """How many words are left that no list holds."""
        return sum(mark is None and not token.known and token.text.isalpha() for token, mark in self._both())

    def _both(self) -> Iterator[tuple[Token, str | None]]:
        return zip(self._tokens, self._marks, strict=True)


_BLANK = Token("_", "_", glued=False)


def _word(token: Token) -> str:
    if token.number is not None:
        return "<17>" if token.number == OBLIGED else f"<{min(token.digits, MOST_DIGITS_TOLD)}>"
    return f"<{MOST_DIGITS_TOLD}>" if token.digits else token.word


MOST_DIGITS_TOLD = 9


def _is_of_another(age: Age, births: tuple[Birth, ...], today: date) -> bool:
    """Whether an age beside births is one; beside one birth date it is often the age that is reached next: "nanti pas umur 16"."""
    days = [birth.day for birth in births if isinstance(birth, BirthDate)]
    if len(days) != 1:
        return age.years != OBLIGED
    (day,) = days
    completed = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return age.years == completed or abs(age.years - completed) > 1


POSTPONED = word_set(
    "semula diundur undur ditunda tunda dipindah dipindahkan mundur dimundurkan dimajukan maju geser digeser menjadi reschedule"
)


def _asked_days(days: list[Days], words: set[str]) -> tuple[Days, ...]:
    """Each once; of a visit that was moved only the new day (docs/understanding.md#days)."""
    several = list(dict.fromkeys(days))
    return tuple(several[-1:] if words & POSTPONED else several)
