"""Schools and areas that a message names, from the board: a school that staff add is understood at once."""

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ektp_core.areas import Area, Level
from ektp_core.reading.calendar_words import is_of_calendar
from ektp_core.reading.names import joined, words_of
from ektp_core.reading.said import Said
from ektp_core.reading.token import Token
from ektp_core.reading.word_sets import word_set
from ektp_core.schools.register import School
from ektp_core.understanding.gazetteer import Gazetteer

KINDS = {
    "sma": "sma",
    "sman": "sma",
    "smas": "sma",
    "smu": "sma",
    "smun": "sma",
    "smk": "smk",
    "smkn": "smk",
    "smks": "smk",
    "stm": "smk",
    "man": "ma",
    "mas": "ma",
    "aliyah": "ma",
    "slb": "slb",
    "slbn": "slb",
}
STATE = word_set("n negeri negri neg negeria ngri state")
IMPLIED = {"smansa": "1", "smanda": "2", "smaneg": "", "smksa": "1"}
OTHER_KINDS = word_set("smp smpn mts mtsn mtsn sd sdn mi tk paud pondok ponpes pesantren univ universitas kampus stikes stain pkbm ma")
"""Schools that are not visited: the place behind them is no subdistrict that is asked about."""

STATE_KIND = {"sma": "SMAN", "smk": "SMKN", "ma": "MAN", "slb": "SLBN"}
_GLUED = re.compile(r"(smansa|smanda|sman|smkn|sma|smk|man)([a-z]{3,})")


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
    """As it was written, where it leaves open which of the `others` is meant: "sma 1"."""

    area: Area | None = None
    """Where a school is that is not on the board, as far as its name says."""


def schools_of(tokens: list[Token], gazetteer: Gazetteer) -> list[SaidSchool]:
    """Every school that is named, in order."""
    found: list[SaidSchool] = []
    position = 0
    while position < len(tokens):
        said = _school_at(position, tokens, gazetteer)
        if said:
            found.append(said)
        position = said.end if said else position + 1
    return found


def _school_at(position: int, tokens: list[Token], gazetteer: Gazetteer) -> SaidSchool | None:
    text = tokens[position].text
    kind, number, place, end = KINDS.get(text), "", "", position + 1
    if text == "sekolah" and _text(tokens, position + 1) == "menengah":
        kind, end = {"atas": "sma", "umum": "sma", "kejuruan": "smk"}.get(_text(tokens, position + 2)), position + 3
    elif text == "madrasah" and _text(tokens, position + 1) == "aliyah":
        kind, end = "ma", position + 2
    elif text in IMPLIED:
        kind, number = "smk" if text == "smksa" else "sma", IMPLIED[text]
    elif not kind and (glued := _GLUED.fullmatch(text)) and (area := gazetteer.areas.get(glued[2])):
        kind, number, place = KINDS.get(glued[1], "sma"), IMPLIED.get(glued[1], ""), joined(area.short_name)
    if kind is None:
        return _other_school(position, tokens, gazetteer) if text in OTHER_KINDS else None
    state = text.endswith("n") or bool(number)
    while _text(tokens, end) in STATE:
        end, state = end + 1, True
    number, end = _numbered(tokens, end) if not number else (number, end)
    if not place:
        place, end = _place_at(kind, tokens, end, gazetteer)
    if not number and not (end + 1 < len(tokens) and is_of_calendar(tokens[end + 1].word)):
        number, end = _numbered(tokens, end)
    return _resolved(kind, number, place, position, end, gazetteer, state=state)


def _numbered(tokens: list[Token], position: int) -> tuple[str, int]:
    """A school's number, also after "no": "SMA 1", "sma no 2", "SMAN I"; and the token after it."""
    here = position
    while _text(tokens, here) in ("no", "nomor", "-", "."):
        here += 1
    token = tokens[here] if here < len(tokens) else None
    if token and token.text in ("i", "ii"):
        return str(len(token.text)), here + 1
    following = tokens[here + 1] if here + 1 < len(tokens) else None
    is_other = following is not None and following.word in (
        "tahun",
        "persen",
        "desember",
        "januari",
        "orang",
        "hari",
        "bulan",
        "kali",
        "siswa",
    )
    if (
        token
        and token.number is not None
        and 0 < token.number < 10
        and not is_other
        and not (following and following.text in ("/", "-", ":") and following.glued)
    ):
        return str(token.number), here + 1
    return "", position


def _place_at(kind: str, tokens: list[Token], position: int, gazetteer: Gazetteer) -> tuple[str, int]:
    """The place or the name behind a school's kind, as one word, and the token after it."""
    for length in range(4, 0, -1):
        words = tokens[position : position + length]
        if len(words) < length or not all(token.text.isalpha() for token in words):
            continue
        text = "".join(token.text for token in words)
        for known_kind, rest in gazetteer.schools:
            if known_kind == kind and rest and (rest == text or (length > 1 and len(text) > 7 and rest.startswith(text))):
                return rest, position + length
    start = position
    while _text(tokens, start) in ("di", "kec", "kecamatan", "-", ",", "kab", "nya"):
        start += 1
    area = area_at(start, tokens, gazetteer) or _shortened(start, tokens, gazetteer)
    return (joined(area.value.short_name), area.end) if area else ("", position)


def _shortened(position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[Area] | None:
    """Right behind "SMA": a subdistrict's name that lost letters, "kba", "nmg", "slan"."""
    text = _text(tokens, position)
    if not 2 <= len(text) <= 6 or tokens[position].known:
        return None
    found = [
        area
        for area in gazetteer.subdistricts
        if any(text[0] == word[0] and _is_part(text, word) for word in words_of(area.short_name)[-1:])
    ]
    return Said(found[0], position, position + 1) if len(found) == 1 else None


def _is_part(short: str, word: str) -> bool:
    """Whether letters of a word were left out, and none changed."""
    letters = iter(word)
    return all(letter in letters for letter in short)


def _resolved(kind: str, number: str, place: str, start: int, end: int, gazetteer: Gazetteer, *, state: bool) -> SaidSchool | None:
    """The school on the board; without a number the first of its place, since people number only the second."""
    if not place:
        alike = [school for (known, _), schools in gazetteer.schools.items() if known == kind for school in schools]
        numbered = [school for school in alike if not number or re.search(rf"\b{number}\b", school.name)]
        if number and kind == "ma" and not numbered:
            return SaidSchool(None, f"{STATE_KIND[kind]} {number} {gazetteer.home.short_name}", start, end, area=gazetteer.home)
        return SaidSchool(None, "", start, end, tuple(numbered), f"{kind} {number}") if number else None
    schools = gazetteer.schools.get((kind, place), ())
    if number:
        exact = [school for school in schools if re.search(rf"\b{number}\b", school.name)]
        if exact:
            return SaidSchool(exact[0], exact[0].name, start, end)
    elif schools:
        first = next((school for school in schools if re.search(r"\b1\b", school.name)), schools[0])
        return SaidSchool(first, first.name, start, end, tuple(school for school in schools if school != first))
    area = gazetteer.areas.get(place)
    if area is None:
        return SaidSchool(None, "", start, end)
    if area.level is not Level.SUBDISTRICT and kind != "ma" and not number and not state:  # "seluruh SMA di Bangka Tengah"
        return None
    at_home = area.code.startswith(gazetteer.home.code)
    known = f"{STATE_KIND[kind]} {number or 1} {area.short_name}"
    return SaidSchool(None, known if at_home or number or state else "", start, end, area=area)


def _other_school(position: int, tokens: list[Token], gazetteer: Gazetteer) -> SaidSchool:
    """A school that is not visited, with its number and place."""
    end = position + 1
    while _text(tokens, end) in STATE:
        end += 1
    _, end = _numbered(tokens, end)
    area = area_at(end, tokens, gazetteer)
    return SaidSchool(None, "", position, area.end if area else end, area=area.value if area else None)


def areas_of(tokens: list[Token], gazetteer: Gazetteer, free: list[bool]) -> list[Said[Area]]:
    """Every area that is named, in order; `free` tells the tokens that no school has used."""
    found: list[Said[Area]] = []
    position = 0
    while position < len(tokens):
        said = area_at(position, tokens, gazetteer) if free[position] and not tokens[position].digits else None
        if said and not (position and tokens[position - 1].word == "bukan"):
            found.append(said)
        position = said.end if said else position + 1
    return _without_places_inside(found, gazetteer)


def _without_places_inside(found: list[Said[Area]], gazetteer: Gazetteer) -> list[Said[Area]]:
    """Beside a district a town of another district only says where it is: "Bangka, yang pusatnya di Sungailiat"."""
    if not any(said.value.level is Level.DISTRICT for said in found):
        return found
    return [said for said in found if said.value.level is not Level.SUBDISTRICT or said.value.parent == gazetteer.home.code]


def area_at(position: int, tokens: list[Token], gazetteer: Gazetteer) -> Said[Area] | None:
    """The area whose name begins with this token, the longest first, then with a slip in it."""
    if position >= len(tokens) or not _may_begin_a_name(tokens[position], _text(tokens, position + 1), gazetteer):
        return None
    for length in range(gazetteer.longest, 0, -1):
        words = tokens[position : position + length]
        if len(words) == length and all(word.text.isalpha() for word in words):
            exact = ["".join(word.text for word in words), *(["".join(word.word for word in words)] if length > 1 else [])]
            for spelling in exact:
                if area := gazetteer.areas.get(spelling):
                    return Said(area, position, position + length)
    whole = tokens[position].text.removeprefix("se")  # "sebabel": all of it
    if len(whole) > 3 and whole != tokens[position].text and (area := gazetteer.areas.get(whole)):
        return Said(area, position, position + 1)
    if area := _abbreviated(tokens[position : position + 2], gazetteer):
        return Said(area, position, position + 2)
    for length in (2, 1):
        words = tokens[position : position + length]
        if len(words) < length or not _may_be_misspelt(words, gazetteer):
            continue
        spellings = dict.fromkeys(("".join(word.text for word in words), "".join(word.word for word in words)))
        for spelling in spellings:
            if area := _misspelt(spelling, gazetteer):
                return Said(area, position, position + length)
    return None


def _may_begin_a_name(token: Token, following: str, gazetteer: Gazetteer) -> bool:
    """Most words of a sentence do not: they are known as something else."""
    begins = not token.known or token.text in gazetteer.beginnings or following in gazetteer.pairs
    return begins and token.text.isalpha()


def _abbreviated(words: list[Token], gazetteer: Gazetteer) -> Area | None:
    """A name whose first word lost letters: "pkl baru", "sp katis", "lbk besar"."""
    if len(words) < 2 or not 2 <= len(words[0].text) <= 4:
        return None
    short = words[0].text
    for first, area in gazetteer.pairs.get(words[1].text, ()):
        if first[0] == short[0] and _is_part(short, first):
            return area
    return None


def _may_be_misspelt(words: list[Token], gazetteer: Gazetteer) -> bool:
    """Only words that are nothing else, except the first of a name of two words: "pangkalan bru"."""
    first, *rest = words
    return (
        not (words[-1].known and len(words[-1].text) < 3)
        and (not first.known or (bool(rest) and first.text in gazetteer.first_words))
        and not all(word.known for word in words)
    )


def _misspelt(name: str, gazetteer: Gazetteer) -> Area | None:
    if len(name) < 5:
        return None
    limit = 2 if len(name) >= 9 else 1
    found = process.extractOne(name, gazetteer.misspellable, scorer=OSA.distance, score_cutoff=limit)
    return gazetteer.areas[found[0]] if found and found[0][0] == name[0] else None


def _text(tokens: list[Token], position: int) -> str:
    return tokens[position].text if position < len(tokens) else ""
