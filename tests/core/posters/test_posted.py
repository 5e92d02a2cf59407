"""Paper is not taken back: only days that are sure have a poster."""

from datetime import timedelta

import pytest

from ektp_core.posters import NoPoster, has_class_hours, is_posted, posted, why_not
from ektp_core.posters.posted import WhyNot
from ektp_core.visits.schedule import VisitState
from tests.core.builders import TODAY, a_visit

YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


@pytest.mark.parametrize(
    ("state", "days", "reason"),
    [
        (VisitState.CONFIRMED, (TOMORROW,), None),
        (VisitState.CONFIRMED, (TODAY,), None),
        (VisitState.CONFIRMED, (YESTERDAY, TODAY), None),
        (VisitState.MOVED, (TOMORROW,), None),
        (VisitState.CONFIRMED, (YESTERDAY,), WhyNot.OVER),
        (VisitState.MOVED, (YESTERDAY,), WhyNot.OVER),
        (VisitState.DONE, (TODAY,), WhyNot.OVER),
        (VisitState.PLANNED, (TOMORROW,), WhyNot.PLANNED),
        (VisitState.PLANNED, (YESTERDAY,), WhyNot.PLANNED),
        (VisitState.CANCELLED, (TOMORROW,), WhyNot.CANCELLED),
    ],
)
def test_a_visit_that_is_sure_and_to_come_has_a_poster(state, days, reason):
    visit = a_visit(*days, state=state)
    assert why_not(visit, TODAY) is reason
    assert is_posted(visit, TODAY) is (reason is None)


def test_a_visit_without_a_poster_is_refused_with_its_reason():
    with pytest.raises(NoPoster) as refused:
        posted(a_visit(TOMORROW, state=VisitState.CANCELLED), TODAY)
    assert refused.value.values["reason"] is WhyNot.CANCELLED
    with pytest.raises(NoPoster) as refused:
        posted(None, TODAY)
    assert refused.value.values["reason"] is WhyNot.GONE


def test_a_visit_without_hours_has_no_list_of_them():
    assert not has_class_hours(a_visit(TODAY))
