"""What people have ended since a backup was made is ended in it, too, as far as another database of the office knows."""

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.backups.making import make_backup
from bot.backups.restoring import Restored, restore
from ektp_core.backups.endings import EndedAgain
from ektp_core.privacy import ChatData
from ektp_core.roles import Role
from ektp_core.store import Store, alarms, open_store
from ektp_core.store.leadership import leave_lead, take_lead
from ektp_core.store.privacy import chat_data, forget
from ektp_core.store.reminders import cancel, remind
from ektp_core.store.subscriptions import follow, leave, unfollow
from ektp_core.store.team import InvitationInvalid, answer_claim, change_role, claim, invite, make_first_admins, members, revoke
from tests.databases import Filled, sqlite_file
from tests.reliability.scene import sqlite_url
from tests.store.followers import BUDI, KOBA, SITI, SMAN_1_KOBA, TODAY, a_follower, a_reminder, follows

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
LOST = NOON + timedelta(hours=2)
HOME = "19.04"
JULIAN, WULAN, RATNA, SUMI = 7201, 7202, 7101, 7301
IDENTITY = pyrage.x25519.Identity.generate()
TOKEN = "an-invitation"


async def served(path: Path, at: datetime, does: Callable[[Store], Awaitable[object]] | None = None) -> None:
    """Somebody is served from the database until a moment, and does this."""
    store = open_store(sqlite_url(path), exclusive=True)
    fence = await take_lead(store, at)
    assert fence
    if does:
        await does(store)
    await leave_lead(store, fence, at + timedelta(seconds=15))
    await store.close()


async def joins(store: Store, person: int, role: Role, school: str | None = None) -> None:
    token = secrets.token_hex(8)
    async with store.changing() as connection:
        await invite(connection, token, role, school, JULIAN, NOON)
    claimed = await claim(store, token, person, "Bu", NOON)
    async with store.changing() as connection:
        await answer_claim(connection, claimed.id, JULIAN, NOON, accepted=True)


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """Two people follow two things and await a day; two admins, an officer and a school; an invitation is open."""
    path = tmp_path / "here" / "office.db"
    path.parent.mkdir()

    async def begin(store: Store) -> None:
        for chat in (SITI, BUDI):
            await a_follower(store, chat, SMAN_1_KOBA, KOBA)
            await remind(store, a_reminder(chat), TODAY)
        await make_first_admins(store, [JULIAN, WULAN], NOON)
        await joins(store, RATNA, Role.OFFICER)
        await joins(store, SUMI, Role.SCHOOL, SMAN_1_KOBA.target)

    await sqlite_file(path, Filled.FIRST_START)
    await served(path, NOON, begin)
    return path


@pytest.fixture
def backup(database: Path, tmp_path: Path) -> Path:
    return make_backup(database, tmp_path / "backups", None, NOON).path


async def opened(database: Path) -> Store:
    return open_store(sqlite_url(database), exclusive=True)


async def erase(store: Store) -> None:
    await forget(store, SITI, LATER)


async def stop(store: Store) -> None:
    await leave(store, SITI, LATER)


async def stop_one(store: Store) -> None:
    await unfollow(store, SITI, KOBA, LATER)


async def stop_all_one_by_one(store: Store) -> None:
    for thing in (KOBA, SMAN_1_KOBA):
        await unfollow(store, SITI, thing, LATER)
    await cancel(store, a_reminder(SITI), LATER)


async def stop_and_follow_one_again(store: Store) -> None:
    await leave(store, SITI, LATER)
    await a_follower(store, SITI, KOBA)


async def stop_and_be_reminded_again(store: Store) -> None:
    await cancel(store, a_reminder(SITI), LATER)
    await remind(store, a_reminder(SITI), TODAY)


async def erase_and_come_back(store: Store) -> None:
    await forget(store, SITI, LATER)
    await a_follower(store, SITI, KOBA)


async def stop_what_came_later(store: Store) -> None:
    await unfollow(store, SITI, KOBA, LATER)
    await follow(store, SITI, [KOBA], LATER, TODAY)


ENDED = [
    (erase, set(), 0, EndedAgain(LATER, erased=1)),
    (stop, set(), 0, EndedAgain(LATER, unfollowed=3)),
    (stop_one, {SMAN_1_KOBA}, 1, EndedAgain(LATER, unfollowed=1)),
    (stop_all_one_by_one, set(), 0, EndedAgain(LATER, unfollowed=3)),
    (stop_and_follow_one_again, {KOBA}, 0, EndedAgain(LATER, unfollowed=2)),
    (stop_and_be_reminded_again, {SMAN_1_KOBA, KOBA}, 1, EndedAgain(LATER)),
    (erase_and_come_back, set(), 0, EndedAgain(LATER, erased=1)),
    (stop_what_came_later, {SMAN_1_KOBA, KOBA}, 1, EndedAgain(LATER)),
]


@pytest.mark.parametrize(("does", "followed", "reminders", "ended"), ENDED, ids=[does.__name__ for does, *_ in ENDED])
async def test_what_somebody_ended_since_stays_ended_and_nobody_else_notices(
    database: Path, backup: Path, does: Callable[[Store], Awaitable[object]], followed: set[object], reminders: int, ended: EndedAgain
) -> None:
    await served(database, LATER, does)
    restored = await restore(backup, None, database, LOST, HOME)
    assert restored.ended == ended
    store = await opened(database)
    kept = await chat_data(store, SITI)
    assert (await follows(store), len(kept.reminders)) == (followed, reminders)
    if not followed:
        assert kept == ChatData()
    assert await follows(store, BUDI) == {SMAN_1_KOBA, KOBA}
    await store.close()


def roles(*changes: tuple[int, Role | None]) -> dict[int, Role]:
    before = {JULIAN: Role.ADMIN, WULAN: Role.ADMIN, RATNA: Role.OFFICER, SUMI: Role.SCHOOL}
    return {person: role for person, role in (before | dict(changes)).items() if role}


async def revoked(store: Store) -> None:
    async with store.changing() as connection:
        await revoke(connection, RATNA, LATER)


async def lowered(store: Store) -> None:
    async with store.changing() as connection:
        await change_role(connection, WULAN, Role.VIEWER, LATER)


async def raised(store: Store) -> None:
    async with store.changing() as connection:
        await change_role(connection, RATNA, Role.ADMIN, LATER)


async def revoked_and_invited_again(store: Store) -> None:
    await revoked(store)
    await joins(store, RATNA, Role.OFFICER)


async def of_another_school(store: Store) -> None:
    await joins(store, SUMI, Role.SCHOOL, "10900779")


async def nobody_is_admin(store: Store) -> None:
    await joins(store, RATNA, Role.ADMIN)
    async with store.changing() as connection:
        await revoke(connection, JULIAN, LATER)
        await change_role(connection, WULAN, Role.OFFICER, LATER)


CHANGED = [
    (revoked, roles((RATNA, None)), 1),
    (lowered, roles((WULAN, None)), 1),
    (raised, roles(), 0),
    (revoked_and_invited_again, roles(), 0),
    (of_another_school, roles((SUMI, None)), 1),
    (nobody_is_admin, roles((JULIAN, None), (WULAN, None)), 2),
]


@pytest.mark.parametrize(("does", "held", "ended"), CHANGED, ids=[does.__name__ for does, *_ in CHANGED])
async def test_a_role_that_was_taken_away_does_not_come_back(
    database: Path, backup: Path, does: Callable[[Store], Awaitable[object]], held: dict[int, Role], ended: int
) -> None:
    await served(database, LATER, does)
    restored = await restore(backup, None, database, LOST, HOME)
    assert (restored.ended.roles, restored.ended.leaves_admin) == (ended, Role.ADMIN in held.values())
    store = await opened(database)
    assert {person: each.role for person, each in (await members(store)).items()} == held
    await store.close()


async def test_whoever_came_back_before_the_backup_is_in_it(database: Path, tmp_path: Path) -> None:
    """What was ended before is noted in the backup as well."""
    await served(database, NOON, erase_and_come_back)
    backup = make_backup(database, tmp_path / "backups", None, NOON).path
    await served(database, LATER, revoked)
    restored = await restore(backup, None, database, LOST, HOME)
    assert restored.ended == EndedAgain(LATER, roles=1)
    store = await opened(database)
    assert await follows(store) == {KOBA}
    await store.close()


async def test_an_invitation_that_is_open_in_the_copy_may_have_been_used(database: Path, tmp_path: Path) -> None:
    async def somebody_is_invited(store: Store) -> None:
        async with store.changing() as connection:
            await invite(connection, TOKEN, Role.ADMIN, None, JULIAN, NOON)

    await served(database, NOON, somebody_is_invited)
    backup = make_backup(database, tmp_path / "backups", None, NOON).path
    await restore(backup, None, database, LATER, HOME)
    store = await opened(database)
    [raised] = [each.details for each in await alarms.untold(store)]
    assert raised["invitations"] == 1
    with pytest.raises(InvitationInvalid):
        await claim(store, TOKEN, 7999, "Seseorang", LATER)
    await store.close()


async def elsewhere(backup: Path, tmp_path: Path, identity: Path | None = None) -> tuple[Restored, Store]:
    """The machine is lost: the backup is restored where there was no database."""
    there = tmp_path / "there" / "office.db"
    restored = await restore(backup, identity, there, LOST, HOME, [tmp_path / "backups"])
    return restored, await opened(there)


async def test_where_the_database_is_lost_a_newer_backup_knows(database: Path, backup: Path, tmp_path: Path) -> None:
    await served(database, LATER, erase)
    make_backup(database, tmp_path / "backups", None, LATER)
    (away := tmp_path / "usb").mkdir()
    restored, store = await elsewhere(backup.rename(away / backup.name), tmp_path)
    assert restored.ended == EndedAgain(LATER, erased=1)
    assert await chat_data(store, SITI) == ChatData()
    await store.close()


async def test_a_newer_backup_that_cannot_be_read_is_passed_over_for_the_next(database: Path, backup: Path, tmp_path: Path) -> None:
    """One for another key, one that was cut off; the one before them tells what it knows."""
    await served(database, LATER, erase)
    make_backup(database, tmp_path / "backups", None, LATER)
    await served(database, LATER + timedelta(minutes=15), stop_one)
    make_backup(database, tmp_path / "backups", str(IDENTITY.to_public()), LATER + timedelta(minutes=15))
    make_backup(database, tmp_path / "backups", None, LATER + timedelta(minutes=30)).path.write_bytes(b"\x1f\x8bcut off")
    restored, store = await elsewhere(backup, tmp_path)
    assert restored.ended == EndedAgain(LATER, erased=1)
    await store.close()


async def test_where_nothing_newer_is_at_hand_that_is_said(database: Path, backup: Path, tmp_path: Path) -> None:
    await served(database, LATER, erase)
    restored, store = await elsewhere(backup, tmp_path)
    assert restored.ended == EndedAgain(NOON)
    assert (await chat_data(store, SITI)).subscriber
    await store.close()


async def test_a_second_restore_knows_what_the_first_one_was_told(database: Path, backup: Path, tmp_path: Path) -> None:
    """A younger backup is put in place of an older one that had been restored."""
    await served(database, LATER, stop_one)
    younger = make_backup(database, tmp_path / "younger", None, LATER).path
    await served(database, LOST, erase)
    await restore(backup, None, database, LOST, HOME)
    await served(database, LOST + timedelta(minutes=1))
    restored = await restore(younger, None, database, LOST + timedelta(minutes=2), HOME)
    assert restored.ended == EndedAgain(LOST + timedelta(minutes=1), erased=1)
    store = await opened(database)
    assert await chat_data(store, SITI) == ChatData()
    await store.close()


async def test_a_database_of_before_these_were_noted_knows_nothing(database: Path, backup: Path) -> None:
    async def of_before(store: Store) -> None:
        async with store.changing() as connection:
            await connection.exec_driver_sql("DROP TABLE ending")

    await served(database, LATER, of_before)
    restored = await restore(backup, None, database, LOST, HOME)
    assert restored.ended == EndedAgain(NOON)
