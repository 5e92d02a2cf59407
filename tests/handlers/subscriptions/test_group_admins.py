"""In a group its admins decide; everybody else, and a Telegram that does not say who that is, changes nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import ChatMember
from telegram.error import BadRequest, TimedOut

from bot.messaging.dispatch import Dispatcher
from bot.messaging.updates import Chat, Message, Update, User
from bot.terminal.ask import plain
from ektp_core.store.privacy import chat_data
from ektp_core.subscriptions.subscribers import ChatSort
from handlers.answer import answer
from handlers.request import ChatKind, Origin, TelegramSilent
from tests.core.builders import demo_board
from tests.handlers.walk import an_office
from tests.rehearsal import GROUP, SITI, a_request

BOARD = demo_board()
AGREE = "ok=2026-11,s=10900778"
DECISIONS = [
    *(("subscriptions", argument) for argument in ("", "sman 1 koba", "+s=10900778", AGREE, "-s=10900778", "off=eve", "on=eve", "in=")),
    *(("pause", argument) for argument in ("", "1 minggu", "end")),
    ("unsubscribe", ""),
]


async def a_no() -> bool:
    return False


async def a_yes() -> bool:
    return True


async def a_silence() -> bool:
    raise TelegramSilent


@pytest.mark.parametrize(("who", "view"), [(a_no, "admins_only"), (a_silence, "admins_unknown")])
@pytest.mark.parametrize(("route", "argument"), DECISIONS)
async def test_who_does_not_decide_changes_nothing_and_leaves_the_message_as_it_is(
    route: str, argument: str, who: Callable[[], Awaitable[bool]], view: str
) -> None:
    async with an_office(BOARD) as office:
        asked = a_request(AGREE, GROUP, ChatKind.GROUP)
        await answer(replace(asked, is_chat_admin=a_yes, route="subscriptions"), office)
        before = await chat_data(office.store, GROUP)
        assert before.subscriber and before.subscriber.consent.sort is ChatSort.GROUP
        tapped = replace(asked, argument=argument, person=SITI, origin=Origin.TAPPED, is_chat_admin=who)
        found = await answer(replace(tapped, route=route), office)
        assert (found.view, found.as_new) == (view, True)
        assert await chat_data(office.store, GROUP) == before


@pytest.mark.parametrize("error", [TimedOut(), BadRequest("user not found")])
async def test_when_telegram_does_not_say_who_administers_a_group_that_is_told(error: Exception) -> None:
    async def member_of(chat: int, person: int) -> ChatMember:
        raise error

    async def fetch(file_id: str, folder: Path) -> Path:
        raise FileNotFoundError(file_id)

    siti = User(SITI, first_name="Siti", language_code="id")
    update = Update(1, message=Message(1, Chat(GROUP, "supergroup"), siti, text="/berhenti"))
    async with an_office(BOARD) as office:
        (call,) = await Dispatcher(office, "siaprekam_bot", fetch, member_of).respond(update)
    assert "Telegram sedang tidak menjawab" in plain(call.parameters["text"])
