"""/dataku shows all that is kept, in words; what is erased is erased in the store first."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError

from ektp_core.office import Office
from ektp_core.privacy import ChatData, Unreachable
from ektp_core.profile import Language
from ektp_core.subscriptions.subscribers import UnreachableReason
from handlers.reply import reply
from handlers.texts import render
from tests.rehearsal import SITI, ZONE

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


async def test_what_the_store_could_not_erase_is_still_known(office: Office) -> None:
    await office.choose_language(SITI, Language.EN)
    async with office.store.changing() as connection:
        await connection.exec_driver_sql("ALTER TABLE preference RENAME TO out_of_reach")
    with pytest.raises(OperationalError):
        await office.forget(SITI)
    assert office.public.language_of(SITI) is Language.EN


async def test_an_erased_chat_is_answered_as_if_it_had_never_chosen_a_language(office: Office) -> None:
    await office.choose_language(SITI, Language.EN)
    assert await office.forget(SITI) is True
    assert office.public.language_of(SITI) is None
