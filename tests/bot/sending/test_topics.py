"""What a forum follows in a topic is told in that topic; what the topic takes no longer is told in General, and why is said there."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ektp_core.store.outbox import counts_of
from ektp_core.store.privacy import chat_data
from ektp_core.subscriptions.subscribers import UnreachableReason
from tests.patience import LONGEST
from tests.rehearsal import GROUP, Rehearsal, settled
from tests.reliability.scene import announce

RUSLI = 7002
GENERAL = 0
MOVED_HERE = "kini dikirim di sini"


@dataclass(frozen=True, slots=True)
class Forum:
    """The parents' group with a topic in which it follows SMAN 1 Koba; its messages by topic."""

    bot: Rehearsal
    thread: int

    async def becomes(self, thread: int, state: str) -> None:
        async with self.bot.http.post("/sandbox/topic", json={"chat": GROUP, "thread": thread, "state": state}) as answer:
            told = await answer.json()
            assert answer.status == 200, told
        if "update_id" in told:
            await settled(self.bot.http, told["update_id"])

    async def announced(self, words: str) -> int:
        """Something is announced to everybody, and has ended."""
        number = await announce(self.bot.office.store, words)
        await self.until_all_ended(number)
        return number

    async def until_all_ended(self, number: int) -> None:
        """What waits besides, too."""
        self.bot.office.outbox_changed.set()
        async with asyncio.timeout(LONGEST):
            for each in (number, number + 1):
                while (await counts_of(self.bot.office.store, each)).open:
                    await asyncio.sleep(0.05)

    async def told(self) -> dict[int, list[str]]:
        async with self.bot.http.get("/sandbox/delivered", params={"chat": GROUP}) as answer:
            messages: list[dict[str, Any]] = (await answer.json())["messages"]
        found: dict[int, list[str]] = {GENERAL: [], self.thread: []}
        for message in messages:
            found[message["thread"] or GENERAL].append(message["text"])
        return found


@pytest.fixture
async def forum(bot: Rehearsal) -> Forum:
    async with bot.http.post("/sandbox/topic", json={"chat": GROUP, "name": "Perekaman"}) as answer:
        thread = (await answer.json())["thread"]
    rusli = bot.phone(RUSLI, GROUP)
    await rusli.writes("/langganan SMAN 1 Koba", thread=thread)
    await rusli.taps("Setuju")
    return Forum(bot, thread)


async def test_what_is_followed_in_a_topic_is_told_there_and_nothing_in_general(forum: Forum) -> None:
    await forum.announced("Tim datang besok.")
    told = await forum.told()
    assert told[forum.thread][-1] == "Tim datang besok."
    assert told[GENERAL] == []


async def closed(forum: Forum) -> None:
    await forum.becomes(forum.thread, "closed")


async def deleted(forum: Forum) -> None:
    await forum.becomes(forum.thread, "deleted")


@pytest.mark.parametrize("happens", [closed, deleted])
async def test_a_topic_that_takes_nothing_any_more_falls_back_to_general_where_it_is_said_once(
    forum: Forum, happens: Callable[[Forum], Awaitable[None]]
) -> None:
    await happens(forum)
    await forum.announced("Tim datang besok.")
    await forum.announced("Tim datang lusa.")
    told = await forum.told()
    news = [text for text in told[GENERAL] if MOVED_HERE not in text]
    assert news == ["Tim datang besok.", "Tim datang lusa."]
    (said,) = [text for text in told[GENERAL] if MOVED_HERE in text]
    assert "SMAN 1 Koba" in said
    kept = await chat_data(forum.bot.office.store, GROUP)
    assert kept.gone is None
    assert kept.subscriber and kept.subscriber.threads == {}


async def test_a_forum_without_an_open_topic_cannot_be_reached_until_one_is_opened(forum: Forum) -> None:
    await forum.becomes(forum.thread, "closed")
    await forum.becomes(GENERAL, "closed")
    number = await forum.announced("Tim datang besok.")
    counts = await counts_of(forum.bot.office.store, number)
    assert (counts.unreachable, counts.delivered) == (1, 0)
    kept = await chat_data(forum.bot.office.store, GROUP)
    assert kept.gone and kept.gone.reason is UnreachableReason.TOPIC_CLOSED
    await forum.becomes(GENERAL, "open")
    await forum.announced("Tim datang lusa.")
    assert (await forum.told())[GENERAL][-1] == "Tim datang lusa."


async def test_an_admin_chooses_the_topic_again_and_sees_where_the_group_is_told(forum: Forum) -> None:
    rusli = forum.bot.phone(RUSLI, GROUP)
    assert "SMAN 1 Koba (di topik lain)" in (await rusli.writes("/langganan")).text
    assert "SMAN 1 Koba\n" in (await rusli.writes("/langganan", thread=forum.thread)).text
    assert "topik ini" not in (await rusli.writes("/langganan SMAN 1 Koba")).text
    assert "SMAN 1 Koba (di topik General)" in (await rusli.writes("/langganan", thread=forum.thread)).text
    assert "ke topik ini" in (await rusli.writes("/langganan SMAN 1 Koba", thread=forum.thread)).text
    await forum.announced("Tim datang besok.")
    assert (await forum.told())[forum.thread][-1] == "Tim datang besok."


async def test_before_a_topic_is_kept_its_admin_agrees_to_that(forum: Forum) -> None:
    rusli = forum.bot.phone(RUSLI, GROUP)
    await rusli.writes("/berhenti")
    assert "topiknya" not in (await rusli.writes("/langganan SMAN 1 Koba")).text
    asked = (await rusli.writes("/langganan SMAN 1 Koba", thread=forum.thread)).text
    assert "dikabari di topik ini" in asked
    assert "nomor obrolan grup ini dan topiknya di Telegram" in asked
