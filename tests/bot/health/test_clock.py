"""When the machine's clock may decide what is due or over, and when it is a fault."""

import pytest

from bot.health.clock import CLOCK_SECONDS, is_clock_trusted, is_clock_wrong, is_far_off
from bot.health.vitals import Vitals

FAR, NEAR = CLOCK_SECONDS + 1, CLOCK_SECONDS - 1


@pytest.mark.parametrize(
    ("skews", "trusted", "wrong"),
    [
        pytest.param((), True, False, id="a server that states no time"),
        pytest.param((NEAR,), True, False, id="near"),
        pytest.param((-NEAR, NEAR), True, False, id="near on both sides"),
        pytest.param((FAR,), False, False, id="far at the start, before it is compared again"),
        pytest.param((NEAR, FAR), False, False, id="one late answer"),
        pytest.param((FAR, NEAR), True, False, id="put right"),
        pytest.param((FAR, FAR), False, True, id="ahead"),
        pytest.param((-FAR, -FAR), False, True, id="behind"),
        pytest.param((FAR, -FAR), False, False, id="nobody knows on which side"),
    ],
)
def test_one_doubt_is_enough_to_wait_and_two_alike_are_a_fault(skews: tuple[float, ...], trusted: bool, wrong: bool) -> None:
    seen = Vitals(skews=skews)
    assert (is_clock_trusted(seen), is_clock_wrong(seen)) == (trusted, wrong)


@pytest.mark.parametrize(("seconds", "far"), [(30.0, False), (-30.0, False), (30.1, True), (-30.1, True)])
def test_thirty_seconds_are_the_limit_on_both_sides(seconds: float, far: bool) -> None:
    assert is_far_off(seconds) is far
