"""/mulai and /bantuan: what this is, and everything that can be asked; a member of the team sees their own things first."""

from dataclasses import replace

from ektp_core.desk import unsaid
from ektp_core.office import Office
from ektp_core.roles import Act, Member, may
from ektp_core.store.unreachable import come_back
from handlers.followable import named
from handlers.questions import QUESTIONS
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import INVITATION, ChatKind, Origin, Request
from handlers.routes import ROUTES, first_of, tools_of
from handlers.schedule import SCHOOL
from handlers.staff.office.acts import OPEN

CITIZENS = "warga"
"""What a member's button asks of /mulai: the welcome that everybody else gets."""


async def start(request: Request, office: Office) -> Reply:
    """Welcome, and a chat that had shut the bot out is written to again; with an invitation's link, joining the team.

    A link that opens nothing begins here, which is said.
    """
    if request.argument.startswith(INVITATION):
        from handlers.staff.team import join

        return await join(request, office)
    welcome = await _welcome(request, office)
    return replace(welcome, overcome="unknown_link") if request.origin is Origin.LINKED and request.argument else welcome


async def _welcome(request: Request, office: Office) -> Reply:
    """A member of the team sees their own things first."""
    who = await come_back(office.store, request.chat)
    followed = [named(each, office.board) for each in who.follows] if who else []
    member = _member(request)
    if member and request.argument.casefold() != CITIZENS:
        left = unsaid(office.board.profile) if may(member, Act.CHANGE_OFFICE) else ()
        begin = [OPEN.button(f"fact_{key}", key) for key in left[:1]]
        rows = *_own(member), [_to_citizens(), *(begin or [button("help")])], [button("language")]
        school = office.board.schools.get(member.school)
        return reply("staff/welcome", *rows, member=member, school=school, followed=followed, profile=office.board.profile, left=left)
    return reply(
        "start",
        *QUESTIONS,
        [button("privacy"), button("help")],
        [button("language")],
        followed=followed,
        in_group=request.chat_kind is ChatKind.GROUP,
        profile=office.board.profile,
    )


async def help_(request: Request, office: Office) -> Reply:
    """Every command with its one line: those of a member's role first, in full."""
    member = _member(request)
    rows = (*_own(member), [_to_citizens()]) if member else QUESTIONS
    return reply("help", *rows, routes=ROUTES, member=member, tools=tools_of(member))


def _member(request: Request) -> Member | None:
    """Whose tools may be spoken of: in a group nobody's."""
    return request.member if request.chat_kind is ChatKind.PRIVATE else None


def _own(member: Member) -> list[Row]:
    """What the role comes for first; a school's account its own visits as well."""
    visits = [button("schedule", f"{SCHOOL}={member.school}", "own_visits")] if member.school else []
    return in_rows([*(button(route.name) for route in first_of(member)), *visits])


def _to_citizens() -> Button:
    return button("start", CITIZENS, "for_citizens")
