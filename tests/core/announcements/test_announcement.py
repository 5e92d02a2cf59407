"""The states of an announcement and of a copy, and how each may go on."""

import pytest

from ektp_core.announcements.announcement import AUTOMATIC, BY_HAND, MOVES, NEW_MESSAGES, AnnouncementKind, AnnouncementState, before
from ektp_core.announcements.delivery import CALLED_BACK, OPEN, DeliveryCounts, DeliveryState

S = AnnouncementState
ENDS = frozenset({S.STOPPED, S.CANCELLED, S.CLOSED, S.DISCARDED})


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(AnnouncementState)


def test_what_has_ended_never_goes_on() -> None:
    assert {state for state, later in MOVES.items() if not later} == ENDS


@pytest.mark.parametrize(
    ("state", "earlier"),
    [
        (S.DRAFT, {S.WAITING, S.SCHEDULED}),
        (S.WAITING, {S.DRAFT, S.SCHEDULED}),
        (S.SCHEDULED, {S.DRAFT, S.WAITING, S.PAUSED}),
        (S.SENDING, {S.SCHEDULED, S.PAUSED}),
        (S.PAUSED, {S.SCHEDULED, S.SENDING}),
        (S.STOPPED, {S.SENDING, S.PAUSED}),
        (S.CANCELLED, {S.SCHEDULED, S.SENDING, S.PAUSED}),
        (S.CLOSED, {S.SENDING}),
        (S.DISCARDED, {S.DRAFT, S.WAITING}),
    ],
)
def test_each_state_is_come_to_from_these_alone(state: AnnouncementState, earlier: set[AnnouncementState]) -> None:
    assert set(before(state)) == earlier


def test_nothing_is_sent_that_was_not_scheduled_first() -> None:
    assert S.SENDING not in MOVES[S.DRAFT] | MOVES[S.WAITING]


def test_every_kind_is_made_by_hand_or_by_itself() -> None:
    assert set(AnnouncementKind) == AUTOMATIC | BY_HAND
    assert not AUTOMATIC & BY_HAND
    assert set(AnnouncementKind) - NEW_MESSAGES == {AnnouncementKind.CORRECTION, AnnouncementKind.RETRACTION}


def test_the_copies_that_are_open_are_those_that_can_be_called_back() -> None:
    assert set(CALLED_BACK) == OPEN
    assert DeliveryCounts(**dict.fromkeys(OPEN, 1)).open == len(OPEN)
    assert DeliveryCounts(**dict.fromkeys(set(DeliveryState) - OPEN, 1)).open == 0
