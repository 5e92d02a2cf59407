"""Corrections and retractions in the store, on both databases: one at a time, and what they leave."""

import asyncio

import pytest

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState
from ektp_core.announcements.corrections import OtherUnderWay
from ektp_core.roles import Act
from ektp_core.store import Store, schema
from ektp_core.store import announcements as store
from ektp_core.store.audit import acting
from ektp_core.store.corrections import newest_words
from tests.store.records import MOMENT as NOW
from tests.store.records import add
from tests.store.test_announcements import HENDRA, RATNA, a_draft, members


async def test_of_two_corrections_of_the_same_copies_one_goes_on(migrated: Store) -> None:
    await members(migrated, RATNA, HENDRA)
    await add(migrated, schema.state, {"id": 1, "board_version": 1, "home": "19.04"})
    root = await a_draft(migrated, state=AnnouncementState.CLOSED, started=NOW)
    kinds = AnnouncementKind.CORRECTION, AnnouncementKind.RETRACTION
    found = [await a_draft(migrated, kind=kind, corrects=root) for kind in kinds]

    async def confirm(number: int, person: int) -> None:
        async with acting(migrated, person, Act.ANNOUNCE, NOW) as doing:
            await store.confirm(doing.connection, number, 1, person, NOW, alone=True)

    ended = await asyncio.gather(*map(confirm, found, (RATNA, HENDRA)), return_exceptions=True)
    (refused,) = [each for each in ended if each is not None]
    assert isinstance(refused, OtherUnderWay)
    assert {refused.number, refused.other} == set(found)
    async with migrated.changing() as connection:
        await store.cancel(connection, refused.other, 1)
    await confirm(refused.number, RATNA)


async def test_a_correction_neither_resumes_nor_is_agreed_to_beside_another(migrated: Store) -> None:
    await members(migrated, RATNA, HENDRA)
    root = await a_draft(migrated, state=AnnouncementState.CLOSED, started=NOW)
    going = {"kind": AnnouncementKind.CORRECTION, "corrects": root, "started": NOW}
    paused = await a_draft(migrated, **going, state=AnnouncementState.PAUSED)
    waiting = await a_draft(migrated, **going | {"started": None}, state=AnnouncementState.WAITING, confirmed_by=RATNA)
    sending = await a_draft(migrated, **going, state=AnnouncementState.SENDING)
    async with migrated.changing() as connection:
        for step in (store.resume(connection, paused, 1, NOW), store.approve(connection, waiting, 1, HENDRA, NOW)):
            with pytest.raises(OtherUnderWay):
                await step
        await store.cancel(connection, sending, 1)
        await store.resume(connection, paused, 1, NOW)


async def test_the_words_that_stand_now_are_those_of_the_last_correction(migrated: Store) -> None:
    first = await a_draft(migrated, text="A")
    assert await newest_words(migrated, first) == "A"
    await a_draft(migrated, text="B", kind=AnnouncementKind.CORRECTION, corrects=first, state=AnnouncementState.CLOSED, started=NOW)
    await a_draft(migrated, text="C", kind=AnnouncementKind.CORRECTION, corrects=first, state=AnnouncementState.STOPPED, started=NOW)
    await a_draft(migrated, text="D", kind=AnnouncementKind.CORRECTION, corrects=first)
    assert await newest_words(migrated, first) == "B", "not every copy says what was stopped or not sent"
