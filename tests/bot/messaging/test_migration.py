"""A group that becomes a supergroup takes along what it follows, its language and what waits for it, whichever word of it comes first."""

import asyncio
from typing import Any

import pytest
from telegram import ChatMember, ChatMemberAdministrator, User
from telegram.error import ChatMigrated

from bot.messaging.dispatch import Dispatcher
from bot.terminal.ask import plain
from ektp_core.profile import Language
from ektp_core.store.privacy import chat_data
from tests.bot.messaging.asking import a_text, asked, no_files
from tests.patience import LONGEST
from tests.rehearsal import GROUP, Rehearsal, settled
from tests.reliability.scene import announce
from tests.store.followers import KOBA, NOON, SMAN_1_KOBA, TODAY, a_consent, a_follower, follow

RUSLI, OLD, NEW = 7002, -4_001, -1_001_234_500_009
TO, FROM = "migrate_to_chat_id", "migrate_from_chat_id"
ORDERS = [(TO, FROM), (FROM, TO), (TO,), (FROM,), ()]
TOLD = {TO: (OLD, "group", {TO: NEW}), FROM: (NEW, "supergroup", {FROM: OLD})}


def told(which: str, number: int) -> dict[str, Any]:
    """A service message of a migration."""
    chat, kind, more = TOLD[which]
    return {"update_id": number, "message": {"message_id": 9, "date": 0, "chat": {"id": chat, "type": kind}, **more}}


async def becomes_supergroup(bot: Rehearsal, *messages: str) -> int:
    """The parents' group becomes a supergroup; its new id, once the bot knows what it is told."""
    async with bot.http.post("/sandbox/migrate", json={"chat": GROUP, "told": messages}) as answer:
        found = await answer.json()
    await settled(bot.http, found["update_id"])
    return int(found["moved_to"])


async def count(bot: Rehearsal, what: str, chat: int) -> int:
    async with bot.http.get("/sandbox/deliveries") as answer:
        return int((await answer.json())[what].get(str(chat), 0))


@pytest.mark.parametrize("messages", ORDERS, ids=str)
async def test_the_supergroup_is_told_and_answered_as_the_group_was(bot: Rehearsal, messages: tuple[str, ...]) -> None:
    rusli = bot.phone(RUSLI, GROUP)
    await rusli.writes("/bahasa en")
    await rusli.writes("/langganan SMAN 1 Koba")
    await rusli.taps("Agree")
    new = await becomes_supergroup(bot, *messages)
    before = await count(bot, "requests", GROUP)
    await announce(bot.office.store)
    bot.office.outbox_changed.set()
    async with asyncio.timeout(LONGEST):
        while not await count(bot, "deliveries", new):
            await asyncio.sleep(0.05)
    assert await count(bot, "requests", GROUP) - before == (0 if messages else 1), "only who was told nothing finds out by a refusal"
    screen = await bot.phone(RUSLI, new).writes("/langganan")
    assert "What this group is told" in screen.text
    assert "SMAN 1 Koba" in screen.text


@pytest.mark.parametrize("messages", [(TO, TO), (FROM, FROM), (TO, FROM, TO), (FROM, TO, FROM)], ids=str)
async def test_a_word_of_it_that_comes_again_takes_nothing_back(dispatcher: Dispatcher, messages: tuple[str, ...]) -> None:
    office = dispatcher.office
    await a_follower(office.store, OLD, SMAN_1_KOBA)
    await office.choose_language(OLD, Language.EN)
    first, *others = messages
    assert await asked(dispatcher, told(first, 1)) == []
    await office.choose_language(NEW, Language.ID)
    await follow(office.store, NEW, [KOBA], NOON, TODAY)
    for number, each in enumerate(others, 2):
        assert await asked(dispatcher, told(each, number)) == []
    kept = await chat_data(office.store, NEW)
    assert kept.subscriber and set(kept.subscriber.follows) == {SMAN_1_KOBA, KOBA}
    assert kept.language is office.public.language_of(NEW) is Language.ID
    assert (await chat_data(office.store, OLD)).is_nothing
    assert office.public.language_of(OLD) is None


async def test_a_supergroup_that_spoke_first_keeps_what_it_chose(dispatcher: Dispatcher) -> None:
    office = dispatcher.office
    await a_follower(office.store, OLD, SMAN_1_KOBA)
    await office.choose_language(OLD, Language.EN)
    await office.choose_language(NEW, Language.ID)
    await follow(office.store, NEW, [KOBA], NOON, TODAY, a_consent(NEW))
    await asked(dispatcher, told(TO, 1))
    kept = await chat_data(office.store, NEW)
    assert kept.subscriber and set(kept.subscriber.follows) == {SMAN_1_KOBA, KOBA}
    assert kept.language is office.public.language_of(NEW) is Language.ID


async def admins_of_the_supergroup(chat: int, person: int) -> ChatMember:
    if chat == OLD:
        raise ChatMigrated(NEW)
    return ChatMemberAdministrator(User(person, "Rusli", is_bot=False), *[True] * 13)


@pytest.mark.parametrize(
    ("asked_before", "view"), [("/langganan", "SMAN 1 Koba"), ("/langganan kec koba", "Diikuti: Kec. Koba"), ("/jeda 1 minggu", "Dijeda")]
)
async def test_what_an_admin_asked_of_the_group_before_is_done_in_the_supergroup(
    dispatcher: Dispatcher, asked_before: str, view: str
) -> None:
    office = dispatcher.office
    await a_follower(office.store, OLD, SMAN_1_KOBA)
    (call,) = await asked(Dispatcher(office, "siaprekam_bot", no_files, admins_of_the_supergroup), a_text(asked_before, OLD))
    assert view in plain(call.parameters["text"])
    kept = await chat_data(office.store, NEW)
    assert kept.subscriber and SMAN_1_KOBA in kept.subscriber.follows
    assert (await chat_data(office.store, OLD)).is_nothing
