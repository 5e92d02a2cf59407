"""/tim: who holds which role; invitations by link, confirmed by the inviter (docs/reliability.md#an-invitation-is-for-one-person)."""

import secrets
from dataclasses import replace
from typing import TypeVar

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act, Member, Role
from ektp_core.store import team as store
from handlers.reply import Button, Notice, Reply, button, in_rows, reply
from handlers.request import INVITATION, OWN_HAND, ChatKind, Request

T = TypeVar("T")
TOKEN_BYTES = 16
INVITE, SCHOOLS, MEMBER, ROLE, REVOKE, REVOKED, ACCEPT, DECLINE, PAGE = "i=", "s=", "m=", "r=", "x=", "X=", "y=", "n=", "p="
NAMES_A_PAGE = 20


async def team(request: Request, office: Office) -> Reply:
    """The team, and what may be changed in it."""
    act, separator, rest = request.argument.partition("=")
    return await ACTS.get(act + separator, _list)(rest, request, office)


async def _list(page: str, request: Request, office: Office) -> Reply:
    members, further = _page(office.public.members, PAGE, page)
    named = [button("team", MEMBER + str(member.person), "place", name=member.name) for member in members]
    roles = [button("team", INVITE + role, f"invite_{role}") for role in (Role.OFFICER, Role.VIEWER, Role.ADMIN)]
    schools = [button("team", SCHOOLS, "invite_school")]
    return reply("staff/team/overview", *in_rows(named), further, *in_rows(roles), schools, [button("staff")], members=members)


async def _choose_school(page: str, request: Request, office: Office) -> Reply:
    found, further = _page(tuple(office.board.schools), SCHOOLS, page)
    schools = [button("team", f"{INVITE}{Role.SCHOOL}.{school.npsn}", "place", name=school.name) for school in found]
    return reply("staff/team/school", *in_rows(schools), further, [button("team", label="back")])


def _page(everything: tuple[T, ...], act: str, page: str) -> tuple[tuple[T, ...], list[Button]]:
    """One page of names, and the button to the next, after the last to the first."""
    last = max(1, -(-len(everything) // NAMES_A_PAGE))
    number = min(max(_number(page), 1), last)
    further = [button("team", f"{act}{number % last + 1}", "team_more", page=number % last + 1, pages=last)] if last > 1 else []
    return everything[(number - 1) * NAMES_A_PAGE : number * NAMES_A_PAGE], further


async def _invite(wanted: str, request: Request, office: Office) -> Reply:
    """A link for one person, good for 24 hours; the role waits until the inviter has confirmed who came."""
    name, _, npsn = wanted.partition(".")
    role, school = _role(name), office.board.schools.get(npsn)
    if npsn and school is None:
        raise store.NoSuchRole()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        await store.invite(doing.connection, token, role, school.npsn if school else None, request.person, request.now)
        doing.subject = Subject(Thing.INVITATION, f"{role} {school.name if school else ''}".strip())
    return reply("staff/team/invited", [button("team", label="back")], role=role, school=school, start=INVITATION + token)


async def join(request: Request, office: Office) -> Reply:
    """Somebody opens an invitation by their own hand: the inviter is asked whether it is the right person."""
    if request.chat_kind is not ChatKind.PRIVATE or request.origin not in OWN_HAND:
        return reply("staff/team/join_private")
    token = request.argument.removeprefix(INVITATION)
    claim = await store.claim(office.store, token, request.person, request.name, request.now)
    school = office.board.schools.get(claim.school)
    question = reply(
        "staff/team/claimed",
        [button("team", ACCEPT + str(claim.id), "accept"), button("team", DECLINE + str(claim.id), "decline")],
        claim=claim,
        school=school,
    )
    return replace(reply("staff/team/joined", role=claim.role, school=school), notices=[Notice(claim.inviter, question)])


async def _answer_claim(claim_id: str, request: Request, office: Office) -> Reply:
    accepted = request.argument.startswith(ACCEPT)
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        claim = await store.answer_claim(doing.connection, _number(claim_id, digits=9), request.person, request.now, accepted=accepted)
        answered = Thing.INVITATION_ACCEPTED if accepted else Thing.INVITATION_DECLINED
        doing.subject = Subject(answered, f"{claim.role} {claim.name} {claim.person}")
    school = office.board.schools.get(claim.school)
    view, row = ("staff/team/accepted", [button("staff")]) if accepted else ("staff/team/declined", [])
    welcome = reply(view, row, role=claim.role, school=school)
    return replace(
        reply("staff/team/claim_answered", [button("team", label="back")], claim=claim, school=school, accepted=accepted),
        notices=[Notice(claim.person, welcome)],
    )


async def _member(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    others = [role for role in (Role.ADMIN, Role.OFFICER, Role.VIEWER) if role is not member.role and member.role is not Role.SCHOOL]
    roles = [button("team", f"{ROLE}{member.person}.{role}", f"make_{role}") for role in others]
    return reply(
        "staff/team/member",
        *in_rows(roles),
        [button("team", REVOKE + str(member.person), "revoke")],
        [button("team", label="back")],
        member=member,
        school=office.board.schools.get(member.school),
    )


async def _change_role(wanted: str, request: Request, office: Office) -> Reply:
    person, _, role = wanted.partition(".")
    member, new = _known(person, office), _role(role)
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        await store.change_role(doing.connection, member.person, new)
        doing.subject, doing.details = Subject(Thing.ROLE, f"{new} {member.name} {member.person}"), {"from": member.role, "to": new}
    return await _member(person, request, office)


async def _ask_revoke(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    rows = [button("team", REVOKED + person, "revoke_now")], [button("team", MEMBER + person, "keep")]
    return reply("staff/team/revoke", *rows, member=member, school=office.board.schools.get(member.school))


async def _revoke(person: str, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        await store.revoke(doing.connection, member.person)
        doing.subject = Subject(Thing.ROLE_REVOKED, f"{member.role} {member.name} {member.person}")
    return await _list("", request, office)


ACTS = {
    INVITE: _invite,
    SCHOOLS: _choose_school,
    MEMBER: _member,
    ROLE: _change_role,
    REVOKE: _ask_revoke,
    REVOKED: _revoke,
    ACCEPT: _answer_claim,
    DECLINE: _answer_claim,
    PAGE: _list,
}


def _role(name: str) -> Role:
    """The role of a button. Raises NoSuchRole for a forged one."""
    if name not in frozenset(Role):
        raise store.NoSuchRole()
    return Role(name)


def _known(person: str, office: Office) -> Member:
    member = office.public.member(_number(person))
    if member is None:
        raise store.GoneMember()
    return member


def _number(text: str, *, digits: int = 15) -> int:
    """The number of a button; a forged one names nobody."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0
