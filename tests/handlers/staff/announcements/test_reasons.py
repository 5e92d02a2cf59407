"""Why something stopped or did not arrive is told in words, never by the name that the store keeps."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from ektp_core.announcements.announcement import Announcement, AnnouncementKind, AnnouncementState, Reason
from ektp_core.announcements.delivery import Counts
from ektp_core.profile import Language
from ektp_core.subscriptions.subscribers import GoneReason
from handlers.reply import Reply, reply
from handlers.texts import render

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
WITHOUT_WORDS = "without-words"
every_language = pytest.mark.parametrize("language", Language)


def report(reason: str | None, reasons: Mapping[str, int]) -> Reply:
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
        reason=reason,  # type: ignore[arg-type] -- also what is no reason
    )
    return reply(
        "staff/announcements/progress",
        announcement=announcement,
        counts=Counts(delivered=1, unreachable=2),
        reasons=reasons,
        begun=NOON,
        ended=NOON,
        people={},
    )


@every_language
@pytest.mark.parametrize("reason", Reason)
def test_why_an_announcement_does_not_go_on_is_said_in_words(reason: Reason, language: Language) -> None:
    bare = render(report(WITHOUT_WORDS, {}), language).replace(WITHOUT_WORDS, reason)
    assert render(report(reason, {}), language) != bare


@every_language
@pytest.mark.parametrize("reason", [*Reason, *GoneReason])
def test_why_a_copy_did_not_arrive_is_said_in_words(reason: str, language: Language) -> None:
    bare = render(report(None, {WITHOUT_WORDS: 2}), language).replace(WITHOUT_WORDS, reason)
    assert render(report(None, {reason: 2}), language) != bare
