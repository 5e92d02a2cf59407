"""The audience of an announcement, as staff write it."""

from dataclasses import replace

import pytest

from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.targets import (
    MOST_TARGETS,
    AudienceFault,
    NoAudience,
    Target,
    VisitGone,
    followed_in,
    is_message,
    read_audience,
    said_together,
    targets_of,
    visit_of,
    visit_said,
    with_targets,
)
from ektp_core.announcements.text import AnnouncementRefused, Placeholder, TextFault
from ektp_core.subscriptions.subscribers import Scope, Subscription
from ektp_core.visits.schedule import Place, PlaceKind, Visit
from tests.core.builders import TODAY, a_visit, demo_board

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
        ("", AudienceFault.UNKNOWN),
        ("jakarta", AudienceFault.UNKNOWN),
        ("desa jelutung", AudienceFault.UNKNOWN),
        ("SMK Koba", AudienceFault.SEVERAL),
        ("SMAN 1 Koba, Namang", AudienceFault.MIXED),
        ("koba, " * 100, AudienceFault.UNKNOWN),
    ],
)
def test_what_is_no_audience_is_refused(text: str, fault: AudienceFault) -> None:
    with pytest.raises(NoAudience) as refused:
        read_audience(text, BOARD)
    assert refused.value.values["fault"] is fault


def test_words_that_name_no_audience_are_said_back_on_one_line() -> None:
    with pytest.raises(NoAudience) as refused:
        read_audience("Entah\u202e\x00Mana", BOARD)
    assert refused.value.values["words"] == "Entah Mana"


def test_a_name_of_several_schools_offers_them() -> None:
    with pytest.raises(NoAudience) as refused:
        read_audience("smk koba", BOARD)
    assert [school.name for school in refused.value.values["schools"]] == ["SMKN 1 Koba", "SMKN 2 Koba"]


def test_more_places_than_one_message_can_name_are_refused() -> None:
    with pytest.raises(NoAudience) as refused:
        with_targets(AudienceKind.SCHOOLS, tuple(str(number) for number in range(MOST_TARGETS + 1)))
    assert (refused.value.values["fault"], refused.value.values["most"]) == (AudienceFault.TOO_MANY, MOST_TARGETS)


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


def test_only_the_followers_of_a_visit_have_one() -> None:
    visit = next(iter(BOARD.schedule))
    assert visit_of(Audience(AudienceKind.VISIT, (str(visit.id),)), BOARD) == visit
    assert visit_of(Audience(AudienceKind.SCHOOLS, (str(visit.id),)), BOARD) is None


# What placeholders say


def test_what_differs_between_places_is_said_with_their_names() -> None:
    said = [("SMAN 1 Koba", "Kamis"), ("SMAN 1 Namang", "Jumat")]
    assert said_together(Placeholder.DATE, said) == ["Kamis (SMAN 1 Koba)", "Jumat (SMAN 1 Namang)"]
    assert said_together(Placeholder.DATE, [(name, "Kamis") for name, _ in said]) == ["Kamis"]


def test_names_of_places_need_no_other_name() -> None:
    said = [("SMAN 1 Koba", "SMAN 1 Koba"), ("SMAN 1 Namang", "SMAN 1 Namang")]
    assert said_together(Placeholder.SCHOOL, said) == ["SMAN 1 Koba", "SMAN 1 Namang"]


@pytest.mark.parametrize(
    ("placeholder", "visit", "fault"),
    [
        (Placeholder.DATE, None, TextFault.NO_VISIT),
        (Placeholder.SCHOOL, replace(a_visit(TODAY), place=Place(PlaceKind.SUBDISTRICT_OFFICE, "Kantor", "19.04.01")), TextFault.NO_SCHOOL),
        (Placeholder.HOURS, replace(a_visit(TODAY), hours=()), TextFault.NO_HOURS),
    ],
)
def test_a_place_that_has_nothing_to_say_is_refused(placeholder: Placeholder, visit: Visit | None, fault: TextFault) -> None:
    with pytest.raises(AnnouncementRefused) as refused:
        visit_said(placeholder, Target("Koba", (), visit))
    assert refused.value.values["fault"] is fault


@pytest.mark.parametrize("text", ["Kantor buka lagi.", "Kantor buka lagi", "Maaf!", "Kami datang besok ke 2 sekolah di Koba"])
def test_a_sentence_is_a_message(text: str) -> None:
    assert is_message(text)


@pytest.mark.parametrize("text", ["jakarta", "SMN 1 Koba", "Kobaa"])
def test_a_word_or_two_are_a_misspelt_place(text: str) -> None:
    assert not is_message(text)
