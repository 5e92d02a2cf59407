"""Where a visit may go, and the place that staff mean: a school, "kantor camat Koba", "desa Jelutung", or "Pasar Koba, Kec. Koba"."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ektp_core.areas import Area, Areas, Level
from ektp_core.reading.names import words_of
from ektp_core.reading.words.signs import normal
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.text import spelling_of
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.closing import SchoolClosed, refuse_closed
from ektp_core.schools.finding import named, near
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.schools.register import School, Schools
from ektp_core.schools.spoken import kind_at
from ektp_core.visits.schedule import Place, PlaceKind

MOST_CHOICES = 8
LONGEST_NAME = 60
_BEFORE = re.compile(r"(?:subdistrict|village)\s+(?:office|hall)\s+(?:of\s+)?", re.IGNORECASE)
_OFFICE = re.compile(r"(?:kantor|subdistrict\s+office)\b(?!\s+(?:desa|kel|lurah))", re.IGNORECASE)
_IN_SUBDISTRICT = re.compile(r"(?P<head>.*?)[\s,;(]+(?P<subdistrict>(?:kec\.?|kecamatan|camat|subdistrict)\s+[\w .'-]+?)\)?", re.IGNORECASE)

_WORDS = re.compile(r"[a-z]+|\d+")
_OF_SCHOOLS = word_set(
    "sd sdn sds sdit mi min mis smp smpn smps smpit mts mtsn mtss smait tk paud ra pkbm skb madrasah tsanawiyah ibtidaiyah"
)
_OF_REGISTERS = _OF_SCHOOLS | word_set("school schools npsn desa kelurahan kel lurah village")
"""What schools and villages are called, beside the kinds of schools that are visited."""


class PlaceFault(StrEnum):
    """Why a text is no place."""

    UNKNOWN = "place_unknown"
    SEVERAL = "place_several"
    NPSN_UNKNOWN = "place_npsn_unknown"
    NPSN_OTHER = "place_npsn_other"
    CLOSED = "place_closed"
    """A school that has closed."""


@dataclass(frozen=True, slots=True)
class Places:
    """What can be visited: the schools, and the subdistricts and villages of the home district."""

    schools: Schools
    areas: Areas
    home: str

    @property
    def spelling(self) -> Spelling:
        """In which the words of their names are no slips of others: Katis is no Kamis."""
        return _spelling(self.schools, self.areas)


@lru_cache(maxsize=4)
def _spelling(schools: Schools, areas: Areas) -> Spelling:
    names = {word for school in schools for word in words_of(school.name)} | areas.words
    return spelling_of(sorted(names))


def read_place(text: str, places: Places) -> Place | tuple[Place, ...]:
    """The place that a text names; several when it may be any of them, none when it is not known.

    A place of no register is written with its subdistrict: "Pasar Koba, Kec. Koba". Raises NpsnUnclear, SchoolClosed.
    """
    found = _named(text, places)
    if _OFFICE.match(text):
        found = tuple(each for each in found if isinstance(each, Area) and each.level is Level.SUBDISTRICT)
    choices = [_place(each) for each in found] or _elsewhere(text, places)
    return choices[0] if len(choices) == 1 else tuple(choices[:MOST_CHOICES])


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Why a text is no place, and the places that may be meant by it."""

    fault: PlaceFault
    places: tuple[Place, ...]


def place_or_why(text: str, places: Places) -> Place | NoPlace:
    """The place that a text names, or what keeps it from being one."""
    try:
        found = read_place(text, places)
    except NpsnUnclear as unclear:
        return NoPlace(PlaceFault.NPSN_OTHER if unclear.school else PlaceFault.NPSN_UNKNOWN, tuple(map(at_school, unclear.near)))
    except SchoolClosed as closed:
        return NoPlace(PlaceFault.CLOSED, (at_school(closed.successor),) if closed.successor and not closed.successor.is_closed else ())
    if isinstance(found, Place):
        return found
    return NoPlace(PlaceFault.SEVERAL, found) if found else NoPlace(PlaceFault.UNKNOWN, places_near(text, places))


def places_near(text: str, places: Places) -> tuple[Place, ...]:
    """The places that may have been meant by a name that nothing bears."""
    head, _ = _with_subdistrict(text, places)
    found = near(head or text, places.schools, places.areas, places.home)
    return tuple(_place(each) for each in found if not (isinstance(each, School) and each.is_closed))


def _named(text: str, places: Places) -> tuple[School | Area, ...]:
    """The open schools and the areas that a text names. Raises NpsnUnclear, and SchoolClosed where it names a closed school alone."""
    found = named(_BEFORE.sub("", text, count=1), places.schools, places.areas, places.home)
    left = tuple(each for each in found if not (isinstance(each, School) and each.is_closed))
    if found and not left and isinstance(found[0], School):
        refuse_closed(found[0], places.schools)
    return left


def at_school(school: School) -> Place:
    """The place of a school."""
    return Place(PlaceKind.SCHOOL, school.name, school.subdistrict, school.npsn)


def at_office(subdistrict: Area) -> Place:
    """The place of a subdistrict's office."""
    return Place(PlaceKind.SUBDISTRICT_OFFICE, f"Kantor Camat {subdistrict.name}", subdistrict.code)


def _place(found: School | Area) -> Place:
    if isinstance(found, School):
        return at_school(found)
    return at_office(found) if found.level is Level.SUBDISTRICT else Place(PlaceKind.VILLAGE, found.full_name, found.parent or "")


def _elsewhere(text: str, places: Places) -> list[Place]:
    """A place of no register, where the text says in which subdistrict it is. What is said to be a school or a village is none."""
    head, areas = _with_subdistrict(text, places)
    if not _is_of_a_register(head):
        return [Place(PlaceKind.OTHER, head[:LONGEST_NAME], area.code) for area in areas]
    inside = {area.code for area in areas}
    found = map(_place, _named(head, places))
    return [place for place in found if place.subdistrict in inside]


def _with_subdistrict(text: str, places: Places) -> tuple[str, list[Area]]:
    """The text before its subdistrict, and the subdistricts of home that it may be in; the whole text and none where it says none."""
    said = _IN_SUBDISTRICT.fullmatch(text)
    if said is None:
        return text, []
    found = places.areas.find(said["subdistrict"], home=places.home, levels=(Level.SUBDISTRICT,))
    return said["head"].strip(" ,;("), [area for area in found if area.parent == places.home]


def begins_as_school(name: str) -> bool:
    """Whether a name begins like that of one school, known or not: "SMAN 2 Koba", "MTs Darul Ulum"; "sekolah" alone is any."""
    words = _WORDS.findall(normal(name).casefold())
    said = kind_at(words, 0)
    return len(words) > 1 and ((said is not None and bool(said.kind)) or words[0] in _OF_SCHOOLS)


def _is_of_a_register(name: str) -> bool:
    """Whether a name says that it is a school or a village: one that no register has, or that lies elsewhere, is asked about."""
    words = _WORDS.findall(normal(name).casefold())
    return any(word in _OF_REGISTERS or kind_at(words, at) is not None for at, word in enumerate(words))
