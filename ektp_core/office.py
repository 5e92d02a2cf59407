"""The office at work: its board, its store and its clock, handed to every handler."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ektp_core.board import Board
from ektp_core.dates import office_day
from ektp_core.profile import Language
from ektp_core.store import Store, load_board, preferences


class Office:
    """Answers come from `board`; what people ask to be kept goes through `store`. `now` is the only clock."""

    def __init__(self, store: Store, board: Board, languages: dict[int, Language], zone: ZoneInfo, now: Callable[[], datetime]) -> None:
        self.store = store
        self.board = board
        self.zone = zone
        self._languages = languages
        self._now = now

    @classmethod
    async def open(cls, store: Store, zone: ZoneInfo, now: Callable[[], datetime]) -> "Office":
        """Read the board and the chosen languages into memory, so that answering costs no SQL."""
        return cls(store, await load_board(store), await preferences.languages(store), zone, now)

    def today(self) -> date:
        """The office's day: a birthday is reached at 00:00 in the office's zone (DOMAIN 1.4)."""
        return office_day(self._now(), self.zone)

    async def renew_board(self) -> None:
        """Replace the board after a commit that changed it."""
        self.board = await load_board(self.store)

    def language_of(self, chat: int) -> Language | None:
        """The language chosen with /bahasa in this chat, if any."""
        return self._languages.get(chat)

    async def choose_language(self, chat: int, language: Language) -> None:
        await preferences.choose_language(self.store, chat, language, self._now())
        self._languages[chat] = language

    async def forget(self, chat: int) -> bool:
        """Erase all that is kept about a chat; True when there was something."""
        self._languages.pop(chat, None)
        return await preferences.forget(self.store, chat)
