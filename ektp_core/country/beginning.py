"""What a new office begins with: its district, and the profile that says what the office publishes (docs/operating.md#another-office).

A profile is a TOML file: facts, texts of what to bring, awards. An office without one begins with the law alone, the same everywhere;
what only an office can say of itself is then "belum diumumkan".
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ektp_core.areas import Area
from ektp_core.country.files import DATA
from ektp_core.country.offices import NoSuchOffice, office_of
from ektp_core.topics import Topic, key_of

FIRST_OFFICE = "19.04"
"""Bangka Tengah: the worked example, and where the bot rehearses unless told otherwise."""

PROFILES = DATA.parent
LAW = PROFILES / "law.toml"
PROFILE_OF = {FIRST_OFFICE: PROFILES / "bangka_tengah.toml", "34.01": PROFILES / "kulon_progo.toml"}
"""The profiles that come with the project."""

EDITION = "2025"
NAME_SOURCE = "Kepmendagri 300.2.2-2138/2025"


class ProfileUnreadable(Exception):
    """The office profile is no TOML, or lacks what an office needs."""


class AnotherHome(Exception):
    """The profile is another office's than the one that was named."""

    def __init__(self, named: Area, of_profile: Area) -> None:
        super().__init__(named.code, of_profile.code)
        self.named = named
        self.of_profile = of_profile


@dataclass(frozen=True, slots=True)
class Beginning:
    """The office's district, and its profile's tables. `folder` is where files that the profile names are."""

    home: Area
    facts: Mapping[str, Mapping[str, str]]
    requirements: Sequence[Mapping[str, Any]]
    awards: Sequence[Mapping[str, Any]]
    schools: Path | None = None
    """The office's own list of its schools, with addresses; without one they come from the country's register."""

    schools_source: str | None = None
    """Who vouches for that list; without it, it is of the country's register, as Bangka Tengah's is, and waits to be confirmed."""

    boundaries: Path | None = None
    """Finer shapes of its subdistricts."""


def beginning_of(home: Area | None, profile: Path | None) -> Beginning:
    """What an office begins with; Bangka Tengah's own when nothing is named. Raises ProfileUnreadable, AnotherHome."""
    if home and not profile and home.code not in PROFILE_OF:
        return Beginning(home, {**_names_of(home), **_facts_of(_law())}, _law()["requirements"], ())
    path = profile or PROFILE_OF[home.code if home else FIRST_OFFICE]
    try:
        found = _read(path)
        whose = office_of(found["home"])
        own = {part: path.parent / found[part] if part in found else None for part in ("schools", "boundaries")}
        facts = {**_names_of(whose), **_facts_of(_law()), **_facts_of(found)}
        texts = _law()["requirements"] if "requirements" not in found else found["requirements"]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, NoSuchOffice) as error:
        raise ProfileUnreadable(path) from error
    if home and home != whose:
        raise AnotherHome(home, whose)
    return Beginning(whose, facts, texts, found.get("awards", ()), schools_source=found.get("schools_source"), **own)


@cache
def said_by_law() -> Mapping[str, str]:
    """The sources of the facts that are the same everywhere, by key: what bears one is the law's word and not yet the office's."""
    return {key: fact["source"] for key, fact in _law()["facts"].items()}


def _facts_of(found: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
    """The facts of a file, the answers to topics among them. ValueError for an answer to no topic."""
    answers = {key_of(Topic(name)): answer for name, answer in found.get("answers", {}).items()}
    return {**found.get("facts", {}), **answers}


def _law() -> dict[str, Any]:
    return _read(LAW)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _names_of(home: Area) -> dict[str, dict[str, str]]:
    """What an office is called until it says otherwise."""
    named = {"as_of": EDITION, "source": NAME_SOURCE}
    whole = f"Dinas Kependudukan dan Pencatatan Sipil {home.name}"
    return {
        "name": {"id": whole, "en": f"Population and Civil Registration Office of {home.short_name}", **named},
        "short_name": {"id": f"Dukcapil {home.name}", **named},
    }
