"""Which thing an act was about, and what it was before and after."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ektp_core.audit import Change, Entry, Subject, Thing, change_of
from ektp_core.roles import Act, Outcome, Role


@pytest.mark.parametrize(("thing", "number"), [(12, 12), ("12", 12), ("officer Siti 7101", None), ("", None), ("x", None)])
def test_a_numbered_thing_is_told_from_a_named_one(thing: str | int, number: int | None) -> None:
    assert Subject(Thing.VISIT, thing).number == number


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"kits": 2, "days": ["2026-12-04"]}, {"kits": 2, "days": ["2026-12-07"]}, ({"days": ["2026-12-04"]}, {"days": ["2026-12-07"]})),
        ({"kits": 2}, {"kits": 2}, ({}, {})),
        ({}, {"kits": 2, "note": None, "hours": []}, ({}, {"kits": 2})),
        ({"kits": 2, "note": "x"}, {"kits": 3, "note": ""}, ({"kits": 2, "note": "x"}, {"kits": 3})),
        ({"early": 0}, {"early": 3}, ({"early": 0}, {"early": 3})),
    ],
)
def test_of_a_thing_the_values_that_differ_are_kept(before: dict[str, Any], after: dict[str, Any], change: tuple[Any, Any]) -> None:
    assert change_of("SMAN 1 Koba", before, after) == Change("SMAN 1 Koba", *change)


@pytest.mark.parametrize(
    ("subject", "details", "outcome", "deed"),
    [
        (Subject(Thing.VISIT, 3), {"act": "change"}, Outcome.DONE, "visit_change"),
        (Subject(Thing.REQUEST, 3), {"answer": "accepted"}, Outcome.DONE, "request_accepted"),
        (Subject(Thing.REQUEST, 3), {"pupils": 60}, Outcome.DONE, "request"),
        (Subject(Thing.FIGURES, 3), {"state": "rolled_back"}, Outcome.DONE, "figures_rolled_back"),
        (Subject(Thing.TALLY, 3), {"undo": "t1"}, Outcome.DONE, "tally_undo"),
        (Subject("visits", "typed"), {}, Outcome.REFUSED, "refused"),
    ],
)
def test_a_deed_is_told_by_its_kind_and_its_details(subject: Subject, details: dict[str, Any], outcome: Outcome, deed: str) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    assert Entry(1, moment, 7201, "Pak Julian", Role.ADMIN, Act.CHANGE_TEAM, outcome, subject, details).deed == deed
