"""Whom an announcement reaches: everyone who follows something there, each chat once (docs/domain.md#following)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ektp_core.areas import Areas
from ektp_core.schools.register import Schools
from ektp_core.subscriptions.subscribers import Scope, Subscription, area_followed, around, within
from ektp_core.visits.schedule import Place


class AudienceKind(StrEnum):
    """How an audience is described."""

    EVERYONE = "everyone"
    DISTRICT = "district"
    SUBDISTRICTS = "subdistricts"
    SCHOOLS = "schools"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Audience:
    """A description that is turned into chats once, when sending begins. `targets` are codes, NPSNs, or a visit's number as text.

    `without` is an announcement whose delivered chats are left out: for what is left of one that was stopped or cancelled.
    """

    kind: AudienceKind
    targets: tuple[str, ...] = ()
    without: int | None = None

    def to_json(self) -> str:
        return json.dumps({"kind": self.kind, "targets": list(self.targets), "without": self.without})

    @classmethod
    def from_json(cls, text: str) -> "Audience":
        body: dict[str, Any] = json.loads(text)
        return cls(AudienceKind(body["kind"]), tuple(body["targets"]), body["without"])


def of_place(place: Place, schools: Schools, areas: Areas) -> tuple[Subscription, ...]:
    """Who hears of a visit: followers of its school, of its subdistrict and of the district."""
    here = Subscription(Scope.SCHOOL, place.npsn) if place.npsn else area_followed(place.subdistrict)
    found = around(here, schools, areas)
    return found if len(found) > 1 else tuple(dict.fromkeys((here, *around(area_followed(place.subdistrict), schools, areas))))


def of_areas(targets: Iterable[Subscription], schools: Schools, areas: Areas) -> tuple[Subscription, ...]:
    """Who hears of an announcement to areas or schools: followers of them, of what lies in them, and of what they lie in; each once."""
    found = (each for target in targets for each in (*around(target, schools, areas), *within(target, schools, areas)))
    return tuple(dict.fromkeys(found))
