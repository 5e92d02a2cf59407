"""What a message names: births, ages, marriage, schools, areas, days; and the words that are left when these stand for themselves."""

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from ektp_core.areas import Area, Level
from ektp_core.reading.births.ages import OBLIGED, ages_of
from ektp_core.reading.births.birth import Age, Birth, BirthDate
from ektp_core.reading.births.birthdays import birthday_of
from ektp_core.reading.births.said_births import Births, births_of
from ektp_core.reading.calendar import Days
from ektp_core.reading.days.as_of import as_of_days, past_days
from ektp_core.reading.days.coming_days import days_of
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.leftovers import unread_numbers
from ektp_core.reading.taken_back import without_taken_back
from ektp_core.reading.words.calendar_words import WordShape
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.refusal import Refusal
from ektp_core.understanding.areas import areas_of
from ektp_core.understanding.gazetteer import Gazetteer
from ektp_core.understanding.school_numbers import NumberedSchools, with_numbers
from ektp_core.understanding.schools import SaidSchool, schools_of
from ektp_core.understanding.status import SaidStatus, status_of


class Details(Struct, frozen=True):
    """What a message names, each in its order. `unclear` are births that have to be asked back."""

    births: tuple[Birth, ...] = ()
    unclear: tuple[Refusal, ...] = ()
    status: SaidStatus = SaidStatus()
    schools: tuple[SaidSchool, ...] = ()
    unclear_schools: tuple[Refusal, ...] = ()
    """Numbers of schools that are unknown, or of another school than the one named beside: asked back where a place is asked for."""

    areas: tuple[Area, ...] = ()
    unknown: tuple[str, ...] = ()
    """Names that were said to be a subdistrict's or a village's, and that nothing bears: "desa Sukamaju"."""

    days: tuple[Days, ...] = ()
    unclear_days: tuple[Refusal, ...] = ()
    """Written like days, but none or several: asked back where a day is asked for."""

    unread: tuple[str, ...] = ()
    """Numbers, as they were written, that belong to nothing that is known."""

    as_of: tuple[Days, ...] = ()
    """The days that figures are of; a day of a visit lies ahead, these behind."""

    past: tuple[Days, ...] = ()
    """Days behind that are said in words: what was asked of them is over, and that is said."""


class Read(Struct, frozen=True):
    """The details of a message and its words, where `<school>`, `<birth>` and the like stand for what was named."""

    details: Details
    words: tuple[str, ...]
    unknown: int
    """Words that are in no list and named nothing."""

    beside: frozenset[str]
    """The words that are left when those of a status are taken away too."""


def read_details(text: Text, gazetteer: Gazetteer, today: date) -> Read:
    """Find what is named, each token used once: schools, then areas, dates, ages."""
    tokens = text.tokens
    numbered, areas, unknown = take_places(text, gazetteer)
    shape = text.shape()
    written = written_dates(tokens, shape)
    births = births_of(tokens, shape, written, today)
    birthday = None if births.births or births.unclear else birthday_of(tokens, shape, written, today)
    for start, end in births.places:
        text.take(start, end, "<birth>")
    if birthday:
        text.take(birthday.start, birthday.end, "<birth>")
        shape = text.shape()
    written = [each for each in written if text.is_free(each.start)]
    days = days_of(tokens, text.shape() if births.places else shape, written, today)
    for start, end in days.places:
        text.take(start, end, "<day>")
    ages = [said for said in ages_of(tokens, shape, text.free) if not births.births or _is_of_another(said.value, births.values, today)]
    for age in ages:
        text.take(age.start, age.end, "<age>")
    ages = _ages_now(without_taken_back(ages, tokens), tokens)
    status, said_in = status_of(tokens)
    as_of = as_of_days(tokens, shape, written, today)
    details = Details(
        births=(*births.values, *([birthday.value] if birthday else []), *(age.value for age in ages)),
        unclear=tuple(each.value for each in births.unclear),
        status=status,
        schools=tuple(without_taken_back(numbered.schools, tokens)),
        unclear_schools=tuple(each.value for each in numbered.unclear),
        areas=tuple(area.value for area in areas),
        unknown=tuple(name.value for name in unknown),
        as_of=tuple(dict.fromkeys(each.value for each in as_of)),
        past=tuple(dict.fromkeys(each.value for each in past_days(tokens, shape, today))),
        days=_asked_days([day.value for day in days.days], {token.word for token in tokens}),
        unread=(
            *unread_numbers(text, [(each.start, each.end) for each in as_of], speaks_of_age=bool(births.births or ages)),
            *(each.value.npsn for each in numbered.unclear),
        ),
        unclear_days=tuple(each.value for each in days.unclear) + _unspoken(tokens, shape, births, today),
    )
    return _read(details, text, said_in)


def take_places(text: Text, gazetteer: Gazetteer) -> tuple[NumberedSchools, list[Said[Area]], list[Said[str]]]:
    """Take what is named out of a text: the schools, the areas, and the names of villages that nobody knows."""
    tokens = text.tokens
    numbered = with_numbers(schools_of(tokens, gazetteer), tokens, gazetteer)
    for start, end in numbered.places:
        text.take(start, end, "<school>")
    areas, unknown = areas_of(tokens, gazetteer, text.free)
    for area in areas:
        text.take(area.start, area.end, f"<{area.value.level}>")
    for name in unknown:
        text.take(name.start, name.end, f"<{Level.VILLAGE}>")
    return numbered, areas, unknown


def _unspoken(tokens: list[Token], shape: WordShape, births: Births, today: date) -> tuple[Refusal, ...]:
    """What has to be asked of dates that are births by their short years alone, where a day is meant."""
    return tuple(said.value for said in days_of(tokens, shape, births.unspoken, today).unclear) if births.unspoken else ()


def _read(details: Details, text: Text, said_in: Collection[int]) -> Read:
    """The details with the words that are left beside them, in one pass."""
    words: list[str] = []
    beside: set[str] = set()
    unknown = 0
    for place, (token, mark) in enumerate(text.marked()):
        if mark is not None:
            if mark:
                words.append(mark)
            continue
        words.append(_word(token))
        unknown += not token.known and token.text.isalpha()
        if place not in said_in:
            beside.add(token.word or token.text)
    return Read(details, tuple(words), unknown, frozenset(beside))


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


MARRYING = word_set("nikah cerai")
AT_AGE = word_set("di pada saat waktu umur usia ketika at dengan pas sejak siri resmi agama")


def _ages_now(ages: list[Said[Age]], tokens: list[Token]) -> list[Said[Age]]:
    """Each age once; beside another, one at which somebody married is over: "nikah umur 15, sekarang 16"."""
    now = [said for said in ages if not _is_age_of_marriage(said, tokens)]
    return list({said.value: said for said in now or ages}.values())


def _is_age_of_marriage(said: Said[Age], tokens: list[Token]) -> bool:
    position = said.start - 1
    while position >= 0 and tokens[position].word in AT_AGE:
        position -= 1
    return position >= 0 and tokens[position].word in MARRYING


POSTPONED = word_set(
    "semula diundur undur ditunda tunda dipindah dipindahkan mundur dimundurkan dimajukan maju geser digeser menjadi reschedule"
)


def _asked_days(days: list[Days], words: set[str]) -> tuple[Days, ...]:
    """Each once; of a visit that was moved only the new day (docs/understanding.md#days)."""
    several = list(dict.fromkeys(days))
    return tuple(several[-1:] if words & POSTPONED else several)
