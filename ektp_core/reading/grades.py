"""The class that a child is in, as parents say it: "kelas XI", "kls 3 smp", "anak sma"; a class says an age only roughly.

See docs/domain.md#what-a-class-says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ektp_core.reading.classes import CALLED, JOINING
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

LAST = 12
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
BARE_ROMAN = frozenset({"vii", "viii", "ix", "x", "xi", "xii"})
"""What names a class without "kelas" before it; a bare number is anything."""


@dataclass(frozen=True, slots=True)
class Grades:
    """One class, or all of a kind of school: 1 to 12, counted from the first of SD."""

    first: int
    last: int

    @property
    def ages(self) -> tuple[int, int]:
        """The usual youngest and oldest in completed years: children begin at 6 or 7 (Permendikdasmen 3/2025)."""
        return self.first + 5, self.last + 6


SCHOOLS: Mapping[Grades, frozenset[str]] = {
    Grades(1, 6): word_set("sd sdn mi min primary elementary"),
    Grades(7, 9): word_set("smp smpn mts mtsn junior"),
    Grades(10, 12): word_set("sma sman smk smkn ma man smansa senior"),
}
"""The words of each kind of school."""


def grades_in(tokens: Sequence[Token]) -> tuple[Grades, ...]:
    """What a message may mean by a class, lowest first: one, several to be asked between, or nothing where no class is said.

    A class counts within its kind of school where that is named beside it, or is the only one named; else from the first of SD, but for
    1 to 3, which people count from the first of SMP and SMA as well. A kind of school alone is all of its classes.
    """
    named = list(dict.fromkeys(school for token in tokens if (school := _school(token))))
    found: set[Grades] = set()
    end = -1
    for place, token in enumerate(tokens):
        number = _number(token)
        if number is None:
            continue
        beside = _school(tokens[place + 1]) if place + 1 < len(tokens) else None
        is_listed = 0 < place == end + 1 and _joins(tokens[place - 1])
        if is_listed or beside or token.text in BARE_ROMAN or _is_called(place, tokens):
            school = beside or (named[0] if len(named) == 1 else None)
            found |= {*(_of_school(number, school) if school else _of_any(number))}
            end = place + 1
    alone = tuple(named) if end < 0 else ()
    return tuple(sorted(found, key=lambda grades: grades.first)) or alone


def _school(token: Token) -> Grades | None:
    return next((school for school, words in SCHOOLS.items() if token.word in words or token.text in words), None)


def _number(token: Token) -> int | None:
    """The number of a class that a token may be."""
    if token.text in ROMAN:
        return ROMAN.index(token.text) + 1
    return token.number if token.number is not None and 1 <= token.number <= LAST else None


def _is_called(place: int, tokens: Sequence[Token]) -> bool:
    """Whether "kelas" stands before the number: "kelas 11", "kls. 11"; in "sma 1 koba" it is the school's."""
    before = place - 1 - (place > 1 and tokens[place - 1].text == ".")
    return before >= 0 and tokens[before].word in CALLED


def _joins(token: Token) -> bool:
    return token.word in JOINING or token.text in JOINING


def _of_school(number: int, school: Grades) -> tuple[Grades, ...]:
    """Counted within it, or from the first of SD; "kelas 5 SMA" is none."""
    grade = number if school.first <= number <= school.last else school.first + number - 1
    return (Grades(grade, grade),) if school.first <= grade <= school.last else ()


def _of_any(number: int) -> tuple[Grades, ...]:
    starts = [school.first - 1 for school in SCHOOLS] if number <= 3 else [0]
    return tuple(Grades(start + number, start + number) for start in starts)
