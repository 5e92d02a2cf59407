"""What came beside words and was passed over: it is said, so that nothing is lost silently."""

from handlers.reply import LeftOut
from handlers.request import PAPERS, Content, Request

USED_BY_TOOL = {"announcements": PAPERS, "figures": {Content.DOCUMENT}, "visits": {Content.DOCUMENT}, "schools": {Content.DOCUMENT}}
"""What the tools of staff take of a message besides its words."""


def beside_words(request: Request) -> tuple[LeftOut, ...]:
    """What came with words that were answered."""
    return (LeftOut.PAPERS if request.content in PAPERS else LeftOut.MEDIA,)


def beside_tool(tool: str, request: Request) -> tuple[LeftOut, ...]:
    """What a tool of staff does not take of a message that it answered."""
    found: list[LeftOut] = []
    is_announced = tool == "announcements"
    if request.content in USED_BY_TOOL.get(tool, ()):
        found += [LeftOut.ALBUM] * request.is_album
    elif request.content:
        found.append(LeftOut.NOT_SENT if is_announced else LeftOut.MEDIA)
    if is_announced:
        found += [LeftOut.FORMATTING] * request.has_lost_formatting + [LeftOut.CUSTOM_EMOJI] * request.has_custom_emoji
    return tuple(found)
