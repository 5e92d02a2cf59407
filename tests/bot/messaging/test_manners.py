"""Silence where nothing was asked, and an answer where something was: edits, albums, other bots, channels."""

from typing import Any

import pytest

from bot.messaging.dispatch import Dispatcher
from bot.messaging.repeats import Repeats
from bot.messaging.updates import read_update
from tests.bot.messaging.asking import a_chat, a_person, asked
from tests.rehearsal import GROUP, SITI

PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
HERE = {"latitude": -2.48, "longitude": 106.39}


def said(number: int, kind: str = "message", *, chat: int = SITI, message_id: int = 5, **more: Any) -> dict[str, Any]:
    """An update of this number with a message of Siti's."""
    return {"update_id": number, kind: {"message_id": message_id, "date": 1, "chat": a_chat(chat), "from": a_person(), **more}}


async def texts(dispatcher: Dispatcher, update: dict[str, Any]) -> list[str]:
    return [call.parameters["text"] for call in await asked(dispatcher, update) if "text" in call.parameters]


# Edits


async def test_a_location_is_answered_once_however_far_it_moves(dispatcher: Dispatcher) -> None:
    assert len(await texts(dispatcher, said(1, location=HERE | {"live_period": 900}))) == 1
    for number in range(2, 5):
        moved = {"latitude": -2.4 + number / 100, "longitude": 106.4, "live_period": 900}
        assert await texts(dispatcher, said(number, "edited_message", location=moved, edit_date=number)) == []


@pytest.mark.parametrize("more", [{"edit_date": 2}, {}], ids=["dated", "undated"])
@pytest.mark.parametrize(
    "before", [{"text": "12 maret 2010"}, {"caption": "12 maret 2010", "photo": PHOTO}, {"text": "/cek 12 maret 2010"}], ids=str
)
async def test_an_edit_that_leaves_the_words_is_met_with_silence(
    dispatcher: Dispatcher, before: dict[str, Any], more: dict[str, Any]
) -> None:
    assert len(await texts(dispatcher, said(1, **before))) == 1
    after = before | more | {"link_preview_options": {"is_disabled": True}}
    assert await texts(dispatcher, said(2, "edited_message", **after)) == []
    assert await texts(dispatcher, said(3, "edited_message", **after)) == []


async def test_every_edit_that_changes_the_words_is_answered(dispatcher: Dispatcher) -> None:
    await texts(dispatcher, said(1, text="12 maret 2010"))
    for number, text in enumerate(["13 maret 2010", "12 maret 2010", "14 maret 2010"], 2):
        (answer,) = await texts(dispatcher, said(number, "edited_message", text=text, edit_date=number))
        assert f"{text[:2]} Maret 2010" in answer


async def test_an_edit_of_another_message_with_the_same_words_is_answered(dispatcher: Dispatcher) -> None:
    await texts(dispatcher, said(1, text="12 maret 2010"))
    assert await texts(dispatcher, said(2, "edited_message", message_id=4, text="12 maret 2010", edit_date=2))


async def test_an_edit_that_telegram_repeats_is_answered_again(dispatcher: Dispatcher) -> None:
    await texts(dispatcher, said(1, text="12 maret 2010"))
    edit = said(2, "edited_message", text="13 maret 2010", edit_date=2)
    assert await texts(dispatcher, edit) == await texts(dispatcher, edit) != []


@pytest.mark.parametrize(("more", "is_answered"), [({"edit_date": 2}, True), ({}, False)])
async def test_of_words_that_are_not_known_the_date_tells_whether_they_were_changed(
    dispatcher: Dispatcher, more: dict[str, Any], is_answered: bool
) -> None:
    assert bool(await texts(dispatcher, said(1, "edited_message", text="12 maret 2010", **more))) is is_answered


async def test_in_a_group_an_edit_that_names_the_bot_first_is_answered(dispatcher: Dispatcher) -> None:
    assert await texts(dispatcher, said(1, chat=GROUP, text="SMAN 1 Koba")) == []
    edit = said(2, "edited_message", chat=GROUP, text="@siaprekam_bot SMAN 1 Koba", edit_date=2)
    assert len(await texts(dispatcher, edit)) == 1


def test_only_the_newest_are_remembered() -> None:
    repeats = Repeats(2)
    for number in range(3):
        repeats.asked(number, SITI, number, "x")
    assert [repeats.is_unchanged(9, SITI, number, "x") for number in range(3)] == [None, True, True]
    assert [repeats.is_further_part(number, SITI, album) for number, album in enumerate("aabca")] == [False, True, False, False, False]


# Albums


async def test_an_album_is_answered_once(dispatcher: Dispatcher) -> None:
    parts = [said(number, message_id=number, photo=PHOTO, media_group_id="7") for number in range(1, 4)]
    assert [len(await texts(dispatcher, part)) for part in parts] == [1, 0, 0]
    assert len(await texts(dispatcher, said(4, photo=PHOTO, media_group_id="8"))) == 1


async def test_words_under_a_further_part_of_an_album_are_answered(dispatcher: Dispatcher) -> None:
    await texts(dispatcher, said(1, message_id=1, photo=PHOTO, media_group_id="7"))
    (answer,) = await texts(dispatcher, said(2, message_id=2, photo=PHOTO, media_group_id="7", caption="12 maret 2010"))
    assert "12 Maret 2010" in answer


async def test_the_first_part_that_telegram_repeats_is_answered_again(dispatcher: Dispatcher) -> None:
    part = said(1, photo=PHOTO, media_group_id="7")
    assert await texts(dispatcher, part) == await texts(dispatcher, part) != []


# Who writes

BOT = {"id": 42, "is_bot": True, "first_name": "Lain", "username": "lain_bot"}
CHANNEL = {"id": -1001234500009, "type": "channel", "title": "Dindukcapil"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}


@pytest.mark.parametrize("chat", [SITI, GROUP])
@pytest.mark.parametrize("text", ["/jadwal@siaprekam_bot", "@siaprekam_bot SMAN 1 Koba", "12 maret 2010"])
async def test_another_bot_is_not_answered(dispatcher: Dispatcher, chat: int, text: str) -> None:
    assert await asked(dispatcher, said(1, chat=chat, text=text, **{"from": BOT})) == []


@pytest.mark.parametrize("text", ["/jadwal@siaprekam_bot", "@siaprekam_bot SMAN 1 Koba"])
async def test_a_channels_post_in_its_group_is_not_answered(dispatcher: Dispatcher, text: str) -> None:
    post = {"from": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True, "text": text}
    assert await asked(dispatcher, said(1, chat=GROUP, **post)) == []


@pytest.mark.parametrize("sender", [a_chat(GROUP), CHANNEL])
async def test_whoever_writes_in_a_groups_or_channels_name_is_answered(dispatcher: Dispatcher, sender: dict[str, Any]) -> None:
    asks = {"from": ANONYMOUS, "sender_chat": sender, "text": "@siaprekam_bot SMAN 1 Koba"}
    assert len(await texts(dispatcher, said(1, chat=GROUP, **asks))) == 1


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("@siaprekam_bot SMAN 1 Koba", True),
        ("SMAN 1 Koba @SiapRekam_Bot", True),
        ("SMAN 1 Koba (@siaprekam_bot)?", True),
        ("SMAN 1 Koba,@siaprekam_bot.", True),
        ("@siaprekam_bot_xyz atau @siaprekam_bot: SMAN 1 Koba", True),
        ("coba /jadwal@siaprekam_bot", True),
        ("@siaprekam_bot_xyz SMAN 1 Koba", False),
        ("@siaprekam_bot2 SMAN 1 Koba", False),
        ("SMAN 1 Koba @siaprekam_botku", False),
        ("@xsiaprekam_bot SMAN 1 Koba", False),
        ("siti@siaprekam_bot SMAN 1 Koba", False),
        ("siti.a@siaprekam_bot SMAN 1 Koba", False),
        ("/jadwal@siaprekam_bot_xyz", False),
        ("coba /jadwal@siaprekam_bot_xyz", False),
    ],
)
async def test_in_a_group_only_the_bots_own_name_is_meant(dispatcher: Dispatcher, text: str, is_named: bool) -> None:
    assert len(await texts(dispatcher, said(1, chat=GROUP, text=text))) == is_named


async def test_a_message_without_a_number_of_its_own_is_answered_beside_it(dispatcher: Dispatcher) -> None:
    asking = said(1, chat=GROUP, message_id=0, ephemeral_message_id=7, text="@siaprekam_bot SMAN 1 Koba")
    assert ["reply_parameters" in call.parameters for call in await asked(dispatcher, asking)] == [False]


async def test_a_deleted_message_under_a_button_is_no_hindrance(dispatcher: Dispatcher) -> None:
    query = {"id": "9", "from": a_person(), "message": {"message_id": 5, "date": 0, "chat": a_chat()}, "chat_instance": "1"}
    calls = await dispatcher.respond(read_update({"update_id": 1, "callback_query": query | {"data": "1:schedule:"}}))
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]
