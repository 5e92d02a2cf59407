"""What people make of a school's name in the register, by the same rules for every school of the country."""

import re
from collections.abc import Collection, Iterator

_STATE = re.compile(r"(?:UPT )?(SMA|SMK|SLB|MA)(?:N| N| NEGERI) (?:(\d+|I{1,3}|IV) )?(.+)")
_PRIVATE = re.compile(r"(SMA|SMK|SLB)(?:S| S| SWASTA)? (?!.*SWASTA)(.+)")
_LEVEL = re.compile(r"\b(?:kota|kabupaten|kab|kecamatan|kec) (?=\w)")
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_LONGEST = 64
"""Letters of a name that is read."""

FIRST_WORDS = {
    "tanjung": ("tj", "tg"),
    "sungai": ("sei", "sg"),
    "kampung": ("kp",),
    "gunung": ("gn",),
    "teluk": ("tl",),
    "lubuk": ("lb",),
    "pangkalan": ("pkl",),
    "simpang": ("sp",),
    "muara": ("mr",),
    "batu": ("bt",),
}
"""How the first word of a place is written on a cheap phone."""

IN_NAMES = {
    "muhammadiyah": ("muh", "muhamadiyah"),
    "maarif": ("ma'arif",),
    "islam terpadu": ("it",),
    "it": ("islam terpadu",),
    "al": ("al-",),
}


def short_forms(name: str, places: Collection[str]) -> set[str]:
    """The short forms of a school's name; each must find it, alone or among a few.

    `places` are the names around it in small letters: of "Kota Agung" no word is left out when a place is called so.
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[^\w' -]", " ", name)).strip()
    if state := _STATE.fullmatch(plain.upper()):
        kind, number, place = (part.lower() if part else "" for part in state.groups())
        found = set(_of_state(kind, _ROMAN.get(number.upper(), number).lstrip("0"), place, places))
    elif private := _PRIVATE.fullmatch(plain.upper()):
        found = set(_of_private(*(part.lower() for part in private.groups()), places))
    else:
        found = set()
    return {plain.lower(), *(form for form in found if len(form) <= _LONGEST)}


def _of_state(kind: str, number: str, place: str, places: Collection[str]) -> Iterator[str]:
    if number and place.isalpha():
        yield f"{kind}n{number}{place}"
    for where in _places(place, places):
        of_it = f"{number} {where}".strip()
        yield from (f"{kind}n {of_it}", f"{kind} negeri {of_it}", f"{kind} n {of_it}")
        if number:
            yield from (f"{kind}n{of_it}", f"{kind} {number} {where}", f"{kind}{number} {where}", f"{kind} {where} {number}")
        if (kind, number) == ("sma", "1"):
            yield f"smansa {where}"


def _of_private(kind: str, own: str, places: Collection[str]) -> Iterator[str]:
    for name in {own, own.replace("-", " "), *_rewritten(own, places)}:
        yield from (f"{kind} {name}", f"{kind}s {name}", f"{kind} swasta {name}")
    if own.startswith("it "):
        yield f"{kind}it {own.removeprefix('it ')}"


def _rewritten(own: str, places: Collection[str]) -> Iterator[str]:
    for whole, others in IN_NAMES.items():
        for other in others:
            yield re.sub(rf"\b{whole}(?: |$)", other if other.endswith("-") else f"{other} ", own).strip()
    yield re.sub(r"\b(al|an|ar|as|at|nurul|darul) (?=\w)", r"\1", own)
    yield _without_level(own, places)


def _without_level(name: str, places: Collection[str]) -> str:
    plain = _LEVEL.sub("", name)
    return plain if any(f" {plain} ".endswith(f" {each} ") for each in places) else name


def _places(place: str, places: Collection[str]) -> Iterator[str]:
    plain = _without_level(place, places)
    yield from {place, plain}
    first, _, rest = plain.partition(" ")
    if rest.isalpha():
        if rest.upper() not in _ROMAN:
            yield first + rest
        yield from (f"{short} {rest}" for short in FIRST_WORDS.get(first, ()))
