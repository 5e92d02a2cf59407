"""For many people, a second member of staff agrees."""

import pytest

from ektp_core.announcements.approval import SECOND_PERSON_OVER, needs_second_person


@pytest.mark.parametrize(("people", "needs"), [(0, False), (1, False), (SECOND_PERSON_OVER, False), (SECOND_PERSON_OVER + 1, True)])
def test_more_people_than_the_limit_need_a_second_person(people: int, needs: bool) -> None:
    assert needs_second_person(people, SECOND_PERSON_OVER) is needs


def test_an_office_may_want_a_second_person_for_everything() -> None:
    assert needs_second_person(1, 0)
