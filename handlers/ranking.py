"""/peringkat: the districts in order, only for one date and one definition."""

from ektp_core.board import Board
from ektp_core.coverage.parts import coverage as parts_of
from ektp_core.coverage.ranking import NotComparable, latest, latest_comparable, rank
from ektp_core.office import Office
from handlers.pictures.coverage import pictured
from handlers.pictures.maps import mapped
from handlers.reply import Reply, button, reply
from handlers.request import Request

PICTURE, MAP = "g=", "m="
"""The arguments that ask for the picture or the map, too."""


async def ranking(request: Request, office: Office) -> Reply:
    """The newest date that makes districts comparable; where none does, what exists with its dates, and no places."""
    words = _words(office.board)
    if request.argument == MAP:
        return await mapped(words, office, request.language)
    return pictured(words, office.board, request.language) if request.argument == PICTURE else words


def _words(board: Board) -> Reply:
    newest = {figure.area: figure for figure in latest(board.figures)}
    buttons = [button("coverage", board.home.code), button("awards")]
    seen = [button("ranking", PICTURE, "picture"), button("ranking", MAP, "map")] if newest else []
    try:
        table = rank(latest_comparable(board.figures, board.districts), board.districts)
    except NotComparable:
        lines = [(area, newest.get(area.code), parts_of(newest[area.code]) if area.code in newest else None) for area in board.districts]
        return reply("ranking_not_comparable", buttons, seen, lines=lines)
    return reply("ranking", buttons, seen, table=table, home=board.home)
