"""What becomes of copies that are not sent yet when a visit changes."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from ektp_core.announcements.announcement import AnnouncementState, Reason
from ektp_core.notices.due import Known
from ektp_core.notices.unsent import Unsent, UnsentStep, step_for
from ektp_core.visits.schedule import Schedule, Visit, VisitState
from tests.core.builders import TODAY, a_visit
from tests.rehearsal import ZONE

NOW = datetime.combine(TODAY, time(17, 30), ZONE)
TOMORROW = TODAY + timedelta(1)
EVE = Unsent(1, f"visit:1:eve:{TOMORROW}", AnnouncementState.SENDING, None, NOW + timedelta(hours=14), 1)
HELD = replace(EVE, state=AnnouncementState.PAUSED, reason=Reason.VISIT_CHANGED)
BY_HAND = replace(EVE, key=None)
SURE = a_visit(TOMORROW)
JUST_CANCELLED = replace(a_visit(TOMORROW, state=VisitState.CANCELLED), updated=NOW - timedelta(minutes=2))
CANCELLED = replace(JUST_CANCELLED, updated=NOW - timedelta(minutes=10))


@pytest.mark.parametrize(
    ("unsent", "visits", "step"),
    [
        pytest.param(EVE, [SURE], None, id="all is as it was"),
        pytest.param(EVE, [JUST_CANCELLED], UnsentStep.HOLD_BACK, id="a change that may be undone"),
        pytest.param(HELD, [JUST_CANCELLED], None, id="held back already"),
        pytest.param(HELD, [SURE], UnsentStep.GO_ON, id="undone"),
        pytest.param(EVE, [CANCELLED], UnsentStep.END_CHANGED, id="the change stays"),
        pytest.param(HELD, [CANCELLED], UnsentStep.END_CHANGED, id="the change stays, held back before"),
        pytest.param(EVE, [], UnsentStep.END_CHANGED, id="removed"),
        pytest.param(replace(EVE, state=AnnouncementState.PAUSED, reason=Reason.RESTORED), [SURE], None, id="paused by others"),
        pytest.param(replace(EVE, expires=NOW), [SURE], UnsentStep.END_LATE, id="too late"),
        pytest.param(replace(BY_HAND, expires=NOW), [SURE], UnsentStep.END_LATE, id="too late, whoever made it"),
        pytest.param(BY_HAND, [CANCELLED], None, id="what staff announce stays"),
        pytest.param(replace(EVE, key="expiry:2026-11-24", visit=None, expires=None), [], None, id="not of a visit"),
    ],
)
def test_what_is_done_about_unsent_copies(unsent: Unsent, visits: list[Visit], step: UnsentStep | None) -> None:
    assert step_for(unsent, Schedule(visits), Known({}, {}, {}), NOW) is step
