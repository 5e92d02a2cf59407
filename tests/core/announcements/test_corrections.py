"""What may be corrected, retracted or sent to the rest, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState
from ektp_core.announcements.audience import Audience, AudienceKind
from ektp_core.announcements.corrections import (
    CHANGING_COPIES,
    DELETABLE,
    CopiesChange,
    CorrectionState,
    OtherUnderWay,
    correction_state,
    is_too_old_to_delete,
    keep_apart,
    may_correct,
    may_retract,
    may_send_rest,
    some_too_old_to_delete,
    whose_copies,
)
from ektp_core.announcements.delivery import DeliveryCounts

K, S = AnnouncementKind, AnnouncementState
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SENT = Announcement(
    id=17,
    kind=K.ANNOUNCEMENT,
    state=S.CLOSED,
    version=2,
    audience=Audience(AudienceKind.EVERYONE),
    text="Besok",
    file=None,
    visit=None,
    corrects=None,
    due=None,
    made_by=7101,
    started=NOON,
    closed=NOON,
)
ARRIVED = DeliveryCounts(delivered=2, unreachable=1)
UNCORRECTED = CorrectionState()
OVER = {S.CLOSED, S.STOPPED, S.CANCELLED, S.DISCARDED}


def a_change(number: int, kind: AnnouncementKind = K.CORRECTION, state: AnnouncementState = S.CLOSED, missed: int = 0) -> CopiesChange:
    return CopiesChange(number, kind, state, missed)


# When


@pytest.mark.parametrize("state", AnnouncementState)
def test_copies_are_changed_once_none_is_under_way_any_more(state: AnnouncementState) -> None:
    announcement = replace(SENT, state=state)
    assert may_correct(announcement, ARRIVED, UNCORRECTED) is (state in OVER)
    assert may_retract(announcement, ARRIVED, UNCORRECTED) is (state in OVER)


def test_where_nothing_arrived_there_is_nothing_to_change() -> None:
    assert not may_correct(SENT, DeliveryCounts(unreachable=3), UNCORRECTED)
    assert not may_retract(SENT, DeliveryCounts(uncertain=3), UNCORRECTED)


@pytest.mark.parametrize(
    ("kind", "corrected", "retracted"),
    [
        (K.ANNOUNCEMENT, True, True),
        (K.CORRECTION, True, True),
        (K.NOTICE, False, True),
        (K.REMINDER, False, False),
        (K.RETRACTION, False, False),
    ],
)
def test_staff_correct_what_they_wrote_and_retract_what_was_told_automatically(
    kind: AnnouncementKind, corrected: bool, retracted: bool
) -> None:
    announcement = replace(SENT, kind=kind)
    assert may_correct(announcement, ARRIVED, UNCORRECTED) is corrected
    assert may_retract(announcement, ARRIVED, UNCORRECTED) is retracted


def test_what_is_deleted_is_not_changed_again_and_what_a_retraction_missed_only_corrected() -> None:
    deleted = CorrectionState(retracted_by=18, all_deleted=True)
    assert not may_correct(SENT, ARRIVED, deleted)
    assert not may_retract(SENT, ARRIVED, deleted)
    in_part = CorrectionState(retracted_by=18)
    assert may_correct(SENT, ARRIVED, in_part)
    assert not may_retract(SENT, ARRIVED, in_part)


@pytest.mark.parametrize("state", AnnouncementState)
def test_the_rest_gets_only_what_was_stopped_or_cancelled(state: AnnouncementState) -> None:
    assert may_send_rest(replace(SENT, state=state)) is (state in {S.STOPPED, S.CANCELLED})


def test_what_never_began_reaches_nobody_by_itself_or_mends_another_has_no_rest() -> None:
    cancelled = replace(SENT, state=S.CANCELLED)
    assert not may_send_rest(replace(cancelled, started=None))
    assert not may_send_rest(replace(cancelled, audience=None))
    assert not may_send_rest(replace(cancelled, corrects=3))


@pytest.mark.parametrize(
    ("started", "closed", "some", "every"),
    [
        (timedelta(hours=47), timedelta(hours=46), False, False),
        (DELETABLE, timedelta(hours=47), True, False),
        (timedelta(hours=49), DELETABLE, True, True),
    ],
)
def test_telegram_lets_copies_be_deleted_for_two_days(started: timedelta, closed: timedelta, some: bool, every: bool) -> None:
    sent = replace(SENT, started=NOON - started, closed=NOON - closed)
    assert (some_too_old_to_delete(sent, NOON), is_too_old_to_delete(sent, NOON)) == (some, every)


def test_what_has_not_ended_is_not_too_old() -> None:
    assert not is_too_old_to_delete(replace(SENT, closed=None), NOON + 2 * DELETABLE)


# Which copies


def test_a_correction_of_a_correction_changes_the_copies_that_were_sent_first() -> None:
    assert whose_copies(SENT) == 17
    assert whose_copies(replace(SENT, id=18, kind=K.CORRECTION, corrects=17)) == 17


def test_copies_show_the_last_correction_that_reached_them_all() -> None:
    changes = [a_change(18), a_change(19, missed=1), a_change(20, state=S.STOPPED), a_change(21, state=S.DRAFT)]
    assert correction_state(changes) == CorrectionState(corrected_by=19)
    assert correction_state([]) == UNCORRECTED


def test_copies_are_all_deleted_by_a_retraction_that_missed_none() -> None:
    in_part = a_change(18, K.RETRACTION, missed=1)
    assert correction_state([in_part]) == CorrectionState(retracted_by=18)
    assert correction_state([in_part, a_change(19, K.RETRACTION)]) == CorrectionState(retracted_by=19, all_deleted=True)
    assert correction_state([a_change(18, K.RETRACTION, S.CANCELLED)]) == UNCORRECTED


# One at a time


@pytest.mark.parametrize("state", AnnouncementState)
def test_one_change_of_the_same_copies_at_a_time_is_under_way(state: AnnouncementState) -> None:
    changes = [a_change(18, state=state), a_change(19, state=S.DRAFT)]
    if state not in CHANGING_COPIES:
        keep_apart(19, changes)
        return
    with pytest.raises(OtherUnderWay) as refused:
        keep_apart(19, changes)
    assert (refused.value.number, refused.value.other) == (19, 18)


def test_a_change_is_not_in_its_own_way() -> None:
    keep_apart(18, [a_change(18, state=S.PAUSED)])
