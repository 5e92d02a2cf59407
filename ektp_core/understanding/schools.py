"""Schools that a message names, from the board: a school that staff add is understood at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ektp_core.areas import Area, Level
from ektp_core.reading.words.calendar_words import is_of_calendar, is_until
from ektp_core.reading.words.token import Token
from ektp_core.schools.finding import is_long
from ektp_core.schools.register import BEFORE_A_PLACE, School, Schools, standing
from ektp_core.schools.spoken import ANY_KIND, GLUED_KINDS, KIND_OF, SHORT_WORDS, STATE, SpokenKind, kind_at, number_at
from ektp_core.understanding.areas import COUNTED, area_at, is_name_like, may_be_misspelt, spans, word_before
from ektp_core.understanding.gazetteer import OTHER_KINDS, Gazetteer

SIGNS = frozenset(",.(-")
STATE_KIND = {"sma": "SMAN", "smk": "SMKN", "ma": "MAN", "slb": "SLBN"}
LONGEST_NAME = 4
"""Words."""


@dataclass(frozen=True, slots=True)
class SaidSchool:
    """A school as it was named, tokens `start` to before `end`; `school` is None for one that is not on the board.

    `others` may be meant as well. `name` is empty for a school whose name stays open.
    """

    school: School | None
    name: str
    start: int
    end: int
    others: tuple[School, ...] = ()
    written: str = ""
    """As it was written, where it leaves open which one is meant: "sma 1", "smk koba"."""

    area: Area | None = None
    """Where a school is that is not on the board, as far as its name says."""


def schools_of(tokens: list[Token], gazetteer: Gazetteer) -> list[SaidSchool]:
    """Every school that is named, in order."""
    words: list[str] = []
    found: list[SaidSchool] = []
    for position, token in enumerate(tokens):
        if (token.text not in gazetteer.school_openers and not token.text.startswith(GLUED_KINDS)) or is_until(position, tokens):
            continue
        words = words or [_word(tokens, each) for each in range(len(tokens))]
        if not (found and position < found[-1].end) and (said := _school_at(position, tokens, words, gazetteer)):
            found.append(_with_its_place(said, tokens, gazetteer))
    return found


def _with_its_place(said: SaidSchool, tokens: list[Token], gazetteer: Gazetteer) -> SaidSchool:
    """A school with its subdistrict, which is said behind it: "SMAN 1 Koba, Kec. Koba"."""
    beside = (at for at in range(said.end, len(tokens)) if tokens[at].text not in {*SIGNS, *gazetteer.areas.prefixes})
    behind = next(beside, said.end)
    area = area_at(behind, tokens, gazetteer) if said.school and behind - said.end > 1 and word_before(behind, tokens, gazetteer) else None
    return replace(said, end=area.end) if area and said.school and said.school.subdistrict in {each.code for each in area.value} else said


def _word(tokens: list[Token], position: int) -> str:
    """A token's word; a number as its digits where it may be a school's."""
    token = tokens[position]
    if token.number is None:
        return "#" if token.digits else token.text
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    counts = following is not None and (following.word in COUNTED or (following.glued and following.text in ("/", "-", ":")))
    is_number = 0 < token.number < 10 or (position > 0 and token.number < 100 and tokens[position - 1].text in KIND_OF and not token.glued)
    return str(token.number) if is_number and not counts else "#"


def _school_at(position: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> SaidSchool | None:
    if words[position] in OTHER_KINDS:
        return _other_school(position, tokens, words, gazetteer)
    said = kind_at(words, position)
    if said is None or said.kind == ANY_KIND:
        return _without_kind(position, words, gazetteer)
    if said.glued:
        named = _glued_name(said, words, gazetteer)
        return _resolved(said, named, position, words, gazetteer) if named.schools or named.area else None
    named = _own_name(said, tokens, words, gazetteer)
    if not (named.schools or named.area or said.number) and (end := _unknown_until(said.end, tokens)) > said.end:
        name = " ".join([said.kind.upper(), *(word.capitalize() for word in words[said.end : end])])
        return SaidSchool(None, name, position, position)  # its words stay what they are: few texts name such a school
    if not said.number and not (named.end + 1 < len(tokens) and is_of_calendar(tokens[named.end + 1].word)):
        number, end = number_at(words, named.end)
        said, named = replace(said, number=number), replace(named, end=end)
    return _resolved(said, named, position, words, gazetteer)


def _unknown_until(start: int, tokens: list[Token]) -> int:
    """The end of words that stand in no list: behind "SMA" they are the name of a school that nobody here knows."""
    end = start
    while end < len(tokens) and end < start + LONGEST_NAME and not tokens[end].known and _may_be_of_school(tokens[end].text):
        end += 1
    return end


def _may_be_of_school(word: str) -> bool:
    return word in SHORT_WORDS or is_name_like(word)


def _without_kind(position: int, words: list[str], gazetteer: Gazetteer) -> SaidSchool | None:
    """A school by several words of its name, "dian harapan", or by one long word: one of several, "nasional", may be anything.

    A place's name alone is the place's, also where a school is called after it.
    """
    schools, areas = gazetteer.schools, gazetteer.areas
    for end, span in spans(words, position, LONGEST_NAME):
        if areas.named(span):
            return None
        found = schools.just_called(ANY_KIND, span) if len(span) > 1 or is_long(span[0]) else ()
        if len(span) == 1:  # several joined, or all there is: one of several may be anything else
            found = tuple(school for school in found if span[0] not in schools.spoken(school).own or len(schools.spoken(school).own) == 1)
        if found:
            ends_a_place = any(areas.named(words[start:end]) for start in range(max(0, position - LONGEST_NAME + 1), position))
            return None if ends_a_place else _one_of(standing(found), position, end, words, schools)
    return None


@dataclass(frozen=True, slots=True)
class _Named:
    """What stands behind a school's kind: the schools of that name, or else a place; and the token after it."""

    schools: tuple[School, ...]
    area: Area | None
    end: int


def _glued_name(said: SpokenKind, words: list[str], gazetteer: Gazetteer) -> _Named:
    """The name that is joined to its kind, the longest first: "smait al huda"."""
    for end, span in spans([said.glued, *words[said.end :]], 0, LONGEST_NAME):
        if schools := gazetteer.schools.just_called(said.kind, span):
            return _Named(schools, None, said.end + end - 1)
    return _Named((), next(iter(gazetteer.heard.exact([said.glued])), None), said.end)


def _own_name(said: SpokenKind, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> _Named:
    """The name or the place behind a kind, the longest first, also behind "di" and the like, then with a slip in it."""
    begin = said.end
    while begin < len(words) and (words[begin] in BEFORE_A_PLACE or words[begin] in SIGNS or words[begin] == "nya"):
        begin += 1
    for start in dict.fromkeys((said.end, begin)):
        if found := _longest(said.kind, start, tokens, words, gazetteer):
            return found
    for length in (2, 1):
        own = words[begin : begin + length]
        may_be = len(own) == length and all(map(str.isalpha, own)) and may_be_misspelt(tokens[begin : begin + length], gazetteer)
        if may_be and (schools := gazetteer.schools.called(said.kind, own)):
            return _Named(schools, None, begin + length)
    area = area_at(begin, tokens, gazetteer)
    return _Named((), area.value[0], area.end) if area and area.value else _Named((), None, said.end)


def _longest(kind: str, start: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> _Named | None:
    for last, span in spans(words, start, LONGEST_NAME):
        standard = [token.word or token.text for token in tokens[start:last]]
        schools = gazetteer.schools.just_called(kind, span) if span[0].isalpha() else ()
        if schools := schools or (gazetteer.schools.just_called(kind, standard) if 1 < len(span) == len(standard) else ()):
            return _Named(schools, None, last)
    return None


def _resolved(said: SpokenKind, named: _Named, start: int, words: list[str], gazetteer: Gazetteer) -> SaidSchool | None:
    """The school on the board; one that is not keeps its name, and is no other."""
    schools, kind, number, end = gazetteer.schools, said.kind, said.number, named.end
    if not (named.schools or named.area):
        alike = schools.find(f"{kind} {number}") if number else ()
        if number and kind == "ma" and not alike:
            return SaidSchool(None, f"{STATE_KIND[kind]} {number} {gazetteer.home.own_name}", start, end, area=gazetteer.home)
        return SaidSchool(None, "", start, end, alike, f"{kind} {number}") if number else None
    if fitting := schools.fitting(named.schools, said):
        return _one_of(fitting, start, end, words, schools)
    area = named.area or gazetteer.areas[named.schools[0].subdistrict]
    is_state = said.is_state or bool(number)  # private ones have a name before their number
    if said.is_private or (area.level is not Level.SUBDISTRICT and kind != "ma" and not is_state):  # "seluruh SMA di Bangka Tengah"
        return None
    at_home = area.code.startswith(gazetteer.home.code)
    name = f"{STATE_KIND[kind]} {number or 1} {area.own_name}"
    return SaidSchool(None, name if at_home or is_state else "", start, end, area=area)


def _one_of(found: Sequence[School], start: int, end: int, words: list[str], schools: Schools) -> SaidSchool:
    """One school, or several that may be meant: without a number the first of them is named, since people number only the second."""
    first, *others = sorted(found, key=lambda school: (schools.spoken(school).number not in ("", "1"), school.name))
    written = " ".join(word for word in words[start:end] if word.isalnum()) if others else ""
    return SaidSchool(first, first.name, start, end, tuple(others), written)


def _other_school(position: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> SaidSchool:
    """A school that is not visited, with its number and place."""
    end = position + 1
    while end < len(words) and words[end] in STATE:
        end += 1
    _, end = number_at(words, end)
    area = area_at(end, tokens, gazetteer)
    return SaidSchool(None, "", position, area.end if area else end, area=area.value[0] if area and area.value else None)
