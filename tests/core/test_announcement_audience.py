"""The audience of an announcement, as staff write it."""

import pytest

from ektp_core.announcement_audience import MOST_TARGETS, NoAudience, VisitGone, followed_in, read_audience, targets_of, with_targets
from ektp_core.audience import Audience, AudienceKind
from ektp_core.subscriptions import Scope, Subscription
from tests.core.builders import TODAY, demo_board

BOARD = demo_board()
SMAN_1, SMKN_1 = "10900778", "10900779"


@pytest.mark.parametrize(
    ("text", "kind", "targets"),
    [
        ("semua", AudienceKind.EVERYONE, ()),
        ("Everyone", AudienceKind.EVERYONE, ()),
        ("kabupaten", AudienceKind.DISTRICT, ()),
        ("Bangka Tengah", AudienceKind.DISTRICT, ()),
        ("koba", AudienceKind.SUBDISTRICTS, ("19.04.01",)),
        ("Kec. Koba, Namang", AudienceKind.SUBDISTRICTS, ("19.04.01", "19.04.05")),
        ("koba dan koba", AudienceKind.SUBDISTRICTS, ("19.04.01",)),
        ("SMAN 1 Koba", AudienceKind.SCHOOLS, (SMAN_1,)),
        ("sman 1 koba, sman 1 namang", AudienceKind.SCHOOLS, (SMAN_1, SMKN_1)),
    ],
)
def test_places_are_read(text: str, kind: AudienceKind, targets: tuple[str, ...]) -> None:
    assert read_audience(text, BOARD) == Audience(kind, targets)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "place_unknown"),
        ("jakarta", "place_unknown"),
        ("desa jelutung", "place_unknown"),
        ("SMK Koba", "place_several"),
        ("SMAN 1 Koba, Namang", "mixed"),
        ("koba, " * 100, "place_unknown"),
    ],
)
def test_what_is_no_audience_is_refused(text: str, fault: str) -> None:
    with pytest.raises(NoAudience) as refused:
        read_audience(text, BOARD)
    assert refused.value.values["fault"] == fault


def test_a_name_of_several_schools_offers_them() -> None:
    with pytest.raises(NoAudience) as refused:
        read_audience("smk koba", BOARD)
    assert [school.name for school in refused.value.values["schools"]] == ["SMKN 1 Koba", "SMKN 2 Koba"]


def test_more_places_than_one_message_can_name_are_refused() -> None:
    with pytest.raises(NoAudience):
        with_targets(AudienceKind.SCHOOLS, tuple(str(number) for number in range(MOST_TARGETS + 1)))


def test_an_announcement_to_a_school_reaches_its_subdistrict_and_the_district() -> None:
    followed = followed_in(Audience(AudienceKind.SCHOOLS, (SMAN_1,)), BOARD, TODAY)
    assert set(followed or ()) == {
        Subscription(Scope.SCHOOL, SMAN_1),
        Subscription(Scope.SUBDISTRICT, "19.04.01"),
        Subscription(Scope.DISTRICT, "19.04"),
    }


def test_everyone_is_whoever_follows_anything() -> None:
    assert followed_in(Audience(AudienceKind.EVERYONE), BOARD, TODAY) is None


def test_each_place_names_its_next_visit() -> None:
    (target,) = targets_of(Audience(AudienceKind.SCHOOLS, (SMAN_1,)), BOARD, TODAY)
    assert target.name == "SMAN 1 Koba"
    assert target.visit is not None
    assert target.visit.place.npsn == SMAN_1


def test_the_followers_of_a_visit_that_was_removed_are_nobody() -> None:
    with pytest.raises(VisitGone):
        targets_of(Audience(AudienceKind.VISIT, ("999",)), BOARD, TODAY)
