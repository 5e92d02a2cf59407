"""/mulai and /bantuan: what this is, and everything that can be asked."""

from ektp_core.office import Office
from handlers.reply import Reply, button, reply
from handlers.request import INVITATION, Request

QUESTIONS = (
    [button("eligibility"), button("schedule")],
    [button("coverage"), button("ranking")],
    [button("requirements"), button("contact")],
)
"""What people ask most, two a row: under the welcome and under every answer to a sentence that was not understood."""


async def start(request: Request, office: Office) -> Reply:
    """Welcome; with an invitation's link, joining the team."""
    if request.argument.startswith(INVITATION):
        from handlers.staff.team import join

        return await join(request, office)
    return reply(
        "start",
        *QUESTIONS,
        [button("privacy"), button("help")],
        [button("language")],
        profile=office.board.profile,
        example=office.board.has_examples,
    )


async def help_(request: Request, office: Office) -> Reply:
    """Every command with its one line."""
    from handlers.routes import ROUTES

    return reply("help", *QUESTIONS, routes=ROUTES)
