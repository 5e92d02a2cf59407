"""The birth of a command or a field: read like that of a sentence, but nothing else may be meant."""

from datetime import date

from ektp_core.reading.births.ages import ages_of
from ektp_core.reading.births.birth import OLDEST_AGE, Age, Birth, ImpossibleAge
from ektp_core.reading.births.birthdays import birthday_of
from ektp_core.reading.births.said_births import births_of, several
from ektp_core.reading.days.dates import NotADate
from ektp_core.reading.days.written_dates import written_dates
from ektp_core.reading.words.text import SMALL, Text
from ektp_core.reading.words.word_sets import word_set

LONGEST_TEXT = 80
"""Characters: a longer text says more than a birth."""

BESIDE_A_BIRTH = SMALL | word_set(
    "lahir umur tahun anak saya adik kakak cucu dia putra putri sudah nik kk nomor saudara keponakan am is was im i'm my born"
    " old he she dan atau antara"
)
"""Words that say nothing more of a birth."""


def read_birth(text: str, today: date) -> Birth:
    """What a text says of one birth, and nothing else beside it: "12-03-2010", "maret 2010", "kelahiran 2010", "16 thn 3 bln".

    Raises NotADate, ImpossibleDate, FutureDate, DistantBirth, ShortYear, ImpossibleAge, TwoReadings.
    """
    if len(text.strip()) > LONGEST_TEXT:
        raise NotADate
    whole = Text(" ".join(text.split()))
    shape = whole.shape()
    written = written_dates(whole.tokens, shape, of_birth=True)
    said = births_of(whole.tokens, shape, written, today, asked=True)
    if not said.births and not said.unclear and (birthday := birthday_of(whole.tokens, shape, written, today)):
        whole.take(birthday.start, birthday.end)
        return _alone(whole, [birthday.value])
    for start, end in said.places:
        whole.take(start, end)
    left = whole.leftover(BESIDE_A_BIRTH)
    ages = ages_of(whole.tokens, whole.shape(), whole.free, asked=True) if any(token.digits for token in left) else []
    for age in ages:
        whole.take(age.start, age.end)
    if left and whole.leftover(BESIDE_A_BIRTH):
        raise NotADate
    for unclear in said.unclear:
        raise unclear.value
    return _alone(whole, [*said.values, *(age.value for age in ages)])


def _alone(whole: Text, births: list[Birth]) -> Birth:
    different = list(dict.fromkeys(births))
    if whole.leftover(BESIDE_A_BIRTH) or not different:
        raise NotADate
    if len(different) > 1:
        if any(isinstance(birth, Age) for birth in different):
            raise NotADate
        raise several(different)
    if isinstance(different[0], Age) and different[0].years > OLDEST_AGE:
        raise ImpossibleAge(years=different[0].years)
    return different[0]
