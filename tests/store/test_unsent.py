"""What may still be sent is held back, goes on or is ended, on both databases."""

from sqlalchemy import select

from ektp_core.announcements.announcement import AnnouncementKind, AnnouncementState, Reason
from ektp_core.announcements.delivery import DeliveryState
from ektp_core.notices.unsent import UnsentStep
from ektp_core.store import Store, schema
from ektp_core.store.unsent import take_step, unsent
from tests.store.followers import SITI, an_announcement, copies


async def test_what_is_held_back_goes_on_or_is_ended(migrated: Store) -> None:
    await an_announcement(migrated, SITI, kind=AnnouncementKind.NOTICE, key="visit:12:eve:2026-12-01")
    for step, state, reason in (
        (UnsentStep.HOLD_BACK, AnnouncementState.PAUSED, Reason.VISIT_CHANGED),
        (UnsentStep.GO_ON, AnnouncementState.SENDING, None),
        (UnsentStep.END_CHANGED, AnnouncementState.CANCELLED, Reason.VISIT_CHANGED),
    ):
        async with migrated.changing() as connection:
            (seen,) = await unsent(connection)
            await take_step(connection, seen, step)
        async with migrated.reading() as connection:
            row = (await connection.execute(select(schema.announcement.c.state, schema.announcement.c.reason))).one()
        assert tuple(row) == (state, reason)
    async with migrated.reading() as connection:
        assert await unsent(connection) == []
    assert await copies(migrated, seen.id) == {SITI: DeliveryState.SKIPPED}
