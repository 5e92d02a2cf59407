"""The fresh messages as people of any office would write them: its own schools and places where Bangka Tengah's stand.

What a message asks stays what it was; who or what stood in it is shortened, joined or misspelt in the same way. Only names that one school
or place bears are filled in, so that there is one right reading. The same office gets the same messages every time.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ektp_core.area_words import short_subdistrict_word, subdistrict_word
from ektp_core.areas import ORDINARY_WORDS, Area, Level
from ektp_core.board import Board
from ektp_core.reading.names import joined, pieces_of
from ektp_core.schools.register import School, SpokenName
from tests.core.understanding.written import MENTION, Form, Mention, Role, mention_of

FRESH = Path(__file__).parent / "fresh.jsonl"
UNLISTED = "9"
"""A number that no school of the district bears where it is filled in."""

MOST_OWN_WORDS, LONGEST_OWN = 3, 24
"""Longer names of schools are written out by nobody."""

SLIPS = 8
"""One name in so many has a letter missing."""

SHORTEST_SLIPPED = 7


@dataclass(frozen=True, slots=True)
class Filled:
    """A message of an office's people, what it asks, and the codes of what it names; `unlisted` names a school that is in no register."""

    text: str
    intent: str
    schools: frozenset[str]
    areas: frozenset[str]
    unlisted: bool


def filled_messages(board: Board) -> Iterator[Filled]:
    """All fresh messages, for the office of a board."""
    names = _Names(board)
    for line in FRESH.read_text(encoding="utf-8").splitlines():
        yield _filled(json.loads(line), names)


def _filled(row: dict[str, object], names: "_Names") -> Filled:
    text, gold = str(row["text"]), row["slots"]
    assert isinstance(gold, dict)
    chosen = _Chosen(names, random.Random(f"{names.board.home.code} {text}"))
    parts: list[str] = []
    end = 0
    for found in MENTION.finditer(text):
        mention = mention_of(found)
        if mention.role.kind != "school" or mention.role.name in _listed(gold.get("school")) or found["own"]:
            parts += [text[end : found.start()], chosen.write(mention, text[: found.start()])]
            end = found.end()
    written = names.with_local_words("".join([*parts, text[end:]]))
    schools = [chosen.schools.get(Role("school", name)) for name in _listed(gold.get("school"))]
    areas = [
        chosen.areas[role].code for name in _listed(gold.get("area", gold.get("kecamatan"))) for role in chosen.areas if role.name == name
    ]
    known = frozenset(school.npsn for school in schools if school)
    return Filled(written, str(row["intent"]), known, frozenset(areas), unlisted=None in schools)


def _listed(value: object) -> Sequence[str]:
    return [] if value is None else [str(each) for each in value] if isinstance(value, list) else [str(value)]


class _Names:
    """What an office's people may name, and whether anything else bears the same name."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.spoken = {school.npsn: board.schools.spoken(school) for school in board.schools}
        self._places = [joined(area.own_name) for area in board.areas if area.level is not Level.VILLAGE]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name: a slip may not make one of another."""
        return self.board.areas.words | {word for name in self.spoken.values() for word in name.own}

    def areas(self, role: Role) -> list[Area]:
        """The areas that may stand for one of Bangka Tengah's."""
        board = self.board
        match role.kind:
            case "home":
                return [board.home]
            case "province":
                return [board.areas[board.home.parent or ""]]
            case "district":
                return [area for area in board.districts if area != board.home]
            case "elsewhere":
                others = [area for area in board.districts if area != board.home]
                return [each for area in others for each in board.areas.children(area.code)]
            case "village":
                return [each for area in board.subdistricts for each in board.areas.children(area.code)]
            case _:
                single = [area for area in board.subdistricts if self.is_single(area)]
                return single or list(board.subdistricts)

    def is_single(self, area: Area) -> bool:
        """Whether no other district or subdistrict of the province bears the name."""
        return self._places.count(joined(area.own_name)) == 1

    def schools(self, mention: Mention) -> list[School]:
        """Those of the kind that are the only ones to be called so; of any kind where there is none."""
        able = [school for school in self.board.schools if self._is_sayable(self.spoken[school.npsn], mention)]
        kind = [school for school in able if self.spoken[school.npsn].kind == mention.kind]
        return kind or able

    def _is_sayable(self, name: SpokenName, mention: Mention) -> bool:
        own = "".join(name.own)
        if not name.kind or not own.isalpha() or len(name.own) > MOST_OWN_WORDS or len(own) > LONGEST_OWN:
            return False
        return (name.number == "1" or not mention.is_first) and self.called(name.kind, name.number, own) == 1

    def called(self, kind: str, number: str, own: str) -> int:
        """How many schools are called so: of any number where none is said, by the last word of their name or its beginnings, too."""
        return sum(
            name.kind == kind and number in ("", name.number) and own in ("".join(name.own), name.own[-1:], *_shortened(name.own))
            for name in self.spoken.values()
        )

    def with_local_words(self, text: str) -> str:
        """ "Kecamatan" as it is called there."""
        word, short = subdistrict_word(self.board.home.code), short_subdistrict_word(self.board.home.code)
        text = re.sub(r"\bKecamatan\b", word, text)
        return re.sub(r"\bkecamatan\b", word.casefold(), text) if word != "Kecamatan" else text.replace("Kec. ", f"{short} ")


def _shortened(own: Sequence[str]) -> Sequence[str]:
    """The last word of two, and the beginnings of both: "selan", "simkat"."""
    return (own[-1], own[0][:3] + own[1][:3]) if len(own) == 2 else ()


@dataclass(slots=True)
class _Chosen:
    """What stands for what in one message, chosen when it is first named."""

    names: _Names
    dice: random.Random
    schools: dict[Role, School | None] = field(default_factory=dict)
    areas: dict[Role, Area] = field(default_factory=dict)

    def write(self, mention: Mention, before: str) -> str:
        written = self._school(mention) if mention.kind else self._area(mention, before)
        return mention.in_its_letters(written)

    def _school(self, mention: Mention) -> str:
        if mention.role not in self.schools:
            known = mention.role.kind == "school"
            pool = [school for school in self.names.schools(mention) if school not in self.schools.values()] if known else []
            self.schools[mention.role] = self.dice.choice(pool) if pool else None
        school = self.schools[mention.role]
        if school is None:
            return self._unlisted(mention)
        name = self.names.spoken[school.npsn]
        own = self._own(mention, name)
        is_open = self.names.called(name.kind, "", "".join(name.own)) > 1 or self.names.called(name.kind, "", joined(own)) > 1
        number = name.number if mention.number or mention.is_first or is_open else ""
        return mention.spelt(name.kind, number, own, is_state=name.is_state)

    def _own(self, mention: Mention, name: SpokenName) -> str:
        """A school's own name as the one before it was written; a short form only where it is a place's and fits no other school."""
        is_place = bool(self.names.board.areas.named(name.own))
        number = name.number if mention.number else ""
        if len(name.own) == 2 and is_place and mention.form in (Form.LAST, Form.CONTRACTED):
            short = _shortened(name.own)[mention.form is Form.CONTRACTED]
            if short not in ORDINARY_WORDS and self.names.called(name.kind, number, short) == 1:
                return short
        return self._slipped(name.own, mention)

    def _unlisted(self, mention: Mention) -> str:
        """A school that is not in the register: its number is no school's of that name."""
        place = self.dice.choice(self.names.board.subdistricts)
        return mention.spelt(mention.kind if mention.kind != "slb" else "smk", UNLISTED, place.name, is_state=True)

    def _area(self, mention: Mention, before: str) -> str:
        if mention.role not in self.areas:
            pool = [area for area in self.names.areas(mention.role) if area not in self.areas.values()] or self.names.areas(mention.role)
            self.areas[mention.role] = self.dice.choice(pool)
        area = self.areas[mention.role]
        words = pieces_of(area.own_name)
        written = self._slipped(words, mention) if area.level is Level.SUBDISTRICT else " ".join(words)
        is_said = re.search(r"(?:kec(?:amatan)?|camat|kab(?:upaten)?)\W*$", before, re.IGNORECASE) and mention.role.kind != "district"
        if is_said or self.names.is_single(area) or area.level is Level.VILLAGE:
            return written
        kind = {"Kota": "kota"}.get(area.name.split()[0], "kab")
        return f"{kind} {written}" if area.level is Level.DISTRICT else f"kec {written}"

    def _slipped(self, words: Sequence[str], mention: Mention) -> str:
        """Joined where the name before was, and sometimes with a letter missing in its longest word."""
        longest = max(words, key=len)
        at = self.dice.randrange(2, max(3, len(longest) - 1))
        slip = longest[:at] + longest[at + 1 :]
        slips = mention.is_small and len(longest) >= SHORTEST_SLIPPED and self.dice.randrange(SLIPS) == 0 and slip not in self.names.words
        spelt = [slip if slips and word is longest else word for word in words]
        return ("" if mention.form is Form.JOINED else " ").join(spelt)
