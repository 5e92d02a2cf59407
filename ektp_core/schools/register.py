"""The schools of the district, found as pupils and parents write them (docs/domain.md#names-of-schools)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from ektp_core.areas import KIND_SAID, ORDINARY_WORDS, Areas, Level, level_of
from ektp_core.reading.calendar import AsOf
from ektp_core.reading.names import NUMERALS, Name, Names, name_words, pieces_of
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.spoken import ANY_KIND, SIGNS, STATE, UNITS, SpokenKind, alike, kind_at, number_at

BEFORE_A_PLACE = word_set("di kec kecamatan camat kab kabupaten desa kel kelurahan")


@dataclass(frozen=True, slots=True)
class School:
    """A school by its national number (NPSN); coordinates in degrees, None where they are not trusted.

    `subdistrict` is the code of its district as long as nobody knows in which subdistrict it is. `register_year` is the year of the
    country's register that it was taken from, until staff confirm it. A closed one stays for what hangs on it; since when, and which
    school took it over (NPSN), is known as far as staff have said so.
    """

    npsn: str
    name: str
    level: str
    subdistrict: str
    address: str
    latitude: float | None
    longitude: float | None
    source: str
    version: int = 1
    register_year: int | None = None
    is_closed: bool = False
    closed_since: AsOf | None = None
    successor: str | None = None

    @property
    def is_placed(self) -> bool:
        """Whether its subdistrict is known."""
        return level_of(self.subdistrict) is Level.SUBDISTRICT

    @property
    def awaits_confirmation(self) -> bool:
        """Whether staff can say that it is as an old register has it; one whose subdistrict is not known is placed instead."""
        return self.register_year is not None and self.is_placed and not self.is_closed


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A school's name taken apart: kind ("sma"), number ("1" or ""), and its own name, mostly a place ("koba")."""

    kind: str
    number: str
    own: tuple[str, ...]
    is_state: bool = False
    is_private: bool = False


def spoken(words: Sequence[str]) -> SpokenName | None:
    """Take a written school name apart; None when it does not begin like a school, "SMAN 1 Koba" or "sma koba 1"."""
    said = kind_at(words, int(bool(words) and words[0] in UNITS))
    if said is None:
        return None
    return _taken_apart(said, [said.glued, *words[said.end :]] if said.glued else words[said.end :])


def _taken_apart(said: SpokenKind, own: Sequence[str]) -> SpokenName:
    number, _ = number_at(own, len(own) - 1) if own and not said.number else ("", 0)
    start, end = 0, len(own) - bool(number)
    while start < end - 1 and own[start] in BEFORE_A_PLACE:
        start += 1
    while number and end and own[end - 1] in SIGNS:
        end -= 1
    return SpokenName(said.kind, said.number or number, tuple(own[start:end]), said.is_state, said.is_private)


def standing(found: Iterable[School]) -> tuple[School, ...]:
    """The open ones; a closed school is meant only where no open one can be."""
    schools = tuple(found)
    return tuple(school for school in schools if not school.is_closed) or schools


class Schools:
    """All schools, by number, subdistrict and name. Whoever goes through them meets the open ones; a closed one is found by its name."""

    def __init__(self, schools: Iterable[School], areas: Areas) -> None:
        self._by_npsn = {school.npsn: school for school in schools}
        self._lying_in: dict[str, list[School]] = defaultdict(list)
        self._spoken: dict[str, SpokenName] = {}
        self._areas = areas
        for school in self._by_npsn.values():
            self._lying_in[school.subdistrict].append(school)
            words = pieces_of(school.name)
            self._spoken[school.npsn] = spoken(words) or SpokenName("", "", tuple(words))
        kinds = {ANY_KIND, *(name.kind for name in self._spoken.values())}
        self._names = {kind: self._names_of(kind) for kind in kinds}
        self._parts = {kind: Names(name for school in self._of(kind) for name in self._parts_of(school)) for kind in kinds}

    def __getitem__(self, npsn: str) -> School:
        return self._by_npsn[npsn]

    def __iter__(self) -> Iterator[School]:
        return (school for school in self._by_npsn.values() if not school.is_closed)

    @property
    def closed(self) -> tuple[School, ...]:
        """Those that have closed, by name."""
        return _by_name(school for school in self._by_npsn.values() if school.is_closed)

    @property
    def unplaced(self) -> tuple[School, ...]:
        """The open ones whose subdistrict nobody knows, by name."""
        return _by_name(school for school in self if not school.is_placed)

    def get(self, npsn: str | None) -> School | None:
        """The school with this number, if there is one."""
        return self._by_npsn.get(npsn or "")

    def __contains__(self, npsn: object) -> bool:
        return npsn in self._by_npsn

    @property
    def by_name(self) -> tuple[School, ...]:
        """All of them in the order of their names."""
        return _by_name(self)

    def of_kind(self, text: str) -> tuple[School, ...]:
        """All schools of a kind when nothing but the kind is named: "sma", "smk", "slb"."""
        asked = spoken(self._words(text))
        return () if asked is None or not asked.kind or asked.number or asked.own else _by_name(standing(self._of(asked.kind)))

    def in_subdistrict(self, code: str) -> tuple[School, ...]:
        """The open schools of one subdistrict, by name."""
        return _by_name(school for school in self._lying_in.get(code, ()) if school.is_placed and not school.is_closed)

    def followed_in(self, code: str) -> tuple[School, ...]:
        """Every school, closed or not, that lies in a subdistrict; of a district those whose subdistrict nobody knows."""
        return _by_name(self._lying_in.get(code, ()))

    def find(self, text: str) -> tuple[School, ...]:
        """The schools that a text may mean; several when it leaves kind, number or place open, none rather than a wrong one.

        A number that was written is never changed: "SMAN 3 Koba" is no school here. Without its kind a school is found by what is
        distinctive in its name ("Dian Harapan"), never by the place alone.
        """
        words = self._words(text)
        asked = spoken(words)
        if asked is None:
            return self.distinctive(words)
        if not asked.own:
            return _by_name(self.fitting(self._of(asked.kind), asked) if asked.number else ())
        found = self.fitting(self.called(asked.kind, asked.own), asked) or self._located(asked)
        return _by_name(found or self._read_otherwise(asked, words))

    def fitting(self, schools: Iterable[School], asked: SpokenName | SpokenKind) -> tuple[School, ...]:
        """Those that have the number that was written, no state schools where "swasta" was, and only these where "negeri" fits any.

        The open ones go before closed ones.
        """
        named = [(school, self._spoken[school.npsn]) for school in schools]
        fitting = [each for each in named if asked.number in ("", each[1].number) and not (asked.is_private and each[1].is_state)]
        of_state = [each for each in fitting if asked.is_state and each[1].is_state]
        return standing(school for school, _ in of_state or fitting)

    def called(self, kind: str, own: Sequence[str]) -> tuple[School, ...]:
        """The schools of a kind by their own name or a part of it, with a slip in it unless it is a place as it stands."""
        found = self.just_called(kind, own)
        if not found and kind in self._names and not self._is_place(own):
            names, parts = self._names[kind], self._parts[kind]
            found = names.misspelt(own) or parts.misspelt(own) or names.thinned_last(own) or names.thinned(own)
        return found

    def just_called(self, kind: str, own: Sequence[str]) -> tuple[School, ...]:
        """The schools of a kind by their own name, whole, shortened or a part of it, without a slip."""
        if kind not in self._names:
            return ()
        names = self._names[kind]
        for words in self._spellings(own):
            found = names.exact(words) or names.shortened(words) or names.abbreviated(words) or self._parts[kind].exact(words)
            if found:
                return found
        return ()

    def distinctive(self, words: Sequence[str]) -> tuple[School, ...]:
        """The schools that words name without their kind: "dian harapan"; a slip is forgiven in several words only."""
        parts = self._parts[ANY_KIND]
        return _by_name(standing(parts.exact(words) or (parts.misspelt(words) if len(words) > 1 else ())))

    def beginnings(self) -> frozenset[str]:
        """The words with which a school's name without its kind begins, also joined."""
        return frozenset(word for name in self._parts[ANY_KIND] for word in (name.words[0], "".join(name.words)))

    def spoken(self, school: School) -> SpokenName:
        """A school's name taken apart."""
        return self._spoken[school.npsn]

    def _located(self, asked: SpokenName) -> tuple[School, ...]:
        """The schools of that name, with where they are behind it: "SMAN 1 Koba, Kec. Koba"."""
        for length in range(len(asked.own) - 1, 0, -1):
            around = [area.code for area in self._areas.find(" ".join(asked.own[length:]))]
            own = list(asked.own[:length])
            while own and own[-1] in BEFORE_A_PLACE:
                own.pop()
            there = _taken_apart(SpokenKind(asked.kind, asked.number, 0, asked.is_state, asked.is_private), own)
            found = self.fitting(self.called(there.kind, there.own), there) if around else ()
            if inside := tuple(school for school in found if any(f"{school.subdistrict}.".startswith(f"{code}.") for code in around)):
                return inside
        return ()

    def _read_otherwise(self, asked: SpokenName, words: Sequence[str]) -> tuple[School, ...]:
        """The schools whose name begins with what was taken for a number or "negeri": "sma x koto 1" is SMAN 1 X Koto."""
        other = _taken_apart(SpokenKind(asked.kind, "", 0, asked.is_state, asked.is_private), _with_word_before(words, asked.own))
        return self.fitting(self.just_called(other.kind, other.own), other)

    def _of(self, kind: str) -> Iterator[School]:
        return (school for school in self._by_npsn.values() if kind in (ANY_KIND, self._spoken[school.npsn].kind))

    def _names_of(self, kind: str) -> Names[School]:
        """Where the name is a place, one word of it is enough ("sma selan") if it is no word of every day."""
        return Names(
            Name(school, own, parts=own[1:] if len(own) == 2 and own[1] not in ORDINARY_WORDS and self._is_place(own) else ())
            for school in self._of(kind)
            for own in self._own_names(school)
            if own
        )

    def _own_names(self, school: School) -> Iterator[tuple[str, ...]]:
        """A school's own name in every writing, also with a numeral that may be part of it: "SLB N Lima Kaum"."""
        own = self._spoken[school.npsn].own
        yield from self._spellings(own)
        longer = tuple(_with_word_before(pieces_of(school.name), own))
        if longer and longer[0] in NUMERALS:
            yield longer

    def _words(self, text: str) -> list[str]:
        """The words of a name; what closes a sentence is part of it where a school is called so: "SMAN Kapan"."""
        whole, words = pieces_of(text), name_words(text)
        asked = spoken(whole) if len(whole) > len(words) else None
        return whole if asked and asked.kind in self._names and self._names[asked.kind].exact(asked.own) else words

    def _spellings(self, own: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """A name as it stands, with its usual words in one writing, and without a word for the level of the place in it."""
        words = tuple(own)
        yield words
        if (same := alike(words)) != words:
            yield same
        if (plain := without_level(same, self._areas)) != same:
            yield plain

    def _parts_of(self, school: School) -> Iterator[Name[School]]:
        """What is distinctive in a school's own name: the whole, and every run of its words that no place begins or ends."""
        own = self._spoken[school.npsn].own
        if self._is_place(own):
            return
        yield Name(school, own, contracted=False)
        for start, end in combinations(range(len(own) + 1), 2):
            words = own[start:end]
            plain = any(word.isdigit() or word in ORDINARY_WORDS or self._is_place((word,)) for word in (words[0], words[-1]))
            if words != own and not plain and not self._is_place(words):
                yield Name(school, words, contracted=False)

    def _is_place(self, words: Sequence[str]) -> bool:
        return bool(self._areas.named(words))


def without_level(words: tuple[str, ...], areas: Areas) -> tuple[str, ...]:
    """The Kota and Kabupaten of a place are mostly left out: "SMAN 1 Kota Depok" is "sman 1 depok"; "Kota Agung" stays whole."""
    for position, word in enumerate(words[:-1]):
        if word in areas.prefixes and _begins_place(words[position + 1 :], word, areas):
            return words[:position] + words[position + 1 :]
    return words


def _begins_place(words: tuple[str, ...], said: str, areas: Areas) -> bool:
    """Whether words begin with an area of the level that is said before them, or with any where a town is meant ("Kota Mungkid")."""
    beginnings = [words[:end] for end in range(1, len(words) + 1)]
    return any(areas.called(each, said, slips=False) or (said in KIND_SAID and areas.named(each)) for each in beginnings)


def _with_word_before(words: Sequence[str], own: Sequence[str]) -> list[str]:
    """A school's own name with the number or the "negeri" before it; none where there is neither."""
    start = next((at for at in range(1, len(words)) if tuple(words[at : at + len(own)]) == tuple(own)), 0)
    before = words[start - 1] if own and start else ""
    return list(words[start - 1 :]) if before in STATE or before in NUMERALS or before.isdigit() else []


def _by_name(schools: Iterable[School]) -> tuple[School, ...]:
    return tuple(sorted(schools, key=lambda school: school.name))
