"""/tim: who holds which role; invitations by link, confirmed by the inviter (RELIABILITY promise 19)."""

import secrets
from dataclasses import replace

from ektp_core.office import Office
from ektp_core.roles import Act, Member, Role
from ektp_core.store import team as store
from ektp_core.store.audit import acting
from handlers.reply import Notice, Reply, button, in_rows, reply
from handlers.request import INVITATION, ChatKind, Request

TOKEN_BYTES = 16
INVITE, SCHOOLS, MEMBER, ROLE, REVOKE, REVOKED, ACCEPT, DECLINE = "i=", "s", "m=", "r=", "x=", "X=", "y=", "n="


async def team(request: Request, office: Office) -> Reply:
    """The team, and what may be changed in it."""
    act, _, rest = request.argument.partition("=")
    found = {
        "i": _invite,
        "s": _choose_school,
        "m": _member,
        "r": _change_role,
        "x": _ask_revoke,
        "X": _revoke,
        "y": _answer_claim,
        "n": _answer_claim,
    }.get(act)
    return await found(rest, request, office) if found else _list(office)


def _list(office: Office) -> Reply:
    members = [button("team", MEMBER + str(member.person), "place", name=member.name) for member in office.members]
    roles = [button("team", INVITE + role, f"invite_{role}") for role in (Role.OFFICER, Role.VIEWER, Role.ADMIN)]
    return reply("staff/team", *in_rows(members), *in_rows(roles), [button("team", SCHOOLS + "=", "invite_school")], members=office.members)


async def _choose_school(_: str, request: Request, office: Office) -> Reply:
    schools = [button("team", f"{INVITE}{Role.SCHOOL}.{school.npsn}", "place", name=school.name) for school in office.board.schools]
    return reply("staff/team_school", *in_rows(schools), [button("team", label="back")])


async def _invite(wanted: str, request: Request, office: Office) -> Reply:
    """A link for one person, good for 24 hours; the role waits until the inviter has confirmed who came."""
    role, _, npsn = wanted.partition(".")
    school = office.board.schools.get(npsn)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    async with acting(office.store, request.person, Act.CHANGE_TEAM, request.now) as doing:
        await store.invite(doing.connection, token, Role(role), school.npsn if school else None, request.person, request.now)
        doing.subject = f"invite {role} {school.name if school else ''}".strip()
    return reply("staff/invited", [button("team", label="back")], role=Role(role), school=school, start=INVITATION + token)


async def join(request: Request, office: Office) -> Reply:
    """Somebody opens an invitation: the inviter is asked whether it is the right person."""
    if request.chat_kind is not ChatKind.PRIVATE:
        return reply("staff/join_private")
    token = request.argument.removeprefix(INVITATION)
    claim = await store.claim(office.store, token, request.person, request.name, request.now)
    school = office.board.schools.get(claim.school)
    question = reply(
        "staff/claimed",
        [button("team", ACCEPT + str(claim.id), "accept"), button("team", DECLINE + str(claim.id), "decline")],
        claim=claim,
        school=school,
    )
    return replace(reply("staff/joined", role=claim.role, school=school), notices=[Notice(claim.inviter, question)])


async def _answer_claim(claim_id: str, request: Request, office: Office) -> Reply:
    accepted = request.argument.startswith(ACCEPT)
    async with acting(office.store, request.person, Act.CHANGE_TEAM, request.now) as doing:
        claim = await store.answer_claim(doing.connection, _number(claim_id), request.person, request.now, accepted=accepted)
        doing.subject = f"{'accept' if accepted else 'decline'} {claim.role} {claim.person}"
    await office.renew_team()
    school = office.board.schools.get(claim.school)
    view, row = ("staff/accepted", [button("staff")]) if accepted else ("staff/declined", [])
    welcome = reply(view, row, role=claim.role, school=school)
    return replace(
        reply("staff/claim_answered", [button("team", label="back")], claim=claim, school=school, accepted=accepted),
        notices=[Notice(claim.person, welcome)],
    )


async def _member(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    others = [role for role in (Role.ADMIN, Role.OFFICER, Role.VIEWER) if role is not member.role and member.role is not Role.SCHOOL]
    roles = [button("team", f"{ROLE}{member.person}.{role}", f"make_{role}") for role in others]
    return reply(
        "staff/member",
        *in_rows(roles),
        [button("team", REVOKE + str(member.person), "revoke")],
        [button("team", label="back")],
        member=member,
        school=office.board.schools.get(member.school),
    )


async def _change_role(wanted: str, request: Request, office: Office) -> Reply:
    person, _, role = wanted.partition(".")
    member = _known(person, office)
    async with acting(office.store, request.person, Act.CHANGE_TEAM, request.now) as doing:
        await store.change_role(doing.connection, member.person, Role(role))
        doing.subject, doing.details = f"role {member.person}", {"from": member.role, "to": role}
    await office.renew_team()
    return await _member(person, request, office)


async def _ask_revoke(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    rows = [button("team", REVOKED + person, "revoke_now")], [button("team", MEMBER + person, "keep")]
    return reply("staff/revoke", *rows, member=member, school=office.board.schools.get(member.school))


async def _revoke(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    async with acting(office.store, request.person, Act.CHANGE_TEAM, request.now) as doing:
        await store.revoke(doing.connection, member.person)
        doing.subject = f"revoke {member.role} {member.person}"
    await office.renew_team()
    return _list(office)


def _known(person: str, office: Office) -> Member:
    member = office.member(_number(person))
    if member is None:
        raise store.GoneMember()
    return member


def _number(text: str) -> int:
    """The number of a button; a forged one names nobody."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
