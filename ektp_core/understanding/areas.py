"""Areas that a message names, from the board, with slips, joined and shortened (docs/understanding.md#schools-and-places)."""

import re
from collections.abc import Iterator, Sequence

from ektp_core.areas import DIRECTION_WORDS, KIND_SAID, LEVELS, LEVELS_BEHIND, ORDINARY_WORDS, Area, Level
from ektp_core.reading.names import SMALL_WORDS, joined
from ektp_core.reading.taken_back import is_denied, without_taken_back
from ektp_core.reading.words.calendar_words import is_of_calendar
from ektp_core.reading.words.said import Said
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.gazetteer import Gazetteer

COUNTED = word_set("tahun persen desember januari orang hari bulan kali siswa")
"""What stands before these is a number of them, and of no school or village."""

LONGEST_AREA = 4
"""Words of a name."""

LONGEST_SHORT = 4
"""Letters of a word that is abbreviated."""

SIDE = word_set("bagian sebelah")
"""Between a name and a direction: "Bangka bagian utara"."""

_UNKNOWN_NAME = re.compile(r"(?!se(?:derajat|kab|kec|prov|desa))[^\W\d_]{5,}(?<!nya)")
_SAID_NAME = re.compile(r"(?!se(?:derajat|kab|kec|prov|desa))[^\W\d_]{4,}(?<!nya)")
"""Behind a word for its level a name may be shorter: "kota Solo"."""


def areas_of(tokens: list[Token], gazetteer: Gazetteer, free: list[bool]) -> tuple[list[Said[Area]], list[Said[str]]]:
    """Every area that is named, in order, and every name said to be one that nobody bears; `free` tells the tokens no school has used."""
    found: list[Said[Area]] = []
    unknown: list[Said[str]] = []
    position = free_from = 0
    while position < len(tokens):
        said = area_at(position, tokens, gazetteer) if free[position] else None
        said = _as_said(said, free_from, tokens, gazetteer) if said else None
        if said and not said.value:
            unknown = [each for each in unknown if each.start < said.start]
            unknown.append(Said(" ".join(token.text for token in tokens[said.start : said.end]), said.start, said.end))
        elif said and not is_denied(tokens, said.start):
            found.extend(Said(area, said.start, said.end) for area in said.value)
        position = said.end if said else position + 1
        free_from = position if said and said.value else free_from
    found = without_taken_back(found, tokens)
    return _without_places_inside(_where_they_lie(found), gazetteer), unknown


def _as_said(said: Said[tuple[Area, ...]], free_from: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]]:
    """With the level that is said behind it, "Bangka Regency"; with a direction before it the name of another place: "North Bangka"."""
    before = tokens[said.start - 1].text if said.start > free_from else ""
    if before in DIRECTION_WORDS and any(_takes_directions(area, joined(area.own_name), gazetteer) for area in said.value):
        return Said((), said.start - 1, said.end)
    behind = LEVELS_BEHIND.get(tokens[said.end].text, ()) if said.end < len(tokens) else ()
    return Said(said.value, said.start, said.end + any(area.level in behind for area in said.value))


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
    if (before := word_before(position, tokens, gazetteer)) and (said := _of_level(before, position, tokens, gazetteer)):
        return said
    if _begins_one(position, tokens, gazetteer) and (said := _without_slip(position, tokens, gazetteer)):
        return said
    text = tokens[position].text
    if text.startswith("se") and (said := _all_of_it(position, tokens, gazetteer)):
        return said
    for length in (2, 1):
        words = tokens[position : position + length]
        if len(words) == length and may_be_misspelt(words, gazetteer) and all(word.text.isalnum() for word in words):
            spellings = dict.fromkeys((tuple(_texts(words, 0)), tuple(word.word or word.text for word in words)))
            if found := next(filter(None, map(gazetteer.heard.misspelt, spellings)), ()):
                return _foremost(found, position, length, gazetteer)
    return _unknown_name(position, tokens, _UNKNOWN_NAME) if position and tokens[position - 1].word == "cakupan" else None


def _all_of_it(position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]] | None:
    """An area behind a joined "se": "sebabel", "sejawa barat"."""
    words = [tokens[position].text.removeprefix("se"), *_texts(tokens, position + 1)]
    for length, span in spans(words, 0, LONGEST_AREA):
        if found := gazetteer.heard.exact(span):
            return _foremost(found, position, length, gazetteer)
    return None


def _without_slip(position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]] | None:
    """The areas that are named as they are, shortened, or in the standard spelling of their words."""
    standard = [token.word or token.text for token in tokens[position : position + LONGEST_AREA]]
    for length, span in spans(_texts(tokens, position), 0, LONGEST_AREA):
        found = gazetteer.heard.exact(span) or gazetteer.heard.shortened(span) or _abbreviated(span, tokens[position], gazetteer)
        if not found and len(span) > 1:
            several = gazetteer.heard.exact(standard[:length]) if length == len(span) else ()
            elsewhere = not tokens[position].known and span[0] in gazetteer.first_words_elsewhere
            found = several or (tuple(gazetteer.areas.named(span)) if elsewhere else ())
        if found and (behind := _makes_another(found, span, position + length, tokens, gazetteer)):
            return Said((), position, position + length + behind)
        if found:
            return _foremost(found, position, length, gazetteer)
    return None


def _begins_one(position: int, tokens: list[Token], gazetteer: Gazetteer) -> bool:
    token = tokens[position]
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    return (
        token.text in gazetteer.beginnings
        or token.word in gazetteer.beginnings
        or token.text in gazetteer.first_words_elsewhere
        or following in gazetteer.second_words
        or following == "."
    )


def _texts(tokens: list[Token], position: int) -> list[str]:
    """The words from a token on as they were written, numbers as digits; as many as a name with its dots may have."""
    return [token.text if token.number is None else str(token.number) for token in tokens[position : position + 2 * LONGEST_AREA]]


def _foremost(found: Sequence[Area], position: int, length: int, gazetteer: Gazetteer) -> Said[tuple[Area, ...]]:
    """Of equal names the higher level, and the places at home before others; of two districts neither (docs/domain.md#names-of-areas)."""
    home = gazetteer.home.code
    first = min(found, key=lambda area: (LEVELS.index(area.level), not area.code.startswith(home)))
    if first.has_namesake:
        return Said(tuple(area for area in found if area.level is first.level), position, position + length)
    alike = tuple(area for area in found if area.level is first.level and area.code.startswith(home) == first.code.startswith(home))
    return Said(alike, position, position + length)


def _makes_another(found: Sequence[Area], span: Sequence[str], end: int, tokens: list[Token], gazetteer: Gazetteer) -> int:
    """How many words behind a name make it another place's, which nobody bears: "Terentang 4" beside Terentang III, "Bangka Utara"."""
    following, after = (tokens[at] if at < len(tokens) else None for at in (end, end + 1))
    if following is None:
        return 0
    if following.number is None:
        words = [following.text, after.text] if after and following.text in SIDE else [following.text]
        is_direction = words[-1] in DIRECTION_WORDS and any(_takes_directions(area, "".join(span), gazetteer) for area in found)
        return len(words) if is_direction else 0
    counts = after is not None and (after.word in COUNTED or is_of_calendar(after.word) or (after.glued and after.text in ("/", "-", ":")))
    is_numeral = following.digits < 3 and not counts and not _is_decimal(end, tokens)
    return int(is_numeral and "".join(span) in gazetteer.by_number)


def _is_decimal(position: int, tokens: list[Token]) -> bool:
    """Whether a number goes on behind a comma or point: "97,65" is no numeral of a village."""
    sign, following = (tokens[at] if at < len(tokens) else None for at in (position + 1, position + 2))
    goes_on = sign is not None and sign.glued and sign.text in (",", ".")
    return goes_on and following is not None and following.glued and following.number is not None


def _takes_directions(area: Area, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a direction beside an area's name is part of a name: beside a district's it is never passed over."""
    return area.level is Level.DISTRICT or name in gazetteer.by_direction


def _of_level(said: str, position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[tuple[Area, ...]] | None:
    """Behind "desa", "kec." and their kin an area of that level, also a village elsewhere or one whose name is a word of every day.

    An unknown word there is a name that nobody bears here; slang and other known words are none.
    """
    token = tokens[position]
    for length, span in spans(_texts(tokens, position), 0, LONGEST_AREA):
        found = gazetteer.areas.called(span, said, slips=not token.known)
        if found and (behind := _makes_another(found, span, position + length, tokens, gazetteer)):
            return Said((), position, position + length + behind)
        if found:
            return _foremost(found, position, length, gazetteer)
    unknown = _unknown_name(position, tokens, _SAID_NAME) if gazetteer.areas.prefixes[said] is not Level.PROVINCE else None
    # "Kota" and "kabupaten" are part of the name: they tell Kota Bogor from Kabupaten Bogor.
    return Said((), position - 1, unknown.end) if unknown and said in KIND_SAID and tokens[position - 1].text != "." else unknown


def _unknown_name(position: int, tokens: list[Token], shape: re.Pattern[str]) -> Said[tuple[Area, ...]] | None:
    """A word that stands in no list, where a name is to be expected."""
    token = tokens[position]
    return Said((), position, position + 1) if not token.known and _is_like(shape, token.text) else None


def is_name_like(word: str) -> bool:
    """Whether a word that stands in no list looks like a name: not short, and without an ending of ordinary words."""
    return _is_like(_UNKNOWN_NAME, word)


def _is_like(shape: re.Pattern[str], word: str) -> bool:
    return word not in SMALL_WORDS and shape.fullmatch(word) is not None


def word_before(position: int, tokens: list[Token], gazetteer: Gazetteer) -> str | None:
    """The word before a name that says its level: "kec. Koba"."""
    before = position - 1
    if before > 0 and tokens[before].text == ".":
        before -= 1
    said = (tokens[before].text, tokens[before].word) if before >= 0 else ()
    return next((word for word in said if word in gazetteer.areas.prefixes), None)


def _may_begin_a_name(position: int, tokens: list[Token], gazetteer: Gazetteer) -> bool:
    """Most words of a sentence do not: they are known as something else."""
    token = tokens[position]
    if not token.known or token.text in gazetteer.beginnings:
        return token.text.isalpha()
    following = tokens[position + 1].text if position + 1 < len(tokens) else ""
    return (
        following in gazetteer.second_words or following == "." or (position > 0 and tokens[position - 1].word in gazetteer.areas.prefixes)
    )


def _abbreviated(span: Sequence[str], first: Token, gazetteer: Gazetteer) -> Sequence[Area]:
    """A name whose first word lost letters: "pkl baru", "sp katis". A known word is no short form of a village's ("pd baru")."""
    if len(span) < 2 or not 2 <= len(span[0]) <= LONGEST_SHORT:
        return ()
    sure = not first.known or span[-1] not in ORDINARY_WORDS
    return [area for area in gazetteer.heard.abbreviated(span) if sure or area.level is not Level.VILLAGE]


def may_be_misspelt(words: list[Token], gazetteer: Gazetteer) -> bool:
    """Only words that are nothing else, except the first of a name of two words: "pangkalan bru"."""
    first, *rest = words
    return (
        not (words[-1].known and len(words[-1].text) < 3)
        and (not first.known or (bool(rest) and first.text in gazetteer.first_words))
        and not all(word.known for word in words)
    )


def spans(words: Sequence[str], start: int, longest: int) -> Iterator[tuple[int, list[str]]]:
    """The words from `start` on, the longest run first, each with the position behind it; a dot behind a short word is passed over."""
    taken: list[tuple[int, list[str]]] = []
    span: list[str] = []
    position = start
    while position < len(words) and len(span) < longest:
        if words[position] == "." and span and len(span[-1]) <= LONGEST_SHORT:
            position += 1
            continue
        if not words[position].isalnum():
            break
        span = [*span, words[position]]
        position += 1
        taken.append((position, span))
    return reversed(taken)
