"""What a text names among a district's schools and places: one rule for every door (docs/domain.md#names-of-schools)."""

from collections.abc import Sequence

from ektp_core.areas import Area, Areas, Level
from ektp_core.reading.names import pieces_of
from ektp_core.reading.sentences.word_sets import word_set
from ektp_core.schools.register import School, Schools, spoken

VISITED = (Level.SUBDISTRICT, Level.VILLAGE)
SMALL_WORDS = word_set("di ke dari untuk pada daerah wilayah at in to for")
MOST_NEAR = 3


def named(text: str, schools: Schools, areas: Areas, home: str) -> tuple[School | Area, ...]:
    """The schools, subdistricts and villages of the district `home` that a whole text names; several are to be asked about.

    Said to be a school ("SMA", "sekolah") it is nothing else. Without that a school is found by what is distinctive in its name, never by
    its place, and stands beside the places of that name.
    """
    words = text.split()
    while len(words) > 1 and words[0].casefold() in SMALL_WORDS:
        del words[0]
    name = " ".join(words)
    found = schools.of_kind(name) or schools.find(name)
    if spoken(pieces_of(name)):
        return found
    inside = [area for area in areas.find(name, home=home, levels=VISITED) if area.code.startswith(f"{home}.")]
    return (*found, *inside)


def near(text: str, schools: Schools, areas: Areas, home: str) -> tuple[School | Area, ...]:
    """What a text may have meant that names nothing: schools of another number or kind, or names close to it; three at most."""
    words = pieces_of(text)
    if asked := spoken(words):
        return (schools.called(asked.kind, asked.own) or schools.called("", asked.own))[:MOST_NEAR]
    inside = [area for area in areas.near(words) if area.code.startswith(f"{home}.")]
    return tuple(inside[:MOST_NEAR])


def visited(found: Sequence[School | Area], areas: Areas) -> tuple[School | Area, ...]:
    """Each school and subdistrict once; a village stands for the subdistrict that it lies in."""
    return tuple(
        dict.fromkeys(areas[each.parent or ""] if isinstance(each, Area) and each.level is Level.VILLAGE else each for each in found)
    )
