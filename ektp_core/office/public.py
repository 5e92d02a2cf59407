"""What everybody may be told at this moment, and who is who: in memory, so that answering costs no SQL."""

from ektp_core.board import Board
from ektp_core.profile import Language
from ektp_core.roles import Member
from ektp_core.store import Store, languages, load_board, team, unanswered
from ektp_core.understanding.reader import Reader


class Public:
    """The board, the team, the languages of the chats, and whether people are asked if a sentence may be kept.

    Each is read again after a commit that changed it.
    """

    def __init__(
        self, store: Store, board: Board, members: dict[int, Member], chosen: dict[int, Language], *, collects_texts: bool = False
    ) -> None:
        self.board = board
        self.collects_texts = collects_texts
        """Off until an admin switches it on."""

        self._store = store
        self._members = members
        self._languages = chosen
        self._reader: Reader | None = None

    @classmethod
    async def load(cls, store: Store) -> "Public":
        """Read everything into memory."""
        members, chosen = await team.members(store), await languages.languages(store)
        return cls(store, await load_board(store), members, chosen, collects_texts=await unanswered.collects_texts(store))

    @property
    def reader(self) -> Reader:
        """Understands sentences about the board's schools and areas; made when first needed after the board has changed."""
        if self._reader is None:
            self._reader = Reader.of(self.board)
        return self._reader

    def member(self, person: int) -> Member | None:
        """Somebody's place in the team, if any."""
        return self._members.get(person)

    @property
    def members(self) -> tuple[Member, ...]:
        """The team, in the order of joining."""
        return tuple(self._members.values())

    def appear_as(self, member: Member) -> None:
        """Let somebody see what a member sees, in this process only: acts still ask the store (`python -m bot ask --as officer`)."""
        self._members.setdefault(member.person, member)

    def language_of(self, chat: int) -> Language | None:
        """The language chosen with /bahasa in this chat, if any."""
        return self._languages.get(chat)

    def speak(self, chat: int, language: Language | None) -> None:
        """A chat has chosen a language, or is forgotten (None)."""
        if language is None:
            self._languages.pop(chat, None)
        else:
            self._languages[chat] = language

    def move(self, old: int, new: int) -> None:
        """A group became a supergroup: its language goes along, unless another was chosen there."""
        language = self._languages.pop(old, None)
        if language is not None:
            self._languages.setdefault(new, language)

    async def renew_board(self) -> None:
        """Replace the board."""
        self.board = await load_board(self._store)
        self._reader = None

    async def renew_team(self) -> None:
        """Read the team again: it counts from the next update on."""
        self._members = await team.members(self._store)

    async def renew_collecting(self) -> None:
        """Read the switch of collecting sentences again."""
        self.collects_texts = await unanswered.collects_texts(self._store)
