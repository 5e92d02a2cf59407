"""In a group the bot answers only what is meant for it; in private everything, files without words too."""

from typing import Any

import aiohttp
import pytest

from handlers.routes import ROUTES
from tests.bot.words import IN_PRIVATE, MENU, words
from tests.patience import LONGEST
from tests.rehearsal import GROUP, SITI, Phone, Rehearsal


@pytest.fixture
async def in_group(bot: Rehearsal) -> Phone:
    """Siti in the parents' group."""
    return bot.phone(SITI, GROUP)


@pytest.mark.parametrize(
    "text", ["halo semua", "12-03-2010", "SMAN 1 Koba", "/halo", "/cek@otherbot 12-03-2010", "/jadwal@otherbot", "/halo@siaprekam_bot"]
)
async def test_in_a_group_what_is_not_for_the_bot_is_left_alone(in_group: Phone, text: str) -> None:
    assert (await in_group.writes(text)).messages == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/jadwal@siaprekam_bot", "Bangka Tengah"),
        ("/JADWAL@SiapRekam_Bot", "Bangka Tengah"),
        ("/cek@siaprekam_bot 12-03-2010", words("private_only")),
        ("@siaprekam_bot SMAN 1 Koba", "SMAN 1 Koba"),
        ("SMAN 1 Koba @siaprekam_bot", "SMAN 1 Koba"),
    ],
)
async def test_in_a_group_what_names_the_bot_is_answered_as_a_reply(in_group: Phone, text: str, seen: str) -> None:
    screen = await in_group.writes(text)
    assert seen in screen.text
    own = next(message for message in await in_group.messages() if not message["from_bot"])
    assert [message["reply_to"] for message in screen.messages] == [own["message_id"]]


async def test_in_a_group_a_reply_to_the_bot_is_answered_and_one_to_others_is_not(in_group: Phone, bot: Rehearsal) -> None:
    of_the_bot = (await in_group.writes("/jadwal")).messages[0]["message_id"]
    assert "SMAN 1 Koba" in (await in_group.writes("SMAN 1 Koba", reply_to=of_the_bot)).text
    await bot.phone(7002, GROUP).writes("halo semua")
    of_rusli = (await in_group.messages())[-1]["message_id"]
    assert (await in_group.writes("SMAN 1 Koba", reply_to=of_rusli)).messages == []


@pytest.mark.parametrize("name", [route.name for route in ROUTES if route.private])
async def test_in_a_group_a_deep_link_opens_nothing_personal(in_group: Phone, name: str) -> None:
    screen = await in_group.writes(f"/start {name}")
    assert screen.labels == [IN_PRIVATE]


@pytest.mark.parametrize("name", [route.name for route in ROUTES if route.private])
async def test_in_a_group_a_button_opens_nothing_personal(in_group: Phone, name: str) -> None:
    message_id = (await in_group.writes("/jadwal")).messages[0]["message_id"]
    assert (await in_group.presses(message_id, f"1:{name}:ya")).labels == [IN_PRIVATE]


async def test_in_private_a_command_with_the_bots_name_is_answered(siti: Phone) -> None:
    assert "12 Maret 2010" in (await siti.writes("/cek@siaprekam_bot 12-03-2010")).text


@pytest.mark.parametrize("other", ["otherbot", "siaprekam_bot_xyz", ""])
async def test_in_private_a_command_for_another_bot_is_for_this_one(siti: Phone, other: str) -> None:
    assert "12 Maret 2010" in (await siti.writes(f"/cek@{other} 12-03-2010")).text


@pytest.mark.parametrize("text", ["/halo", "/", "//", "/halo dunia", "/cekk"])
async def test_in_private_an_unknown_command_is_called_so_and_gets_the_menu(siti: Phone, text: str) -> None:
    screen = await siti.writes(text)
    assert (screen.text, screen.labels) == (words("no_such_command"), MENU)


@pytest.mark.parametrize("text", ["/cek\n12-03-2010", "/CEK 12-03-2010", "/check 12-03-2010", "  /cek   12-03-2010  "])
async def test_a_command_is_read_however_it_is_written(siti: Phone, text: str) -> None:
    assert "12 Maret 2010" in (await siti.writes(text)).text


async def sends_a_file(phone: Phone, bot: Rehearsal, caption: str, mime: str = "image/jpeg") -> list[dict[str, Any]]:
    """The bot's messages after a file."""
    form = aiohttp.FormData({"as": str(phone.person), "chat": str(phone.chat), "caption": caption})
    form.add_field("file", b"\xff\xd8\xff", filename="kk.jpg", content_type=mime)
    async with bot.http.post("/sandbox/upload", data=form) as answer:
        update_id = (await answer.json())["update_id"]
    async with bot.http.get("/sandbox/settled", params={"update_id": update_id, "timeout": LONGEST}) as answer:
        assert (await answer.json())["settled"]
    return [message for message in await phone.messages() if message["from_bot"]]


@pytest.mark.parametrize(("mime", "content"), [("image/jpeg", "photo"), ("application/pdf", "document")])
async def test_a_photo_or_file_without_words_gets_a_sentence(siti: Phone, bot: Rehearsal, mime: str, content: str) -> None:
    (message,) = await sends_a_file(siti, bot, "", mime)
    assert message["text"] == words("sent/papers", content=content)


async def test_a_photos_caption_is_its_question(siti: Phone, bot: Rehearsal) -> None:
    (message,) = await sends_a_file(siti, bot, "12-03-2010")
    assert "12 Maret 2010" in message["text"]


async def test_in_a_group_a_photo_is_left_alone(in_group: Phone, bot: Rehearsal) -> None:
    assert await sends_a_file(in_group, bot, "foto wisuda") == []
