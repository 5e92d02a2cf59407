"""Where a visit may go, and the place that staff mean: a school, "kantor camat Koba", "desa Jelutung", or "Pasar Koba, Kec. Koba"."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ektp_core.areas import Area, Areas, Level
from ektp_core.schools.register import School, Schools
from ektp_core.visits.schedule import Place, PlaceKind

MOST_CHOICES = 8
LONGEST_NAME = 60
_OFFICE = re.compile(r"(?:kantor|subdistrict office(?: of)?)?\s*(?:camat|kecamatan|kec\.?)?\s*", re.IGNORECASE)
_IN_SUBDISTRICT = re.compile(
    r"(?P<head>.*?)[\s,;(]*(?<!\w)(?:kec\.|kec|kecamatan|camat|subdistrict)\s+(?P<name>[\w .'-]+?)\)?", re.IGNORECASE
)
_VILLAGE = re.compile(r"(?:(?:kantor|balai)\s+)?(?:desa|kelurahan|kel\.?|village)\s+(?P<name>.+)", re.IGNORECASE)
_NAMED_OFFICE = re.compile(r"kantor\s", re.IGNORECASE)
_URBAN = "1"  # a village's last code part begins with 1 for a kelurahan, 2 for a desa


class PlaceFault(StrEnum):
    """Why a text is no place."""

    UNKNOWN = "place_unknown"
    SEVERAL = "place_several"


@dataclass(frozen=True, slots=True)
class Places:
    """What can be visited: the schools, and the subdistricts and villages of the home district."""

    schools: Schools
    areas: Areas
    home: str


def read_place(text: str, places: Places) -> Place | tuple[Place, ...]:
    """The place that a text names; several when it may be any of them, none when it is not known.

    A place of no register is written with its subdistrict: "Pasar Koba, Kec. Koba".
    """
    found = _IN_SUBDISTRICT.fullmatch(text)
    subdistrict = _subdistrict(found["name"], places) if found else None
    if found and subdistrict:
        return _in_subdistrict(found["head"], subdistrict, places)
    choices = [at_school(school) for school in places.schools.find(text)]
    if not choices:
        office = None if _VILLAGE.fullmatch(text) else _subdistrict(re.sub(r"^kantor\s+", "", text, flags=re.IGNORECASE), places)
        villages = [] if _NAMED_OFFICE.match(text) else _villages(text, places, None)
        choices = [*([at_office(office)] if office else []), *villages]
    return choices[0] if len(choices) == 1 else tuple(choices[:MOST_CHOICES])


def at_school(school: School) -> Place:
    """The place of a school."""
    return Place(PlaceKind.SCHOOL, school.name, school.subdistrict, school.npsn)


def at_office(subdistrict: Area) -> Place:
    """The place of a subdistrict's office."""
    return Place(PlaceKind.SUBDISTRICT_OFFICE, f"Kantor Camat {subdistrict.name}", subdistrict.code)


def _in_subdistrict(head: str, subdistrict: Area, places: Places) -> Place | tuple[Place, ...]:
    if _OFFICE.fullmatch(head):
        return at_office(subdistrict)
    schools = [school for school in places.schools.find(head) if school.subdistrict == subdistrict.code]
    choices = [at_school(school) for school in schools] or _villages(head, places, subdistrict)
    if not choices:
        return Place(PlaceKind.OTHER, head.strip(" ,;(")[:LONGEST_NAME], subdistrict.code)
    return choices[0] if len(choices) == 1 else tuple(choices)


def _villages(text: str, places: Places, subdistrict: Area | None) -> list[Place]:
    named = _VILLAGE.fullmatch(text)
    name = named["name"] if named else text
    found = places.areas.find(f"desa {name}", home=places.home, levels=(Level.VILLAGE,))
    within = subdistrict.code if subdistrict else places.home
    return [_at_village(area) for area in found if area.code.startswith(f"{within}.")]


def _at_village(village: Area) -> Place:
    word = "Kelurahan" if village.code.rpartition(".")[2].startswith(_URBAN) else "Desa"
    return Place(PlaceKind.VILLAGE, f"{word} {village.name}", village.parent or "")


def _subdistrict(text: str, places: Places) -> Area | None:
    found = places.areas.find(text, home=places.home, levels=(Level.SUBDISTRICT,))
    return next((area for area in found if area.parent == places.home), None)
