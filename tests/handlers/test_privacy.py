"""/dataku shows all that is kept, in words."""

from datetime import UTC, datetime

import pytest

from ektp_core.privacy import ChatData, Unreachable
from ektp_core.profile import Language
from ektp_core.subscriptions.subscribers import UnreachableReason
from handlers.reply import reply
from handlers.texts import render
from tests.rehearsal import ZONE

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize("language", Language)
def test_why_a_chat_cannot_be_written_to_is_told_for_each_reason(language: Language) -> None:
    shown = {
        reason: render(
            reply("my_data", kept=ChatData(gone=Unreachable(reason, NOON)), followed=[], zone=ZONE, copies_days=30, titles={}), language
        )
        for reason in UnreachableReason
    }
    assert len(set(shown.values())) == len(UnreachableReason)
