"""/mulai and /bantuan: what this is, and everything that can be asked."""

from ektp_core.office import Office
from ektp_core.store.unreachable import come_back
from handlers.followable import named
from handlers.questions import QUESTIONS
from handlers.reply import Reply, button, reply
from handlers.request import INVITATION, Request
from handlers.routes import ROUTES


async def start(request: Request, office: Office) -> Reply:
    """Welcome, and a chat that had shut the bot out is written to again; with an invitation's link, joining the team."""
    if request.argument.startswith(INVITATION):
        from handlers.staff.team import join

        return await join(request, office)
    who = await come_back(office.store, request.chat)
    return reply(
        "start",
        *QUESTIONS,
        [button("privacy"), button("help")],
        [button("language")],
        followed=[named(each, office.board) for each in who.follows] if who else [],
        profile=office.board.profile,
        example=office.board.has_examples,
    )


async def help_(request: Request, office: Office) -> Reply:
    """Every command with its one line."""
    return reply("help", *QUESTIONS, routes=ROUTES)
