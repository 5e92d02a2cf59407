"""The office at work: its board, its store and its clock, handed to every handler."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ektp_core.announcements.announcement import SECOND_PERSON_OVER
from ektp_core.board import Board
from ektp_core.privacy import Kept
from ektp_core.profile import Language
from ektp_core.reading.dates import office_day
from ektp_core.roles import Member
from ektp_core.store import Store, languages, load_board, subscriptions, team, unanswered
from ektp_core.store.privacy import forget, kept_about
from ektp_core.store.unreachable import retire, revive
from ektp_core.subscriptions.subscribers import GoneReason
from ektp_core.unanswered import Shape
from ektp_core.understanding.reader import Reader


@dataclass(frozen=True, slots=True)
class Sending:
    """The office's settings of sending to many: messages a second, and above how many people a second member of staff confirms."""

    rate: float = 28.0
    second_person_over: int = SECOND_PERSON_OVER


class Office:
    """Answers come from `board`; what people ask to be kept goes through `store`. `now` is the only clock."""

    def __init__(
        self,
        store: Store,
        board: Board,
        languages: dict[int, Language],
        members: dict[int, Member],
        zone: ZoneInfo,
        now: Callable[[], datetime],
        sending: Sending = Sending(),
        *,
        collects_texts: bool = False,
    ) -> None:
        self.sending = sending
        self.outbox_changed = asyncio.Event()
        """Set when there is something new to send, so that nobody waits for the next look into the store."""

        self.collects_texts = collects_texts
        """Whether people are asked if a sentence that fell through may be kept; off until an admin switches it on."""

        self.store = store
        self.board = board
        self.zone = zone
        self._languages = languages
        self._members = members
        self._now = now
        self._seen: set[int] = set()
        self._fell_through: dict[date, Counter[Shape]] = {}
        self._reader: Reader | None = None

    @classmethod
    async def open(cls, store: Store, zone: ZoneInfo, now: Callable[[], datetime], sending: Sending = Sending()) -> "Office":
        """Read the board and the chosen languages into memory, so that answering costs no SQL."""
        chosen, members = await languages.languages(store), await team.members(store)
        collects = await unanswered.collects_texts(store)
        return cls(store, await load_board(store), chosen, members, zone, now, sending, collects_texts=collects)

    def today(self) -> date:
        """The office's day: a birthday is reached at 00:00 in the office's zone (DOMAIN 1.4)."""
        return office_day(self._now(), self.zone)

    def now(self) -> datetime:
        """This moment."""
        return self._now()

    def saw(self, chat: int) -> None:
        """A sign of life of a chat; kept in the store from time to time, without SQL on the way to an answer."""
        self._seen.add(chat)

    async def keep_seen(self) -> None:
        """Keep the signs of life since the last time; what the store does not take now is tried again with the next."""
        seen, self._seen = self._seen, set()
        try:
            await subscriptions.keep_seen(self.store, seen, self.today())
        except BaseException:
            self._seen |= seen
            raise

    def fell_through(self, shape: Shape) -> None:
        """Count a message that got no answer of its own, without SQL on the way to an answer."""
        self._fell_through.setdefault(self.today(), Counter())[shape] += 1

    async def keep_unanswered(self) -> None:
        """Keep the counts since the last time, and hear of the switch if another process has turned it.

        A kill loses the counts since the last time, no more. What the store does not take now is tried again with the next.
        """
        while self._fell_through:
            day, shapes = self._fell_through.popitem()
            try:
                await unanswered.count(self.store, day, shapes)
            except BaseException:
                self._fell_through.setdefault(day, Counter()).update(shapes)
                raise
        await self.renew_collecting()

    async def renew_collecting(self) -> None:
        """Read the switch of collecting sentences again after a commit that changed it."""
        self.collects_texts = await unanswered.collects_texts(self.store)

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

    @property
    def reader(self) -> Reader:
        """Understands sentences about the board's schools and areas; made when first needed after the board has changed."""
        if self._reader is None:
            self._reader = Reader.of(self.board)
        return self._reader

    async def renew_team(self) -> None:
        """Read the team again after a commit that changed it: it counts from the next update on."""
        self._members = await team.members(self.store)

    async def renew_board(self) -> None:
        """Replace the board after a commit that changed it."""
        self.board = await load_board(self.store)
        self._reader = None

    def language_of(self, chat: int) -> Language | None:
        """The language chosen with /bahasa in this chat, if any."""
        return self._languages.get(chat)

    async def choose_language(self, chat: int, language: Language) -> None:
        await languages.choose_language(self.store, chat, language, self._now())
        self._languages[chat] = language

    async def kept_of_writer(self, chat: int) -> Kept:
        """All that is kept of a chat whose owner has just written: if it had counted as shut, it is written to again."""
        kept = await kept_about(self.store, chat)
        if kept.gone:
            await revive(self.store, chat)
        return kept

    async def note_membership(self, chat: int, gone: GoneReason | None) -> None:
        """A chat shut the bot out (it is written to no more, at once), or let it in again."""
        if gone:
            await retire(self.store, chat, gone, self._now())
        else:
            await revive(self.store, chat)

    async def forget(self, chat: int) -> bool:
        """Erase all that is kept about a chat; True when there was something."""
        self._languages.pop(chat, None)
        return await forget(self.store, chat)
