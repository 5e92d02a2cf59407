"""What becomes of a copy, by the requests for it whose fate nobody knows."""

import pytest

from ektp_core.announcements.delivery import MOST_AMBIGUOUS, DeliveryState, after_doubt, unsent


@pytest.mark.parametrize(("ambiguous", "state"), [(0, DeliveryState.PENDING), (1, DeliveryState.DEFERRED)])
def test_what_was_surely_not_sent_goes_back_to_where_it_was(ambiguous: int, state: DeliveryState) -> None:
    assert unsent(ambiguous) is state


@pytest.mark.parametrize(("ambiguous", "state"), [(0, DeliveryState.DEFERRED), (1, DeliveryState.UNCERTAIN)])
def test_what_may_have_arrived_is_sent_once_more_and_never_a_third_time(ambiguous: int, state: DeliveryState) -> None:
    assert after_doubt(ambiguous) is state


def test_nobody_gets_more_than_two() -> None:
    assert MOST_AMBIGUOUS == 2
