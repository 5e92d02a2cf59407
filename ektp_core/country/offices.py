"""Which of the country's 514 offices is meant: by its code or name, never by a guess."""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from ektp_core.areas import Area, Areas, Level
from ektp_core.country.files import districts
from ektp_core.reading.names import joined

MOST_SUGGESTED = 4
ALIKE = 70
"""Of 100: names so alike are suggested."""

FORMER_NAMES = {"tobasamosir": "12.12", "mamujuutara": "76.01", "malukutenggarabarat": "81.03"}
"""Districts renamed since 2019 (docs/domain.md#the-whole-country)."""

PROVINCES_SAID = {
    **dict.fromkeys(("nanggroeacehdarussalam", "nad"), "11"),
    **dict.fromkeys(("dkijakarta", "dki", "daerahkhususjakarta", "dkjakarta", "jakarta"), "31"),
    **dict.fromkeys(("diyogyakarta", "diy", "yogyakarta"), "34"),
    "ntb": "52",
    "ntt": "53",
}
"""What provinces are called beside their names, as one word."""

SPLIT_PROVINCES = {"91": ("93", "94", "95"), "92": ("96",)}
"""Papua and Papua Barat, and what was taken out of them in 2022: older sheets name them for all of it."""

_KAB = re.compile(r"\bkab\b\.?", re.IGNORECASE)
_CODE = re.compile(r"(\d{2})\.?(\d{2})")


class NoSuchOffice(Exception):
    """What was said is the code or name of no one office; `near` are those that may be meant, the closest first."""

    def __init__(self, said: str, near: Sequence[Area]) -> None:
        super().__init__(said)
        self.said = said
        self.near = tuple(near[:MOST_SUGGESTED])


@cache
def offices() -> Areas:
    """The provinces and districts; each district has one office."""
    return Areas(districts())


def office_of(said: str) -> Area:
    """The district of an office: "32.01", "Kabupaten Bogor"; "bogor" is none, for a city is called so, too.

    Raises NoSuchOffice. A name with a slip in it is near, and not taken; nor is "1903", which BPS gives to another district.
    """
    code = _CODE.fullmatch(said.strip())
    dotted = offices()[f"{code[1]}.{code[2]}"] if code and f"{code[1]}.{code[2]}" in offices() else None
    if dotted and dotted.code == said.strip():
        return dotted
    if code:
        raise NoSuchOffice(said, [dotted] if dotted else offices().children(code[1]))
    name = joined(_KAB.sub("kabupaten", said))
    named = [area for area in _districts() if name and name in (joined(area.name), joined(area.own_name))]
    if len(named) == 1:
        return named[0]
    raise NoSuchOffice(said, named or _near(said, name))


def find_offices(said: str) -> tuple[Area, ...]:
    """The offices that a text may mean: one by its code or name, both of "bogor", all of a province, else those of a near name."""
    provinces = [area for area in offices().find(said, levels=(Level.PROVINCE,)) if said.strip()]
    try:
        return (office_of(said),)
    except NoSuchOffice as none:
        return tuple(child for province in provinces for child in offices().children(province.code)) or none.near


def _districts() -> tuple[Area, ...]:
    return tuple(area for area in offices() if area.level is Level.DISTRICT)


def _near(said: str, name: str) -> Sequence[Area]:
    if name in FORMER_NAMES:
        return [offices()[FORMER_NAMES[name]]]
    if found := offices().find(said, levels=(Level.DISTRICT,)):
        return found
    known = {area: area.own_name for area in _districts()}
    alike = process.extract(said, known, scorer=fuzz.WRatio, processor=default_process, score_cutoff=ALIKE, limit=MOST_SUGGESTED)
    return [area for _, _, area in alike]
