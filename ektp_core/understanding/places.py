"""Schools and areas that a message names, from the board: a school that staff add is understood at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ektp_core.areas import DIRECTIONS, ORDINARY_WORDS, PREFIXES, Area, Level
from ektp_core.reading.calendar_words import is_of_calendar
from ektp_core.reading.names import SMALL_WORDS
from ektp_core.reading.said import Said
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set
from ektp_core.schools.finding import is_long
from ektp_core.schools.register import BEFORE_A_PLACE, School, Schools
from ektp_core.schools.spoken import ANY_KIND, GLUED_KINDS, STATE, SpokenKind, kind_at, number_at
from ektp_core.understanding.gazetteer import OTHER_KINDS, Gazetteer

SIGNS = frozenset(",.(-")
STATE_KIND = {"sma": "SMAN", "smk": "SMKN", "ma": "MAN", "slb": "SLBN"}
COUNTED = word_set("tahun persen desember januari orang hari bulan kali siswa")
"""What stands before these is no school's number."""

LONGEST_SPAN, LONGEST_AREA = 4, 3
"""Words of a school's name, and of an area's."""

LONGEST_SHORT = 4
"""Letters of a word that is abbreviated."""

_UNKNOWN_NAME = re.compile(r"[^\W\d_]{5,}(?<!nya)")

LEVELS = tuple(Level)


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
        if token.text not in gazetteer.school_openers and not token.text.startswith(GLUED_KINDS):
            continue
        words = words or [_word(tokens, each) for each in range(len(tokens))]
        if not (found and position < found[-1].end) and (said := _school_at(position, tokens, words, gazetteer)):
            found.append(_with_its_place(said, tokens, gazetteer))
    return found


def _with_its_place(said: SaidSchool, tokens: list[Token], gazetteer: Gazetteer) -> SaidSchool:
    """A school with its subdistrict, which is said behind it: "SMAN 1 Koba, Kec. Koba"."""
    behind = next((at for at in range(said.end, len(tokens)) if tokens[at].text not in SIGNS and tokens[at].text not in PREFIXES), said.end)
    area = area_at(behind, tokens, gazetteer) if said.school and behind - said.end > 1 and level_before(behind, tokens) else None
    return replace(said, end=area.end) if area and said.school and said.school.subdistrict in {each.code for each in area.value} else said


def _word(tokens: list[Token], position: int) -> str:
    """A token's word; a number as its digits where it may be a school's."""
    token = tokens[position]
    if token.number is None:
        return "#" if token.digits else token.text
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    counts = following is not None and (following.word in COUNTED or (following.glued and following.text in ("/", "-", ":")))
    return str(token.number) if 0 < token.number < 10 and not counts else "#"


def _school_at(position: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> SaidSchool | None:
    if words[position] in OTHER_KINDS:
        return _other_school(position, tokens, words, gazetteer)
    said = kind_at(words, position)
    if said is None or said.kind == ANY_KIND:
        return _without_kind(position, words, gazetteer)
    if said.glued:
        words = [*words[:position], said.glued, *words[position + 1 :]]
        named = _own_name(said, position, position + 1, tokens, words, gazetteer)
        return _resolved(said, named, position, gazetteer) if named.schools or named.area else None
    named = _own_name(said, said.end, len(words), tokens, words, gazetteer)
    if not said.number and not (named.end + 1 < len(tokens) and is_of_calendar(tokens[named.end + 1].word)):
        number, end = number_at(words, named.end)
        said, named = replace(said, number=number, is_state=said.is_state or bool(number)), replace(named, end=end)
    return _resolved(said, named, position, gazetteer)


def _without_kind(position: int, words: list[str], gazetteer: Gazetteer) -> SaidSchool | None:
    """A school by several words of its name, "dian harapan", or a long one: a short one may be anything else."""
    for end, span in _spans(words, position, LONGEST_SPAN):
        if (len(span) > 1 or is_long(span[0])) and (found := gazetteer.schools.just_called(ANY_KIND, span)):
            return _one_of(found, position, end, " ".join(span), gazetteer.schools)
    return None


@dataclass(frozen=True, slots=True)
class _Named:
    """What stands behind a school's kind: the schools of that name, or else a place; and the token after it."""

    schools: tuple[School, ...]
    area: Area | None
    end: int


def _own_name(said: SpokenKind, start: int, end: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> _Named:
    """The name or the place between `start` and `end`, the longest first, then with a slip in it."""
    begin = start
    if found := _longest(said.kind, start, end, tokens, words, gazetteer):
        return found
    while begin < end and (words[begin] in BEFORE_A_PLACE or words[begin] in "-,." or words[begin] == "nya"):
        begin += 1
    if begin > start and (found := _longest(said.kind, begin, end, tokens, words, gazetteer)):
        return found
    for length in (2, 1):
        span = tokens[begin : begin + length]
        own = words[begin : begin + length]
        may_be = begin + length <= end and all(map(str.isalpha, own)) and _may_be_misspelt(span, gazetteer)
        if may_be and (schools := gazetteer.schools.called(said.kind, own)):
            return _Named(schools, None, begin + length)
    area = area_at(begin, tokens, gazetteer) if end == len(words) else _glued_area(words[start], gazetteer, start)
    return _Named((), area.value[0], area.end) if area else _Named((), None, start)


def _glued_area(word: str, gazetteer: Gazetteer, position: int) -> Said[tuple[Area, ...]] | None:
    found = gazetteer.heard.exact([word])
    return Said(found, position, position + 1) if found else None


def _longest(kind: str, start: int, end: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> _Named | None:
    for last, span in _spans(words, start, min(LONGEST_SPAN, end - start)):
        standard = [token.word or token.text for token in tokens[start:last]]
        schools = gazetteer.schools.just_called(kind, span) if span[0].isalpha() else ()
        if schools := schools or (gazetteer.schools.just_called(kind, standard) if 1 < len(span) == len(standard) else ()):
            return _Named(schools, None, last)
    return None


def _spans(words: Sequence[str], start: int, longest: int) -> Iterator[tuple[int, list[str]]]:
    """The words from `start` on, the longest run first, each with the position behind it; a dot behind a short word is passed over."""
    taken: list[tuple[int, list[str]]] = []
    span: list[str] = []
    position = start
    while position < len(words) and len(span) < longest:
        if words[position] == "." and span and len(span[-1]) <= LONGEST_SPAN:
            position += 1
            continue
        if not words[position].isalnum():
            break
        span = [*span, words[position]]
        position += 1
        taken.append((position, span))
    return reversed(taken)


def _resolved(said: SpokenKind, named: _Named, start: int, gazetteer: Gazetteer) -> SaidSchool | None:
    """The school on the board; one that is not keeps its name, and is no other."""
    schools, kind, number, end = gazetteer.schools, said.kind, said.number, named.end
    if not (named.schools or named.area):
        alike = schools.find(f"{kind} {number}") if number else ()
        if number and kind == "ma" and not alike:
            return SaidSchool(None, f"{STATE_KIND[kind]} {number} {gazetteer.home.short_name}", start, end, area=gazetteer.home)
        return SaidSchool(None, "", start, end, alike, f"{kind} {number}") if number else None
    if fitting := schools.fitting(named.schools, said):
        return _one_of(fitting, start, end, f"{kind} {number} {' '.join(schools.spoken(fitting[0]).own)}", gazetteer.schools)
    area = named.area or gazetteer.areas[named.schools[0].subdistrict]
    if said.is_private or (area.level is not Level.SUBDISTRICT and kind != "ma" and not said.is_state):  # "seluruh SMA di Bangka Tengah"
        return None
    at_home = area.code.startswith(gazetteer.home.code)
    name = f"{STATE_KIND[kind]} {number or 1} {area.short_name}"
    return SaidSchool(None, name if at_home or said.is_state else "", start, end, area=area)


def _one_of(found: Sequence[School], start: int, end: int, written: str, schools: Schools) -> SaidSchool:
    """One school, or several that may be meant: without a number the first of them is named, since people number only the second."""
    first, *others = sorted(found, key=lambda school: (schools.spoken(school).number not in ("", "1"), school.name))
    return SaidSchool(first, first.name, start, end, tuple(others), " ".join(written.split()) if others else "")


def _other_school(position: int, tokens: list[Token], words: list[str], gazetteer: Gazetteer) -> SaidSchool:
    """A school that is not visited, with its number and place."""
    end = position + 1
    while end < len(words) and words[end] in STATE:
        end += 1
    _, end = number_at(words, end)
    area = area_at(end, tokens, gazetteer)
    return SaidSchool(None, "", position, area.end if area else end, area=area.value[0] if area else None)


def areas_of(tokens: list[Token], gazetteer: Gazetteer, free: list[bool]) -> tuple[list[Said[Area]], list[Said[str]]]:
    """Every area that is named, in order, and every name said to be one that nobody bears; `free` tells the tokens no school has used."""
    found: list[Said[Area]] = []
    unknown: list[Said[str]] = []
    position = 0
    while position < len(tokens):
        said = area_at(position, tokens, gazetteer) if free[position] else None
        if said and not said.value:
            unknown.append(Said(" ".join(token.text for token in tokens[said.start : said.end]), said.start, said.end))
        elif said and not (position and tokens[position - 1].word == "bukan"):
            found.extend(Said(area, said.start, said.end) for area in said.value)
        position = said.end if said else position + 1
    return _without_places_inside(_where_they_lie(found), gazetteer), unknown


def _where_they_lie(found: list[Said[Area]]) -> list[Said[Area]]:
    """Of places with one name those in the subdistrict that is named too: "Riding Panjang, Merawang"."""
    around = {said.value.code for said in found}
    inside = {said.start for said in found if said.value.parent in around}
    return [said for said in found if said.start not in inside or said.value.parent in around]


def _without_places_inside(found: list[Said[Area]], gazetteer: Gazetteer) -> list[Said[Area]]:
    """Beside a district a town of another district only says where it is: "Bangka, yang pusatnya di Sungailiat"."""
    if not any(said.value.level is Level.DISTRICT for said in found):
        return found
    return [said for said in found if said.value.level is not Level.SUBDISTRICT or said.value.parent == gazetteer.home.code]


def area_at(position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]] | None:
    """The areas whose name begins with this token, the longest first, then with a slip in it; several where a name is no more than that."""
    if position >= len(tokens) or not _may_begin_a_name(position, tokens, gazetteer):
        return None
    if (level := level_before(position, tokens)) and (said := _of_level(level, position, tokens, gazetteer)):
        return said
    texts, standard = _texts(tokens, position), [token.word or token.text for token in tokens[position : position + LONGEST_SPAN]]
    for length, span in _spans(texts, 0, LONGEST_AREA):
        found = gazetteer.heard.exact(span) or gazetteer.heard.shortened(span) or _abbreviated(span, tokens[position], gazetteer)
        if not found and len(span) > 1:
            several = gazetteer.heard.exact(standard[:length]) if length == len(span) else ()
            found = several or (() if tokens[position].known else tuple(gazetteer.areas.named(span)))
        if found and _is_another(span, position + length, tokens, gazetteer):
            return Said((), position, position + length + 1)
        if found:
            return _foremost(found, position, length, gazetteer)
    whole = texts[0].removeprefix("se")  # "sebabel": all of it
    if len(whole) > 3 and whole != texts[0] and (found := gazetteer.heard.exact([whole])):
        return _foremost(found, position, 1, gazetteer)
    for length in (2, 1):
        words = tokens[position : position + length]
        may_be = len(words) == length and all(word.text.isalnum() for word in words) and _may_be_misspelt(words, gazetteer)
        spellings = (texts[:length], standard[:length]) if texts[:length] != standard[:length] else (texts[:length],)
        if may_be and (found := next(filter(None, map(gazetteer.heard.misspelt, spellings)), ())):
            return _foremost(found, position, length, gazetteer)
    return _unknown_name(position, tokens) if position and tokens[position - 1].word == "cakupan" else None


def _texts(tokens: list[Token], position: int) -> list[str]:
    """The words from a token on as they were written, numbers as digits; as many as a name with its dots may have."""
    return [token.text if token.number is None else str(token.number) for token in tokens[position : position + 2 * LONGEST_AREA]]


def _foremost(found: Sequence[Area], position: int, length: int, gazetteer: Gazetteer) -> Said[tuple[Area, ...]]:
    """Of equal names the higher level, and the places at home before others (docs/domain.md#names-of-areas)."""
    home = gazetteer.home.code
    first = min(found, key=lambda area: (LEVELS.index(area.level), not area.code.startswith(home)))
    alike = tuple(area for area in found if area.level is first.level and area.code.startswith(home) == first.code.startswith(home))
    return Said(alike, position, position + length)


def _is_another(span: Sequence[str], end: int, tokens: list[Token], gazetteer: Gazetteer) -> bool:
    """Whether what follows makes it the name of another place, which nobody bears: "Terentang 4" beside Terentang III, "Bangka Utara"."""
    following, after = (tokens[at] if at < len(tokens) else None for at in (end, end + 1))
    if following is None:
        return False
    if following.number is None:
        return following.text in DIRECTIONS and "".join(span) in gazetteer.by_direction
    counts = after is not None and (after.word in COUNTED or is_of_calendar(after.word) or (after.glued and after.text in ("/", "-", ":")))
    return following.digits < 3 and not counts and "".join(span) in gazetteer.by_number


def _of_level(level: Level, position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]] | None:
    """Behind "desa", "kec." and their kin an area of that level, also a village elsewhere or one whose name is a word of every day.

    An unknown word there is a name that nobody bears here; slang and other known words are none.
    """
    token = tokens[position]
    for length, span in _spans(_texts(tokens, position), 0, LONGEST_AREA):
        if found := gazetteer.areas.called(span, level, slips=not token.known):
            return (
                Said((), position, position + length + 1)
                if _is_another(span, position + length, tokens, gazetteer)
                else _foremost(found, position, length, gazetteer)
            )
    return _unknown_name(position, tokens) if level in (Level.SUBDISTRICT, Level.VILLAGE) else None


def _unknown_name(position: int, tokens: list[Token]) -> Said[tuple[Area, ...]] | None:
    """A word that stands in no list, where a name is to be expected."""
    token = tokens[position]
    is_name = not token.known and token.text not in SMALL_WORDS and _UNKNOWN_NAME.fullmatch(token.text)
    return Said((), position, position + 1) if is_name else None


def level_before(position: int, tokens: list[Token]) -> Level | None:
    """The level that is said before a name: "kec. Koba"."""
    before = position - 1
    if before > 0 and tokens[before].text == ".":
        before -= 1
    return (PREFIXES.get(tokens[before].text) or PREFIXES.get(tokens[before].word)) if before >= 0 else None


def _may_begin_a_name(position: int, tokens: list[Token], gazetteer: Gazetteer) -> bool:
    """Most words of a sentence do not: they are known as something else."""
    token = tokens[position]
    if not token.known or token.text in gazetteer.beginnings:
        return token.text.isalpha()
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    return following in gazetteer.second_words or following == "." or (position > 0 and tokens[position - 1].word in PREFIXES)


def _abbreviated(span: Sequence[str], first: Token, gazetteer: Gazetteer) -> Sequence[Area]:
    """A name whose first word lost letters: "pkl baru", "sp katis". A known word is no short form of a village's ("pd baru")."""
    if len(span) < 2 or not 2 <= len(span[0]) <= LONGEST_SHORT:
        return ()
    sure = not first.known or span[-1] not in ORDINARY_WORDS
    return [area for area in gazetteer.heard.abbreviated(span) if sure or area.level is not Level.VILLAGE]


def _may_be_misspelt(words: list[Token], gazetteer: Gazetteer) -> bool:
    """Only words that are nothing else, except the first of a name of two words: "pangkalan bru"."""
    first, *rest = words
    return (
        not (words[-1].known and len(words[-1].text) < 3)
        and (not first.known or (bool(rest) and first.text in gazetteer.first_words))
        and not all(word.known for word in words)
    )
