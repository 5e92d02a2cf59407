"""Whether what a member types is a number for the count board that lies open before them."""

from ektp_core.office import Office
from ektp_core.roles import Act, may
from ektp_core.store.watches import open_board
from ektp_core.visits.said_counts import read_said_count
from handlers.request import ChatKind, Origin, Request


async def is_for_board(request: Request, office: Office) -> bool:
    """A number counts while the board is the last screen of the chat: what was begun before it waits on.

    Telegram's reply to another message of the bot belongs to that.
    """
    is_alone = not (request.file or request.attachment) and all(tap.route == "tally" for tap in request.replied)
    if request.chat_kind is not ChatKind.PRIVATE or request.origin is not Origin.TYPED or not is_alone:
        return False
    if not may(request.member, Act.TALLY) or read_said_count(request.argument) is None:
        return False
    return await open_board(office.store, request.chat, request.today) is not None
