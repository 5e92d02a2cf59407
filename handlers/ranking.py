"""/peringkat: the districts in order, only for one date and one definition."""

from ektp_core.board import Board
from ektp_core.coverage.parts import coverage as parts_of
from ektp_core.coverage.ranking import NotComparable, latest, latest_comparable, rank
from ektp_core.office import Office
from handlers.pictures.coverage import pictured
from handlers.reply import Reply, button, reply
from handlers.request import Request

PICTURE = "g="
"""The argument that asks for the picture, too."""


async def ranking(request: Request, office: Office) -> Reply:
    """The newest date that makes districts comparable; where none does, what exists with its dates, and no places."""
    words = _words(office.board)
    return pictured(words, office.board, request.language) if request.argument == PICTURE else words


def _words(board: Board) -> Reply:
    newest = {figure.area: figure for figure in latest(board.figures)}
    seen = button("ranking", PICTURE, "picture")
    buttons = [button("coverage", board.home.code), button("awards"), *([seen] if newest else [])]
    try:
        table = rank(latest_comparable(board.figures, board.districts), board.districts)
    except NotComparable:
        lines = [(area, newest.get(area.code), parts_of(newest[area.code]) if area.code in newest else None) for area in board.districts]
        return reply("ranking_not_comparable", buttons, lines=lines)
    return reply("ranking", buttons, table=table, home=board.home)
