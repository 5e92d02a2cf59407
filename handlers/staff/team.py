"""/tim: who holds which role; invitations by link, confirmed by the inviter (docs/reliability.md#an-invitation-is-for-one-person)."""

import secrets
from dataclasses import dataclass, replace

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act, Member, Role
from ektp_core.schools.register import School
from ektp_core.store import team as store
from handlers.acts import Acts, Person
from handlers.paging import page_of
from handlers.reply import Reply, ReplyTo, button, in_rows, reply
from handlers.request import INVITATION, OWN_HAND, ChatKind, Request

TEAM = "team"
TOKEN_BYTES = 16
NAMES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class NewRole:
    """Who becomes what."""

    person: Person
    role: Role


ACTS = Acts(TEAM)
PAGE = ACTS.act("page", int)
OPEN = ACTS.act("open", Person)
INVITE = ACTS.act("invite", Role)
CHOOSE_SCHOOL = ACTS.act("choose_school", int)
INVITE_SCHOOL = ACTS.act("invite_school", str)
ACCEPT = ACTS.act("accept", int)
DECLINE = ACTS.act("decline", int)
CHANGE_ROLE = ACTS.act("change_role", NewRole)
ASK_REVOKE = ACTS.act("ask_revoke", Person)
REVOKE = ACTS.act("revoke", Person)


async def team(request: Request, office: Office) -> Reply:
    """The team, and what may be changed in it."""
    if request.act:
        return await ACTS.answer(request, office)
    return await _list(1, request, office)


@PAGE.does
async def _list(number: int, request: Request, office: Office) -> Reply:
    page = page_of(office.public.members, NAMES_A_PAGE, number)
    return reply(
        "staff/team/overview",
        *in_rows([OPEN.button("place", Person(member.person), name=member.name) for member in page.items]),
        page.onward(lambda following: PAGE.button("team_more", following, page=following, pages=page.last)),
        *in_rows([INVITE.button(f"invite_{role}", role) for role in (Role.OFFICER, Role.VIEWER, Role.ADMIN)]),
        [CHOOSE_SCHOOL.button("invite_school", 1)],
        [button("staff")],
        members=page.items,
    )


# Somebody new: invited, there, accepted or not


@CHOOSE_SCHOOL.does
async def _choose_school(number: int, request: Request, office: Office) -> Reply:
    page = page_of(tuple(office.board.schools), NAMES_A_PAGE, number)
    return reply(
        "staff/team/school",
        *in_rows([INVITE_SCHOOL.button("place", school.npsn, name=school.name) for school in page.items]),
        page.onward(lambda following: CHOOSE_SCHOOL.button("team_more", following, page=following, pages=page.last)),
        [button(TEAM, label="back")],
    )


@INVITE.does
async def _invite(role: Role, request: Request, office: Office) -> Reply:
    return await _invitation(role, None, request, office)


@INVITE_SCHOOL.does
async def _invite_school(npsn: str, request: Request, office: Office) -> Reply:
    return await _invitation(Role.SCHOOL, office.board.schools.get(npsn), request, office)


async def _invitation(role: Role, school: School | None, request: Request, office: Office) -> Reply:
    """A link for one person, good for 24 hours; the role waits until the inviter has confirmed who came."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        number = await store.invite(doing.connection, token, role, school.npsn if school else None, request.person, request.now)
        doing.subject, doing.details = Subject(Thing.INVITATION, number), {"role": role, **({"school": school.name} if school else {})}
    return reply("staff/team/invited", [button(TEAM, label="back")], role=role, school=school, start=INVITATION + token)


async def join(request: Request, office: Office) -> Reply:
    """Somebody opens an invitation by their own hand: the inviter is asked whether it is the right person."""
    if request.chat_kind is not ChatKind.PRIVATE or request.origin not in OWN_HAND:
        return reply("staff/team/join_private")
    token = request.argument.removeprefix(INVITATION)
    claim = await store.claim(office.store, token, request.person, request.name, request.now)
    school = office.board.schools.get(claim.school)
    question = reply(
        "staff/team/claimed",
        [ACCEPT.button("accept", claim.id), DECLINE.button("decline", claim.id)],
        claim=claim,
        school=school,
    )
    return replace(reply("staff/team/joined", role=claim.role, school=school), notices=[ReplyTo(claim.inviter, question)])


@ACCEPT.does
async def _accept(claim_id: int, request: Request, office: Office) -> Reply:
    return await _answer_claim(claim_id, request, office, accepted=True)


@DECLINE.does
async def _decline(claim_id: int, request: Request, office: Office) -> Reply:
    return await _answer_claim(claim_id, request, office, accepted=False)


async def _answer_claim(claim_id: int, request: Request, office: Office, *, accepted: bool) -> Reply:
    async with office.acting(request, Act.CHANGE_TEAM) as doing:
        claim = await store.answer_claim(doing.connection, claim_id, request.person, request.now, accepted=accepted)
        answered = Thing.INVITATION_ACCEPTED if accepted else Thing.INVITATION_DECLINED
        doing.subject = Subject(answered, claim.id)
        doing.details = {"role": claim.role, "name": claim.name, "person": claim.person}
    school = office.board.schools.get(claim.school)
    view, row = ("staff/team/accepted", [button("staff")]) if accepted else ("staff/team/declined", [])
    welcome = reply(view, row, role=claim.role, school=school)
    return replace(
        reply("staff/team/claim_answered", [button(TEAM, label="back")], claim=claim, school=school, accepted=accepted),
        notices=[ReplyTo(claim.person, welcome)],
    )


# One member: shown, given another role, revoked


@OPEN.does
async def _card(person: Person, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    others = [role for role in (Role.ADMIN, Role.OFFICER, Role.VIEWER) if role is not member.role and member.role is not Role.SCHOOL]
    return reply(
        "staff/team/member",
        *in_rows([CHANGE_ROLE.button(f"make_{role}", NewRole(person, role)) for role in others]),
        [ASK_REVOKE.button("revoke", person)],
        [button(TEAM, label="back")],
        member=member,
        school=office.board.schools.get(member.school),
    )


@CHANGE_ROLE.does
async def _change_role(new: NewRole, request: Request, office: Office) -> Reply:
    member = _known(new.person, office)
    async with office.acting(request, Act.CHANGE_TEAM, Subject(Thing.ROLE, member.person)) as doing:
        before = await store.change_role(doing.connection, member.person, new.role, request.now)
        doing.has_effect = before is not new.role
        doing.details = {"from": before, "to": new.role, "name": member.name, "person": member.person}
    return await _card(new.person, request, office)


@ASK_REVOKE.does
async def _ask_revoke(person: Person, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    rows = [REVOKE.button("revoke_now", person)], [OPEN.button("keep", person)]
    return reply("staff/team/revoke", *rows, member=member, school=office.board.schools.get(member.school))


@REVOKE.does
async def _revoke(person: Person, request: Request, office: Office) -> Reply:
    member = _known(person, office)
    async with office.acting(request, Act.CHANGE_TEAM, Subject(Thing.ROLE_REVOKED, member.person)) as doing:
        await store.revoke(doing.connection, member.person, request.now)
        doing.details = {"role": member.role, "name": member.name, "person": member.person}
    return await _list(1, request, office)


def _known(person: int, office: Office) -> Member:
    """The member of a button. Raises GoneMember."""
    member = office.public.member(person)
    if member is None:
        raise store.GoneMember()
    return member
