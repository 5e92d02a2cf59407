"""The gate before the lanes: whoever sends more than anybody can mean is turned away there, before a task, a request or a row is made.

What is turned away is confirmed to Telegram like what was answered, and counted; a wait of the bot's own turns nobody away
(docs/reliability.md#one-abuser-slows-nobody).
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import NamedTuple

from bot.health.vitals import moment
from bot.messaging.admission.buckets import CARDS, CITIZEN, STAFF, STANDING, Allowance, Buckets, Verdict
from bot.messaging.lanes import Lanes
from bot.messaging.updates import NO_CHAT, Message, Update

log = logging.getLogger(__name__)

MOST_WAITING_IN_CHAT = 100
"""Updates of one chat that wait for the earlier ones; many people share a group's lane. Staff may have as many as they may ask at once."""


class DropReason(StrEnum):
    """Why an update was not worked on."""

    PERSON = "person"
    CARDS = "cards"
    STANDING = "standing"
    GROUP = "group"
    QUEUE = "queue"


Dropped = Counter[str]
"""How many updates were dropped since the start, by reason, and nothing about whose they were."""


class Source(NamedTuple):
    """From whom an update comes, and which of their buckets it takes from."""

    reason: DropReason
    key: int


class Gate:
    """Begins updates on their lanes, or turns them away. Made where it will run: in the loop."""

    def __init__(
        self,
        lanes: Lanes,
        is_staff: Callable[[int], bool],
        tell: Callable[[Update], Awaitable[None]],
        dropped: Dropped,
        now: Callable[[], float] = moment,
    ) -> None:
        self._lanes = lanes
        self._is_staff = is_staff
        self._tell = tell
        self._dropped = dropped
        self._nothing = asyncio.get_running_loop().create_future()
        self._nothing.set_result(None)
        self._buckets = {reason: Buckets(now) for reason in (DropReason.PERSON, DropReason.CARDS, DropReason.STANDING)}

    def start(self, update: Update) -> asyncio.Future[None]:
        """Begin an update, or turn it away; what comes back is done when its effect is, at once where it has none."""
        source = source_of(update)
        buckets, allowance = self._buckets[source.reason], self._allowance(source)
        verdict, reason = buckets.judge(source.key, allowance), source.reason
        if verdict is Verdict.ADMITTED and reason is not DropReason.STANDING and self._is_full(update.chat, allowance):
            verdict, reason = buckets.turned_away(source.key), DropReason.QUEUE
        if verdict is Verdict.ADMITTED:
            return self._lanes.start(update)
        self._dropped[reason] += 1
        if verdict is Verdict.TOLD:
            log.warning("updates are dropped", extra={"reason": reason.value})
            return asyncio.create_task(self._told(update))
        return self._nothing

    @property
    def remembered(self) -> int:
        """Of how many people and chats something is known."""
        return sum(buckets.remembered for buckets in self._buckets.values())

    def _allowance(self, source: Source) -> Allowance:
        if source.reason is DropReason.PERSON:
            return STAFF if self._is_staff(source.key) else CITIZEN
        return CARDS if source.reason is DropReason.CARDS else STANDING

    def _is_full(self, chat: int, allowance: Allowance) -> bool:
        """Whether a chat's lane holds all that it may: a chat that Telegram has us wait for fills no memory."""
        return self._lanes.waiting(chat) >= max(MOST_WAITING_IN_CHAT, allowance.burst)

    async def _told(self, update: Update) -> None:
        await self._tell(update)


def source_of(update: Update) -> Source:
    """Whose bucket an update takes from.

    Who writes in the name of a group or a channel is that chat: the sender that Telegram names instead is one and the same for all groups.
    """
    if tap := update.callback_query:
        return Source(DropReason.PERSON, tap.sender.id)
    if inline := update.inline_query or update.chosen_inline_result:
        return Source(DropReason.CARDS, inline.sender.id if inline.sender else NO_CHAT)
    message = update.message or update.edited_message
    if message is None or _is_of_the_chat(message):
        return Source(DropReason.STANDING, update.chat)
    by = message.sender_chat or message.sender or message.chat
    return Source(DropReason.PERSON, by.id)


def _is_of_the_chat(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
