"""What of a group's talk reaches the bot: commands, mentions, and replies to it."""

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
