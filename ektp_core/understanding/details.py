"""What a message names: births, ages, marriage, schools, areas, days; and the words that are left when these stand for themselves."""

from dataclasses import dataclass
from datetime import date

from ektp_core.areas import Area
from ektp_core.birth import Age, Birth, BirthDate
from ektp_core.dates import Days
from ektp_core.refusal import Refusal
from ektp_core.understanding.ages import OBLIGED, ages_of
from ektp_core.understanding.as_of import as_of_day
from ektp_core.understanding.birthdays import birthday_of
from ektp_core.understanding.births import births_of
from ektp_core.understanding.calendar_words import shape_of
from ektp_core.understanding.gazetteer import Gazetteer
from ektp_core.understanding.marriage import ever_married
from ektp_core.understanding.places import SaidSchool, areas_of, schools_of
from ektp_core.understanding.tokens import Token
from ektp_core.understanding.visit_days import visit_days
from ektp_core.understanding.word_sets import word_set
from ektp_core.understanding.written_dates import written_dates


@dataclass(frozen=True, slots=True)
class Details:
    """What a message names, each in its order. `unclear` are births that have to be asked back."""

    births: tuple[Birth, ...] = ()
    unclear: tuple[Refusal, ...] = ()
    married: bool | None = None
    schools: tuple[SaidSchool, ...] = ()
    areas: tuple[Area, ...] = ()
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
    marks: list[str | None] = [None] * len(tokens)

    def take(start: int, end: int, mark: str) -> None:
        marks[start:end] = [mark, *[""] * (end - start - 1)]

    schools = schools_of(tokens, gazetteer)
    for school in schools:
        take(school.start, school.end, "<school>")
    areas = areas_of(tokens, gazetteer, [mark is None for mark in marks])
    for area in areas:
        take(area.start, area.end, f"<{area.area.level}>")
    shape = shape_of([token if marks[position] is None else _BLANK for position, token in enumerate(tokens)])
    written = written_dates(tokens, shape)
    births = births_of(tokens, shape, written, today)
    birthday = None if births.taken else birthday_of(tokens, shape, written, today)
    if birthday:
        take(birthday.start, birthday.end, "<birth>")
        written = [each for each in written if not birthday.start <= each.start < birthday.end]
        shape = shape_of([token if marks[position] is None else _BLANK for position, token in enumerate(tokens)])
    for start, end in births.taken:
        take(start, end, "<birth>")
    dates = {(each.start, each.end) for each in written} - set(births.taken)
    days = visit_days(tokens, shape, [each for each in written if (each.start, each.end) in dates], today)
    for start, end, _ in days:
        take(start, end, "<day>")
    ages = ages_of(tokens, shape, [mark is None for mark in marks])
    known = [birth.day for birth in births.births if isinstance(birth, BirthDate)]
    if births.births:
        ages = [age for age in ages if _is_of_another(age.age, known, today)]
    for age in ages:
        take(age.start, age.end, "<age>")
    details = Details(
        births=(*births.births, *([birthday.birth] if birthday else []), *(age.age for age in ages)),
        unclear=births.unclear,
        married=ever_married([token.word for token in tokens]),
        schools=tuple(schools),
        areas=tuple(area.area for area in areas),
        as_of=as_of_day(tokens, shape, [each for each in written if (each.start, each.end) in dates], today),
        days=_asked_days([day for _, _, day in days], {token.word for token in tokens}),
    )
    unknown = sum(not token.known and mark is None and token.text.isalpha() for token, mark in zip(tokens, marks, strict=True))
    return Read(details, tuple(_words(tokens, marks)), unknown)


def _is_of_another(age: Age, days: list[date], today: date) -> bool:
    """Whether an age beside births is one; beside one birth date it is often the age that is reached next: "nanti pas umur 16"."""
    if len(days) != 1:
        return age.years != OBLIGED
    (day,) = days
    completed = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    return age.years == completed or abs(age.years - completed) > 1


POSTPONED = word_set(
    "semula diundur undur ditunda tunda dipindah dipindahkan mundur dimundurkan dimajukan maju geser digeser menjadi reschedule"
)


def _asked_days(days: list[Days], words: set[str]) -> tuple[Days, ...]:
    """Each once; of a visit that was moved only the new day (NLU.md slots 6)."""
    several = list(dict.fromkeys(days))
    return tuple(several[-1:] if words & POSTPONED else several)


_BLANK = Token("_", "_", 0, 0, glued=False)


def _words(tokens: list[Token], marks: list[str | None]) -> list[str]:
    words = []
    for token, mark in zip(tokens, marks, strict=True):
        if mark is not None:
            if mark:
                words.append(mark)
        elif token.number is not None:
            words.append("<17>" if token.number == 17 else f"<{min(token.digits, 9)}>")
        elif token.digits:
            words.append("<9>")
        else:
            words.append(token.word)
    return words
