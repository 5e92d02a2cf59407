"""What acts: changes go through the store in one transaction each, and what is public is renewed behind them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Protocol

from ektp_core.alarms import Present
from ektp_core.audit import NOTHING, Changed, Seen, Subject, Thing
from ektp_core.backups.stand import BackupStand
from ektp_core.board import Board
from ektp_core.country.index import Country
from ektp_core.country.zones import zone_of
from ektp_core.office.notes import Notes
from ektp_core.office.public import Public
from ektp_core.office.settings import OfficeSettings
from ektp_core.privacy import ChatData
from ektp_core.profile import Language
from ektp_core.reading.calendar import office_day
from ektp_core.roles import CHANGES_BOARD, Act
from ektp_core.store import Store, languages, team, watches
from ektp_core.store.audit import Doing, acting
from ektp_core.store.privacy import chat_data, forget
from ektp_core.store.retention import forget_what_is_over
from ektp_core.store.unreachable import move_chat, retire, revive
from ektp_core.store.watches import Live
from ektp_core.subscriptions.subscribers import UnreachableReason


class Actor(Protocol):
    """Who acts, and when."""

    @property
    def person(self) -> int: ...

    @property
    def now(self) -> datetime: ...


class Office:
    """Answers come from what is `public`; what people ask to be kept goes through `store`. `now` is the only clock."""

    def __init__(
        self, store: Store, public: Public, settings: OfficeSettings, now: Callable[[], datetime], country: Country | None = None
    ) -> None:
        self.store = store
        self.public = public
        self.settings = settings
        self.notes = Notes(store, self.today)
        self.outbox_changed = asyncio.Event()
        """Set when there is something new to send, so that nobody waits for the next look into the store."""

        self.zone = settings.zone or zone_of(public.board.home.code)
        """Its midnight decides birthdays."""

        self.country = country
        """Where else schools and places lie; None where nobody has made the index."""

        self.backups: BackupStand | None = None
        """How it stands with the backups; None where nobody here makes any: in the sandbox, on the terminal, on a server's database."""

        self.faults: Sequence[Present] = ()
        """What keeps the bot from serving as it should, as it was found at the last look."""

        self.acts: Counter[Act] = Counter()
        """What staff have done since the start, and nothing about who."""

        self._now = now

    @classmethod
    async def open(cls, store: Store, settings: OfficeSettings, now: Callable[[], datetime], country: Country | None = None) -> "Office":
        """Read what is public into memory."""
        return cls(store, await Public.load(store), settings, now, country)

    @property
    def board(self) -> Board:
        """Everything public at this moment."""
        return self.public.board

    def today(self) -> date:
        """The office's day: a birthday is reached at 00:00 in the office's zone (docs/domain.md#a-birthday-begins-at-midnight)."""
        return office_day(self._now(), self.zone)

    def now(self) -> datetime:
        """This moment."""
        return self._now()

    @asynccontextmanager
    async def acting(self, actor: Actor, act: Act, subject: Subject = NOTHING, *, seen: Seen | None = None) -> AsyncIterator[Doing]:
        """One audited act of one member of staff, in one transaction; what is public is renewed on leaving.

        Raises NotAllowed, and Changed when the subject is no longer in the version that was `seen`: then the board is read again too,
        so that the way out is shown as it is now.
        """
        try:
            async with acting(self.store, actor.person, act, actor.now, subject, seen=seen) as doing:
                yield doing
        except Changed:
            await self.public.renew_board()
            raise
        if doing.has_effect:
            self.acts[act] += 1
        if act in CHANGES_BOARD:
            await self.public.renew_board()
        if act is Act.CHANGE_TEAM:
            await self.public.renew_team()
        if doing.subject.kind == Thing.COLLECTING:
            await self.public.renew_collecting()

    async def keep_notes(self) -> None:
        """Keep what was noted since the last time, and hear of the switch of collecting if another process has turned it."""
        await self.notes.keep_seen()
        await self.notes.keep_unanswered()
        await self.public.renew_collecting()

    async def choose_language(self, chat: int, language: Language) -> None:
        """The language in which a chat is answered from now on."""
        await languages.choose_language(self.store, chat, language, self._now())
        self.public.speak(chat, language)

    async def data_of_writer(self, chat: int) -> ChatData:
        """All that is kept of a chat whose owner has just written: if it had counted as shut, it is written to again."""
        kept = await chat_data(self.store, chat)
        if kept.gone:
            await revive(self.store, chat)
        return kept

    async def note_membership(self, chat: int, gone: UnreachableReason | None) -> None:
        """A chat shut the bot out (it is written to no more, at once), or let it in again."""
        if gone:
            await retire(self.store, chat, gone, self._now())
        else:
            await revive(self.store, chat)

    async def learn_name(self, person: int, name: str) -> None:
        """A member of whom only the id was known has written, and has a name."""
        await team.learn_name(self.store, person, name)
        await self.public.renew_team()

    async def note_written(self, chat: int, message_id: int, live: Live | None, language: Language) -> None:
        """Staff's message was written anew; what it shows that changes by itself, if anything, goes on in it, and nothing else."""
        await watches.note_written(self.store, chat, message_id, live, language)

    async def note_answered(self, chat: int) -> None:
        """Staff were answered in a new message: what lay open before it does so no more."""
        await watches.note_answered(self.store, chat)

    async def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: what it follows, its language and what waits for it go on there."""
        await move_chat(self.store, old, new)
        self.public.move(old, new)
        self.outbox_changed.set()

    async def forget(self, chat: int) -> bool:
        """Erase all that is kept about a chat; True when there was something."""
        had_data = await forget(self.store, chat, self.now())
        self.public.speak(chat, None)
        return had_data

    async def forget_what_is_over(self, now: datetime, today: date) -> None:
        """Erase what is kept no longer, also from memory."""
        for chat in await forget_what_is_over(self.store, now, today):
            self.public.speak(chat, None)
