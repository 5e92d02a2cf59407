"""The team: who holds which role, and invitations to join it (docs/reliability.md#an-invitation-is-for-one-person)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningDelete

from ektp_core.refusal import Refusal
from ektp_core.roles import IMPERSONAL, InvitationState, Member, Role
from ektp_core.store.connection import Store
from ektp_core.store.endings import HeldRole, hold_role_again, note_role_ended
from ektp_core.store.schema import draft, invitation, member, state, wrong_try

INVITATION_LASTS = timedelta(hours=24)
TRIES_LAST = timedelta(hours=1)
MOST_WRONG_TRIES = 5


class InvitationInvalid(Refusal):
    """No such invitation, or it is used, withdrawn or older than 24 hours: which of them is not told."""

    key = "staff/invitation_invalid"


class TooManyTries(Refusal):
    """Five wrong invitations in an hour."""

    key = "staff/too_many_tries"


class LastAdmin(Refusal):
    """Without an admin nobody could invite any more."""

    key = "staff/last_admin"


class NoSuchRole(Refusal):
    """A button names a role or a school that nobody can hold: an old one, or a forged one."""

    key = "staff/no_such_role"


class GoneMember(Refusal):
    """The person has no role any more."""

    key = "staff/gone_member"


@dataclass(frozen=True, slots=True)
class Claim:
    """An invitation that somebody has opened and the inviter has not answered yet."""

    id: int
    inviter: int
    role: Role
    school: str | None
    person: int
    name: str


async def members(store: Store) -> dict[int, Member]:
    """Everybody with a role, by person."""
    async with store.reading() as connection:
        rows = await connection.execute(select(member).order_by(member.c.since, member.c.person))
        return {row.person: Member(row.person, Role(row.role), row.name, row.since, row.school) for row in rows}


async def make_first_admins(store: Store, people: Iterable[int], now: datetime) -> None:
    """The admins of the settings, unless they hold a role already; ids that stand for many people are left out."""
    async with store.changing() as connection:
        known = set((await connection.execute(select(member.c.person))).scalars())
        for person in sorted(set(people) - known - IMPERSONAL):
            await connection.execute(insert(member).values(person=person, role=Role.ADMIN, name=str(person), since=now))


async def learn_name(store: Store, person: int, name: str) -> None:
    """The name of a member of whom only the id was known; a name that is known stays."""
    async with store.changing() as connection:
        unnamed = member.c.person == person, member.c.name == str(person)
        await connection.execute(update(member).where(*unnamed).values(name=name))


async def invite(connection: AsyncConnection, token: str, role: Role, school: str | None, inviter: int, now: datetime) -> int:
    """Open an invitation; only the token's hash is kept. Raises NoSuchRole unless a school is named for role school and only then."""
    if (role is Role.SCHOOL) != (school is not None):
        raise NoSuchRole()
    values = {"token_hash": _hash(token), "role": role, "school": school, "inviter": inviter, "expires": now + INVITATION_LASTS}
    inserted = await connection.execute(insert(invitation).values(**values, state=InvitationState.OPEN).returning(invitation.c.id))
    return int(inserted.scalar_one())


async def claim(store: Store, token: str, person: int, name: str, now: datetime) -> Claim:
    """Somebody opens an invitation: it is theirs alone from now on. Raises InvitationInvalid, and TooManyTries after five in an hour."""
    async with store.changing() as connection:
        # One claim at a time: what is counted next stays true until it is written.
        await connection.execute(select(state.c.id).with_for_update())
        wrong = await connection.scalar(
            select(func.count()).select_from(wrong_try).where(wrong_try.c.person == person, wrong_try.c.moment > now - TRIES_LAST)
        )
        if (wrong or 0) >= MOST_WRONG_TRIES:
            raise TooManyTries()
        row = None
        if person not in IMPERSONAL:
            claimed = await connection.execute(
                update(invitation)
                .where(
                    invitation.c.token_hash == _hash(token),
                    invitation.c.state == InvitationState.OPEN,
                    invitation.c.expires > now,
                    invitation.c.inviter != person,
                )
                .values(state=InvitationState.CLAIMED, person=person, name=name)
                .returning(invitation)
            )
            row = claimed.first()
        if row is None:
            await connection.execute(delete(wrong_try).where(wrong_try.c.moment <= now - TRIES_LAST))
            await connection.execute(insert(wrong_try).values(person=person, moment=now))
    if row is None:
        raise InvitationInvalid()
    return _claim(row)


async def answer_claim(connection: AsyncConnection, claim_id: int, inviter: int, now: datetime, *, accepted: bool) -> Claim:
    """The inviter says whether it is the person they meant; a yes gives the role.

    Raises InvitationInvalid when it is answered already, somebody else's or too old, and LastAdmin.
    """
    answer = InvitationState.ACCEPTED if accepted else InvitationState.DECLINED
    answered = await connection.execute(
        update(invitation)
        .where(
            invitation.c.id == claim_id,
            invitation.c.state == InvitationState.CLAIMED,
            invitation.c.inviter == inviter,
            invitation.c.expires > now,
        )
        .values(state=answer)
        .returning(invitation)
    )
    row = answered.first()
    if row is None:
        raise InvitationInvalid()
    if accepted:
        await _keep_an_admin(connection, row.person, row.role)
        await _withdraw_invitations(connection, row.person, row.role)
        await connection.execute(delete(draft).where(draft.c.person == row.person))
        before = (await connection.execute(_take_away(row.person))).first()
        await connection.execute(insert(member).values(person=row.person, role=row.role, name=row.name, school=row.school, since=now))
        await _note_change(connection, row.person, _held(before) if before else None, _held(row), now)
    return _claim(row)


async def change_role(connection: AsyncConnection, person: int, role: Role, now: datetime) -> Role:
    """Give a member another role of the office; the one that they had, which may be the same.

    Raises GoneMember, LastAdmin, and NoSuchRole: a school's role comes by invitation.
    """
    if role is Role.SCHOOL:
        raise NoSuchRole()
    row = (await connection.execute(select(member.c.role, member.c.school).where(member.c.person == person))).first()
    if row is None:
        raise GoneMember()
    before = _held(row)
    if before.role is role:
        return role
    await _keep_an_admin(connection, person, role)
    await connection.execute(update(member).where(member.c.person == person).values(role=role, school=None))
    await _note_change(connection, person, before, HeldRole(role, None), now)
    await _withdraw_invitations(connection, person, role)
    return before.role


async def revoke(connection: AsyncConnection, person: int, now: datetime) -> None:
    """Take a role away; it is gone with the next update, and so is what that person had begun.

    Open invitations of theirs are withdrawn. Raises GoneMember, LastAdmin.
    """
    await _keep_an_admin(connection, person, None)
    before = (await connection.execute(_take_away(person))).first()
    if before is None:
        raise GoneMember()
    await note_role_ended(connection, person, _held(before), now)
    await connection.execute(delete(draft).where(draft.c.person == person))
    await _withdraw_invitations(connection, person, None)


def _take_away(person: int) -> ReturningDelete[Any]:
    return delete(member).where(member.c.person == person).returning(member.c.role, member.c.school)


def _held(row: Any) -> HeldRole:
    return HeldRole(Role(row.role), row.school)


async def _note_change(connection: AsyncConnection, person: int, before: HeldRole | None, held: HeldRole, now: datetime) -> None:
    """A role that was taken away does not come back with a copy of an earlier day; one that is held does."""
    if before and not held.includes(before):
        await note_role_ended(connection, person, before, now)
    await hold_role_again(connection, person, held)


async def _withdraw_invitations(connection: AsyncConnection, person: int, role: Role | None) -> None:
    """Whoever may not invite any more leaves no invitation behind."""
    if role == Role.ADMIN:
        return
    unanswered = (InvitationState.OPEN, InvitationState.CLAIMED)
    await connection.execute(
        update(invitation)
        .where(invitation.c.inviter == person, invitation.c.state.in_(unanswered))
        .values(state=InvitationState.WITHDRAWN, person=None, name=None)
    )


async def withdraw_all(connection: AsyncConnection) -> int:
    """No invitation can be used any more; how many could."""
    unanswered = invitation.c.state.in_((InvitationState.OPEN, InvitationState.CLAIMED))
    gone = update(invitation).where(unanswered).values(state=InvitationState.WITHDRAWN, person=None, name=None)
    return int((await connection.execute(gone)).rowcount)


async def _keep_an_admin(connection: AsyncConnection, person: int, role: Role | None) -> None:
    """An admin besides this person, who becomes something else; acts come one at a time (`acting`), so two cannot lower each other."""
    if role == Role.ADMIN:
        return
    others = await connection.scalar(select(func.count()).select_from(member).where(member.c.role == Role.ADMIN, member.c.person != person))
    if not others:
        raise LastAdmin()


def _hash(token: str) -> str:
    """A 128-bit random token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _claim(row: Any) -> Claim:
    return Claim(row.id, row.inviter, Role(row.role), row.school, row.person, row.name)
