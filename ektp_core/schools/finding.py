"""What a text names among a district's schools and places: one rule for every door (docs/domain.md#names-of-schools)."""

from collections.abc import Sequence

from ektp_core.areas import Area, Areas, Level
from ektp_core.reading.names import name_words
from ektp_core.schools.numbers import schools_named
from ektp_core.schools.register import School, Schools, spoken

VISITED = (Level.SUBDISTRICT, Level.VILLAGE)
MOST_NEAR = 3
LONG_WORD = 8
"""Letters."""


def named(text: str, schools: Schools, areas: Areas, home: str) -> tuple[School | Area, ...]:
    """The schools, subdistricts and villages of the district `home` that a whole text names; several are to be asked about.

    Said to be a school ("SMA", "sekolah") it is nothing else. Without that a school is found by what is distinctive in its name, never by
    its place, and stands beside the places of that name. Raises NpsnUnclear.
    """
    found = schools.of_kind(text) or schools_named(text, schools)
    words = name_words(text)
    if spoken(words) and not areas.named(words):  # "Manggeng" is a place, and no MA
        return found
    inside = [area for area in areas.find(text, home=home, levels=VISITED) if area.code.startswith(f"{home}.")]
    return (*found, *inside)


def subdistrict_named(text: str, schools: Schools, areas: Areas, home: str) -> str | None:
    """The code of the one subdistrict of the district `home` that a text means, by its code or a name that lies in it."""
    if text in {area.code for area in areas.children(home)}:
        return text
    found = [place.code for place in visited(named(text, schools, areas, home), areas) if isinstance(place, Area)]
    return found[0] if len(found) == 1 else None


def is_long(word: str) -> bool:
    """Whether one word of a school's name is enough outside a command: "Dian" may be somebody's."""
    return len(word) >= LONG_WORD


def near(text: str, schools: Schools, areas: Areas, home: str) -> tuple[School | Area, ...]:
    """What a text may have meant that names nothing: schools of another number or kind, or names close to it; three at most."""
    words = name_words(text)
    if asked := spoken(words):
        return (schools.called(asked.kind, asked.own) or schools.called("", asked.own))[:MOST_NEAR]
    inside = [area for area in areas.near(words) if area.code.startswith(f"{home}.")]
    return tuple(inside[:MOST_NEAR])


def visited(found: Sequence[School | Area], areas: Areas) -> tuple[School | Area, ...]:
    """Each school and subdistrict once; a village stands for the subdistrict that it lies in."""
    return tuple(
        dict.fromkeys(areas[each.parent or ""] if isinstance(each, Area) and each.level is Level.VILLAGE else each for each in found)
    )
