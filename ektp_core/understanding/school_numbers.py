"""Schools that a message names by their national number (NPSN), alone or beside a name (docs/domain.md#names-of-schools)."""

from dataclasses import dataclass

from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.schools.numbers import NpsnUnclear, may_be_npsn
from ektp_core.schools.register import School
from ektp_core.understanding.gazetteer import Gazetteer
from ektp_core.understanding.schools import SaidSchool

NPSN_DIGITS = 8
BETWEEN = frozenset({"npsn", "nomor", "no", "(", ")", ",", ":", ".", "-", "/", "="})
"""Between a school's name and its number, and before the number."""

OPENS = frozenset({"sekolah", "di", "ke"})
"""Before eight digits: they are said to be a school's number."""


@dataclass(frozen=True, slots=True)
class NumberedSchools:
    """The schools of a message, those of numbers among them, and numbers that must be asked about, each with its tokens."""

    schools: list[SaidSchool]
    unclear: tuple[Said[NpsnUnclear], ...] = ()

    @property
    def places(self) -> list[tuple[int, int]]:
        """The tokens that are used; a school whose words stay what they are uses none."""
        places = [(said.start, said.end) for said in self.schools] + [(said.start, said.end) for said in self.unclear]
        return [(start, end) for start, end in places if end > start]


def with_numbers(schools: list[SaidSchool], tokens: list[Token], gazetteer: Gazetteer) -> NumberedSchools:
    """The schools that are named, with those that their numbers name; a number beside a name has to be of that school."""
    places = [place for place, token in enumerate(tokens) if token.digits == NPSN_DIGITS and may_be_npsn(token.text)]
    if not places:
        return NumberedSchools(schools)
    found, unclear = list(schools), list[Said[NpsnUnclear]]()
    for place in places:
        start = _start(place, tokens)
        number = gazetteer.schools.get(tokens[place].text)
        beside = [said for said in found if said.end == start or _follows(said, place, tokens)]
        beside = [said for said in beside if number in _names(said)] or beside  # "SMAN 1 Koba, 10900753 SMKN 1 Koba" is of the second
        if not beside and number is None and not _is_said(start, place, tokens):
            continue
        found = [said for said in found if said not in beside]
        start, end = min([start, *(said.start for said in beside)]), max([place + 1, *(said.end for said in beside)])
        names = tuple(school for said in beside for school in _names(said))
        if number and (number in names or not beside):
            found.append(SaidSchool(number, number.name, start, end))
        else:
            unclear.append(Said(NpsnUnclear(tokens[place].text, number, names), start, end))
    return NumberedSchools(sorted(found, key=lambda said: said.start), tuple(unclear))


def _start(place: int, tokens: list[Token]) -> int:
    """Where a number begins, with "NPSN" and signs before it."""
    start = place
    while start and tokens[start - 1].text in BETWEEN:
        start -= 1
    return start


def _follows(said: SaidSchool, place: int, tokens: list[Token]) -> bool:
    """Whether a school's name follows its number: "10900778 SMAN 1 Koba"."""
    return place < said.start and all(token.text in BETWEEN for token in tokens[place + 1 : said.start])


def _is_said(start: int, place: int, tokens: list[Token]) -> bool:
    """Whether eight digits that no school has are said to be a school's number, or begin the text."""
    return start == 0 or tokens[start - 1].word in OPENS or any(token.text == "npsn" for token in tokens[start:place])


def _names(said: SaidSchool) -> tuple[School, ...]:
    return (*((said.school,) if said.school else ()), *said.others)
