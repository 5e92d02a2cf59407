"""Who joins the team and how, and that a role which is taken away is gone (docs/reliability.md#an-invitation-is-for-one-person)."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from ektp_core.roles import IMPERSONAL, Act, InvitationState, NotAllowed, Role
from ektp_core.store import Store, schema
from ektp_core.store.audit import acting
from ektp_core.store.team import (
    InvitationInvalid,
    LastAdmin,
    NoSuchRole,
    TooManyTries,
    answer_claim,
    change_role,
    claim,
    invite,
    make_first_admins,
    members,
    revoke,
)
from tests.store.records import MOMENT as NOW
from tests.store.records import everything, how_many
from tests.store.small_office import SCHOOL, open_small_office

JULIAN, WULAN, RATNA, STRANGER = 7201, 7202, 7101, 7_900_000_001
TOKEN = "3q2-7wAAAAAAAAAAAAAAAA"
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)


@pytest.fixture
async def small(migrated: Store) -> Store:
    return await open_small_office(migrated)


@pytest.fixture
async def office(small: Store) -> Store:
    """An office with one admin."""
    await make_first_admins(small, [JULIAN], NOW)
    return small


@asynccontextmanager
async def julian(store: Store) -> AsyncIterator[AsyncConnection]:
    async with acting(store, JULIAN, Act.CHANGE_TEAM, NOW) as doing:
        yield doing.connection


async def an_invitation(
    store: Store, token: str = TOKEN, role: Role = Role.OFFICER, school: str | None = None, inviter: int = JULIAN
) -> int:
    async with acting(store, inviter, Act.CHANGE_TEAM, NOW) as doing:
        return await invite(doing.connection, token, role, school, inviter, NOW)


async def a_member(store: Store, person: int, role: Role = Role.OFFICER, school: str | None = None) -> None:
    token = f"{role} token of {person}"
    number = await an_invitation(store, token, role, school)
    await claim(store, token, person, f"P{person}", NOW)
    async with julian(store) as connection:
        await answer_claim(connection, number, JULIAN, NOW, accepted=True)


async def states(store: Store) -> list[InvitationState]:
    async with store.reading() as connection:
        return [InvitationState(state) for state in (await connection.execute(select(schema.invitation.c.state))).scalars()]


async def roles(store: Store) -> dict[int, Role]:
    return {person: member.role for person, member in (await members(store)).items()}


async def test_the_settings_name_the_first_admins(small: Store) -> None:
    await make_first_admins(small, [JULIAN, WULAN], NOW)
    assert await roles(small) == {JULIAN: Role.ADMIN, WULAN: Role.ADMIN}


async def test_the_settings_change_nobody_who_has_a_role(office: Store) -> None:
    await a_member(office, RATNA)
    await make_first_admins(office, [JULIAN, RATNA], NOW)
    assert await roles(office) == {JULIAN: Role.ADMIN, RATNA: Role.OFFICER}


async def test_ids_that_stand_for_many_people_are_no_admins_even_if_the_settings_say_so(small: Store) -> None:
    await make_first_admins(small, IMPERSONAL, NOW)
    assert await members(small) == {}


async def test_the_database_itself_gives_no_role_to_an_id_that_stands_for_many_people(office: Store) -> None:
    for person in IMPERSONAL:
        with pytest.raises(DBAPIError, match="a_person"):
            async with office.changing() as connection:
                await connection.execute(insert(schema.member).values(person=person, role=Role.VIEWER, name="many", since=NOW))


async def test_an_id_that_stands_for_many_people_opens_no_invitation(office: Store) -> None:
    await an_invitation(office)
    for person in IMPERSONAL:
        with pytest.raises(InvitationInvalid):
            await claim(office, TOKEN, person, "many people", NOW)
    assert await states(office) == [InvitationState.OPEN]


async def test_a_link_is_kept_only_as_its_hash(office: Store) -> None:
    await an_invitation(office)
    await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    with pytest.raises(InvitationInvalid):
        await claim(office, "guessed-token", STRANGER, "X", NOW)
    whole = repr(await everything(office))
    assert TOKEN not in whole
    assert "guessed-token" not in whole
    assert len(re.findall(r"'[0-9a-f]{64}'", repr((await everything(office))["invitation"]))) == 1


async def test_whoever_opens_it_waits_for_the_inviter(office: Store) -> None:
    number = await an_invitation(office)
    found = await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    assert (found.id, found.inviter, found.role, found.person, found.name) == (number, JULIAN, Role.OFFICER, RATNA, "Bu Ratna")
    assert RATNA not in await members(office)
    async with julian(office) as connection:
        await answer_claim(connection, number, JULIAN, NOW, accepted=True)
    assert (await roles(office))[RATNA] is Role.OFFICER


async def test_a_school_account_is_bound_to_its_school(office: Store) -> None:
    await a_member(office, RATNA, Role.SCHOOL, SCHOOL)
    assert (await members(office))[RATNA].school == SCHOOL


async def test_declining_gives_nothing_and_uses_the_link_up(office: Store) -> None:
    number = await an_invitation(office)
    await claim(office, TOKEN, STRANGER, "X", NOW)
    async with julian(office) as connection:
        await answer_claim(connection, number, JULIAN, NOW, accepted=False)
    assert STRANGER not in await members(office)
    with pytest.raises(InvitationInvalid):
        await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)


async def test_only_the_inviter_confirms(office: Store) -> None:
    await a_member(office, WULAN, Role.ADMIN)
    number = await an_invitation(office)
    await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    with pytest.raises(InvitationInvalid):
        async with acting(office, WULAN, Act.CHANGE_TEAM, NOW) as doing:
            await answer_claim(doing.connection, number, WULAN, NOW, accepted=True)
    assert RATNA not in await members(office)


async def test_a_claim_is_answered_once(office: Store) -> None:
    number = await an_invitation(office)
    await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    async with julian(office) as connection:
        await answer_claim(connection, number, JULIAN, NOW, accepted=False)
    with pytest.raises(InvitationInvalid):
        async with julian(office) as connection:
            await answer_claim(connection, number, JULIAN, NOW, accepted=True)


async def test_the_inviter_does_not_open_their_own_link(office: Store) -> None:
    await an_invitation(office, role=Role.VIEWER)
    with pytest.raises(InvitationInvalid):
        await claim(office, TOKEN, JULIAN, "Pak Julian", NOW)


@pytest.mark.parametrize(("later", "good"), [(DAY - timedelta(seconds=1), True), (DAY, False), (DAY + HOUR, False)])
async def test_a_link_lasts_24_hours(office: Store, later: timedelta, good: bool) -> None:
    await an_invitation(office)
    if good:
        assert (await claim(office, TOKEN, RATNA, "Bu Ratna", NOW + later)).person == RATNA
    else:
        with pytest.raises(InvitationInvalid):
            await claim(office, TOKEN, RATNA, "Bu Ratna", NOW + later)


async def test_confirming_after_24_hours_is_too_late(office: Store) -> None:
    number = await an_invitation(office)
    await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    with pytest.raises(InvitationInvalid):
        async with julian(office) as connection:
            await answer_claim(connection, number, JULIAN, NOW + DAY, accepted=True)


async def test_of_a_hundred_who_open_a_link_at_once_one_gets_it(office: Store) -> None:
    await an_invitation(office)
    people = range(STRANGER, STRANGER + 100)
    found = await asyncio.gather(*(claim(office, TOKEN, person, "X", NOW) for person in people), return_exceptions=True)
    assert sum(not isinstance(each, BaseException) for each in found) == 1
    assert sum(isinstance(each, InvitationInvalid) for each in found) == 99


async def test_after_five_wrong_links_in_an_hour_not_even_a_right_one_opens(office: Store) -> None:
    await an_invitation(office)
    for number in range(5):
        with pytest.raises(InvitationInvalid):
            await claim(office, f"wrong {number}", STRANGER, "X", NOW + timedelta(minutes=number))
    with pytest.raises(TooManyTries):
        await claim(office, TOKEN, STRANGER, "X", NOW + timedelta(minutes=59))
    assert (await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)).person == RATNA


async def test_an_hour_later_they_may_try_again(office: Store) -> None:
    await an_invitation(office)
    for _ in range(5):
        with pytest.raises(InvitationInvalid):
            await claim(office, "wrong", STRANGER, "X", NOW)
    assert (await claim(office, TOKEN, STRANGER, "X", NOW + HOUR)).person == STRANGER


async def test_of_thirty_wrong_links_at_once_five_are_looked_at(office: Store) -> None:
    tries = (claim(office, f"wrong {number}", STRANGER, "X", NOW) for number in range(30))
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert [sum(isinstance(each, kind) for each in found) for kind in (InvitationInvalid, TooManyTries)] == [5, 25]
    assert await how_many(office, schema.wrong_try) == 5


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER])
async def test_the_last_admin_stays_admin(office: Store, role: Role) -> None:
    with pytest.raises(LastAdmin):
        async with julian(office) as connection:
            await change_role(connection, JULIAN, role, NOW)
    with pytest.raises(LastAdmin):
        async with julian(office) as connection:
            await revoke(connection, JULIAN, NOW)
    assert await roles(office) == {JULIAN: Role.ADMIN}


async def test_two_admins_who_revoke_each_other_at_once_leave_one(office: Store) -> None:
    await a_member(office, WULAN, Role.ADMIN)

    async def revokes(admin: int, other: int) -> None:
        async with acting(office, admin, Act.CHANGE_TEAM, NOW) as doing:
            await revoke(doing.connection, other, NOW)

    found = await asyncio.gather(revokes(JULIAN, WULAN), revokes(WULAN, JULIAN), return_exceptions=True)
    assert [type(each) for each in found].count(type(None)) == 1
    assert len(await members(office)) == 1


async def test_a_revoked_person_may_nothing_from_then_on(office: Store) -> None:
    await a_member(office, RATNA)
    async with julian(office) as connection:
        await revoke(connection, RATNA, NOW)
    assert RATNA not in await members(office)
    with pytest.raises(NotAllowed):
        async with acting(office, RATNA, Act.SEE_DESK, NOW):
            pytest.fail("acted")


@pytest.mark.parametrize("claimed", [False, True])
@pytest.mark.parametrize("lowered", [False, True], ids=["revoked", "lowered"])
async def test_the_open_invitations_of_somebody_who_may_not_invite_any_more_are_withdrawn(
    office: Store, claimed: bool, lowered: bool
) -> None:
    await a_member(office, WULAN, Role.ADMIN)
    await an_invitation(office, inviter=WULAN)
    if claimed:
        await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)
    async with julian(office) as connection:
        await (change_role(connection, WULAN, Role.OFFICER, NOW) if lowered else revoke(connection, WULAN, NOW))
    assert (await states(office))[-1] is InvitationState.WITHDRAWN
    with pytest.raises(InvitationInvalid):
        await claim(office, TOKEN, STRANGER, "X", NOW)


async def test_invitations_of_others_stay_open(office: Store) -> None:
    await a_member(office, WULAN, Role.ADMIN)
    await an_invitation(office)
    async with julian(office) as connection:
        await revoke(connection, WULAN, NOW)
    assert (await claim(office, TOKEN, RATNA, "Bu Ratna", NOW)).person == RATNA


@pytest.mark.parametrize(("role", "school"), [(Role.SCHOOL, None), (Role.OFFICER, SCHOOL), (Role.ADMIN, SCHOOL)])
async def test_a_school_is_named_for_a_schools_role_and_for_no_other(office: Store, role: Role, school: str | None) -> None:
    with pytest.raises(NoSuchRole):
        await an_invitation(office, role=role, school=school)
    assert await how_many(office, schema.invitation) == 0


async def test_nobody_is_made_a_schools_account_without_its_school(office: Store) -> None:
    await a_member(office, RATNA)
    with pytest.raises(NoSuchRole):
        async with julian(office) as connection:
            await change_role(connection, RATNA, Role.SCHOOL, NOW)
    assert (await roles(office))[RATNA] is Role.OFFICER


async def test_an_invitation_replaces_the_role_that_somebody_had(office: Store) -> None:
    await a_member(office, RATNA)
    await a_member(office, RATNA, Role.VIEWER)
    assert (await roles(office))[RATNA] is Role.VIEWER
