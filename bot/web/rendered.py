"""What was made of one board on one day is kept ready: rendered once, sent from memory."""

from collections.abc import Callable, Hashable
from datetime import date

from bot.web.content import Content
from ektp_core.board import Board
from ektp_core.office import Office


class Rendered:
    """The contents of the newest board and the office's day; another board or day begins anew, so that none outlives its board."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._of: tuple[Board, date] | None = None
        self._kept: dict[Hashable, Content] = {}

    def kept(self, key: Hashable) -> Content | None:
        """What is ready under `key`; keys are few and ours, never what somebody asked."""
        board, day = self._office.board, self._office.today()
        if self._of is None or self._of[0] is not board or self._of[1] != day:
            self._of, self._kept = (board, day), {}
        return self._kept.get(key)

    def content(self, key: Hashable, make: Callable[[Board, date], Content]) -> Content:
        """What is kept under `key`, made now unless it is there."""
        kept = self.kept(key)
        if kept is None:
            kept = self._kept[key] = make(self._office.board, self._office.today())
        return kept


def version_of(board: Board, day: date) -> str:
    """The part of an ETag that says which state it is."""
    return f"{board.version}-{day.isoformat()}"
