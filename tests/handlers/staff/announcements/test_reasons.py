"""Why something stopped or did not arrive is told in words, never by the name that the store keeps."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState, Reason
from ektp_core.announcements.delivery import DeliveryCounts
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.subscriptions.subscribers import UnreachableReason
from handlers.reply import Reply
from handlers.staff.announcements.progress import progress
from handlers.texts import render

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
WITHOUT_WORDS = "without-words"
every_language = pytest.mark.parametrize("language", Language)


def report(reason: str | None, reasons: Mapping[str, int], office: Office) -> Reply:
    announcement = Announcement(
        id=17,
        kind=AnnouncementKind.ANNOUNCEMENT,
        state=AnnouncementState.PAUSED,
        version=1,
        audience=None,
        text="Besok",
        file=None,
        visit=None,
        corrects=None,
        due=None,
        made_by=7101,
        started=NOON,
        closed=NOON,
        reason=reason,
    )
    return progress(announcement, DeliveryCounts(delivered=1, unreachable=2), office, reasons=reasons)


@every_language
@pytest.mark.parametrize("reason", Reason)
async def test_why_an_announcement_does_not_go_on_is_said_in_words(office: Office, reason: Reason, language: Language) -> None:
    bare = render(report(WITHOUT_WORDS, {}, office), language).replace(WITHOUT_WORDS, reason)
    assert render(report(reason, {}, office), language) != bare


@every_language
@pytest.mark.parametrize("reason", [*Reason, *UnreachableReason])
async def test_why_a_copy_did_not_arrive_is_said_in_words(office: Office, reason: str, language: Language) -> None:
    bare = render(report(None, {WITHOUT_WORDS: 2}, office), language).replace(WITHOUT_WORDS, reason)
    assert render(report(None, {reason: 2}, office), language) != bare
