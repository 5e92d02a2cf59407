"""What of a group's talk reaches the bot: commands, mentions, and replies to it."""

from typing import Any

import pytest

from tests.sandbox.line import GROUP, RUSLI, SITI, Line


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("anak saya lahir 12 maret 2010", False),
        ("besok libur ya? lihat a/b", False),
        ("/jadwal", True),
        ("/jadwal@siaprekam_bot", True),
        ("@siaprekam_bot kapan ke sekolah?", True),
        ("kapan ke sekolah, @siaprekam_bot?", True),
    ],
)
async def test_in_a_group_only_commands_and_mentions_reach_the_bot(line: Line, text: str, reaches: bool) -> None:
    sent = await line.writes(text, SITI, GROUP)
    updates = await line.updates()
    assert [update["message"]["text"] for update in updates] == ([text] if reaches else [])
    assert [message["message_id"] for message in await line.messages(RUSLI, GROUP)] == [sent["message_id"]]
    assert (await line.asks("settled", update_id=sent["update_id"], timeout=0))["settled"] is not reaches


async def test_in_a_group_an_edit_reaches_the_bot_only_if_it_is_meant_for_it(line: Line) -> None:
    message_id = (await line.writes("halo semua", SITI, GROUP))["message_id"]
    await line.acts("edit", by=SITI, chat=GROUP, message_id=message_id, text="halo semuanya")
    assert await line.updates() == []
    await line.acts("edit", by=SITI, chat=GROUP, message_id=message_id, text="/jadwal")
    assert [update["edited_message"]["text"] for update in await line.updates()] == ["/jadwal"]


async def test_in_a_group_replies_to_the_bot_reach_it_and_replies_to_others_do_not(line: Line) -> None:
    of_the_bot = (await line.gives("sendMessage", chat_id=GROUP, text="Halo"))["message_id"]
    of_rusli = (await line.writes("halo semua", RUSLI, GROUP))["message_id"]
    await line.writes("kalau SMAN 1 Koba?", SITI, GROUP, reply_to=of_the_bot)
    await line.writes("halo pak", SITI, GROUP, reply_to=of_rusli)
    (update,) = await line.updates()
    assert update["message"]["text"] == "kalau SMAN 1 Koba?"
    assert update["message"]["reply_to_message"]["message_id"] == of_the_bot
    assert update["message"]["chat"]["type"] == "supergroup"


TO, FROM = "migrate_to_chat_id", "migrate_from_chat_id"


@pytest.mark.parametrize("told", [[TO, FROM], [FROM, TO], [TO], []])
async def test_a_group_that_becomes_a_supergroup_is_told_in_the_order_that_a_test_asks_for(line: Line, told: list[str]) -> None:
    new = (await line.acts("migrate", chat=GROUP, told=told))["moved_to"]
    joined, *services = await line.updates()
    assert joined["my_chat_member"]["chat"]["id"] == new
    names = {TO: (GROUP, new), FROM: (new, GROUP)}
    assert [(update["message"]["chat"]["id"], update["message"][name]) for name, update in zip(told, services, strict=True)] == [
        names[name] for name in told
    ]
    assert (await line.call("sendMessage", chat_id=GROUP, text="Halo"))["parameters"] == {"migrate_to_chat_id": new}


@pytest.mark.parametrize("body", [{"chat": SITI}, {"chat": -999}, {"chat": GROUP, "told": ["left"]}, {"chat": GROUP, "told": TO}])
async def test_only_a_group_becomes_a_supergroup_and_only_in_telegrams_words(line: Line, body: dict[str, Any]) -> None:
    assert (await line.cannot("migrate", **body)).endswith(".")


async def test_a_group_becomes_a_supergroup_once_and_stands_once_in_the_list_of_chats(line: Line) -> None:
    new = (await line.acts("migrate", chat=GROUP))["moved_to"]
    await line.cannot("migrate", chat=GROUP)
    siti = next(person for person in (await line.asks("personas"))["people"] if person["id"] == SITI)
    assert [chat["id"] for chat in siti["chats"]] == [SITI, new]
